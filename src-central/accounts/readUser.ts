import { and, asc, eq } from "drizzle-orm";

import type { Tx } from "#central/store/openDatabase.ts";
import { userRoles, users } from "#central/store/tables.ts";
import type { User } from "#shared/contract/session.ts";
import { AppError } from "#shared/errors.ts";
import { readRights } from "./rights.ts";

/** A person as the contract shows him to himself. Throws NOT_FOUND. */
export async function readUser(db: Tx, userId: string): Promise<User> {
  const [row] = await db.select().from(users).where(eq(users.id, userId));
  if (!row) throw new AppError("NOT_FOUND", "There is no such account");
  const { roles, permissions } = await readRights(db, userId);
  return {
    id: row.id,
    username: row.username,
    displayName: row.displayName,
    roles,
    // A password that somebody else chose opens nothing but the choice of one's own.
    permissions: row.mustChangePassword ? [] : permissions,
    locale: row.locale,
    totpEnrolled: row.totpSecret !== null,
    mustChangePassword: row.mustChangePassword,
    administrators: await readAdministrators(db),
  };
}

/** Names for "contact an administrator" (R3.4). */
export async function readAdministrators(db: Tx): Promise<string[]> {
  const rows = await db
    .select({ name: users.displayName })
    .from(users)
    .innerJoin(userRoles, eq(userRoles.userId, users.id))
    .where(and(eq(userRoles.role, "ADMIN"), eq(users.disabled, false)))
    .orderBy(asc(users.displayName));
  return rows.map(({ name }) => name);
}
