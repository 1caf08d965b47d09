/** Records what mined transactions mean for deposit records, in one transaction of the database. */
import { and, asc, eq, inArray, or } from "drizzle-orm";

import { isProofPayment } from "#central/addresses/proofPayments.ts";
import { applications, deposits } from "#central/store/tables.ts";
import type { Context } from "#central/context.ts";
import { moveDeposit } from "#central/deposits/moveDeposit.ts";
import type { DepositRow } from "#central/deposits/toDeposit.ts";
import { sameAddress } from "#shared/domain/addresses.ts";
import { SYSTEM } from "#shared/domain/machine.ts";
import { exceptionRecord } from "./exceptionRecord.ts";
import type { FoundTransaction } from "./FoundTransaction.ts";
import { attachTransfer, duplicateTransfer } from "./attachTransfer.ts";
import { includeAgain } from "./includeAgain.ts";
import { ourAddresses } from "./relevantTransactions.ts";
import { sameAsset, type SeenTransfer } from "./seenTransfers.ts";
import { rulesOfRecord, watchedRules, type WatchedRules } from "./watchedRules.ts";

/** Records that still wait for a transfer, or would still take a late one. */
const LIVE = ["AWAITING_TRANSFER", "WALLET_ADDRESS_UNDER_VERIFICATION", "EXPIRED", "FAILED"] as const;
const CLOSED = ["CANCELLED", "DELETED"] as const;

export type Candidate = {
  record: DepositRow;
  /** the TXID that the client declared, not one that was found */ declared: string | null;
};

export async function recordTransactions(
  context: Context,
  network: string,
  head: bigint,
  found: readonly FoundTransaction[],
): Promise<void> {
  if (found.length === 0) return;
  const rules = await watchedRules(context, network);
  const candidates = await lockCandidates(context, network, found);
  for (const transaction of found) await recordOne(context, rules, head, transaction, candidates);
}

async function recordOne(
  context: Context,
  rules: WatchedRules,
  head: bigint,
  transaction: FoundTransaction,
  candidates: Candidate[],
): Promise<void> {
  const { txHash } = transaction;
  const { network } = rules;
  const replace = (row: DepositRow): void => {
    for (const candidate of candidates) if (candidate.record.id === row.id) candidate.record = row;
  };
  const open = await toUs(context, rules, transaction);
  const taken: SeenTransfer[] = [];
  const take = (transfer: SeenTransfer): void => {
    open.splice(open.indexOf(transfer), 1);
    taken.push(transfer);
  };

  // 1. Recorded before: the same transfer, perhaps in another block now.
  for (const { record } of candidates.filter((one) => one.record.transferTxHash === txHash)) {
    const same = open.filter((one) => isTransferOf(record, one));
    const transfer = same.find(({ output }) => output === record.transferLogIndex) ?? same[0];
    if (!transfer) continue;
    take(transfer);
    replace(await includeAgain(context, record, transaction, transfer, head));
  }
  // 2. Named by a record.
  const named = candidates.filter(({ record }) => record.txHash === txHash && isLive(record));
  for (const { record } of named.toSorted(olderFirst)) {
    if (transaction.failed) {
      if (record.status === "AWAITING_TRANSFER") replace(await fail(context, record, transaction));
      continue;
    }
    const { contractAddress } = await rulesOfRecord(context, record);
    const here = open.filter(({ to }) => sameAddress(to, record.destinationAddress));
    const transfer = here.find((one) => sameAsset(one.contractAddress, contractAddress)) ?? here[0];
    if (transfer) {
      take(transfer);
      replace(await attachTransfer(context, rules, record, transaction, transfer, head));
    } else if (taken.some(({ to }) => sameAddress(to, record.destinationAddress)))
      replace(await duplicateTransfer(context, record, transaction));
  }
  // 3. Exactly the small payment that proves an address.
  for (const transfer of open.slice())
    if (await isProofPayment(context, network.code, transaction, transfer, false)) take(transfer);
  // 4. Undeclared, but what a record waits for.
  for (const transfer of open.slice()) {
    const record = await waitingFor(context, candidates, transfer);
    if (record === null) continue;
    take(transfer);
    replace(await attachTransfer(context, rules, record, transaction, transfer, head));
  }
  // 5. Nobody waits for it. Perhaps it was meant to prove an address.
  for (const transfer of open) {
    await isProofPayment(context, network.code, transaction, transfer, true);
    await exceptionRecord(context, rules, transaction, transfer, candidates, head);
  }
}

async function toUs(
  context: Context,
  { network }: WatchedRules,
  { transfers }: FoundTransaction,
): Promise<SeenTransfer[]> {
  const ours = await ourAddresses(
    context,
    network.code,
    transfers.map(({ to }) => to),
  );
  return transfers.filter(({ to }) => ours.has(to.toLowerCase()));
}

/** Every record that any of the transfers may be of, locked in one order before anything is written. */
async function lockCandidates(
  context: Context,
  network: string,
  found: readonly FoundTransaction[],
): Promise<Candidate[]> {
  const hashes = found.map(({ txHash }) => txHash);
  const transfers = found.flatMap((one) => one.transfers);
  const tos = [...new Set(transfers.map(({ to }) => to.toLowerCase()))];
  const froms = [...new Set(transfers.map(({ from }) => from.toLowerCase()))];
  const records = await context.db
    .select()
    .from(deposits)
    .where(
      and(
        eq(deposits.network, network),
        or(
          inArray(deposits.txHash, hashes),
          inArray(deposits.transferTxHash, hashes),
          tos.length === 0
            ? undefined
            : and(
                inArray(deposits.destinationKey, tos),
                inArray(deposits.sourceKey, froms),
                inArray(deposits.status, [...LIVE, ...CLOSED]),
              ),
        ),
      ),
    )
    .orderBy(asc(deposits.id))
    .for("update");
  const ids = records.map(({ applicationId }) => applicationId).filter((id) => id !== null);
  const declared = new Map<string, string | null>();
  if (ids.length > 0)
    for (const { id, txHash } of await context.db
      .select({ id: applications.id, txHash: applications.txHash })
      .from(applications)
      .where(inArray(applications.id, ids)))
      declared.set(id, txHash?.trim().toLowerCase() || null);
  return records.map((record) => ({
    record,
    declared: record.applicationId === null ? null : (declared.get(record.applicationId) ?? null),
  }));
}

function isLive({ status }: DepositRow): boolean {
  return (LIVE as readonly string[]).includes(status);
}

/** Whoever asked first has the better claim (state machines, "Duplicates"). */
function olderFirst({ record: one }: Candidate, { record: other }: Candidate): number {
  return `${one.createdAt}${one.recordNo}` < `${other.createdAt}${other.recordNo}` ? -1 : 1;
}

function isTransferOf({ transfer, destinationAddress }: DepositRow, seen: SeenTransfer): boolean {
  if (transfer === null) return sameAddress(destinationAddress, seen.to);
  return sameAddress(transfer.to, seen.to) && sameAsset(transfer.contractAddress, seen.contractAddress);
}

/** Verified records first, then those of the exact amount, then the oldest (state machines, "Duplicates"). */
async function waitingFor(
  context: Context,
  candidates: readonly Candidate[],
  transfer: SeenTransfer,
): Promise<DepositRow | null> {
  const fitting: { record: DepositRow; exact: boolean }[] = [];
  for (const { record, declared } of candidates) {
    // A failed transaction is given up by its hash; another one is no late arrival of it.
    if (!isLive(record) || record.status === "FAILED" || declared !== null) continue;
    if (!sameAddress(record.destinationAddress, transfer.to) || !sameAddress(record.sourceAddress, transfer.from))
      continue;
    const currency = await rulesOfRecord(context, record);
    if (!sameAsset(currency.contractAddress, transfer.contractAddress)) continue;
    fitting.push({ record, exact: baseUnitsOf(record.declaredAmount, currency.decimals) === transfer.value });
  }
  const rank = ({ record, exact }: (typeof fitting)[number]): string =>
    `${(LIVE as readonly string[]).indexOf(record.status)}${exact ? 0 : 1}${record.createdAt}${record.recordNo}`;
  return fitting.toSorted((one, other) => (rank(one) < rank(other) ? -1 : 1))[0]?.record ?? null;
}

function baseUnitsOf(amount: string, decimals: number): bigint {
  const [whole = "0", fraction = ""] = amount.split(".");
  return BigInt(whole + fraction.slice(0, decimals).padEnd(decimals, "0"));
}

/** D8: the declared transaction was mined and failed. */
async function fail(
  context: Context,
  record: DepositRow,
  { txHash, block, feeWei }: FoundTransaction,
): Promise<DepositRow> {
  return moveDeposit(context, record, "D8", {
    facts: { transactionFailed: true },
    mover: SYSTEM,
    detail: {
      txHash,
      block: block.number.toString(),
      blockHash: block.hash,
      feeWei: feeWei.toString(),
      cause: "the declared transaction was mined and failed",
    },
  });
}
