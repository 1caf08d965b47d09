/** Saved views of the record list, kept by the central service: a person finds them at every workstation. */
import { http } from "#shared/contract/http.ts";
import type { CallParsed, Calls } from "#shared/contract/ipc.ts";
import type { SavedView } from "#shared/contract/savedView.ts";
import type { Desk } from "#main/session/Desk.ts";

/** One's own and the shared ones, by name. */
export async function listViews(desk: Desk): Promise<SavedView[]> {
  return (await desk.remote.call(http.views.list, {})).items;
}

/** Throws PERMISSION_DENIED, VALIDATION_FAILED. */
export function saveView(
  desk: Desk,
  { idempotencyKey, ...body }: CallParsed<Calls["views"]["save"]>,
): Promise<SavedView> {
  return desk.once.run(idempotencyKey, {
    prepare: async () => ({ idempotencyKey, body }),
    send: (request) => desk.remote.call(http.views.save, request),
  });
}

/** Throws NOT_FOUND, VERSION_MISMATCH, PERMISSION_DENIED, VALIDATION_FAILED. */
export function changeView(
  desk: Desk,
  { id, version, idempotencyKey, ...body }: CallParsed<Calls["views"]["change"]>,
): Promise<SavedView> {
  return desk.once.run(idempotencyKey, {
    prepare: async () => ({ params: { id }, ifMatch: version, idempotencyKey, body }),
    send: (request) => desk.remote.call(http.views.change, request),
  });
}

/** Throws NOT_FOUND, VERSION_MISMATCH, PERMISSION_DENIED. */
export function removeView(
  desk: Desk,
  { id, version, idempotencyKey }: CallParsed<Calls["views"]["remove"]>,
): Promise<SavedView> {
  return desk.once.run(idempotencyKey, {
    prepare: async () => ({ params: { id }, ifMatch: version, idempotencyKey }),
    send: (request) => desk.remote.call(http.views.remove, request),
  });
}
