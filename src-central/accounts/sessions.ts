/** A sign-in on one workstation: its tokens, and its end. */
import { and, eq, isNull, ne, type SQL } from "drizzle-orm";

import { HOUR_MS, type Instant, later } from "#central/clock.ts";
import { appendEvent } from "#central/audit/appendEvent.ts";
import { type Context, newId, now } from "#central/context.ts";
import { newSecret } from "#central/random.ts";
import { refreshTokens, sessions } from "#central/store/tables.ts";
import { invariant } from "#shared/errors.ts";

/** Whatever is refreshed, one signs in again after a working day. */
export const SESSION_MS = 12 * HOUR_MS;

export type SessionRow = typeof sessions.$inferSelect;

export async function startSession(
  context: Context,
  input: { userId: string; deviceId: string; deviceName: string },
): Promise<SessionRow> {
  const at = now(context);
  const [session] = await context.db
    .insert(sessions)
    .values({ id: newId(context), ...input, createdAt: at, expiresAt: later(at, SESSION_MS) })
    .returning();
  invariant(session, "the session was written");
  return session;
}

/** A refresh token for one use; only its hash is kept. */
export async function issueRefreshToken(
  context: Context,
  session: SessionRow,
): Promise<{ refreshToken: string; refreshExpiresAt: Instant }> {
  const refreshToken = newSecret(context.random);
  await context.db.insert(refreshTokens).values({
    tokenHash: context.sha256(refreshToken),
    sessionId: session.id,
    createdAt: now(context),
  });
  return { refreshToken, refreshExpiresAt: session.expiresAt };
}

/** Ends a session: its access token is refused from the next call on, its refresh tokens for ever. */
export async function endSession(context: Context, sessionId: string, reason: string): Promise<void> {
  const [ended] = await context.db
    .update(sessions)
    .set({ revokedAt: now(context), revokedReason: reason })
    .where(and(eq(sessions.id, sessionId), isNull(sessions.revokedAt)))
    .returning();
  if (!ended) return;
  await appendEvent(context, {
    action: "session.ended",
    entity: "session",
    entityId: ended.id,
    reasonCode: reason,
    after: { userId: ended.userId, deviceName: ended.deviceName },
  });
}

/** Ends every session of a person but this one. */
export async function endOtherSessions(context: Context, userId: string, keep: string, reason: string): Promise<void> {
  await endSessions(context, and(eq(sessions.userId, userId), ne(sessions.id, keep)), reason);
}

/** Ends every session of a person. */
export async function endAllSessions(context: Context, userId: string, reason: string): Promise<void> {
  await endSessions(context, eq(sessions.userId, userId), reason);
}

async function endSessions(context: Context, which: SQL | undefined, reason: string): Promise<void> {
  const open = await context.db
    .select({ id: sessions.id })
    .from(sessions)
    .where(and(which, isNull(sessions.revokedAt)));
  for (const { id } of open) await endSession(context, id, reason);
}
