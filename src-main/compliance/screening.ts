/** Versions of the screening list, as the central service has them; nothing of it is kept on this workstation. */
import type { Denylist } from "#shared/contract/denylist.ts";
import { http } from "#shared/contract/http.ts";
import type { CallHandlers, CallParsed, Calls } from "#shared/contract/ipc.ts";
import type { Desk } from "#main/session/Desk.ts";

export function screeningHandlers(desk: () => Desk): CallHandlers["screening"] {
  return {
    list: () => desk().remote.call(http.screening.list, {}),
    changes: ({ id }) => desk().remote.call(http.screening.changes, { params: { id } }),
    propose: ({ idempotencyKey, ...body }) =>
      desk().once.run(idempotencyKey, {
        prepare: async () => ({ idempotencyKey, body }),
        send: (request) => desk().remote.call(http.screening.propose, request),
      }),
    approve: (input) => decide(desk(), "approve", input),
    reject: (input) => decide(desk(), "reject", input),
    withdraw: (input) => decide(desk(), "withdraw", input),
  };
}

/** Throws SELF_APPROVAL_FORBIDDEN, CONFIGURATION_STATE, CONFIGURATION_UNSOUND, VERSION_MISMATCH. */
function decide(
  desk: Desk,
  verb: "approve" | "reject" | "withdraw",
  { id, version, remarks, idempotencyKey }: CallParsed<Calls["screening"]["approve"]>,
): Promise<Denylist> {
  return desk.once.run(idempotencyKey, {
    prepare: async () => ({ params: { id }, ifMatch: version, idempotencyKey, body: { remarks } }),
    send: (request) => desk.remote.call(http.screening[verb], request),
  });
}
