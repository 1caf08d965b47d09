import { sql } from "drizzle-orm";

import type { PersonActor, Rooms } from "#central/context.ts";
import { rowsOf } from "#central/store/inTransaction.ts";
import { effectivePermissions, type Permission, type Role, ROLES } from "#shared/domain/permissions.ts";
import { AppError } from "#shared/errors.ts";

/** One query, because it runs before every command. */
type SessionOwner = {
  name: string;
  device_id: string;
  must_change_password: boolean;
  roles: Role[];
  grants: Permission[];
};

/**
 * Who asks, with the rights of this very moment: a permission that was taken away or a session that was ended takes effect
 * at the next command (R3.5). Whoever signs in with a password that somebody else chose may do nothing but choose his own.
 * Throws TOKEN_INVALID or TOKEN_EXPIRED.
 */
export async function authenticate(
  rooms: Rooms,
  authorization: string | undefined,
  appVersion: string | null,
): Promise<PersonActor> {
  const token = /^Bearer ([\w-]+\.[\w-]+\.[\w-]+)$/.exec(authorization ?? "")?.[1];
  if (token === undefined) throw new AppError("TOKEN_INVALID", "Sign in first: send Authorization: Bearer …");
  const { sessionId, userId } = await rooms.tokens.read(token);
  const [found] = await rowsOf<SessionOwner>(
    rooms.database.db,
    sql`select u.display_name as name, s.device_id, u.must_change_password,
               array(select r.role from user_roles r where r.user_id = u.id) as roles,
               array(select g.permission from user_grants g where g.user_id = u.id) as grants
          from sessions s join users u on u.id = s.user_id
         where s.id = ${sessionId} and u.id = ${userId} and s.revoked_at is null and s.expires_at > ${rooms.clock.now()} and not u.disabled`,
  );
  if (!found) throw new AppError("TOKEN_INVALID", "This session has ended; sign in again");
  const roles = ROLES.filter((role) => found.roles.includes(role));
  return {
    kind: "PERSON",
    userId,
    name: found.name,
    role: roles.join("+"),
    permissions: new Set(found.must_change_password ? [] : effectivePermissions(roles, found.grants)),
    sessionId,
    workstationId: found.device_id,
    appVersion,
  };
}
