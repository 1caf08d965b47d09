/** A record shows how far its source address is proven (R11.2), and goes on when it is (D2). */
import { and, asc, eq, inArray } from "drizzle-orm";

import type { Context } from "#central/context.ts";
import { moveDeposit, patchDeposit } from "#central/deposits/moveDeposit.ts";
import type { DepositRow } from "#central/deposits/toDeposit.ts";
import { deposits } from "#central/store/tables.ts";
import type { Deposit } from "#shared/contract/deposit.ts";
import { SYSTEM } from "#shared/domain/machine.ts";
import type { WalletAddressRow } from "./toWalletAddress.ts";

/** While a record is in one of these, its address still matters to it. Later it keeps what was true when it was credited. */
const STILL_MATTERS = [
  "WALLET_ADDRESS_UNDER_VERIFICATION",
  "AWAITING_TRANSFER",
  "CONFIRMING",
  "UNDER_REVIEW",
  "ON_HOLD",
] as const;

export function verificationOf(address: WalletAddressRow | null): Deposit["addressVerification"] {
  return {
    status: address?.status ?? "NOT_VERIFIED",
    addressId: address?.id ?? null,
    verifiedAt: address?.verifiedAt ?? null,
    method: address?.method ?? null,
    verifiedBy: address?.verifiedBy?.name ?? null,
    proof: address?.proof ?? null,
  };
}

/** Locked before anything is written, in a fixed order. */
export async function lockRecordsFrom(context: Context, address: WalletAddressRow): Promise<DepositRow[]> {
  return context.db
    .select()
    .from(deposits)
    .where(
      and(
        eq(deposits.sourceKey, address.addressKey),
        eq(deposits.customerNo, address.customerNo),
        eq(deposits.network, address.network),
        inArray(deposits.status, [...STILL_MATTERS]),
      ),
    )
    .orderBy(asc(deposits.id))
    .for("update");
}

export async function showOnRecords(
  context: Context,
  address: WalletAddressRow,
  records: readonly DepositRow[],
): Promise<void> {
  const patch = { addressVerification: verificationOf(address) };
  for (const record of records)
    if (record.status === "WALLET_ADDRESS_UNDER_VERIFICATION" && address.status === "VERIFIED")
      await startWaiting(context, record, address);
    else await patchDeposit(context, record, patch);
}

/** D2: the source address is Verified and no transfer was seen yet. */
export async function startWaiting(
  context: Context,
  record: DepositRow,
  address: WalletAddressRow,
): Promise<DepositRow> {
  return moveDeposit(context, record, "D2", {
    facts: { addressVerified: address.status === "VERIFIED", noTransferSeen: record.transferTxHash === null },
    mover: SYSTEM,
    patch: { addressVerification: verificationOf(address) },
    detail: { addressId: address.id, ...(address.proof !== null && { proof: address.proof }) },
  });
}
