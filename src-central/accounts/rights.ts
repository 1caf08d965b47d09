/** What a person may do: roles, and permissions given one by one. */
import { eq } from "drizzle-orm";

import { appendEvent } from "#central/audit/appendEvent.ts";
import { type Context, now } from "#central/context.ts";
import type { Tx } from "#central/store/openDatabase.ts";
import { userGrants, userRoles, users } from "#central/store/tables.ts";
import { effectivePermissions, type Permission, type Role, ROLES } from "#shared/domain/permissions.ts";
import { AppError } from "#shared/errors.ts";

export type Rights = { roles: Role[]; grants: Permission[]; permissions: Permission[] };

export async function readRights(db: Tx, userId: string): Promise<Rights> {
  const held = await db.select({ role: userRoles.role }).from(userRoles).where(eq(userRoles.userId, userId));
  const given = await db
    .select({ permission: userGrants.permission })
    .from(userGrants)
    .where(eq(userGrants.userId, userId));
  const roles = ROLES.filter((role) => held.some((row) => row.role === role));
  const grants = given.map(({ permission }) => permission).toSorted();
  return { roles, grants, permissions: effectivePermissions(roles, grants) };
}

/** Replaces a person's rights. Takes effect at his next command, and makes his caches start again. Throws NOT_FOUND. */
export async function changeRights(
  context: Context,
  userId: string,
  rights: { roles: readonly Role[]; grants: readonly Permission[] },
): Promise<void> {
  const { db } = context;
  const [user] = await db.select().from(users).where(eq(users.id, userId)).for("update");
  if (!user) throw new AppError("NOT_FOUND", "There is no such account");
  const before = await readRights(db, userId);
  await db.delete(userRoles).where(eq(userRoles.userId, userId));
  await db.delete(userGrants).where(eq(userGrants.userId, userId));
  await writeRights(db, userId, rights);
  await db
    .update(users)
    .set({ updatedAt: now(context) })
    .where(eq(users.id, userId));
  await appendEvent(context, {
    action: "user.rights_changed",
    entity: "user",
    entityId: userId,
    entityNo: user.username,
    before: { roles: before.roles, grants: before.grants },
    after: { roles: [...rights.roles], grants: [...rights.grants] },
  });
}

export async function writeRights(
  db: Tx,
  userId: string,
  { roles, grants }: { roles: readonly Role[]; grants: readonly Permission[] },
): Promise<void> {
  if (roles.length > 0) await db.insert(userRoles).values(roles.map((role) => ({ userId, role })));
  if (grants.length > 0) await db.insert(userGrants).values(grants.map((permission) => ({ userId, permission })));
}
