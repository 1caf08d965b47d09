/**
 * Legal holds beat the purge (R24.6). Placing one only protects and needs the right and a reason; ending one lets data go and needs two people:
 * who holds "Retention.Hold" asks, another one who holds "Retention.Manage" agrees.
 */
import { and, asc, count, eq, isNotNull, isNull, max } from "drizzle-orm";

import { appendEvent } from "#central/audit/appendEvent.ts";
import { asPerson, type Context, newId, now, personOf } from "#central/context.ts";
import { loadDeposit, lockDeposit } from "#central/deposits/loadDeposit.ts";
import { patchDeposit } from "#central/deposits/moveDeposit.ts";
import { toDeposit } from "#central/deposits/toDeposit.ts";
import { expectVersion } from "#central/http/expectVersion.ts";
import { deposits, legalHolds } from "#central/store/tables.ts";
import type { LegalHold, RecordRetention, RetentionOverview } from "#shared/contract/retention.ts";
import { missingPermissionText } from "#shared/domain/permissions.ts";
import { RETENTION_EVENT_PREFIX, RETENTION_YEARS } from "#shared/domain/retention.ts";
import { AppError } from "#shared/errors.ts";
import { termOf } from "./keptRecord.ts";

type HoldRow = typeof legalHolds.$inferSelect;
type HoldCommand = { id: string; seenVersion: number; remarks: string };

/** Throws NOT_FOUND. */
export async function readRetention(context: Context, depositId: string): Promise<RecordRetention> {
  const deposit = await loadDeposit(context, depositId);
  const { lastEventAt, keptUntil, keptBy } = await termOf(context, deposit);
  const [row] = await context.db
    .select()
    .from(legalHolds)
    .where(and(eq(legalHolds.depositId, depositId), isNull(legalHolds.liftedAt)));
  const hold = row === undefined ? null : toLegalHold(row);
  return { depositId, lastEventAt, keptUntil, keptBy, purgedAt: deposit.purgedAt, hold };
}

/** For who places holds and who ends them; neither needs to see the records. Throws PERMISSION_DENIED. */
export async function readOverview(context: Context): Promise<RetentionOverview> {
  const { permissions } = personOf(context);
  if (!permissions.has("Retention.Hold") && !permissions.has("Retention.Manage"))
    throw new AppError("PERMISSION_DENIED", missingPermissionText("Retention.Manage", []), {
      extra: { missingPermission: "Retention.Manage" },
    });
  const rows = await context.db
    .select()
    .from(legalHolds)
    .where(isNull(legalHolds.liftedAt))
    .orderBy(asc(legalHolds.placedAt), asc(legalHolds.id));
  const [purged] = await context.db
    .select({ records: count(), last: max(deposits.purgedAt) })
    .from(deposits)
    .where(isNotNull(deposits.purgedAt));
  return {
    asOf: now(context),
    years: RETENTION_YEARS,
    holds: rows.map(toLegalHold),
    purgedRecords: purged?.records ?? 0,
    lastPurgedAt: purged?.last ?? null,
  };
}

/** Throws DEPOSIT_STATE (held already, or purged), VERSION_MISMATCH, NOT_FOUND. */
export async function placeHold(
  context: Context,
  { id, seenVersion, reason }: { id: string; seenVersion: number; reason: string },
): Promise<RecordRetention> {
  const deposit = await lockDeposit(context, id);
  expectVersion(seenVersion, toDeposit(deposit));
  if (deposit.purgedAt !== null)
    throw new AppError(
      "DEPOSIT_STATE",
      "What this record held was purged when its term was over; nothing is left to hold",
    );
  if (deposit.legalHold) throw new AppError("DEPOSIT_STATE", `${deposit.recordNo} is under legal hold already`);
  const hold = {
    id: newId(context),
    depositId: id,
    recordNo: deposit.recordNo,
    reason,
    placedBy: asPerson(personOf(context)),
    placedAt: now(context),
    version: 1,
  };
  await context.db.insert(legalHolds).values(hold);
  await patchDeposit(context, deposit, { legalHold: true });
  await note(context, hold, "placed", reason);
  return readRetention(context, id);
}

/** Throws DEPOSIT_STATE (somebody asked already, or it is over), VERSION_MISMATCH, NOT_FOUND. */
export async function askLift(context: Context, { id, seenVersion, remarks }: HoldCommand): Promise<LegalHold> {
  const hold = await lockHold(context, id, seenVersion);
  if (hold.lift !== null) throw new AppError("DEPOSIT_STATE", `${hold.lift.by.name} has asked for its end already`);
  const lift = { by: asPerson(personOf(context)), at: now(context), reason: remarks };
  await note(context, hold, "lift_asked", remarks);
  return changeHold(context, hold, { lift });
}

/** Throws SELF_APPROVAL_FORBIDDEN, DEPOSIT_STATE (nobody asked), VERSION_MISMATCH, NOT_FOUND. */
export async function approveLift(context: Context, { id, seenVersion, remarks }: HoldCommand): Promise<LegalHold> {
  const hold = await lockHold(context, id, seenVersion);
  const { by, reason } = requireLift(context, hold);
  const deposit = await lockDeposit(context, hold.depositId);
  await patchDeposit(context, deposit, { legalHold: false });
  await note(context, hold, "lifted", remarks, { askedBy: by.name, reason });
  return changeHold(context, hold, { liftedBy: asPerson(personOf(context)), liftedAt: now(context) });
}

/** The hold stays. Throws as approveLift. */
export async function refuseLift(context: Context, { id, seenVersion, remarks }: HoldCommand): Promise<LegalHold> {
  const hold = await lockHold(context, id, seenVersion);
  const { by, reason } = requireLift(context, hold);
  await note(context, hold, "lift_refused", remarks, { askedBy: by.name, reason });
  return changeHold(context, hold, { lift: null });
}

function requireLift(context: Context, { lift }: HoldRow): NonNullable<HoldRow["lift"]> {
  if (lift === null) throw new AppError("DEPOSIT_STATE", "Nobody has asked for the end of this hold");
  if (lift.by.id === personOf(context).userId)
    throw new AppError("SELF_APPROVAL_FORBIDDEN", "You asked for this yourself; another person decides");
  return lift;
}

/** Record before hold: in the order of every command on a record. */
async function lockHold(context: Context, id: string, seenVersion: number): Promise<HoldRow> {
  const [found] = await context.db.select().from(legalHolds).where(eq(legalHolds.id, id));
  if (found === undefined) throw new AppError("NOT_FOUND", "There is no such legal hold");
  await lockDeposit(context, found.depositId);
  const [row] = await context.db.select().from(legalHolds).where(eq(legalHolds.id, id)).for("update");
  const hold = row ?? found;
  expectVersion(seenVersion, toLegalHold(hold));
  if (hold.liftedAt !== null) throw new AppError("DEPOSIT_STATE", "This hold is over");
  return hold;
}

async function changeHold(
  context: Context,
  hold: HoldRow,
  change: Partial<Pick<HoldRow, "lift" | "liftedBy" | "liftedAt">>,
): Promise<LegalHold> {
  const version = hold.version + 1;
  await context.db
    .update(legalHolds)
    .set({ ...change, version })
    .where(eq(legalHolds.id, hold.id));
  return toLegalHold({ ...hold, ...change, version });
}

function toLegalHold({ liftedBy: _liftedBy, liftedAt: _liftedAt, ...wire }: HoldRow): LegalHold {
  return wire;
}

async function note(
  context: Context,
  { depositId, recordNo }: Pick<HoldRow, "depositId" | "recordNo">,
  step: "placed" | "lift_asked" | "lift_refused" | "lifted",
  remarks: string,
  detail?: Record<string, string>,
): Promise<void> {
  await appendEvent(context, {
    action: `${RETENTION_EVENT_PREFIX}${step}`,
    entity: "deposit",
    entityId: depositId,
    entityNo: recordNo,
    depositId,
    remarks,
    ...(detail && { detail }),
  });
}
