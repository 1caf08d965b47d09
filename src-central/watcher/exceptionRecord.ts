/** D26: money arrived that no live record waits for. It gets a record of its own, on hold, linked to the one it may belong to. */
import { and, eq } from "drizzle-orm";

import { HOUR_MS, later } from "#central/clock.ts";
import type { Context } from "#central/context.ts";
import { now } from "#central/context.ts";
import { createDeposit } from "#central/deposits/moveDeposit.ts";
import type { DepositRow } from "#central/deposits/toDeposit.ts";
import { customers, depositAddresses, securitiesAccounts, walletAddresses } from "#central/store/tables.ts";
import { verificationOf } from "#central/addresses/showOnRecords.ts";
import { sameAddress } from "#shared/domain/addresses.ts";
import { requiredConfirmations } from "#shared/domain/confirmations.ts";
import { SYSTEM } from "#shared/domain/machine.ts";
import type { HoldReason } from "#shared/domain/statuses.ts";
import { fromBaseUnits } from "#shared/money.ts";
import { confirmationsIn, transferOf } from "./attachTransfer.ts";
import type { FoundTransaction } from "./FoundTransaction.ts";
import type { Candidate } from "./recordTransactions.ts";
import type { SeenTransfer } from "./seenTransfers.ts";
import { currencyOfAsset, type WatchedRules } from "./watchedRules.ts";

type Wallet = typeof walletAddresses.$inferSelect;
const NOBODY = { customerNo: "UNKNOWN", customerName: "Unknown client", securitiesAccount: "-" };

/** Tokens that nobody configured are left alone: anybody can make one and send it in anybody's name. */
export async function exceptionRecord(
  context: Context,
  rules: WatchedRules,
  transaction: FoundTransaction,
  transfer: SeenTransfer,
  candidates: readonly Candidate[],
  head: bigint,
): Promise<void> {
  const currency = currencyOfAsset(rules, transfer.contractAddress);
  if (currency === null) return;
  const amount = fromBaseUnits(transfer.value, currency.decimals);
  const linked = linkedRecord(candidates, transfer);
  const wallet = await walletOf(context, rules, transfer);
  const owner = linked ?? (await ownerOf(context, rules, transfer, wallet));
  const otherAsset = linked !== null && linked.currency !== currency.code;
  const reason: HoldReason = otherAsset
    ? "WRONG_ASSET"
    : wallet === null && linked === null
      ? "UNKNOWN_SOURCE"
      : "UNSOLICITED";
  const at = now(context);
  await createDeposit(
    context,
    "D26",
    {
      applicationId: null,
      linkedRecordNo: linked?.recordNo ?? null,
      customerNo: owner.customerNo,
      customerName: owner.customerName,
      securitiesAccount: owner.securitiesAccount,
      currency: currency.code,
      network: rules.network.code,
      // Nobody declared anything.
      declaredAmount: "0",
      receivedAmount: amount,
      sourceAddress: transfer.from,
      destinationAddress: transfer.to,
      txHash: transfer.txHash,
      transferTxHash: transfer.txHash,
      transferLogIndex: transfer.output,
      holdReason: reason,
      addressVerification: verificationOf(wallet),
      confirmations: confirmationsIn(
        context,
        transaction,
        head,
        requiredConfirmations(amount, rules.network, currency),
      ),
      transfer: transferOf(transaction, transfer, amount),
      checks: [],
      requestedAt: at,
      // Should a reorganisation take the transfer away, it may come back for as long as any other.
      waitingUntil: later(at, currency.waitingWindowHours * HOUR_MS),
      configVersion: currency.version,
    },
    {
      facts: { transferSeen: true, noLiveRecord: true },
      mover: SYSTEM,
      reasonCode: reason,
      detail: {
        txHash: transfer.txHash,
        from: transfer.from,
        amount,
        block: transaction.block.number.toString(),
        ...(linked !== null && { linkedRecordNo: linked.recordNo }),
      },
    },
  );
}

/** From the same source to the same destination: the newest record, whatever became of it. */
function linkedRecord(candidates: readonly Candidate[], transfer: SeenTransfer): DepositRow | null {
  const related = candidates
    .map(({ record }) => record)
    .filter(
      (record) =>
        sameAddress(record.destinationAddress, transfer.to) &&
        (record.txHash === transfer.txHash || sameAddress(record.sourceAddress, transfer.from)),
    );
  return related.toSorted((one, other) => (one.createdAt < other.createdAt ? 1 : -1))[0] ?? null;
}

async function walletOf(context: Context, { network }: WatchedRules, { from }: SeenTransfer): Promise<Wallet | null> {
  const found = await context.db
    .select()
    .from(walletAddresses)
    .where(and(eq(walletAddresses.network, network.code), eq(walletAddresses.addressKey, from.toLowerCase())));
  // An address that two clients gave says nothing about whose money it is.
  return found.length === 1 ? (found[0] ?? null) : null;
}

async function ownerOf(
  context: Context,
  { network }: WatchedRules,
  { to }: SeenTransfer,
  wallet: Wallet | null,
): Promise<typeof NOBODY> {
  const [destination] = await context.db
    .select({ customerNo: depositAddresses.customerNo })
    .from(depositAddresses)
    .where(and(eq(depositAddresses.network, network.code), eq(depositAddresses.addressKey, to.toLowerCase())));
  const customerNo = destination?.customerNo ?? wallet?.customerNo;
  if (customerNo == null) return NOBODY;
  const [customer] = await context.db.select().from(customers).where(eq(customers.customerNo, customerNo));
  const [account] = await context.db
    .select()
    .from(securitiesAccounts)
    .where(eq(securitiesAccounts.customerNo, customerNo))
    .orderBy(securitiesAccounts.account);
  return {
    customerNo,
    customerName: customer?.name ?? NOBODY.customerName,
    securitiesAccount: account?.account ?? NOBODY.securitiesAccount,
  };
}
