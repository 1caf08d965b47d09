/** Every account as those see it who administer accounts or audit them. */
import { and, asc, count, desc, eq, gt, isNull, max } from "drizzle-orm";

import { type Context, now } from "#central/context.ts";
import { accessRequests, rightsChanges, sessions, userGrants, userRoles, users } from "#central/store/tables.ts";
import type { Account } from "#shared/contract/account.ts";
import { effectivePermissions, ROLES } from "#shared/domain/permissions.ts";
import { AppError } from "#shared/errors.ts";
import { toRightsChange } from "./toRightsChange.ts";

/** By name. A desk has some dozen people: a handful of queries whatever their number. */
export async function listAccounts(context: Pick<Context, "db" | "clock">): Promise<Account[]> {
  const { db } = context;
  const people = await db.select().from(users).orderBy(asc(users.displayName), asc(users.id));
  const roles = await db.select().from(userRoles);
  const grants = await db.select().from(userGrants);
  const changes = await db.select().from(rightsChanges).orderBy(desc(rightsChanges.proposedAt), desc(rightsChanges.id));
  const asked = await db.select().from(accessRequests).orderBy(desc(accessRequests.requestedAt));
  const seen = await db
    .select({ userId: sessions.userId, at: max(sessions.createdAt) })
    .from(sessions)
    .groupBy(sessions.userId);
  const open = await db
    .select({ userId: sessions.userId, count: count() })
    .from(sessions)
    .where(and(isNull(sessions.revokedAt), gt(sessions.expiresAt, now(context))))
    .groupBy(sessions.userId);
  const of = <Row extends { userId: string }>(rows: readonly Row[], id: string) =>
    rows.filter((row) => row.userId === id);
  return people.map((row): Account => {
    const held = ROLES.filter((role) => of(roles, row.id).some((one) => one.role === role));
    const given = of(grants, row.id)
      .map(({ permission }) => permission)
      .toSorted();
    const permissions = effectivePermissions(held, given);
    return {
      ...{ id: row.id, username: row.username, displayName: row.displayName, version: row.version },
      ...{ roles: held, grants: given, disabled: row.disabled, permissions },
      totpEnrolled: row.totpSecret !== null,
      mustChangePassword: row.mustChangePassword,
      lastSignInAt: of(seen, row.id)[0]?.at ?? null,
      openSessions: of(open, row.id)[0]?.count ?? 0,
      changes: of(changes, row.id).map((change) => toRightsChange(change, row)),
      asked: of(asked, row.id)
        .filter(({ permission }, index, all) => all.findIndex((one) => one.permission === permission) === index)
        .filter(({ permission }) => !permissions.includes(permission))
        .map(({ permission, reason, requestedAt }) => ({ permission, reason, requestedAt })),
    };
  });
}

/** Throws NOT_FOUND. */
export async function readAccount(context: Pick<Context, "db" | "clock">, userId: string): Promise<Account> {
  const found = (await listAccounts(context)).find(({ id }) => id === userId);
  if (!found) throw new AppError("NOT_FOUND", "There is no such account");
  return found;
}

/** Throws NOT_FOUND. */
export async function requireAccount({ db }: Pick<Context, "db">, userId: string): Promise<typeof users.$inferSelect> {
  const [row] = await db.select().from(users).where(eq(users.id, userId));
  if (!row) throw new AppError("NOT_FOUND", "There is no such account");
  return row;
}
