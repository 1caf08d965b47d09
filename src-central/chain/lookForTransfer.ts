/** Has a client's transfer begun? Asked of chain and waiting pool at this moment, before a record is cancelled or deleted (R12.3). */
import { sameAddress } from "#shared/domain/addresses.ts";
import { AppError } from "#shared/errors.ts";
import type { ChainReader } from "./ChainReader.ts";

export type TransferSearch = {
  destination: string;
  source: string;
  /** TXID that the client declared */
  txHash: string | null;
  /** last block that the watcher has read already, null when it has read none */
  readUpTo: bigint | null;
};

/** `where` is for the log: by declared TXID, in the waiting pool, or in which block. */
export type TransferAnswer = {
  seen: boolean;
  where: string | null;
  txHash: string | null;
  nodes: number;
  head: bigint;
};

/** Newest blocks searched on a network that the watcher has never read. */
const SEARCHED_WITHOUT_WATCHER = 8n;
/** A watcher further behind than this has not followed the chain: nobody can say that nothing was sent. */
const MOST_BEHIND = 240n;

/**
 * Throws CHAIN_UNAVAILABLE when no majority of nodes answers, when no node can tell what waits in its pool, or when the watcher is far behind:
 * not knowing is never taken for "nothing was sent".
 */
export async function lookForTransfer(chain: ChainReader, search: TransferSearch): Promise<TransferAnswer> {
  const { destination, source, txHash, readUpTo } = search;
  const { number: head } = await chain.head();
  const pending = await chain.pendingNaming(destination);
  if (pending.nodes === 0)
    throw new AppError("CHAIN_UNAVAILABLE", `No node of ${chain.network} can tell what waits in its pool`);
  const found = (where: string, hash: string) => ({ seen: true, where, txHash: hash, nodes: pending.nodes, head });

  const declared = txHash === null ? null : await chain.transaction(txHash);
  if (declared !== null)
    return found(
      declared.blockNumber === null ? "declared TXID waits in the pool" : "declared TXID is mined",
      declared.hash,
    );
  const waiting = pending.transactions.find(({ from }) => sameAddress(from, source));
  if (waiting) return found("waits in the pool", waiting.hash);

  // What stands in blocks that the watcher has read is recorded, with the record that it belongs to, or with an exception of its own.
  const newest = head < SEARCHED_WITHOUT_WATCHER ? 0n : head - SEARCHED_WITHOUT_WATCHER + 1n;
  const from = readUpTo === null ? newest : readUpTo + 1n;
  if (head - from > MOST_BEHIND)
    throw new AppError("CHAIN_UNAVAILABLE", `${chain.network} has blocks that were not read yet; try again shortly`);
  const mined = await chain.transfersTo([destination], from, head);
  const transfer = mined.find((one) => sameAddress(one.from, source));
  if (transfer) return found(`block ${transfer.blockNumber}`, transfer.txHash);
  return { seen: false, where: null, txHash: null, nodes: pending.nodes, head };
}
