/** The deposit's block, read again now: money is not sent back that a reorganisation took away. */
import { sameAddress } from "#shared/domain/addresses.ts";
import { toBaseUnits } from "#shared/money.ts";
import type { ChainReader } from "#central/chain/ChainReader.ts";
import type { DepositRow } from "#central/deposits/toDeposit.ts";

/** False also for a record without a transfer on this chain. Throws CHAIN_UNAVAILABLE when no majority of nodes answers. */
export async function isDepositCanonical(chain: ChainReader, deposit: DepositRow): Promise<boolean> {
  const { blockNumber, blockHash } = deposit.confirmations;
  if (blockNumber === null || blockHash === null || deposit.transferTxHash === null) return false;
  const block = await chain.blockAt(BigInt(blockNumber));
  if (block?.hash !== blockHash) return false;
  const receipt = await chain.receipt(deposit.transferTxHash);
  return receipt !== null && receipt.status === 1 && receipt.blockHash === blockHash;
}

/** Was this very amount moved? Beside the block's hash the last word before a credit. */
export async function isTransferAsRecorded(
  chain: ChainReader,
  deposit: DepositRow,
  decimals: number,
): Promise<boolean> {
  const { transfer, transferTxHash } = deposit;
  if (transfer === null || transferTxHash === null) return false;
  const value = toBaseUnits(transfer.amount, decimals);
  if (transfer.contractAddress === null) {
    const transaction = await chain.transaction(transferTxHash);
    return (
      transaction !== null &&
      transaction.to !== null &&
      sameAddress(transaction.to, transfer.to) &&
      transaction.value === value
    );
  }
  const receipt = await chain.receipt(transferTxHash);
  const { contractAddress, to } = transfer;
  return (receipt?.transfers ?? []).some(
    (one) =>
      one.contractAddress !== null &&
      sameAddress(one.contractAddress, contractAddress) &&
      sameAddress(one.to, to) &&
      one.value === value,
  );
}
