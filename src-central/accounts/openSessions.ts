/** Where a person is signed in, and the end of it: by himself, or by who administers accounts. */
import { and, desc, eq, gt, isNull } from "drizzle-orm";

import { appendEvent } from "#central/audit/appendEvent.ts";
import { type Context, now, personOf } from "#central/context.ts";
import { sessions } from "#central/store/tables.ts";
import type { OpenSession } from "#shared/contract/account.ts";
import { AppError } from "#shared/errors.ts";
import { requireAccount } from "./listAccounts.ts";
import { endAllSessions, endSession } from "./sessions.ts";

/** Newest first. */
export async function openSessionsOf(context: Context, userId: string): Promise<OpenSession[]> {
  const rows = await context.db
    .select()
    .from(sessions)
    .where(and(eq(sessions.userId, userId), isNull(sessions.revokedAt), gt(sessions.expiresAt, now(context))))
    .orderBy(desc(sessions.createdAt), desc(sessions.id));
  const { sessionId } = personOf(context);
  return rows.map(({ id, deviceId, deviceName, createdAt, expiresAt }) => ({
    ...{ id, deviceId, deviceName, startedAt: createdAt, expiresAt },
    own: id === sessionId,
  }));
}

/** Throws NOT_FOUND, also for another person's: whose it is stays unsaid. */
export async function endOwnSession(context: Context, id: string): Promise<void> {
  const [row] = await context.db
    .select({ id: sessions.id })
    .from(sessions)
    .where(and(eq(sessions.id, id), eq(sessions.userId, personOf(context).userId)));
  if (!row) throw new AppError("NOT_FOUND", "You have no such session");
  await endSession(context, id, "ENDED_BY_OWNER");
}

/** Throws NOT_FOUND. */
export async function endSessionsOf(context: Context, userId: string, remarks: string): Promise<void> {
  const user = await requireAccount(context, userId);
  await appendEvent(context, {
    action: "user.sessions_ended",
    entity: "user",
    entityId: userId,
    entityNo: user.username,
    remarks,
  });
  await endAllSessions(context, userId, "ENDED_BY_ADMINISTRATOR");
}
