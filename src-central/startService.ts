/** The whole service: rooms, server, a watcher for every network for which nodes are given, and what is done once in a while. */
import type { FastifyServerOptions } from "fastify";

import { forgetOldSecrets } from "#central/accounts/forgetOldSecrets.ts";
import { expireProofs } from "#central/addresses/settleProof.ts";
import { lapseOldAddresses } from "#central/addresses/verifyAddress.ts";
import { signHeadWhenDue } from "#central/audit/signHead.ts";
import type { ChainReader } from "#central/chain/ChainReader.ts";
import { ethersChainReader } from "#central/chain/ethersChainReader.ts";
import { applyAllDue } from "#central/configuration/applyVersion.ts";
import { listNetworks } from "#central/configuration/readConfiguration.ts";
import { forgetOldKeys } from "#central/http/idempotency.ts";
import type { ServiceIdentity } from "#central/http/metaRoutes.ts";
import type { Database } from "#central/store/openDatabase.ts";
import { purgeRecords } from "#central/retention/purgeRecords.ts";
import { readFeedHead } from "#central/sync/feedHead.ts";
import { startWatcher, type Watcher } from "#central/watcher/startWatcher.ts";
import { AppError } from "#shared/errors.ts";
import { MINUTE_MS, SECOND_MS } from "./clock.ts";
import type { Rooms } from "./context.ts";
import { openRooms } from "./openRooms.ts";
import { buildServer } from "./server.ts";
import { systemTimer } from "./timer.ts";

/** How often the chains are looked at: as often as the fastest of them makes blocks. */
const WATCH_MS = SECOND_MS;

/** How often it is looked whether the audit log is to be signed again. */
const SIGN_LOOK_MS = 5 * SECOND_MS;

/** A chain node. `network` null: of the only network that is configured. */
export type NodeUrl = { network: string | null; url: string };

export type ServiceOptions = {
  readonly database: Database;
  readonly identity: ServiceIdentity;
  readonly host: string;
  /** 0: any free one */
  readonly port: number;
  readonly nodes: readonly NodeUrl[];
  /** fills an empty database; networks that it adds are watched */
  readonly prepare: (rooms: Rooms) => Promise<void>;
  readonly logger?: NonNullable<FastifyServerOptions["logger"]>;
};

export type Service = { readonly url: string; readonly feedId: string; stop(): Promise<void> };

/** Throws CONFIG_INVALID when the port is taken, or nodes are named for a network that there is not. Closes nothing of the caller's: the database stays open. */
export async function startService(options: ServiceOptions): Promise<Service> {
  const { database, identity, logger } = options;
  const chains = new Map<string, ChainReader>();
  let watcher: Watcher | null = null;
  const rooms = await openRooms({ database, chains, transferSuspected: () => watcher?.wake() });
  await options.prepare(rooms);
  for (const [network, reader] of await openChains(rooms, options.nodes)) chains.set(network, reader);
  const app = await buildServer(rooms, { identity, ...(logger !== undefined && { logger }) });
  const url = await listen(app, options);
  const running = startWatcher(rooms, {
    timer: systemTimer,
    intervalMs: WATCH_MS,
    warn: (line) => app.log.warn(line),
  });
  watcher = running;
  const stopHousekeeping = systemTimer.every(MINUTE_MS, () => {
    keepHouse(rooms).catch((error: unknown) =>
      app.log.error({ err: error }, "housekeeping failed; it runs again soon"),
    );
  });
  let signing = false;
  const stopSigning = systemTimer.every(SIGN_LOOK_MS, () => {
    if (signing) return;
    signing = true;
    signHeadWhenDue(rooms)
      .catch((error: unknown) => app.log.error({ err: error }, "the audit log could not be signed; it is tried again"))
      .finally(() => (signing = false));
  });
  return {
    url,
    feedId: (await readFeedHead(database.db)).feedId,
    async stop() {
      stopHousekeeping();
      stopSigning();
      await app.close();
      await running.stop();
      for (const reader of chains.values()) reader.close();
    },
  };
}

async function keepHouse(rooms: Rooms): Promise<void> {
  await applyAllDue(rooms);
  await forgetOldKeys(rooms);
  await lapseOldAddresses(rooms);
  await expireProofs(rooms);
  await forgetOldSecrets(rooms);
  await purgeRecords(rooms);
}

async function openChains(rooms: Rooms, nodes: readonly NodeUrl[]): Promise<Map<string, ChainReader>> {
  const networks = await listNetworks(rooms.database);
  const only = networks.length === 1 ? networks[0]?.code : undefined;
  const urls = new Map<string, string[]>();
  for (const { network, url } of nodes) {
    const code = network ?? only;
    if (code === undefined)
      throw new AppError("CONFIG_INVALID", "Say which network a chain node belongs to: --chain-rpc NETWORK=URL");
    if (!networks.some((one) => one.code === code))
      throw new AppError("CONFIG_INVALID", `A chain node is named for ${code}, which is no configured network`);
    urls.set(code, [...(urls.get(code) ?? []), url]);
  }
  const readers = new Map<string, ChainReader>();
  for (const { code, chainId, genesisHash } of networks) {
    const rpcUrls = urls.get(code);
    if (rpcUrls === undefined) continue;
    readers.set(code, ethersChainReader({ network: code, chainId, genesisHash, rpcUrls, clock: rooms.clock }));
  }
  return readers;
}

async function listen(
  app: Awaited<ReturnType<typeof buildServer>>,
  { host, port }: { host: string; port: number },
): Promise<string> {
  try {
    return await app.listen({ host, port });
  } catch (cause) {
    await app.close();
    const code = (cause as { code?: unknown }).code;
    if (code === "EADDRINUSE")
      throw new AppError("CONFIG_INVALID", `Port ${port} is taken; name another, or --port 0 for any free one`, {
        cause,
      });
    if (code === "EACCES") throw new AppError("CONFIG_INVALID", `Port ${port} may not be used by this user`, { cause });
    if (code === "EADDRNOTAVAIL" || code === "ENOTFOUND")
      throw new AppError("CONFIG_INVALID", `${host} is no address of this machine`, { cause });
    throw cause;
  }
}
