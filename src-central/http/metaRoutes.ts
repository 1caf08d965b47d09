import type { Rooms } from "#central/context.ts";
import { readFeedHead } from "#central/sync/feedHead.ts";
import { http } from "#shared/contract/http.ts";
import type { Environment, Organisation } from "#shared/contract/session.ts";
import { CONTRACT_VERSION } from "#shared/contract/version.ts";
import { MIN_CLIENT_VERSION } from "./clientVersion.ts";
import { route, type RoutesOf } from "./route.ts";

/** As long as a session lasts at most. */
export const OFFLINE_GRACE_MINUTES = 12 * 60;

/** What this installation calls itself. */
export type ServiceIdentity = {
  readonly serverVersion: string;
  readonly environment: Environment;
  /** shown on the environment tab, for example "hk-prod-1" */
  readonly environmentName: string;
  readonly features: readonly string[];
  /** whose letters and slips are printed */
  readonly organisation?: Organisation | undefined;
  /** how long a workstation may show its copy without the service */
  readonly offlineGraceMinutes?: number;
};

export function metaRoutes(rooms: Rooms, identity: ServiceIdentity): RoutesOf<"meta"> {
  return {
    get: route(http.meta.get, async (context) => ({
      apiVersion: "v1",
      contractVersion: CONTRACT_VERSION,
      serverVersion: identity.serverVersion,
      minClientVersion: MIN_CLIENT_VERSION,
      serverTime: rooms.clock.now(),
      feedId: (await readFeedHead(context.db)).feedId,
      environment: identity.environment,
      environmentName: identity.environmentName,
      features: [...identity.features],
      ...(identity.organisation === undefined ? {} : { organisation: identity.organisation }),
      offlineGraceMinutes: identity.offlineGraceMinutes ?? OFFLINE_GRACE_MINUTES,
    })),
    // Without a database there is no transaction to answer in: SERVICE_UNAVAILABLE (503) is then the answer.
    health: route(http.meta.health, async (context) => ({
      status: chainsAreWell(rooms) ? "OK" : "DEGRADED",
      db: "OK",
      headSeq: (await readFeedHead(context.db)).seq,
    })),
  };
}

/** Every chain has a quorum of nodes that were not found wanting when they were last asked. */
function chainsAreWell(rooms: Rooms): boolean {
  for (const reader of rooms.chains.byNetwork.values()) {
    const wanting = reader.nodes().filter(({ state }) => state === "UNREACHABLE" || state === "QUARANTINED");
    if (reader.quorum.of - wanting.length < reader.quorum.needed) return false;
  }
  return true;
}
