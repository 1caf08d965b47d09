/** Signing in with a personal account (guide, "Prerequisites"). */
import { eq } from "drizzle-orm";

import { appendEvent } from "#central/audit/appendEvent.ts";
import { asSystem, type Context, type Rooms } from "#central/context.ts";
import type { Outside } from "#central/http/route.ts";
import { users } from "#central/store/tables.ts";
import type { BodyOf, http, ResponseOf } from "#shared/contract/http.ts";
import type { Tokens } from "#shared/contract/session.ts";
import { AppError, isAppError } from "#shared/errors.ts";
import { countFailure, type Door, doorOf, forgetFailures, requireUnlocked } from "./lockout.ts";
import { readUser } from "./readUser.ts";
import { issueRefreshToken, type SessionRow, startSession } from "./sessions.ts";
import { useTotpCode } from "./totp.ts";

type Credentials = BodyOf<typeof http.auth.login>;
type UserRow = typeof users.$inferSelect;

/**
 * Before the transaction: is it this person? Takes the same time for an account that does not exist.
 * Throws ACCOUNT_LOCKED, INVALID_CREDENTIALS, TOTP_REQUIRED, TOTP_INVALID.
 */
export async function proveWhoSignsIn({ rooms }: Outside, { body }: { body: Credentials }): Promise<UserRow> {
  const account = body.username.toLowerCase();
  const [row] = await rooms.database.db.select().from(users).where(eq(users.username, account));
  const user = row && !row.disabled ? row : null;
  const door = await doorOf(rooms, { account, userId: user?.id ?? null, deviceId: body.deviceId });
  await requireUnlocked(rooms, door).catch(async (error: unknown) => {
    if (isAppError(error)) await logRefusal(rooms, user, error);
    throw error;
  });

  const passwordFits = await rooms.passwords.verify(user?.passwordHash ?? null, body.password);
  if (!user || !passwordFits)
    throw await refused(rooms, door, user, new AppError("INVALID_CREDENTIALS", "User name or password is wrong"));
  if (user.totpSecret !== null) {
    if (body.totpCode === undefined)
      throw new AppError("TOTP_REQUIRED", "Enter the six digits of your authenticator app");
    if (!(await useTotpCode(rooms, user, body.totpCode)))
      throw await refused(rooms, door, user, new AppError("TOTP_INVALID", "The code is wrong or was used already"));
  }
  await forgetFailures(rooms, door);
  return user;
}

async function refused(rooms: Rooms, door: Door, user: UserRow | null, error: AppError): Promise<AppError> {
  await countFailure(rooms, door);
  await logRefusal(rooms, user, error);
  return error;
}

async function logRefusal(rooms: Rooms, user: UserRow | null, error: AppError): Promise<void> {
  await asSystem(rooms, (context) =>
    appendEvent(context, {
      action: "session.login_refused",
      entity: "session",
      // A name that is no account's may be a password typed into the wrong field: it is not written down.
      entityNo: user?.username ?? null,
      actor: user ? { id: user.id, name: user.displayName, role: "" } : { id: null, name: "Unknown account", role: "" },
      reasonCode: error.code,
    }),
  );
}

export async function login(
  context: Context,
  rooms: Rooms,
  user: UserRow,
  body: Credentials,
): Promise<ResponseOf<typeof http.auth.login>> {
  const { deviceId, deviceName } = body;
  const session = await startSession(context, { userId: user.id, deviceId, deviceName });
  const person = await readUser(context.db, user.id);
  await appendEvent(context, {
    action: "session.started",
    entity: "session",
    entityId: session.id,
    actor: { id: user.id, name: user.displayName, role: person.roles.join("+") },
    after: { deviceId, deviceName },
  });
  return { ...(await issueTokens(context, rooms, session)), session: { id: session.id }, user: person };
}

export async function issueTokens(context: Context, rooms: Rooms, session: SessionRow): Promise<Tokens> {
  const { accessToken, accessExpiresAt } = await rooms.tokens.issue(session);
  return { accessToken, accessExpiresAt, ...(await issueRefreshToken(context, session)) };
}
