/** A mined transaction that concerns us, with everything that has to be known of it before the database is touched. */
import type { ChainReader, ChainTransaction } from "#central/chain/ChainReader.ts";
import type { Instant } from "#central/clock.ts";
import type { Transfer } from "#shared/contract/deposit.ts";
import { AppError } from "#shared/errors.ts";
import { type SeenTransfer, transfersOf } from "./seenTransfers.ts";

export type FoundTransaction = {
  txHash: string;
  failed: boolean;
  feeWei: bigint;
  block: { number: bigint; hash: string; at: Instant };
  /** every transfer of it, whoever received it; none when it failed */
  transfers: SeenTransfer[];
  sourceKinds: ReadonlyMap<string, Transfer["sourceKind"]>;
};

/** Throws CHAIN_UNAVAILABLE also when the transaction left its block meanwhile: the next round sees what became of it. */
export async function readFoundTransaction(
  chain: ChainReader,
  transaction: ChainTransaction,
  block: FoundTransaction["block"],
): Promise<FoundTransaction> {
  const receipt = await chain.receipt(transaction.hash);
  if (receipt === null || receipt.blockHash !== block.hash)
    throw new AppError("CHAIN_UNAVAILABLE", `${chain.network} changed while block ${block.number} was read`);
  const transfers = transfersOf(transaction, receipt);
  const sourceKinds = new Map<string, Transfer["sourceKind"]>();
  for (const { from } of transfers)
    if (!sourceKinds.has(from)) sourceKinds.set(from, (await chain.hasCode(from)) ? "CONTRACT" : "WALLET");
  return {
    txHash: transaction.hash,
    failed: receipt.status !== 1,
    feeWei: receipt.feeWei,
    block,
    transfers,
    sourceKinds,
  };
}
