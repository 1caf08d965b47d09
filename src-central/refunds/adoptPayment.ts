/** F36: a payment that the chain has and the books do not (restored from a backup) is written down as what it is: the payment of this refund. Pays nothing. */
import { consumeStepUp } from "#central/accounts/consumeStepUp.ts";
import type { ChainReceipt, ChainTransaction } from "#central/chain/ChainReader.ts";
import { type BookContext, type BookRooms, now } from "#central/context.ts";
import type { SignerRow } from "#central/signers/toSigner.ts";
import type { Refund } from "#shared/contract/refund.ts";
import { sameAddress } from "#shared/domain/addresses.ts";
import { AppError } from "#shared/errors.ts";
import { type Asked, answered, asked } from "./Asked.ts";
import { compareFound } from "./compareAttempt.ts";
import { requireOtherThanMaker } from "./decision.ts";
import { paysExactly } from "./keyFindings.ts";
import { loadRefund } from "./loadRefund.ts";
import { chainOf } from "./loadRules.ts";
import { moveRefund, patchRefund } from "./moveRefund.ts";
import { lockForVoiding, logVoiding } from "./requestVoid.ts";
import { slotOf } from "./slot.ts";
import { storeAttempt } from "./storeAttempt.ts";
import { readRefund, type RefundRow, type SlotRow } from "./toRefund.ts";

/** All null unless the transaction is mined and its bytes are known. */
type FoundPayment = { signedTx: string; sent: ChainTransaction; receipt: ChainReceipt } | null;

/** Before the transaction. */
export async function lookForPayment(
  rooms: BookRooms,
  { id, txHash }: { id: string; txHash: string },
): Promise<Asked<FoundPayment>> {
  return asked(async () => {
    const chain = chainOf(rooms, (await loadRefund(rooms, id)).network);
    const [sent, receipt] = [await chain.transaction(txHash), await chain.receipt(txHash)];
    const signedTx = (await chain.signedBytes?.(txHash)) ?? null;
    return sent === null || receipt === null || signedTx === null ? null : { signedTx, sent, receipt };
  });
}

/**
 * The watcher follows it from then on, as if it had been registered in time.
 * Throws SELF_APPROVAL_FORBIDDEN, REFUND_STATE, TX_HASH_MISMATCH, SIGNED_TX_MISMATCH, SIGNER_NOT_APPROVED, STEP_UP_REQUIRED, CHAIN_UNAVAILABLE, VERSION_MISMATCH, NOT_FOUND.
 */
export async function adoptPayment(
  context: BookContext,
  input: { id: string; version: number; txHash: string; evidence: string; stepUpToken: string },
  look: Asked<FoundPayment>,
): Promise<Refund> {
  const { row } = await lockForVoiding(context, input);
  requireOtherThanMaker(context, row);
  if (row.status !== "APPROVED" && row.status !== "NONCE_LOST")
    throw new AppError(
      "REFUND_STATE",
      "Only an Approved refund, or one whose nonce is lost, takes a payment that was found",
    );
  const found = answered(look);
  if (found === null) throw new AppError("TX_HASH_MISMATCH", "The nodes know no mined payment with this hash");
  const decoded = context.proofs.decodeSignedTransaction(found.signedTx);
  const signer = await requireKey(context, row, decoded.from);
  const kept = await slotOf(context, row.id);
  const slot: SlotRow = kept ?? {
    refundId: row.id,
    signerId: signer.id,
    chainId: row.intent.chainId,
    fromAddress: signer.address,
    nonce: decoded.nonce,
    allocatedAt: now(context),
  };
  compareFound(decoded, row.intent, slot, input.txHash);
  if (!paysExactly(found.sent, found.receipt, row.intent, slot.fromAddress))
    throw new AppError("TX_HASH_MISMATCH", "This transaction did not pay exactly this refund");
  await requireNobodys(context, row, slot, decoded.hash);
  await consumeStepUp(context, {
    token: input.stepUpToken,
    action: "refund.adopt",
    resourceId: row.id,
    intentHash: row.intentHash,
  });
  if (kept === null) await context.books.insertSlot(slot);
  const kind = row.status === "APPROVED" ? "PAYMENT" : "FEE_BUMP";
  const bytes = { refundId: row.id, kind, signedTx: found.signedTx, fencingToken: row.fencingToken } as const;
  const { detail } = await storeAttempt(context, bytes, decoded);
  if (row.status === "APPROVED") {
    const moved = await moveRefund(context, row, "F36", {
      facts: { approverIsNotMaker: true, stepUpFresh: true, paymentFound: true },
      patch: { txHash: decoded.hash, expiresAt: null },
      remarks: input.evidence,
      detail: { ...detail, from: slot.fromAddress },
    });
    return readRefund(context, moved);
  }
  // F35 follows, as soon as the watcher has looked.
  const patched = await patchRefund(context, row, {});
  await logVoiding(context, row, "refund.payment_found", { remarks: input.evidence, detail });
  return readRefund(context, patched);
}

async function requireKey(context: BookContext, { network }: RefundRow, from: string): Promise<SignerRow> {
  const keys = await context.books.signersInUse(network);
  const key = keys.find(({ address }) => sameAddress(address, from));
  if (!key) throw new AppError("SIGNER_NOT_APPROVED", "No payment key in use sent this transaction");
  return key;
}

/** It is the payment of no other refund, and not written down already: with a lost nonce the status tells only when the watcher has looked. Throws REFUND_STATE. */
async function requireNobodys(
  context: BookContext,
  { id, status }: RefundRow,
  slot: SlotRow,
  txHash: string,
): Promise<void> {
  const { chainId, fromAddress, nonce } = slot;
  const own = await context.books.attempts([id]);
  if (own.some((attempt) => attempt.txHash === txHash))
    throw new AppError("REFUND_STATE", "This payment is written down already; the refund follows it");
  const signed = await context.books.signedNonces(chainId, fromAddress, nonce, nonce + 1n);
  if (status === "APPROVED" && signed.length > 0)
    throw new AppError("REFUND_STATE", "This transaction belongs to another refund already");
}
