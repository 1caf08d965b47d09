/** F6, F9 and F14: what time alone does to refunds. */
import { and, asc, eq, inArray, lte } from "drizzle-orm";

import { asSystem, type Context, now, type Rooms } from "#central/context.ts";
import { lockDeposit } from "#central/deposits/loadDeposit.ts";
import { refundAttempts, refunds } from "#central/store/tables.ts";
import { giveBack, leaseIsLive } from "./lease.ts";
import { lockRefund } from "./loadRefund.ts";
import { moveRefund } from "./moveRefund.ts";
import { oneByOne } from "./oneByOne.ts";

/** Each in a transaction of its own, so that one that fails stops no other. Answers how many ended or were given back. */
export async function expireRefunds(rooms: Rooms): Promise<number> {
  const at = now(rooms);
  const { db } = rooms.database;
  const overdue = await db
    .select({ id: refunds.id })
    .from(refunds)
    .where(and(inArray(refunds.status, ["PENDING_APPROVAL", "APPROVED"]), lte(refunds.expiresAt, at)))
    .orderBy(asc(refunds.createdAt));
  const lapsed = await db
    .select({ id: refunds.id })
    .from(refunds)
    .where(and(eq(refunds.status, "SIGNING"), lte(refunds.leaseExpiresAt, at)));
  let changed = 0;
  const all = [
    ...overdue.map(({ id }) => ({ id, act: expire })),
    ...lapsed.map(({ id }) => ({ id, act: giveBackLapsed })),
  ];
  await oneByOne(all, async ({ id, act }) => {
    changed += await asSystem(rooms, (context) => act(context, id));
  });
  return changed;
}

async function expire(context: Context, id: string): Promise<number> {
  const refund = await lockBoth(context, id);
  if (refund.expiresAt === null || refund.expiresAt > now(context)) return 0;
  if (refund.status !== "PENDING_APPROVAL" && refund.status !== "APPROVED") return 0;
  const approved = refund.status === "APPROVED";
  await moveRefund(context, refund, approved ? "F9" : "F6", {
    facts: approved ? { approvalLapsed: true } : { validityOver: true },
    patch: {
      ended: {
        by: null,
        remarks: approved ? "Not executed in time" : "Not approved in time",
        at: now(context),
      },
    },
    detail: { expiredAt: refund.expiresAt },
  });
  return 1;
}

/** The lock lapsed and nothing was registered: Approved again. Its slot stays its own, so that bytes which were signed all the same can never pay twice. */
async function giveBackLapsed(context: Context, id: string): Promise<number> {
  const refund = await lockBoth(context, id);
  if (refund.status !== "SIGNING" || leaseIsLive(context, refund)) return 0;
  const [signed] = await context.db
    .select({ id: refundAttempts.id })
    .from(refundAttempts)
    .where(eq(refundAttempts.refundId, id))
    .limit(1);
  if (signed) return 0;
  await giveBack(context, refund, "the execution lock lapsed");
  return 1;
}

async function lockBoth(context: Context, id: string) {
  const [found] = await context.db.select({ depositId: refunds.depositId }).from(refunds).where(eq(refunds.id, id));
  if (found) await lockDeposit(context, found.depositId);
  return lockRefund(context, id);
}
