/** One person proposes limits, another decides on them (R4.4). Nothing of it is kept on this workstation. */
import type { ConfigurationVersion, LimitsVersion } from "#shared/contract/configuration.ts";
import { http } from "#shared/contract/http.ts";
import type { CallParsed, Calls } from "#shared/contract/ipc.ts";
import type { Desk } from "#main/session/Desk.ts";

type Decision = CallParsed<Calls["limits"]["approve"]>;
type Decided =
  | typeof http.configuration.approve
  | typeof http.configuration.reject
  | typeof http.configuration.withdraw;

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

/** Each throws CONFIGURATION_STATE, VERSION_MISMATCH, NOT_FOUND; the first two SELF_APPROVAL_FORBIDDEN, the last PERMISSION_DENIED. */
export const approveLimits = (desk: Desk, input: Decision) => decide(desk, http.configuration.approve, input);
export const rejectLimits = (desk: Desk, input: Decision) => decide(desk, http.configuration.reject, input);
export const withdrawLimits = (desk: Desk, input: Decision) => decide(desk, http.configuration.withdraw, input);

function decide(desk: Desk, endpoint: Decided, input: Decision): Promise<ConfigurationVersion> {
  const { id, version, remarks, idempotencyKey } = input;
  return desk.once.run(idempotencyKey, {
    prepare: async () => ({ params: { id }, ifMatch: version, idempotencyKey, body: { remarks } }),
    send: (request) => desk.remote.call(endpoint, request),
  });
}
