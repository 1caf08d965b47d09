/** A person's rights are changed: what is taken away goes at once, what is given waits for a second person (requirements, "Users, roles, permissions: 2"). */
import { and, eq, ne } from "drizzle-orm";

import { appendEvent } from "#central/audit/appendEvent.ts";
import { asPerson, type Context, newId, now, personOf } from "#central/context.ts";
import { expectVersion } from "#central/http/expectVersion.ts";
import { isUniqueViolation } from "#central/store/inTransaction.ts";
import { rightsChanges, userRoles, users } from "#central/store/tables.ts";
import type { AccountRights, RightsChange, RightsInput } from "#shared/contract/account.ts";
import { ROLE_LABELS } from "#shared/domain/permissions.ts";
import { needsSecondPerson, neededRolesLost, permissionsGiven, whyRightsConflict } from "#shared/domain/rights.ts";
import { AppError, invariant } from "#shared/errors.ts";
import { writeAccountRights } from "./rights.ts";
import { lockAccount, type LockedAccount, lockRights } from "./lockAccount.ts";
import { toRightsChange } from "./toRightsChange.ts";

/** Throws SELF_GRANT_FORBIDDEN, RIGHTS_CONFLICT, RIGHTS_STATE, LAST_HOLDER, VERSION_MISMATCH, NOT_FOUND. */
export async function proposeRights(
  context: Context,
  userId: string,
  { remarks, ...input }: RightsInput,
  version: number,
): Promise<RightsChange> {
  const person = personOf(context);
  await lockRights(context);
  const account = await lockAccount(context, userId);
  requireOther(person.userId, userId);
  expectVersion(version, account.row);
  const after: AccountRights = { ...input, roles: unique(input.roles), grants: unique(input.grants) };
  await requireSound(context, account, after);
  const waits = needsSecondPerson(account.rights, after);
  const at = now(context);
  const [row] = await context.db
    .insert(rightsChanges)
    .values({
      ...{ id: newId(context), userId, basedOn: account.row.version, before: account.rights, after, remarks },
      ...{ proposedBy: asPerson(person), proposedAt: at, version: 1 },
      ...(waits ? { status: "PROPOSED" as const } : { status: "APPROVED" as const, decidedAt: at }),
    })
    .returning()
    .catch((error: unknown) => {
      if (isUniqueViolation(error, "rights_changes_open"))
        throw new AppError("RIGHTS_STATE", "Another change of this account waits; it has to end first", {
          cause: error,
        });
      throw error;
    });
  invariant(row, "the change was written");
  await appendEvent(context, {
    action: waits ? "rights.proposed" : "rights.taken",
    entity: "user",
    entityId: userId,
    entityNo: account.row.username,
    toStatus: row.status,
    before: account.rights,
    after,
    remarks,
    detail: { gives: permissionsGiven(account.rights, after).join(", ") },
  });
  if (!waits) await writeAccountRights(context, account.row, account.rights, after);
  return toRightsChange(row, account.row);
}

export type RightsDecision = { id: string; version: number; remarks: string };

/** Throws SELF_APPROVAL_FORBIDDEN, SELF_GRANT_FORBIDDEN, RIGHTS_CONFLICT, RIGHTS_STATE, LAST_HOLDER, VERSION_MISMATCH, NOT_FOUND. */
export async function approveRights(context: Context, input: RightsDecision): Promise<RightsChange> {
  const { row, account } = await lockChange(context, input);
  requireSecond(context, row);
  if (row.basedOn !== account.row.version)
    throw new AppError("RIGHTS_STATE", "The account has changed since this was proposed; propose it again");
  await requireSound(context, account, row.after);
  const decided = await decide(context, row, input, "APPROVED", account);
  await writeAccountRights(context, account.row, account.rights, row.after);
  return decided;
}

/** Throws SELF_APPROVAL_FORBIDDEN, SELF_GRANT_FORBIDDEN, RIGHTS_STATE, VERSION_MISMATCH, NOT_FOUND. */
export async function rejectRights(context: Context, input: RightsDecision): Promise<RightsChange> {
  const { row, account } = await lockChange(context, input);
  requireSecond(context, row);
  return decide(context, row, input, "REJECTED", account);
}

/** Throws PERMISSION_DENIED, RIGHTS_STATE, VERSION_MISMATCH, NOT_FOUND. */
export async function withdrawRights(context: Context, input: RightsDecision): Promise<RightsChange> {
  const { row, account } = await lockChange(context, input);
  if (row.proposedBy.id !== personOf(context).userId)
    throw new AppError("PERMISSION_DENIED", "Only the person who proposed it takes it back; another one rejects it");
  return decide(context, row, input, "WITHDRAWN", account);
}

type ChangeRow = typeof rightsChanges.$inferSelect;

async function lockChange(
  context: Context,
  input: RightsDecision,
): Promise<{ row: ChangeRow; account: LockedAccount }> {
  await lockRights(context);
  const [row] = await context.db.select().from(rightsChanges).where(eq(rightsChanges.id, input.id)).for("update");
  if (!row) throw new AppError("NOT_FOUND", "There is no such change of rights");
  if (row.status !== "PROPOSED") throw new AppError("RIGHTS_STATE", "This change of rights is decided already");
  expectVersion(input.version, row);
  return { row, account: await lockAccount(context, row.userId) };
}

function requireSecond(context: Context, row: ChangeRow): void {
  const { userId } = personOf(context);
  if (row.proposedBy.id === userId)
    throw new AppError("SELF_APPROVAL_FORBIDDEN", "You proposed this change: another person must decide on it");
  requireOther(userId, row.userId);
}

function requireOther(userId: string, subject: string): void {
  if (userId === subject)
    throw new AppError("SELF_GRANT_FORBIDDEN", "Nobody changes his own rights or decides on them");
}

async function requireSound(context: Context, { row, rights }: LockedAccount, after: AccountRights): Promise<void> {
  const conflict = whyRightsConflict(after);
  if (conflict !== null) throw new AppError("RIGHTS_CONFLICT", conflict);
  for (const role of neededRolesLost(rights, after)) {
    const [other] = await context.db
      .select({ id: users.id })
      .from(users)
      .innerJoin(userRoles, eq(userRoles.userId, users.id))
      .where(and(eq(userRoles.role, role), eq(users.disabled, false), ne(users.id, row.id)))
      .limit(1);
    if (!other) throw new AppError("LAST_HOLDER", `${row.displayName} is the last ${ROLE_LABELS[role]}`);
  }
}

async function decide(
  context: Context,
  row: ChangeRow,
  { remarks }: RightsDecision,
  status: "APPROVED" | "REJECTED" | "WITHDRAWN",
  account: LockedAccount,
): Promise<RightsChange> {
  const [decided] = await context.db
    .update(rightsChanges)
    .set({
      ...{ status, decidedBy: asPerson(personOf(context)), decidedAt: now(context), decisionRemarks: remarks },
      version: row.version + 1,
    })
    .where(eq(rightsChanges.id, row.id))
    .returning();
  invariant(decided, "the change was locked");
  await appendEvent(context, {
    action: `rights.${status.toLowerCase()}`,
    entity: "user",
    entityId: row.userId,
    entityNo: account.row.username,
    fromStatus: row.status,
    toStatus: status,
    before: row.before,
    after: row.after,
    remarks,
    detail: { proposedBy: row.proposedBy.name },
  });
  return toRightsChange(decided, account.row);
}

function unique<Value extends string>(values: readonly Value[]): Value[] {
  return [...new Set(values)];
}
