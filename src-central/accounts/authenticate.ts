import { and, eq, gt, isNull } from "drizzle-orm";

import type { PersonActor, Rooms } from "#central/context.ts";
import { sessions, users } from "#central/store/tables.ts";
import { AppError } from "#shared/errors.ts";
import { readRights } from "./rights.ts";

/**
 * Who asks, with the rights of this very moment: a permission that was taken away or a session that was ended takes effect
 * at the next command (R3.5). Throws TOKEN_INVALID or TOKEN_EXPIRED.
 */
export async function authenticate(
  rooms: Rooms,
  authorization: string | undefined,
  appVersion: string | null,
): Promise<PersonActor> {
  const token = /^Bearer ([\w-]+\.[\w-]+\.[\w-]+)$/.exec(authorization ?? "")?.[1];
  if (token === undefined) throw new AppError("TOKEN_INVALID", "Sign in first: send Authorization: Bearer …");
  const { sessionId, userId } = await rooms.tokens.read(token);
  const { db } = rooms.database;
  const [found] = await db
    .select({ name: users.displayName, deviceId: sessions.deviceId })
    .from(sessions)
    .innerJoin(users, eq(users.id, sessions.userId))
    .where(
      and(
        eq(sessions.id, sessionId),
        eq(sessions.userId, userId),
        isNull(sessions.revokedAt),
        gt(sessions.expiresAt, rooms.clock.now()),
        eq(users.disabled, false),
      ),
    );
  if (!found) throw new AppError("TOKEN_INVALID", "This session has ended; sign in again");
  const { roles, permissions } = await readRights(db, userId);
  return {
    kind: "PERSON",
    userId,
    name: found.name,
    role: roles.join("+"),
    permissions: new Set(permissions),
    sessionId,
    workstationId: found.deviceId,
    appVersion,
  };
}
