/** New tokens for a refresh token. Each works once; a second use means that somebody else has it, and ends the session. */
import { eq } from "drizzle-orm";

import { appendEvent } from "#central/audit/appendEvent.ts";
import { asSystem, type Context, now } from "#central/context.ts";
import type { Outside } from "#central/http/route.ts";
import { refreshTokens, sessions, users } from "#central/store/tables.ts";
import type { BodyOf, http } from "#shared/contract/http.ts";
import type { Tokens } from "#shared/contract/session.ts";
import { AppError } from "#shared/errors.ts";
import { issueTokens } from "./login.ts";
import { endSession } from "./sessions.ts";

type Input = { body: BodyOf<typeof http.auth.refresh> };

/** In a transaction of its own, because the end of a misused session must stay although the request is refused. Throws REFRESH_INVALID or REFRESH_REUSED. */
export async function refresh({ rooms }: Outside, { body }: Input): Promise<Tokens> {
  const outcome = await asSystem(rooms, async (context): Promise<Tokens | AppError> => {
    const found = await lockToken(context, context.sha256(body.refreshToken));
    if (!found || found.session.deviceId !== body.deviceId || found.user.disabled) return invalid();
    const { token, session } = found;
    if (token.usedAt !== null) {
      await endSession(context, session.id, "REFRESH_REUSED");
      await appendEvent(context, {
        action: "session.refresh_reused",
        entity: "session",
        entityId: session.id,
        actor: { id: found.user.id, name: found.user.displayName, role: "" },
        reasonCode: "REFRESH_REUSED",
      });
      return new AppError("REFRESH_REUSED", "This session was used twice and has been ended; sign in again");
    }
    if (session.revokedAt !== null || session.expiresAt <= now(context)) return invalid();
    await context.db
      .update(refreshTokens)
      .set({ usedAt: now(context) })
      .where(eq(refreshTokens.tokenHash, token.tokenHash));
    return issueTokens(context, rooms, session);
  });
  if (outcome instanceof AppError) throw outcome;
  return outcome;
}

async function lockToken(context: Context, tokenHash: string) {
  const [token] = await context.db
    .select()
    .from(refreshTokens)
    .where(eq(refreshTokens.tokenHash, tokenHash))
    .for("update");
  if (!token) return null;
  const [owner] = await context.db
    .select()
    .from(sessions)
    .innerJoin(users, eq(users.id, sessions.userId))
    .where(eq(sessions.id, token.sessionId));
  return owner ? { token, session: owner.sessions, user: owner.users } : null;
}

function invalid(): AppError {
  return new AppError("REFRESH_INVALID", "Sign in again");
}
