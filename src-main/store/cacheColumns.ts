/** From the contract's rows to the cache's columns. Everything else about a row stays in its JSON. */
import type { Application } from "#shared/contract/application.ts";
import type { WalletAddress } from "#shared/contract/address.ts";
import type { Currency, Network } from "#shared/contract/currency.ts";
import type { Deposit, TimelineEvent } from "#shared/contract/deposit.ts";
import type { Refund } from "#shared/contract/refund.ts";
import type { SQLiteTable } from "drizzle-orm/sqlite-core";
import { epochOf } from "#main/world/clock.ts";
import { amountColumns } from "./amountKey.ts";
import { fold } from "./fold.ts";
import { hashBytes, idBytes } from "./idBytes.ts";
import type { applications, currencies, deposits, events, networks, refunds, walletAddresses } from "./tables.ts";

export type Column = string | number | Buffer | null;
export type Columns = Record<string, Column>;
/** Every column of a table but those that all tables have and those that other rows decide (`remarked`), by its name in SQL: one that is forgotten or misspelled does not compile. */
type ColumnsOf<Table extends SQLiteTable> = Record<
  Exclude<
    Table["_"]["columns"][keyof Table["_"]["columns"]]["_"]["name"],
    "n" | "id" | "version" | "data" | "remarked"
  >,
  Column
>;
/** Number of a text in the dictionary, made when it is new. */
export type TermOf = (folded: string) => number;

const flag = (on: boolean): number => (on ? 1 : 0);

/** The amount that screens show and filters compare: received, or declared until then. */
export function shownAmount(deposit: Pick<Deposit, "declaredAmount" | "receivedAmount">): string {
  return deposit.receivedAmount ?? deposit.declaredAmount;
}

/** An arrival that nobody declared, or one that belongs to another record (D26). */
export function isException(deposit: Pick<Deposit, "applicationId" | "linkedRecordNo">): boolean {
  return deposit.applicationId === null || deposit.linkedRecordNo !== null;
}

export function depositColumns(row: Deposit, termOf: TermOf): ColumnsOf<typeof deposits> {
  return {
    record_no: row.recordNo,
    customer_no: row.customerNo,
    name_ref: termOf(fold(row.customerName)),
    account: row.securitiesAccount,
    status: row.status,
    hold_reason: row.holdReason,
    currency: row.currency,
    network: row.network,
    tx_hash: row.txHash === null ? null : hashBytes(row.txHash),
    requested_at: epochOf(row.requestedAt),
    credited_at: row.creditedAt === null ? null : epochOf(row.creditedAt),
    ...amountColumns(shownAmount(row)),
    source_ref: termOf(fold(row.sourceAddress)),
    destination_ref: termOf(fold(row.destinationAddress)),
    refund_running: flag(row.activeRefundId !== null),
    exception: flag(isException(row)),
    refund_only: flag(row.refundOnly),
    legal_hold: flag(row.legalHold),
  };
}

export function refundColumns(row: Refund, termOf: TermOf): ColumnsOf<typeof refunds> {
  return {
    refund_no: row.refundNo,
    deposit_id: idBytes(row.depositId),
    status: row.status,
    requested_at: epochOf(row.requestedAt),
    requested_by: idBytes(row.requestedBy.id),
    address_ref: termOf(fold(row.refundAddress)),
    notice_open: flag(row.notification?.status === "OPEN"),
    words: fold(
      [
        row.refundNo,
        row.recordNo,
        row.customerNo,
        row.customerName,
        row.requestedBy.name,
        row.refundAddress,
        row.slot?.from ?? null,
        row.txHash,
      ]
        .filter((word) => word !== null)
        .join("\n"),
    ),
  };
}

export function applicationColumns(row: Application): ColumnsOf<typeof applications> {
  return {
    application_no: row.applicationNo,
    status: row.status,
    requested_at: epochOf(row.requestedAt),
    words: fold(
      [
        row.applicationNo,
        row.recordNo,
        row.clientRequestId,
        row.customerNo,
        row.customerName,
        row.securitiesAccount,
        row.sourceAddress,
        row.destinationAddress,
        row.txHash,
        row.decision?.remarks ?? null,
      ]
        .filter((word) => word !== null)
        .join("\n"),
    ),
  };
}

export function walletAddressColumns(row: WalletAddress): ColumnsOf<typeof walletAddresses> {
  return {
    customer_no: row.customerNo,
    network: row.network,
    status: row.status,
    created_at: epochOf(row.createdAt),
    words: fold([row.customerNo, row.customerName, row.address, row.label].join("\n")),
  };
}

export const networkColumns = (row: Network): ColumnsOf<typeof networks> => ({ code: row.code });
export const currencyColumns = (row: Currency): ColumnsOf<typeof currencies> => ({
  code: row.code,
  network: row.network,
});

export function eventColumns(row: TimelineEvent): ColumnsOf<typeof events> {
  return { deposit_id: row.depositId === null ? null : idBytes(row.depositId), at: epochOf(row.at) };
}

/** What a row adds to the search by remarks and by operator: of which record, which text, which people. */
export type Words = { depositId: string; remarks: string; people: string[] };

export function depositWords(row: Deposit): Words {
  return {
    depositId: row.id,
    remarks: row.cancel?.remarks ?? "",
    people: row.cancel === null ? [] : [row.cancel.by.name],
  };
}

export function refundWords(row: Refund): Words {
  const texts = [
    row.reason,
    row.adjustmentReason,
    row.holdReason,
    row.ended?.remarks ?? null,
    ...row.approvals.map((approval) => approval.comment),
    ...(row.notification?.attempts.map((attempt) => attempt.remarks) ?? []),
  ];
  const people = [
    row.requestedBy.name,
    ...row.approvals.map((approval) => approval.by.name),
    row.executedBy?.name ?? "",
  ];
  return {
    depositId: row.depositId,
    remarks: texts.filter((text) => text !== null && text !== "").join("\n"),
    people: [...new Set(people.filter((name) => name !== ""))],
  };
}

/** Remarks of a step and what its facts say in words. Hashes, amounts and codes have filters of their own. */
export function eventWords(row: TimelineEvent): Words | null {
  if (row.depositId === null) return null;
  const texts = [row.remarks ?? "", ...Object.values(row.detail).filter((text) => WORDS.test(text))];
  return { depositId: row.depositId, remarks: texts.filter((text) => text !== "").join("\n"), people: [] };
}

/** Two words one after the other, or two Chinese characters. */
const WORDS = /\p{L}{2,}\s+\p{L}{2,}|\p{Script=Han}{2,}/u;
