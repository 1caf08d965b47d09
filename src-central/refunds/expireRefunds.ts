/** F6, F9 and F14: what time alone does to refunds. */
import type { RefundKey } from "#central/books/Books.ts";
import { asBookkeeper, type BookContext, type BookRooms, now } from "#central/context.ts";
import { lockDeposit } from "#central/deposits/loadDeposit.ts";
import { giveBack, liveLease } from "./lease.ts";
import { lockRefund } from "./loadRefund.ts";
import { moveRefund } from "./moveRefund.ts";
import { oneByOne } from "./oneByOne.ts";
import type { RefundRow } from "./toRefund.ts";

/** Each in a transaction of its own, so that one that fails stops no other. Answers how many ended or were given back. */
export async function expireRefunds(rooms: BookRooms): Promise<number> {
  const at = now(rooms);
  const overdue = await rooms.books.overdueRefunds(at);
  const lapsed = await rooms.books.lapsedLeases(at);
  let changed = 0;
  const all = [...overdue.map((key) => ({ key, act: expire })), ...lapsed.map((key) => ({ key, act: giveBackLapsed }))];
  await oneByOne(all, async ({ key, act }) => {
    changed += await asBookkeeper(rooms, (context) => act(context, key));
  });
  return changed;
}

async function expire(context: BookContext, key: RefundKey): Promise<number> {
  const refund = await lockBoth(context, key);
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
async function giveBackLapsed(context: BookContext, key: RefundKey): Promise<number> {
  const refund = await lockBoth(context, key);
  if (refund.status !== "SIGNING" || liveLease(context, refund) !== null) return 0;
  const [signed] = await context.books.attempts([refund.id]);
  if (signed) return 0;
  await giveBack(context, refund, "the execution lock lapsed");
  return 1;
}

async function lockBoth(context: BookContext, { id, depositId }: RefundKey): Promise<RefundRow> {
  await lockDeposit(context, depositId);
  return lockRefund(context, id);
}
