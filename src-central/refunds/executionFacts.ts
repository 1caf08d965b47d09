/** What the execution of one refund needs to know from the chain before its transaction begins. */
import type { BookRooms } from "#central/context.ts";
import { loadDeposit } from "#central/deposits/loadDeposit.ts";
import { AppError } from "#shared/errors.ts";
import type { RefundIntent } from "#shared/domain/intent.ts";
import type { CanonicalCheck } from "./approveRefund.ts";
import { isDepositCanonical } from "./depositCanonical.ts";
import { loadRefund } from "./loadRefund.ts";
import { nextNonces } from "./keyNonces.ts";
import { chainOf } from "./loadRules.ts";

export type ExecutionFacts = CanonicalCheck & {
  signerAddress: string;
  /** the next nonce as the chain sees it, waiting transactions included */
  nextNonce: bigint;
  /** the same of every other key in use on this network, by the key's id */
  otherNonces: ReadonlyMap<string, bigint>;
  /** a node's estimate; null when it could not be tried, for example because the key holds too little yet */
  gas: bigint | null;
};

/** Throws NOT_FOUND, SIGNER_NOT_APPROVED, CHAIN_UNAVAILABLE. */
export async function readExecutionFacts(
  rooms: BookRooms,
  input: { id: string; signerId: string },
): Promise<ExecutionFacts> {
  const refund = await loadRefund(rooms, input.id);
  const deposit = await loadDeposit(rooms, refund.depositId);
  const signer = await rooms.books.signer(input.signerId);
  if (!signer) throw new AppError("SIGNER_NOT_APPROVED", "There is no such signing key");
  const chain = chainOf(rooms, refund.network);
  const canonical = await isDepositCanonical(chain, deposit);
  const { latest, pending } = await chain.nonceCounts(signer.address);
  const otherNonces = await nextNonces(
    chain,
    (await rooms.books.signersInUse(refund.network)).filter(({ id }) => id !== signer.id),
  );
  const { to, contractAddress, amountBaseUnits } = refund.intent;
  const { gas } = await chain.simulateTransfer({
    from: signer.address,
    to,
    contractAddress,
    value: BigInt(amountBaseUnits),
  });
  return {
    blockHash: deposit.confirmations.blockHash,
    canonical,
    signerAddress: signer.address,
    nextNonce: latest > pending ? latest : pending,
    otherNonces,
    gas,
  };
}

/** A plain native transfer, and a token transfer that no node could estimate. */
export const LEAST_GAS = 21_000n;
const TOKEN_GAS = 100_000n;

/** Most gas and most per gas, so that their product never exceeds the cap that was approved. A fifth more gas than estimated. */
export function feeLimits(intent: RefundIntent, gas: bigint | null): { maxFeePerGasWei: string; gasLimit: string } {
  const estimate = gas ?? (intent.asset === "NATIVE" ? LEAST_GAS : TOKEN_GAS);
  const generous = (estimate * 12n) / 10n;
  const gasLimit = generous < LEAST_GAS ? LEAST_GAS : generous;
  return { maxFeePerGasWei: (BigInt(intent.feeCapWei) / gasLimit).toString(), gasLimit: gasLimit.toString() };
}
