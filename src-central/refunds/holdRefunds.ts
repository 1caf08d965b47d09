/** F7 and F10: refunds that are not yet signed stop when what they rest on changed. */
import type { RefundKey } from "#central/books/Books.ts";
import { asBookkeeper, type BookContext, type BookRooms } from "#central/context.ts";
import { lockDeposit } from "#central/deposits/loadDeposit.ts";
import { SYSTEM } from "#shared/domain/machine.ts";
import type { RefundHoldReason } from "#shared/domain/statuses.ts";
import { lockRefund } from "./loadRefund.ts";
import { moveRefund } from "./moveRefund.ts";
import { oneByOne } from "./oneByOne.ts";
import type { RefundRow } from "./toRefund.ts";
import { whyNotPayable } from "./whyNotPayable.ts";

/** Refunds to an address that left Verified (W7, W9). Answers how many stopped. */
export async function holdRefundsTo(
  context: BookContext,
  addressId: string,
  reason: RefundHoldReason,
): Promise<number> {
  return holdAll(context, await context.books.waitingRefunds({ addressId }), reason);
}

/** The refund of a deposit that left Credited (D19). */
export async function holdRefundsOf(
  context: BookContext,
  depositId: string,
  reason: RefundHoldReason,
): Promise<number> {
  return holdAll(context, await context.books.waitingRefunds({ depositId }), reason);
}

/** Every refund that waits, looked at again: a new screening list, a switched-off currency, a proof that grew old. Answers how many stopped. */
export async function holdConcerned(rooms: BookRooms): Promise<number> {
  const waiting = await rooms.books.waitingRefunds("ALL");
  let held = 0;
  await oneByOne(waiting, ({ id, depositId }) =>
    asBookkeeper(rooms, async (context) => {
      const deposit = await lockDeposit(context, depositId);
      const refund = await lockRefund(context, id);
      const concern = await whyNotPayable(context, refund, deposit);
      if (concern === null || (await holdRefund(context, refund, concern.code)) === refund) return;
      held += 1;
    }),
  );
  return held;
}

/** One refund, already locked in this transaction after its deposit. Does nothing when it is past stopping. */
export async function holdRefund(
  context: BookContext,
  refund: RefundRow,
  reason: RefundHoldReason,
): Promise<RefundRow> {
  if (refund.status !== "PENDING_APPROVAL" && refund.status !== "APPROVED") return refund;
  return moveRefund(context, refund, refund.status === "APPROVED" ? "F10" : "F7", {
    facts: { concernRaised: true },
    mover: SYSTEM,
    patch: { holdReason: reason, expiresAt: null },
    reasonCode: reason,
  });
}

async function holdAll(context: BookContext, found: readonly RefundKey[], reason: RefundHoldReason): Promise<number> {
  // Everybody locks deposits in the same order, or two such commands would wait for each other.
  for (const { id, depositId } of found.toSorted((a, b) => (a.depositId < b.depositId ? -1 : 1))) {
    await lockDeposit(context, depositId);
    await holdRefund(context, await lockRefund(context, id), reason);
  }
  return found.length;
}
