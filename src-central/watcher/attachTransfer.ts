/** A transfer was found for a record: D5, D6, D25 or D28, and D12 at once when it contradicts the request. */
import type { Context } from "#central/context.ts";
import { now } from "#central/context.ts";
import { networkAt } from "#central/configuration/saveNetwork.ts";
import { type DepositPatch, moveDeposit } from "#central/deposits/moveDeposit.ts";
import type { DepositRow } from "#central/deposits/toDeposit.ts";
import { confirmationsAt, requiredConfirmations } from "#shared/domain/confirmations.ts";
import type { DepositGuard, DepositTransitionId } from "#shared/domain/depositMachine.ts";
import type { Facts } from "#shared/domain/machine.ts";
import { sameAddress } from "#shared/domain/addresses.ts";
import { SYSTEM } from "#shared/domain/machine.ts";
import type { HoldReason } from "#shared/domain/statuses.ts";
import { invariant } from "#shared/errors.ts";
import { compareAmounts, fromBaseUnits } from "#shared/money.ts";
import type { FoundTransaction } from "./FoundTransaction.ts";
import { sameAsset, type SeenTransfer } from "./seenTransfers.ts";
import { currencyOfAsset, rulesOfRecord, type WatchedRules } from "./watchedRules.ts";

type Arrival = { id: DepositTransitionId; facts: Facts<DepositGuard> };

/**
 * D6's "matches the request" is about which record the transfer belongs to: its declared TXID, or else asset, destination and source.
 * That the money is then of the wrong kind is what D12 is for.
 */
const ARRIVALS: Partial<Record<DepositRow["status"], Arrival>> = {
  WALLET_ADDRESS_UNDER_VERIFICATION: { id: "D5", facts: { transferSeen: true } },
  AWAITING_TRANSFER: { id: "D6", facts: { transferSeen: true, transferMatches: true } },
  EXPIRED: { id: "D25", facts: { lateTransferSeen: true } },
  FAILED: { id: "D28", facts: { minedAfterAll: true } },
};

export async function attachTransfer(
  context: Context,
  rules: WatchedRules,
  record: DepositRow,
  transaction: FoundTransaction,
  transfer: SeenTransfer,
  head: bigint,
): Promise<DepositRow> {
  const own = await rulesOfRecord(context, record);
  const then = await networkAt(context, rules.network, record.createdAt);
  const currency = currencyOfAsset(rules, transfer.contractAddress);
  const amount = currency === null ? null : fromBaseUnits(transfer.value, currency.decimals);
  // The larger of what was announced and what came decides how deep it must lie.
  const decisive =
    amount !== null && compareAmounts(amount, record.declaredAmount) > 0 ? amount : record.declaredAmount;
  const patch: DepositPatch = {
    txHash: transfer.txHash,
    transferTxHash: transfer.txHash,
    transferLogIndex: transfer.output,
    receivedAmount: amount,
    transfer: amount === null ? null : transferOf(transaction, transfer, amount),
    confirmations: confirmationsIn(context, transaction, head, requiredConfirmations(decisive, then, own)),
    finalAt: null,
  };
  const seen = await arrive(context, record, transaction, patch, detailOf(transaction, transfer, amount, record));
  const mismatch = mismatchOf(record, own.contractAddress, transfer);
  return mismatch === null ? seen : holdEarly(context, seen, mismatch);
}

/** A second record that names a transaction whose transfer another record has: one transfer is credited once. */
export async function duplicateTransfer(
  context: Context,
  record: DepositRow,
  transaction: FoundTransaction,
): Promise<DepositRow> {
  const seen = await arrive(context, record, transaction, {}, { txHash: transaction.txHash });
  return holdEarly(context, seen, "DUPLICATE");
}

async function arrive(
  context: Context,
  record: DepositRow,
  { block }: FoundTransaction,
  patch: DepositPatch,
  detail: Record<string, string>,
): Promise<DepositRow> {
  const arrival = ARRIVALS[record.status];
  invariant(arrival, `a record in ${record.status} takes no transfer`);
  return moveDeposit(context, record, arrival.id, {
    facts: arrival.facts,
    mover: SYSTEM,
    patch,
    detail: { ...detail, block: block.number.toString(), blockHash: block.hash },
  });
}

/** D12: evident at once, so nobody waits for confirmations of something that cannot be credited. */
export async function holdEarly(context: Context, record: DepositRow, reason: HoldReason): Promise<DepositRow> {
  return moveDeposit(context, record, "D12", {
    facts: { mismatchEvident: true },
    mover: SYSTEM,
    patch: { holdReason: reason },
    reasonCode: reason,
  });
}

function mismatchOf(record: DepositRow, contractAddress: string | null, transfer: SeenTransfer): HoldReason | null {
  if (record.applicationId === null) return record.holdReason ?? "UNSOLICITED";
  if (!sameAsset(contractAddress, transfer.contractAddress)) return "WRONG_ASSET";
  return sameAddress(record.sourceAddress, transfer.from) ? null : "UNKNOWN_SOURCE";
}

export function transferOf(
  transaction: FoundTransaction,
  transfer: SeenTransfer,
  amount: string,
): NonNullable<DepositRow["transfer"]> {
  return {
    from: transfer.from,
    to: transfer.to,
    amount,
    contractAddress: transfer.contractAddress,
    logIndex: transfer.logIndex,
    feeWei: transaction.feeWei.toString(),
    blockAt: transaction.block.at,
    sourceKind: transaction.sourceKinds.get(transfer.from) ?? "WALLET",
  };
}

export function confirmationsIn(
  context: Context,
  { block }: FoundTransaction,
  head: bigint,
  required: number,
): DepositRow["confirmations"] {
  return {
    current: confirmationsAt(head, block.number),
    required,
    blockNumber: block.number.toString(),
    blockHash: block.hash,
    observedAt: now(context),
    orphanedAt: null,
  };
}

function detailOf(
  transaction: FoundTransaction,
  transfer: SeenTransfer,
  amount: string | null,
  record: DepositRow,
): Record<string, string> {
  return {
    txHash: transaction.txHash,
    from: transfer.from,
    amount: amount ?? `${transfer.value} base units of ${transfer.contractAddress ?? "the native coin"}`,
    ...(transfer.logIndex !== null && { logIndex: String(transfer.logIndex) }),
    ...(record.status === "WALLET_ADDRESS_UNDER_VERIFICATION" && { verification: "pending" }),
  };
}
