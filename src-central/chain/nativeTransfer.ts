import type { ChainTransaction, ChainTransfer } from "./ChainReader.ts";

/**
 * The native money that a mined transaction itself moves; null when it moves none. Money that a contract passes on inside a
 * transaction leaves no such trace on an ordinary node and is not seen. Whether it succeeded stands in its receipt.
 */
export function nativeTransfer(transaction: ChainTransaction): ChainTransfer | null {
  const { hash, from, to, value, blockNumber, blockHash } = transaction;
  if (to === null || value === 0n || blockNumber === null || blockHash === null) return null;
  return { txHash: hash, logIndex: null, contractAddress: null, from, to, value, blockNumber, blockHash };
}
