/** A person changes his own password. His other sessions end. */
import { eq } from "drizzle-orm";

import { appendEvent } from "#central/audit/appendEvent.ts";
import { type Context, now, personOf } from "#central/context.ts";
import type { Outside } from "#central/http/route.ts";
import { users } from "#central/store/tables.ts";
import type { BodyOf, http } from "#shared/contract/http.ts";
import { AppError } from "#shared/errors.ts";
import { countFailure, doorOf, requireUnlocked } from "./lockout.ts";
import { loadOwnAccount } from "./loadOwnAccount.ts";
import { endOtherSessions } from "./sessions.ts";
import { whyWeak } from "./whyWeak.ts";

type Input = { body: BodyOf<typeof http.auth.password> };

/** Before the transaction, because hashing is slow. Throws INVALID_CREDENTIALS, ACCOUNT_LOCKED, PASSWORD_WEAK. Answers the new hash. */
export async function checkNewPassword(outside: Outside, { body }: Input): Promise<string> {
  const { rooms } = outside;
  const { user, deviceId } = await loadOwnAccount(outside);
  const door = await doorOf(rooms, { account: user.username, userId: user.id, deviceId });
  await requireUnlocked(rooms, door);
  if (!(await rooms.passwords.verify(user.passwordHash, body.currentPassword))) {
    await countFailure(rooms, door);
    throw new AppError("INVALID_CREDENTIALS", "The current password is wrong");
  }
  const weak = whyWeak(body.newPassword, [user.username, user.displayName, body.currentPassword]);
  if (weak !== null) throw new AppError("PASSWORD_WEAK", weak);
  return rooms.passwords.hash(body.newPassword);
}

export async function changePassword(context: Context, passwordHash: string): Promise<void> {
  const { userId, sessionId } = personOf(context);
  await context.db
    .update(users)
    .set({ passwordHash, mustChangePassword: false, updatedAt: now(context) })
    .where(eq(users.id, userId));
  await appendEvent(context, { action: "user.password_changed", entity: "user", entityId: userId });
  await endOtherSessions(context, userId, sessionId, "PASSWORD_CHANGED");
}
