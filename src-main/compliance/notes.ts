/** Restricted notes: asked of the central service each time, and kept neither in the cache nor in the log of this workstation. */
import { http } from "#shared/contract/http.ts";
import type { CallHandlers } from "#shared/contract/ipc.ts";
import type { Desk } from "#main/session/Desk.ts";

export function noteHandlers(desk: () => Desk): CallHandlers["notes"] {
  return {
    list: async ({ id }) => (await desk().remote.call(http.notes.list, { params: { id } })).items,
    write: ({ id, text, idempotencyKey }) =>
      desk().once.run(idempotencyKey, {
        prepare: async () => ({ params: { id }, idempotencyKey, body: { text } }),
        send: (request) => desk().remote.call(http.notes.write, request),
      }),
  };
}
