import { appendEvent } from "#central/audit/appendEvent.ts";
import { type Context, newId, now, personOf } from "#central/context.ts";
import { accessRequests } from "#central/store/tables.ts";
import type { BodyOf, http, ResponseOf } from "#shared/contract/http.ts";
import { AppError } from "#shared/errors.ts";

/** Guide, Prerequisites: "If permissions are lacking, contact an administrator to request access." Throws ALREADY_GRANTED. */
export async function requestAccess(
  context: Context,
  { permission, reason }: BodyOf<typeof http.access.request>,
): Promise<ResponseOf<typeof http.access.request>> {
  const { userId, permissions } = personOf(context);
  if (permissions.has(permission)) throw new AppError("ALREADY_GRANTED", `You already have "${permission}"`);
  const request = { id: newId(context), permission, reason, requestedAt: now(context) };
  await context.db.insert(accessRequests).values({ ...request, userId });
  await appendEvent(context, {
    action: "access.requested",
    entity: "user",
    entityId: userId,
    after: { permission },
    remarks: reason,
  });
  return request;
}
