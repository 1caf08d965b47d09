/** One person proposes limits, another decides on them (R4.4). Nothing of it is kept on this workstation. */
import type { LimitsVersion } from "#shared/contract/configuration.ts";
import { http } from "#shared/contract/http.ts";
import type { CallParsed, Calls } from "#shared/contract/ipc.ts";
import type { Desk } from "#main/session/Desk.ts";

/** Throws LIMITS_UNSOUND, CONFIGURATION_STATE, NOT_FOUND. */
export function proposeLimits(
  desk: Desk,
  { idempotencyKey, ...body }: CallParsed<Calls["limits"]["propose"]>,
): Promise<LimitsVersion> {
  return desk.once.run(idempotencyKey, {
    prepare: async () => ({ idempotencyKey, body }),
    send: (request) => desk.remote.call(http.configuration.propose, request),
  });
}
