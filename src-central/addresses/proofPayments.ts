/** Small payments that prove an address (R5.3), as the watcher meets them. One that is exact belongs to its proof and to no deposit record. */
import { and, eq, isNotNull, or } from "drizzle-orm";

import type { ChainReader } from "#central/chain/ChainReader.ts";
import { findNetwork } from "#central/configuration/readConfiguration.ts";
import { asSystem, type Context, type Rooms } from "#central/context.ts";
import { addressProofs, type PaymentFault } from "#central/store/tables.ts";
import type { FoundTransaction } from "#central/watcher/FoundTransaction.ts";
import type { SeenTransfer } from "#central/watcher/seenTransfers.ts";
import { confirmationsAt } from "#shared/domain/confirmations.ts";
import { invariant } from "#shared/errors.ts";
import { fromBaseUnits, toBaseUnits } from "#shared/money.ts";
import { lockProof, settleProof } from "./settleProof.ts";
import type { AddressProofRow } from "./toAddressProof.ts";

export type SeenPayment = {
  txHash: string;
  blockNumber: bigint;
  blockHash: string;
  fault: PaymentFault | null;
  words: string;
};

/** How a payment compares with what was asked for. A wrong sender and a wrong amount at once is nobody's proof. */
export function paymentFault(
  proof: AddressProofRow,
  transfer: SeenTransfer,
  { txHash, block }: FoundTransaction,
): SeenPayment {
  invariant(proof.amount !== null && proof.currency !== null, "a proof by payment has its amount");
  const where = { txHash, blockNumber: block.number, blockHash: block.hash };
  if (transfer.from.toLowerCase() !== proof.sourceKey)
    return { ...where, fault: "WRONG_SENDER", words: `the payment came from ${transfer.from}, not from this wallet` };
  const paid = fromBaseUnits(transfer.value, NATIVE_DECIMALS);
  if (transfer.value !== toBaseUnits(proof.amount, NATIVE_DECIMALS))
    return {
      ...where,
      fault: "WRONG_AMOUNT",
      words: `${paid} ${proof.currency} were paid, ${proof.amount} were asked for`,
    };
  return { ...where, fault: null, words: `paid exactly ${paid} ${proof.currency} in ${txHash}` };
}
/** The own coin of every EVM network counts in wei. */
const NATIVE_DECIMALS = 18;

/**
 * The open proof that a transfer is of: exactly, or only nearly (its wallet with another amount, its amount from another wallet).
 * Answers whether the transfer is the proof's own, so that no record is made of it. Also true for one whose proof has passed since.
 */
export async function isProofPayment(
  context: Context,
  network: string,
  transaction: FoundTransaction,
  transfer: SeenTransfer,
  nearly: boolean,
): Promise<boolean> {
  if (transfer.contractAddress !== null) return false;
  const candidates = await context.db
    .select()
    .from(addressProofs)
    .where(
      and(
        eq(addressProofs.network, network),
        eq(addressProofs.destinationKey, transfer.to.toLowerCase()),
        or(eq(addressProofs.state, "OPEN"), eq(addressProofs.txHash, transaction.txHash)),
      ),
    )
    .for("update");
  const judged = candidates.map((proof) => ({ proof, payment: paymentFault(proof, transfer, transaction) }));
  const exact = judged.find(({ payment }) => payment.fault === null);
  if (exact !== undefined) {
    if (exact.proof.state === "OPEN") await sawPayment(context, exact.proof, exact.payment);
    return true;
  }
  if (nearly)
    for (const { proof, payment } of judged)
      if (proof.state === "OPEN" && proof.seen === null && isNear(proof, transfer))
        await sawPayment(context, proof, payment);
  return false;
}

function isNear({ sourceKey, amount }: AddressProofRow, { from, value }: SeenTransfer): boolean {
  return from.toLowerCase() === sourceKey || (amount !== null && value === toBaseUnits(amount, NATIVE_DECIMALS));
}

/** Noted, and judged once it is deep enough: until then a reorganisation may take it back. */
export async function sawPayment(context: Context, proof: AddressProofRow, payment: SeenPayment): Promise<void> {
  const { txHash, blockNumber, blockHash, fault, words } = payment;
  await context.db
    .update(addressProofs)
    .set({
      txHash,
      seen: { blockNumber: blockNumber.toString(), blockHash, fault, words },
      version: proof.version + 1,
    })
    .where(eq(addressProofs.id, proof.id));
}

/** W4 or W3 for every payment that has its confirmations. One that left the chain is waited for again. */
export async function judgeProofPayments(rooms: Rooms, chain: ChainReader, readUpTo: bigint): Promise<void> {
  const seen = await rooms.database.db
    .select()
    .from(addressProofs)
    .where(
      and(eq(addressProofs.network, chain.network), eq(addressProofs.state, "OPEN"), isNotNull(addressProofs.seen)),
    );
  if (seen.length === 0) return;
  const network = await findNetwork(rooms.database, chain.network);
  invariant(network, "a watched network is configured");
  for (const proof of seen) {
    invariant(proof.seen, "it was asked for those that are seen");
    const { blockNumber, blockHash } = proof.seen;
    if (confirmationsAt(readUpTo, BigInt(blockNumber)) < network.requiredConfirmations) continue;
    const canonical = (await chain.blockAt(BigInt(blockNumber)))?.hash === blockHash;
    await asSystem(rooms, (context) => judge(context, proof, canonical));
  }
}

async function judge(context: Context, judged: AddressProofRow, canonical: boolean): Promise<void> {
  const { id, state, seen, version } = await lockProof(context, { id: judged.id });
  // Something else was seen, or somebody ended it, since the chain was asked.
  if (state !== "OPEN" || seen === null || version !== judged.version) return;
  // Without a screening list nothing is proven: the payment waits for one.
  if (canonical && (await context.books.newestDenylist()) === null) return;
  if (canonical)
    await settleProof(context, id, { state: seen.fault === null ? "PASSED" : "FAILED", words: seen.words });
  else
    await context.db
      .update(addressProofs)
      .set({ txHash: null, seen: null, version: version + 1 })
      .where(eq(addressProofs.id, id));
}
