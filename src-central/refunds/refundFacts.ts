/** What our own nodes say about one refund's payment, read before anything is decided. */
import type { BooksToRead } from "#central/books/Books.ts";
import type { ChainReader, ChainReceipt } from "#central/chain/ChainReader.ts";
import type { NetworkRow } from "#central/configuration/toCurrency.ts";
import { confirmationsAt, requiredConfirmations } from "#shared/domain/confirmations.ts";
import { invariant } from "#shared/errors.ts";
import { type PaymentEffect, paymentEffect } from "./paymentEffect.ts";
import { loadRules } from "./loadRules.ts";
import { attemptsOf } from "./registerAttempt.ts";
import type { AttemptRow, RefundRow } from "./toRefund.ts";

/** An attempt that is mined in a block which is canonical at this moment. */
export type MinedAttempt = {
  attempt: AttemptRow;
  receipt: ChainReceipt;
  effect: PaymentEffect;
  confirmations: number;
  blockAt: string;
};
export type RefundFacts = {
  /** head of the chain before the rest was read */
  head: bigint;
  required: number;
  attempts: AttemptRow[];
  /** at most one can be mined: all attempts of a refund share one nonce */
  mined: MinedAttempt | null;
  /** mined, or waiting in some node's pool */
  known: boolean;
  /** the slot's nonce was used by another transaction, and that is as deep as a payment would have to be */
  nonceTaken: boolean;
  /** the mined attempt's block cannot be reorganised any more */
  final: boolean;
};

/** `books` for the rows, `chain` for the rest. Throws CHAIN_UNAVAILABLE. */
export async function readRefundFacts(
  { books }: { books: BooksToRead },
  chain: ChainReader,
  refund: RefundRow,
): Promise<RefundFacts> {
  const { network, currency } = await loadRules({ books }, refund);
  const attempts = await attemptsOf({ books }, refund.id);
  const [slot] = await books.slots([refund.id]);
  const required = requiredConfirmations(refund.amount, network, currency);
  const { number: head } = await chain.head();
  let mined: MinedAttempt | null = null;
  let known = false;
  for (const attempt of attempts) {
    invariant(slot, "a signed payment has its slot");
    const receipt = await chain.receipt(attempt.txHash);
    mined = (receipt && (await minedAs({ attempt, receipt, head, from: slot.fromAddress }, refund, chain))) ?? mined;
    known ||= receipt !== null || (await chain.transaction(attempt.txHash)) !== null;
  }
  const deep = head - BigInt(required) + 1n;
  const nonceTaken =
    !known && slot !== undefined && deep >= 0n && (await chain.nonceAt(slot.fromAddress, deep)) > slot.nonce;
  return { head, required, attempts, mined, known, nonceTaken, final: await isFinal(chain, network, head, mined) };
}

/** Null when the receipt's block is not the chain's any more: a receipt may outlive its block for a moment. */
async function minedAs(
  { attempt, receipt, head, from }: Pick<MinedAttempt, "attempt" | "receipt"> & { head: bigint; from: string },
  refund: RefundRow,
  chain: ChainReader,
): Promise<MinedAttempt | null> {
  const block = await chain.blockAt(receipt.blockNumber);
  if (block?.hash !== receipt.blockHash) return null;
  const effect: PaymentEffect =
    attempt.kind === "VOID" ? { kind: "WITHHELD" } : paymentEffect(receipt, refund.intent, from);
  return { attempt, receipt, effect, confirmations: confirmationsAt(head, receipt.blockNumber), blockAt: block.at };
}

async function isFinal(
  chain: ChainReader,
  network: NetworkRow,
  head: bigint,
  mined: MinedAttempt | null,
): Promise<boolean> {
  if (mined === null) return false;
  const { blockNumber } = mined.receipt;
  if (network.finality !== "FINALIZED") return confirmationsAt(head, blockNumber) >= network.finalityDepth;
  const finalized = await chain.finalizedNumber();
  return finalized !== null && blockNumber <= finalized;
}
