/** F15 (and F24 for a higher fee): signed bytes are stored here before they may leave the workstation (money safety, steps 5 and 6). */
import type { BooksToRead } from "#central/books/Books.ts";
import type { DecodedPayment } from "#central/chain/decodeSignedTransaction.ts";
import { asPerson, type BookContext, newId, now, personOf } from "#central/context.ts";
import { lockDeposit } from "#central/deposits/loadDeposit.ts";
import type { Attempt } from "#shared/contract/refund.ts";
import { SYSTEM } from "#shared/domain/machine.ts";
import { AppError, invariant } from "#shared/errors.ts";
import { compareAttempt } from "./compareAttempt.ts";
import { type LeaseInput, requireLease } from "./lease.ts";
import { loadRefund, lockRefund } from "./loadRefund.ts";
import { moveRefund } from "./moveRefund.ts";
import { slotOf } from "./slot.ts";
import { type AttemptRow, type RefundRow, toAttempt } from "./toRefund.ts";
import { whyNotPayable } from "./whyNotPayable.ts";

export type AttemptInput = LeaseInput & { kind: Attempt["kind"]; signedTx: string; txHash: string };

/** The same bytes again answer the same attempt. Throws LEASE_LOST, REFUND_STATE, SIGNED_TX_MISMATCH (naming the field), NOT_FOUND. */
export async function registerAttempt(context: BookContext, input: AttemptInput): Promise<Attempt> {
  const { depositId } = await loadRefund(context, input.id);
  const deposit = await lockDeposit(context, depositId);
  const refund = await lockRefund(context, input.id);
  const earlier = await attemptsOf(context, refund.id);
  const repeated = earlier.find(({ signedTx }) => signedTx === input.signedTx);
  // Registered bytes are registered, whatever became of the lease since.
  if (repeated && repeated.txHash === input.txHash) return toAttempt(repeated);
  requireLease(context, refund, input);
  const { status } = refund;
  const expected = earlier.length === 0 ? "PAYMENT" : "FEE_BUMP";
  if (input.kind !== expected || (expected === "PAYMENT" ? status !== "SIGNING" : status !== "BROADCAST"))
    throw new AppError("REFUND_STATE", whyNot(refund, input.kind, earlier.length));
  // The last gate before money moves: a lock may have been renewed for long. Bytes that are out already are past it.
  const concern = expected === "PAYMENT" ? await whyNotPayable(context, refund, deposit) : null;
  if (concern !== null) throw new AppError("REFUND_STATE", `Nothing may be paid now: ${concern.words}`);
  const slot = await slotOf(context, refund.id);
  invariant(slot, "a refund in Signing has its slot");
  const { decodeSignedTransaction } = context.proofs;
  const decoded = decodeSignedTransaction(input.signedTx);
  compareAttempt(decoded, refund.intent, slot, input.txHash);
  const last = earlier.at(-1);
  if (last) requireHigherFee(decoded, decodeSignedTransaction(last.signedTx));
  const person = asPerson(personOf(context));
  const attempt = await context.books.insertAttempt({
    id: newId(context),
    refundId: refund.id,
    kind: input.kind,
    txHash: decoded.hash,
    nonce: decoded.nonce,
    maxFeeWei: decoded.maxFeeWei.toString(),
    signedTx: input.signedTx,
    by: person,
    fencingToken: input.fencingToken,
    at: now(context),
    broadcasts: [],
  });
  const detail = {
    txHash: decoded.hash,
    rawHash: context.sha256(input.signedTx),
    nonce: decoded.nonce.toString(),
    maxFeeWei: decoded.maxFeeWei.toString(),
  };
  if (expected === "PAYMENT")
    await moveRefund(context, refund, "F15", {
      facts: { attemptStored: true },
      mover: SYSTEM,
      patch: { txHash: decoded.hash },
      detail,
    });
  else
    await moveRefund(context, refund, "F24", {
      facts: { sameSlotHigherFee: true, attemptStored: true },
      detail: { ...detail, replaces: last?.txHash ?? "" },
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

/** Nodes take a replacement only when both of its fees are a tenth higher. */
function requireHigherFee(next: DecodedPayment, last: DecodedPayment): void {
  const enough = (now: bigint, before: bigint): boolean => now * 10n >= before * 11n;
  if (!enough(next.maxFeePerGas, last.maxFeePerGas) || !enough(next.maxPriorityFeePerGas, last.maxPriorityFeePerGas))
    throw new AppError(
      "SIGNED_TX_MISMATCH",
      "The signed bytes are refused (fee): a replacement needs both fees at least a tenth higher",
      {
        extra: {
          errors: [
            { pointer: "/signedTx/fee", code: "MISMATCH", detail: "less than a tenth above the attempt before" },
          ],
        },
      },
    );
}

function whyNot(refund: RefundRow, kind: Attempt["kind"], earlier: number): string {
  if (kind === "VOID") return "Nobody approved to void this payment on the chain";
  if (kind === "FEE_BUMP" && earlier > 0) return "A fee can only be raised while the payment waits to be mined";
  return earlier > 0
    ? `${refund.refundNo} has a signed payment already; send the same bytes again`
    : "Only a refund in Signing takes its first signed payment";
}
