/** Rows of the cache as the contract has them. They were checked when they came in; reading them back is a parse and no more. */
import type { Application } from "#shared/contract/application.ts";
import type { WalletAddress } from "#shared/contract/address.ts";
import type { Currency, Network } from "#shared/contract/currency.ts";
import type { Deposit, TimelineEvent } from "#shared/contract/deposit.ts";
import type { RefundDraft } from "#shared/contract/ipc.ts";
import type { ExportReport } from "#shared/contract/audit.ts";
import type { OutboxEntry } from "#shared/contract/outbox.ts";
import type { Refund } from "#shared/contract/refund.ts";
import type { CacheReader, Parameter } from "./cacheReader.ts";
import { idBytes, idText } from "./idBytes.ts";

function one<Row>(reader: CacheReader, sql: string, ...parameters: Parameter[]): Row | null {
  const data = reader.value<string>(sql, ...parameters);
  return data === undefined ? null : (JSON.parse(data) as Row);
}

export function many<Row>(reader: CacheReader, sql: string, ...parameters: Parameter[]): Row[] {
  return reader.values<string>(sql, ...parameters).map((data) => JSON.parse(data) as Row);
}

export const readDeposit = (reader: CacheReader, id: string): Deposit | null =>
  one(reader, "SELECT r.data FROM deposits d JOIN deposit_rows r ON r.n = d.n WHERE d.id = ?", idBytes(id));

export const readDepositByRecordNo = (reader: CacheReader, recordNo: string): Deposit | null =>
  one(
    reader,
    "SELECT r.data FROM deposits d JOIN deposit_rows r ON r.n = d.n WHERE d.record_no = ?",
    recordNo.trim().toUpperCase(),
  );

export const readRefund = (reader: CacheReader, id: string): Refund | null =>
  one(reader, "SELECT data FROM refunds WHERE id = ?", idBytes(id));

/** Newest first. */
export const readRefundsOf = (reader: CacheReader, depositId: string): Refund[] =>
  many(reader, "SELECT data FROM refunds WHERE deposit_id = ? ORDER BY requested_at DESC, id DESC", idBytes(depositId));

/** From the request to the end. */
export const readTimeline = (reader: CacheReader, depositId: string): TimelineEvent[] =>
  many(reader, "SELECT data FROM events WHERE deposit_id = ? ORDER BY at, id", idBytes(depositId));

export const readApplication = (reader: CacheReader, id: string): Application | null =>
  one(reader, "SELECT data FROM applications WHERE id = ?", idBytes(id));

export const readWalletAddress = (reader: CacheReader, id: string): WalletAddress | null =>
  one(reader, "SELECT data FROM wallet_addresses WHERE id = ?", idBytes(id));

export const readConfiguration = (reader: CacheReader): { networks: Network[]; currencies: Currency[] } => ({
  networks: many(reader, "SELECT data FROM networks ORDER BY code"),
  currencies: many(reader, "SELECT data FROM currencies ORDER BY code, network"),
});

export const readNetwork = (reader: CacheReader, code: string): Network | null =>
  one(reader, "SELECT data FROM networks WHERE code = ?", code);

export const readCurrency = (reader: CacheReader, code: string, network: string): Currency | null =>
  one(reader, "SELECT data FROM currencies WHERE code = ? AND network = ?", code, network);

export const readDraft = (reader: CacheReader, userId: string, depositId: string): RefundDraft | null =>
  one(reader, "SELECT data FROM drafts WHERE user_id = ? AND deposit_id = ?", idBytes(userId), idBytes(depositId));

export const readOutbox = (reader: CacheReader, userId: string): OutboxEntry[] =>
  many(reader, "SELECT data FROM outbox WHERE user_id = ? ORDER BY rowid", idBytes(userId));

export const readOutboxes = (reader: CacheReader): { userId: string; entry: OutboxEntry }[] =>
  reader
    .all<{ userId: Buffer; data: string }>("SELECT user_id AS userId, data FROM outbox ORDER BY rowid")
    .map(({ userId, data }) => ({ userId: idText(userId), entry: JSON.parse(data) as OutboxEntry }));

/** `id`: idempotency key of the telling. */
export type KeptExportReport = { id: string; report: ExportReport };

export const readExportReports = (reader: CacheReader): (KeptExportReport & { userId: string })[] =>
  reader
    .all<{ id: Buffer; userId: Buffer; data: string }>(
      "SELECT id, user_id AS userId, data FROM export_reports ORDER BY rowid",
    )
    .map(({ id, userId, data }) => ({
      id: idText(id),
      userId: idText(userId),
      report: JSON.parse(data) as ExportReport,
    }));

/** Milliseconds since 1970: newest moment at which the cache equalled the central service; null before the first sync is complete. */
export function readAsOf(reader: CacheReader): number | null {
  return reader.value<number | null>("SELECT as_of FROM sync_state WHERE one = 1") ?? null;
}
