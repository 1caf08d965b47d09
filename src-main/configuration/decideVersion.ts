/** What becomes of a proposed version of the configuration, whatever it is about (R4.4). */
import type { ConfigurationVersion } from "#shared/contract/configuration.ts";
import { http } from "#shared/contract/http.ts";
import type { CallParsed, Calls } from "#shared/contract/ipc.ts";
import type { Desk } from "#main/session/Desk.ts";

type Decision = CallParsed<Calls["configuration"]["approve"]>;

/** Each throws CONFIGURATION_STATE, VERSION_MISMATCH, NOT_FOUND; the first two SELF_APPROVAL_FORBIDDEN, the last PERMISSION_DENIED. */
export function decideVersion(
  desk: Desk,
  verb: "approve" | "reject" | "withdraw",
  { id, version, remarks, idempotencyKey }: Decision,
): Promise<ConfigurationVersion> {
  return desk.once.run(idempotencyKey, {
    prepare: async () => ({ params: { id }, ifMatch: version, idempotencyKey, body: { remarks } }),
    send: (request) => desk.remote.call(http.configuration[verb], request),
  });
}
