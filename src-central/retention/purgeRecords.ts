/**
 * What has outlived its term becomes a tombstone (R24.6): number, amounts, status and transaction stay, whose money it was goes, and with it the
 * history, the marks and the client's request. What the chain binds stays for ever: payment slots and signed bytes (I9). So does the audit log.
 */
import { and, asc, eq, gt, inArray, isNull, lte, or } from "drizzle-orm";

import { appendEvent } from "#central/audit/appendEvent.ts";
import type { Instant } from "#central/clock.ts";
import { asSystem, type Context, now, type Rooms } from "#central/context.ts";
import { lockDeposit } from "#central/deposits/loadDeposit.ts";
import { patchDeposit } from "#central/deposits/moveDeposit.ts";
import { type DepositRow, toDeposit } from "#central/deposits/toDeposit.ts";
import { patchRefund } from "#central/refunds/moveRefund.ts";
import { lockRefund } from "#central/refunds/loadRefund.ts";
import type { RefundRow } from "#central/refunds/toRefund.ts";
import {
  applications,
  deposits,
  holdProposals,
  refundApprovals,
  restrictedNotes,
  reviews,
  timelineEvents,
  workClaims,
} from "#central/store/tables.ts";
import { canonicalJson } from "#shared/canonicalJson.ts";
import { ENDED_DEPOSIT_STATUSES, RETENTION_YEARS } from "#shared/domain/retention.ts";
import { termOf } from "./keptRecord.ts";

const PAGE = 100;
/** In place of whose it was. */
export const PURGED = "PURGED";

/** Everything whose time has come, each in a transaction of its own. Answers how many. Called once in a while. */
export async function purgeRecords(rooms: Rooms): Promise<number> {
  let purged = 0;
  let after: Pick<DepositRow, "id" | "createdAt"> | undefined;
  do {
    const page = await oldRecords(rooms, after);
    for (const { id } of page) if (await asSystem(rooms, (context) => purgeRecord(context, id))) purged += 1;
    after = page.length < PAGE ? undefined : page.at(-1);
  } while (after !== undefined);
  return purged;
}

/** Made a whole term ago and at an end; whether anything came later, the record itself is asked. */
async function oldRecords(
  { database, clock }: Rooms,
  after: Pick<DepositRow, "id" | "createdAt"> | undefined,
): Promise<Pick<DepositRow, "id" | "createdAt">[]> {
  const next =
    after &&
    or(
      gt(deposits.createdAt, after.createdAt),
      and(eq(deposits.createdAt, after.createdAt), gt(deposits.id, after.id)),
    );
  return database.db
    .select({ id: deposits.id, createdAt: deposits.createdAt })
    .from(deposits)
    .where(
      and(
        isNull(deposits.purgedAt),
        eq(deposits.legalHold, false),
        inArray(deposits.status, [...ENDED_DEPOSIT_STATUSES]),
        lte(deposits.createdAt, yearsBefore(clock.now())),
        next,
      ),
    )
    .orderBy(asc(deposits.createdAt), asc(deposits.id))
    .limit(PAGE);
}

/** An instant from before the term: coarse, because each record is judged by itself. */
function yearsBefore(at: Instant): Instant {
  const start = new Date(at);
  start.setUTCFullYear(start.getUTCFullYear() - RETENTION_YEARS);
  return start.toISOString();
}

/** False when something keeps it: a hold placed a moment ago, an event that came, money that is not at its end. */
export async function purgeRecord(context: Context, id: string): Promise<boolean> {
  const deposit = await lockDeposit(context, id);
  const term = await termOf(context, deposit);
  if (deposit.purgedAt !== null || term.keptBy.length > 0) return false;
  const before = await fingerprint(context, deposit, term.refunds);
  const row = await patchDeposit(context, deposit, tombstone(now(context)));
  for (const refund of term.refunds) await purgeRefund(context, refund);
  await context.db.delete(timelineEvents).where(eq(timelineEvents.depositId, id));
  for (const table of [holdProposals, reviews, workClaims, restrictedNotes])
    await context.db.delete(table).where(eq(table.depositId, id));
  if (deposit.applicationId !== null)
    await context.db.delete(applications).where(eq(applications.id, deposit.applicationId));
  await appendEvent(context, {
    action: "deposit.purged",
    entity: "deposit",
    entityId: id,
    entityNo: row.recordNo,
    depositId: id,
    detail: { ...before, lastEventAt: term.lastEventAt, keptUntil: term.keptUntil },
  });
  return true;
}

/** By which anybody who kept the record can show that it is the one that was purged. */
async function fingerprint(
  { db, sha256 }: Context,
  deposit: DepositRow,
  refunds: readonly RefundRow[],
): Promise<Record<string, string>> {
  const events = await db
    .select({ id: timelineEvents.id })
    .from(timelineEvents)
    .where(eq(timelineEvents.depositId, deposit.id));
  return {
    recordSha256: sha256(canonicalJson(toDeposit(deposit))),
    refunds: refunds.map(({ refundNo }) => refundNo).join(" "),
    events: String(events.length),
  };
}

function tombstone(purgedAt: Instant): Partial<DepositRow> {
  return {
    purgedAt,
    customerNo: PURGED,
    customerName: PURGED,
    securitiesAccount: PURGED,
    sourceAddress: "",
    sourceKey: "",
    destinationAddress: "",
    destinationKey: "",
    transfer: null,
    checks: [],
    screening: null,
    ledgerRef: null,
    cancel: null,
    addressVerification: {
      status: "NOT_VERIFIED",
      addressId: null,
      verifiedAt: null,
      method: null,
      verifiedBy: null,
      proof: null,
    },
  };
}

/** The payment itself stays, as the chain has it; who asked for it and why goes. */
async function purgeRefund(context: Context, { id }: RefundRow): Promise<void> {
  const refund = await lockRefund(context, id);
  const { intent, adjustmentReason } = refund;
  const reason = adjustmentReason === null ? null : PURGED;
  await patchRefund(context, refund, {
    customerNo: PURGED,
    customerName: PURGED,
    reason: PURGED,
    adjustmentReason: reason,
    identityCheck: {
      ...refund.identityCheck,
      reference: PURGED,
      askedBy: PURGED,
      basis: PURGED,
      checkedBy: PURGED,
      attachments: [],
    },
    notification: null,
    intent: { ...intent, customerNo: PURGED, reason: PURGED, adjustmentReason: reason },
  });
  await context.db.update(refundApprovals).set({ comment: PURGED }).where(eq(refundApprovals.refundId, id));
}
