/** The one payment slot of a refund: chain, paying address and nonce, given once and for ever (I9). */
import { DAY_MS, later } from "#central/clock.ts";
import { type BookContext, now } from "#central/context.ts";
import type { SignerRow } from "#central/signers/toSigner.ts";
import { AppError } from "#shared/errors.ts";
import type { RefundRow, SlotRow } from "./toRefund.ts";

export async function slotOf(context: BookContext, refundId: string): Promise<SlotRow | null> {
  const [slot] = await context.books.slots([refundId]);
  return slot ?? null;
}

/**
 * A nonce that was given but never used makes every later payment of the same key wait for ever. So while an older slot of the key has
 * no registered payment, no new one is given: the older refund goes first. Throws SIGNER_HAS_OPEN_SLOTS.
 */
export async function requireNoOlderSlot(context: BookContext, signer: SignerRow, refund: RefundRow): Promise<void> {
  const [older] = (await context.books.unusedSlots(signer.id)).filter(({ id }) => id !== refund.id);
  if (older)
    throw new AppError(
      "SIGNER_HAS_OPEN_SLOTS",
      `${older.refundNo} was begun with this key and never signed; execute it first. If it has ended, have its payment slot voided, on its page.`,
    );
}

/** Amounts of the refund's currency that the key began to pay in the last 24 hours. */
export async function paymentsBegun(
  context: BookContext,
  signerId: string,
  { network, currency }: Pick<RefundRow, "network" | "currency">,
): Promise<string[]> {
  const begun = await context.books.paymentsSince(signerId, later(now(context), -DAY_MS));
  return begun.filter((one) => one.network === network && one.currency === currency).map(({ amount }) => amount);
}

/** The next nonce: what the chain counts, waiting ones included, or one after our own last slot, whichever is higher. */
export async function giveSlot(
  context: BookContext,
  refund: RefundRow,
  signer: SignerRow,
  nextOnChain: bigint,
): Promise<SlotRow> {
  const { chainId } = refund.intent;
  const last = await context.books.lastNonce(chainId, signer.address);
  const afterOwn = last === null ? 0n : last + 1n;
  return context.books.insertSlot({
    refundId: refund.id,
    signerId: signer.id,
    chainId,
    fromAddress: signer.address,
    nonce: afterOwn > nextOnChain ? afterOwn : nextOnChain,
    allocatedAt: now(context),
  });
}
