/** What whyKept() of #shared/domain/retention.ts asks about a record. */
import { and, eq, max, notLike } from "drizzle-orm";

import { type Context, now } from "#central/context.ts";
import type { DepositRow } from "#central/deposits/toDeposit.ts";
import type { RefundRow } from "#central/refunds/toRefund.ts";
import { likeExactly } from "#central/store/inTransaction.ts";
import { refunds, refundSlots, timelineEvents } from "#central/store/tables.ts";
import { keptUntil, type KeptBy, RETENTION_EVENT_PREFIX, whyKept } from "#shared/domain/retention.ts";

export type Term = { lastEventAt: string; keptUntil: string; keptBy: KeptBy[]; refunds: RefundRow[] };

/** `deposit` and its refunds as they stand in this transaction. */
export async function termOf(context: Context, deposit: DepositRow): Promise<Term> {
  const ofRecord = await context.db.select().from(refunds).where(eq(refunds.depositId, deposit.id));
  const slots = await context.db
    .select({ refundId: refundSlots.refundId })
    .from(refundSlots)
    .innerJoin(refunds, eq(refunds.id, refundSlots.refundId))
    .where(eq(refunds.depositId, deposit.id));
  const withSlot = new Set(slots.map(({ refundId }) => refundId));
  const lastEventAt = await lastEventOf(context, deposit);
  const keptBy = whyKept(
    {
      ...deposit,
      final: deposit.finalAt !== null,
      lastEventAt,
      refunds: ofRecord.map((refund) => ({
        status: refund.status,
        lockReleased: refund.lockReleased,
        final: refund.finalAt !== null,
        hasSlot: withSlot.has(refund.id),
        noticeDone: refund.status !== "COMPLETED" || refund.notification?.status === "DONE",
      })),
    },
    now(context),
  );
  return { lastEventAt, keptUntil: keptUntil(lastEventAt), keptBy, refunds: ofRecord };
}

/** Of the record and its refunds. Placing and lifting a legal hold is no business with the client, and starts no new term. */
async function lastEventOf({ db }: Context, { id, createdAt }: DepositRow): Promise<string> {
  const [row] = await db
    .select({ at: max(timelineEvents.at) })
    .from(timelineEvents)
    .where(
      and(eq(timelineEvents.depositId, id), notLike(timelineEvents.action, `${likeExactly(RETENTION_EVENT_PREFIX)}%`)),
    );
  const last = row?.at ?? createdAt;
  return last > createdAt ? last : createdAt;
}
