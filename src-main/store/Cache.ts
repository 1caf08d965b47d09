/** What operations ask of the cache. Every answer comes from the file alone and works without a network. */
import type { Application } from "#shared/contract/application.ts";
import type { WalletAddress } from "#shared/contract/address.ts";
import type { Currency, Network } from "#shared/contract/currency.ts";
import type { Deposit, TimelineEvent } from "#shared/contract/deposit.ts";
import type {
  CallParsed,
  Calls,
  DepositCounts,
  DepositSearch,
  DepositSearchResult,
  RefundDraft,
} from "#shared/contract/ipc.ts";
import type { OutboxEntry } from "#shared/contract/outbox.ts";
import type { Refund } from "#shared/contract/refund.ts";
import { type CacheReader, openCacheReader } from "./cacheReader.ts";
import { type CountsQuestion, countDeposits } from "./dashboardCounts.ts";
import { type DashboardPicture, type DashboardQuestion, dashboardPicture } from "./dashboardPicture.ts";
import { searchDeposits } from "./depositSearch.ts";
import { idText } from "./idBytes.ts";
import { searchAddresses, searchApplications, searchRefunds } from "./listSearch.ts";
import {
  readApplication,
  readAsOf,
  readConfiguration,
  readCurrency,
  readDeposit,
  readDepositByRecordNo,
  type KeptExportReport,
  readDraft,
  readExportReports,
  readNetwork,
  readOutbox,
  readOutboxes,
  readRefund,
  readRefundsOf,
  readTimeline,
  readWalletAddress,
} from "./readRows.ts";

export type Cache = {
  /** milliseconds since 1970; null before the first sync is complete */
  asOf(): number | null;
  searchDeposits(search: DepositSearch): Omit<DepositSearchResult, "asOf">;
  countDeposits(question: CountsQuestion): DepositCounts;
  dashboard(question: DashboardQuestion): DashboardPicture;
  deposit(id: string): Deposit | null;
  depositByRecordNo(recordNo: string): Deposit | null;
  timeline(depositId: string): TimelineEvent[];
  searchApplications(input: CallParsed<Calls["applications"]["search"]>): { items: Application[]; total: number };
  application(id: string): Application | null;
  searchAddresses(input: CallParsed<Calls["addresses"]["search"]>): WalletAddress[];
  walletAddress(id: string): WalletAddress | null;
  searchRefunds(input: CallParsed<Calls["refunds"]["search"]>, userId: string): { items: Refund[]; total: number };
  refund(id: string): Refund | null;
  refundsOf(depositId: string): Refund[];
  configuration(): { networks: Network[]; currencies: Currency[] };
  network(code: string): Network | null;
  currency(code: string, network: string): Currency | null;
  draft(userId: string, depositId: string): RefundDraft | null;
  /** all drafts, to be carried into a new file */
  drafts(): { userId: string; savedAt: number; draft: RefundDraft }[];
  /** what this person wants to send, oldest first */
  outbox(userId: string): OutboxEntry[];
  /** of everybody, to be carried into a new file */
  outboxes(): { userId: string; entry: OutboxEntry }[];
  /** of everybody: exports that the central audit log has yet to hear of, oldest first */
  exportReports(): (KeptExportReport & { userId: string })[];
  close(): void;
};

export function openCache(options: Parameters<typeof openCacheReader>[0]): Cache {
  return createCache(openCacheReader(options));
}

export function createCache(reader: CacheReader): Cache {
  return {
    asOf: () => readAsOf(reader),
    searchDeposits: (search) => searchDeposits(reader, search),
    countDeposits: (question) => countDeposits(reader, question),
    dashboard: (question) => dashboardPicture(reader, question),
    deposit: (id) => readDeposit(reader, id),
    depositByRecordNo: (recordNo) => readDepositByRecordNo(reader, recordNo),
    timeline: (depositId) => readTimeline(reader, depositId),
    searchApplications: (input) => searchApplications(reader, input),
    application: (id) => readApplication(reader, id),
    searchAddresses: (input) => searchAddresses(reader, input),
    walletAddress: (id) => readWalletAddress(reader, id),
    searchRefunds: (input, userId) => searchRefunds(reader, input, userId),
    refund: (id) => readRefund(reader, id),
    refundsOf: (depositId) => readRefundsOf(reader, depositId),
    configuration: () => readConfiguration(reader),
    network: (code) => readNetwork(reader, code),
    currency: (code, network) => readCurrency(reader, code, network),
    draft: (userId, depositId) => readDraft(reader, userId, depositId),
    drafts: () =>
      reader
        .all<{ userId: Buffer; savedAt: number; data: string }>(
          "SELECT user_id AS userId, saved_at AS savedAt, data FROM drafts",
        )
        .map(({ userId, savedAt, data }) => ({
          userId: idText(userId),
          savedAt,
          draft: JSON.parse(data) as RefundDraft,
        })),
    outbox: (userId) => readOutbox(reader, userId),
    outboxes: () => readOutboxes(reader),
    exportReports: () => readExportReports(reader),
    close: () => reader.close(),
  };
}
