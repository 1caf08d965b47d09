/** Value that moved in a block or a transaction, each output with a place in its transaction that survives a reorganisation. */
import type { ChainReceipt, ChainTransaction, ChainTransfer } from "#central/chain/ChainReader.ts";
import { nativeTransfer } from "#central/chain/nativeTransfer.ts";
import { sameAddress } from "#shared/domain/addresses.ts";

/**
 * `output`: -1 for native coin, else the place among the transaction's Transfer logs. The log index of the chain counts within the
 * block, so that the same transaction mined again elsewhere has another one.
 */
export type SeenTransfer = ChainTransfer & { output: number };

export const NATIVE_OUTPUT = -1;

/** Without transfers of nothing: those are made by anybody, in anybody's name. */
export function seenTransfers(
  transactions: readonly ChainTransaction[],
  tokenTransfers: readonly ChainTransfer[],
): SeenTransfer[] {
  const seen: SeenTransfer[] = [];
  for (const transaction of transactions) {
    const native = nativeTransfer(transaction);
    if (native !== null) seen.push({ ...native, output: NATIVE_OUTPUT });
  }
  const places = new Map<string, number>();
  for (const transfer of tokenTransfers) {
    const output = places.get(transfer.txHash) ?? 0;
    places.set(transfer.txHash, output + 1);
    if (transfer.value > 0n) seen.push({ ...transfer, output });
  }
  return seen;
}

/** What one mined transaction moved; nothing when it failed. */
export function transfersOf(transaction: ChainTransaction, receipt: ChainReceipt): SeenTransfer[] {
  return receipt.status === 1 ? seenTransfers([transaction], receipt.transfers) : [];
}

/** The same asset: both native, or the same contract. */
export function sameAsset(contractAddress: string | null, other: string | null): boolean {
  return contractAddress === null || other === null ? contractAddress === other : sameAddress(contractAddress, other);
}
