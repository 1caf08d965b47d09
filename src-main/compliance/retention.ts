/** How long records are kept, and legal holds, as the central service has them; nothing of it is kept on this workstation but the record's mark. */
import type { CallHandlers, CallParsed, Calls } from "#shared/contract/ipc.ts";
import { http } from "#shared/contract/http.ts";
import type { LegalHold } from "#shared/contract/retention.ts";
import type { Desk } from "#main/session/Desk.ts";
import { readDepositNow } from "#main/deposits/readDeposit.ts";

type Retention = Calls["retention"];

export function retentionHandlers(desk: () => Desk): CallHandlers["retention"] {
  return {
    overview: () => desk().remote.call(http.retention.overview, {}),
    ofRecord: ({ id }) => desk().remote.call(http.retention.ofRecord, { params: { id } }),
    placeHold: ({ id, version, remarks: reason, idempotencyKey }) =>
      desk().once.run(idempotencyKey, {
        prepare: async () => ({ params: { id }, ifMatch: version, idempotencyKey, body: { reason } }),
        send: async (request) => {
          const kept = await desk().remote.call(http.retention.placeHold, request);
          await readDepositNow(desk(), id);
          return kept;
        },
      }),
    askLift: (input) => decideLift(desk(), "askLift", input),
    approveLift: (input) => decideLift(desk(), "approveLift", input),
    refuseLift: (input) => decideLift(desk(), "refuseLift", input),
  };
}

/** Throws DEPOSIT_STATE, SELF_APPROVAL_FORBIDDEN, VERSION_MISMATCH. */
function decideLift(
  desk: Desk,
  verb: "askLift" | "approveLift" | "refuseLift",
  { id, version, remarks, idempotencyKey }: CallParsed<Retention["askLift"]>,
): Promise<LegalHold> {
  return desk.once.run(idempotencyKey, {
    prepare: async () => ({ params: { id }, ifMatch: version, idempotencyKey, body: { remarks } }),
    send: (request) => desk.remote.call(http.retention[verb], request),
  });
}
