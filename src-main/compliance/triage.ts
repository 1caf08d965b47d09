/** The queue of exceptions and the claims on their work, as the central service has them. */
import { http } from "#shared/contract/http.ts";
import type { CallHandlers } from "#shared/contract/ipc.ts";
import type { Desk } from "#main/session/Desk.ts";

/** The most that the service answers at once; a longer queue says how many more there are. */
const QUEUE_LIMIT = 200;

export function triageHandlers(desk: () => Desk): CallHandlers["triage"] {
  return {
    list: ({ status }) =>
      desk().remote.call(http.triage.list, { query: { limit: QUEUE_LIMIT, ...(status !== undefined && { status }) } }),
    claim: ({ id, idempotencyKey }) =>
      desk().once.run(idempotencyKey, {
        prepare: async () => ({ params: { id }, idempotencyKey }),
        send: (request) => desk().remote.call(http.triage.claim, request),
      }),
    takeOver: ({ id, remarks, idempotencyKey }) =>
      desk().once.run(idempotencyKey, {
        prepare: async () => ({ params: { id }, idempotencyKey, body: { remarks } }),
        send: (request) => desk().remote.call(http.triage.takeOver, request),
      }),
    release: ({ id, idempotencyKey }) =>
      desk().once.run(idempotencyKey, {
        prepare: async () => ({ params: { id }, idempotencyKey }),
        send: (request) => desk().remote.call(http.triage.release, request),
      }),
  };
}
