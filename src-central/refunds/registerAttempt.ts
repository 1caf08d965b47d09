/** F15: signed bytes are stored here before they may leave the workstation (money safety, steps 5 and 6). */
import type { BooksToRead } from "#central/books/Books.ts";
import type { BookContext } from "#central/context.ts";
import { lockDeposit } from "#central/deposits/loadDeposit.ts";
import type { Attempt } from "#shared/contract/refund.ts";
import { SYSTEM } from "#shared/domain/machine.ts";
import { AppError, invariant } from "#shared/errors.ts";
import { compareAttempt } from "./compareAttempt.ts";
import { type LeaseInput, requireLease } from "./lease.ts";
import { loadRefund, lockRefund } from "./loadRefund.ts";
import { moveRefund } from "./moveRefund.ts";
import { registerReplacement } from "./registerReplacement.ts";
import { slotOf } from "./slot.ts";
import { storeAttempt } from "./storeAttempt.ts";
import { type AttemptRow, toAttempt } from "./toRefund.ts";
import { whyNotPayable } from "./whyNotPayable.ts";

export type AttemptInput = LeaseInput & { kind: Attempt["kind"]; signedTx: string; txHash: string };

/** The same bytes again answer the same attempt. Throws LEASE_LOST, REFUND_STATE, SIGNED_TX_MISMATCH (naming the field), NOT_FOUND. */
export async function registerAttempt(context: BookContext, input: AttemptInput): Promise<Attempt> {
  const { depositId } = await loadRefund(context, input.id);
  const deposit = await lockDeposit(context, depositId);
  const refund = await lockRefund(context, input.id);
  const earlier = await attemptsOf(context, refund.id);
  const repeated = earlier.find(({ signedTx, txHash }) => signedTx === input.signedTx && txHash === input.txHash);
  // Registered bytes are registered, whatever became of the lease since.
  if (repeated) return toAttempt(repeated);
  requireLease(context, refund, input);
  const { kind } = input;
  if (kind !== "PAYMENT") return registerReplacement(context, { refund, deposit, earlier }, { ...input, kind });
  if (earlier.length > 0 || refund.status !== "SIGNING")
    throw new AppError(
      "REFUND_STATE",
      "Only a refund in Signing takes its first signed payment; of one that is signed already send the same bytes again",
    );
  // The last gate before money moves: a lock may have been renewed for long.
  const concern = await whyNotPayable(context, refund, deposit);
  if (concern !== null) throw new AppError("REFUND_STATE", `Nothing may be paid now: ${concern.words}`);
  const slot = await slotOf(context, refund.id);
  invariant(slot, "a refund in Signing has its slot");
  const decoded = context.proofs.decodeSignedTransaction(input.signedTx);
  compareAttempt(decoded, refund.intent, slot, input.txHash);
  const { attempt, detail } = await storeAttempt(context, { refundId: refund.id, ...input }, decoded);
  await moveRefund(context, refund, "F15", {
    facts: { attemptStored: true },
    mover: SYSTEM,
    patch: { txHash: decoded.hash },
    detail,
  });
  return toAttempt(attempt);
}

/** Oldest first. */
export async function attemptsOf({ books }: { books: BooksToRead }, refundId: string): Promise<AttemptRow[]> {
  return books.attempts([refundId]);
}

/** The attempt with this hash. Throws TX_HASH_MISMATCH when this refund has none: nobody reports on bytes that were never registered. */
export async function attemptOf(
  context: { books: BooksToRead },
  refundId: string,
  txHash: string,
): Promise<AttemptRow> {
  const attempt = (await attemptsOf(context, refundId)).find((one) => one.txHash === txHash);
  if (!attempt)
    throw new AppError("TX_HASH_MISMATCH", "No signed payment with this hash is registered for this refund");
  return attempt;
}
