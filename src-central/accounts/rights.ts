/** What a person may do: roles, and permissions given one by one. */
import { eq } from "drizzle-orm";

import { appendEvent } from "#central/audit/appendEvent.ts";
import { type Context, now } from "#central/context.ts";
import type { AccountRights } from "#shared/contract/account.ts";
import type { Tx } from "#central/store/openDatabase.ts";
import { userGrants, userRoles, users } from "#central/store/tables.ts";
import { effectivePermissions, type Permission, type Role, ROLES } from "#shared/domain/permissions.ts";
import { AppError } from "#shared/errors.ts";
import { endAllSessions } from "./sessions.ts";

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

/** Without a second person: the service's own way, for which no endpoint exists. Throws NOT_FOUND. */
export async function changeRights(
  context: Context,
  userId: string,
  rights: { roles: readonly Role[]; grants: readonly Permission[] },
): Promise<void> {
  const { db } = context;
  const [user] = await db.select().from(users).where(eq(users.id, userId)).for("update");
  if (!user) throw new AppError("NOT_FOUND", "There is no such account");
  const { roles, grants } = await readRights(db, userId);
  const { disabled } = user;
  const after = { roles: [...rights.roles], grants: [...rights.grants], disabled };
  await writeAccountRights(context, user, { roles, grants, disabled }, after);
}

/** Replaces an account's rights. Takes effect at the person's next command, and makes his caches start again; whoever is shut out is signed out. */
export async function writeAccountRights(
  context: Context,
  user: Pick<typeof users.$inferSelect, "id" | "username" | "version">,
  before: AccountRights,
  after: AccountRights,
): Promise<void> {
  const { db } = context;
  await db.delete(userRoles).where(eq(userRoles.userId, user.id));
  await db.delete(userGrants).where(eq(userGrants.userId, user.id));
  await writeRights(db, user.id, after);
  await db
    .update(users)
    .set({ updatedAt: now(context), disabled: after.disabled, version: user.version + 1 })
    .where(eq(users.id, user.id));
  await appendEvent(context, {
    action: "user.rights_changed",
    entity: "user",
    entityId: user.id,
    entityNo: user.username,
    before,
    after,
  });
  if (after.disabled && !before.disabled) await endAllSessions(context, user.id, "ACCOUNT_DISABLED");
}

export async function writeRights(
  db: Tx,
  userId: string,
  { roles, grants }: { roles: readonly Role[]; grants: readonly Permission[] },
): Promise<void> {
  if (roles.length > 0) await db.insert(userRoles).values(roles.map((role) => ({ userId, role })));
  if (grants.length > 0) await db.insert(userGrants).values(grants.map((permission) => ({ userId, permission })));
}
