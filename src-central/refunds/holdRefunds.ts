/** F7 and F10: refunds that are not yet signed stop when what they rest on changed. */
import { and, asc, eq, inArray } from "drizzle-orm";

import { asSystem, type Context, type Rooms } from "#central/context.ts";
import { lockDeposit } from "#central/deposits/loadDeposit.ts";
import { refunds } from "#central/store/tables.ts";
import { SYSTEM } from "#shared/domain/machine.ts";
import { lockRefund } from "./loadRefund.ts";
import { moveRefund } from "./moveRefund.ts";
import { oneByOne } from "./oneByOne.ts";
import type { RefundRow } from "./toRefund.ts";
import { whyNotPayable } from "./whyNotPayable.ts";

const HOLDABLE = ["PENDING_APPROVAL", "APPROVED"] as const;

/** Refunds to an address that left Verified (W7, W9). Answers how many stopped. */
export async function holdRefundsTo(context: Context, addressId: string, reason: string): Promise<number> {
  return holdAll(context, eq(refunds.refundAddressId, addressId), reason);
}

/** The refund of a deposit that left Credited (D19). */
export async function holdRefundsOf(context: Context, depositId: string, reason: string): Promise<number> {
  return holdAll(context, eq(refunds.depositId, depositId), reason);
}

/** Every refund that waits, looked at again: a new screening list, a switched-off currency, a proof that grew old. Answers how many stopped. */
export async function holdConcerned(rooms: Rooms): Promise<number> {
  const waiting = await rooms.database.db
    .select({ id: refunds.id, depositId: refunds.depositId })
    .from(refunds)
    .where(inArray(refunds.status, HOLDABLE))
    .orderBy(asc(refunds.createdAt));
  let held = 0;
  await oneByOne(waiting, ({ id, depositId }) =>
    asSystem(rooms, async (context) => {
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
export async function holdRefund(context: Context, refund: RefundRow, reason: string): Promise<RefundRow> {
  if (refund.status !== "PENDING_APPROVAL" && refund.status !== "APPROVED") return refund;
  return moveRefund(context, refund, refund.status === "APPROVED" ? "F10" : "F7", {
    facts: { concernRaised: true },
    mover: SYSTEM,
    patch: { holdReason: reason, expiresAt: null },
    reasonCode: reason,
  });
}

async function holdAll(context: Context, which: ReturnType<typeof eq>, reason: string): Promise<number> {
  const found = await context.db
    .select({ id: refunds.id, depositId: refunds.depositId })
    .from(refunds)
    .where(and(which, inArray(refunds.status, HOLDABLE)))
    .orderBy(asc(refunds.depositId));
  for (const { id, depositId } of found) {
    await lockDeposit(context, depositId);
    await holdRefund(context, await lockRefund(context, id), reason);
  }
  return found.length;
}
