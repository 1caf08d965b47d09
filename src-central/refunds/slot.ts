/** The one payment slot of a refund: chain, paying address and nonce, given once and for ever (I9). */
import { and, asc, count, eq, gte, isNull, max, notInArray } from "drizzle-orm";

import { DAY_MS, later } from "#central/clock.ts";
import { type Context, now } from "#central/context.ts";
import type { SignerRow } from "#central/signers/toSigner.ts";
import { refundAttempts, refunds, refundSlots } from "#central/store/tables.ts";
import { AppError } from "#shared/errors.ts";
import type { RefundRow, SlotRow } from "./toRefund.ts";

export async function slotOf(context: Context, refundId: string): Promise<SlotRow | null> {
  const [slot] = await context.db.select().from(refundSlots).where(eq(refundSlots.refundId, refundId));
  return slot ?? null;
}

/**
 * A nonce that was given but never used makes every later payment of the same key wait for ever. So while an older slot of the key has
 * no registered payment, no new one is given: the older refund goes first. Throws SIGNER_HAS_OPEN_SLOTS.
 */
export async function requireNoOlderSlot(context: Context, signer: SignerRow, refund: RefundRow): Promise<void> {
  const [older] = await unusedSlots(context, signer.id, refund.id);
  if (older)
    throw new AppError(
      "SIGNER_HAS_OPEN_SLOTS",
      `${older.refundNo} was begun with this key and never signed; execute it first. If it has ended, take the key out of use and enrol a new one.`,
    );
}

/** Slots of a key for which no signed payment was registered, oldest first. */
export async function unusedSlots(
  context: Context,
  signerId: string,
  exceptRefundId: string | null,
): Promise<{ refundId: string; refundNo: string; status: RefundRow["status"] }[]> {
  const rows = await context.db
    .select({ refundId: refundSlots.refundId, refundNo: refunds.refundNo, status: refunds.status })
    .from(refundSlots)
    .innerJoin(refunds, eq(refunds.id, refundSlots.refundId))
    .leftJoin(refundAttempts, eq(refundAttempts.refundId, refundSlots.refundId))
    .where(and(eq(refundSlots.signerId, signerId), isNull(refundAttempts.id)))
    .orderBy(asc(refundSlots.nonce));
  return rows.filter(({ refundId }) => refundId !== exceptRefundId);
}

/** Refunds of this key that may still pay, or still could: while there is one, the key cannot be taken out of use. */
export async function runningPayments(context: Context, signerId: string): Promise<{ refundNo: string }[]> {
  return context.db
    .select({ refundNo: refunds.refundNo })
    .from(refundSlots)
    .innerJoin(refunds, eq(refunds.id, refundSlots.refundId))
    .where(
      and(
        eq(refundSlots.signerId, signerId),
        isNull(refunds.finalAt),
        notInArray(refunds.status, ["WITHDRAWN", "REJECTED", "EXPIRED"]),
      ),
    );
}

/** Payments begun with a key in the last 24 hours. */
export async function paymentsBegun(context: Context, signerId: string): Promise<number> {
  const [found] = await context.db
    .select({ begun: count() })
    .from(refundSlots)
    .where(and(eq(refundSlots.signerId, signerId), gte(refundSlots.allocatedAt, later(now(context), -DAY_MS))));
  return found?.begun ?? 0;
}

/** The next nonce: what the chain counts, waiting ones included, or one after our own last slot, whichever is higher. */
export async function giveSlot(
  context: Context,
  refund: RefundRow,
  signer: SignerRow,
  nextOnChain: bigint,
): Promise<SlotRow> {
  const { chainId } = refund.intent;
  const [own] = await context.db
    .select({ last: max(refundSlots.nonce) })
    .from(refundSlots)
    .where(and(eq(refundSlots.chainId, chainId), eq(refundSlots.fromAddress, signer.address)));
  const afterOwn = own?.last == null ? 0n : BigInt(own.last) + 1n;
  const [slot] = await context.db
    .insert(refundSlots)
    .values({
      refundId: refund.id,
      signerId: signer.id,
      chainId,
      fromAddress: signer.address,
      nonce: afterOwn > nextOnChain ? afterOwn : nextOnChain,
      allocatedAt: now(context),
    })
    .returning();
  if (!slot) throw new Error("invariant broken: the slot was written");
  return slot;
}
