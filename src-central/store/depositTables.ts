/** Applications and the deposit records generated from them. Parts that are only ever read whole keep the shape of the wire. */
import type { Application } from "#shared/contract/application.ts";
import type { Person } from "#shared/contract/common.ts";
import type { Confirmations, Deposit, Transfer } from "#shared/contract/deposit.ts";
import type { HoldResolution } from "#shared/domain/depositHolds.ts";
import type { ReviewMark } from "#shared/domain/reviews.ts";
import type { ApplicationStatus, DepositStatus, HoldReason } from "#shared/domain/statuses.ts";
import { sql } from "drizzle-orm";
import { boolean, index, integer, jsonb, pgTable, primaryKey, text, uniqueIndex, uuid } from "drizzle-orm/pg-core";

import { chainInteger, decimalAmount, instant } from "./columns.ts";

export const applications = pgTable(
  "applications",
  {
    id: uuid().primaryKey(),
    applicationNo: text().notNull(),
    clientRequestId: text().notNull(),
    /** SHA-256 of the request, to tell a repeat from another request under the same id */
    requestHash: text().notNull(),
    status: text().$type<ApplicationStatus>().notNull(),
    customerNo: text().notNull(),
    customerName: text(),
    securitiesAccount: text().notNull(),
    currency: text().notNull(),
    network: text().notNull(),
    /** as declared, right or wrong */
    amount: text().notNull(),
    sourceAddress: text().notNull(),
    destinationAddress: text().notNull(),
    txHash: text(),
    flags: jsonb().$type<Application["flags"]>().notNull(),
    depositId: uuid(),
    recordNo: text(),
    decision: jsonb().$type<NonNullable<Application["decision"]>>(),
    requestedAt: instant().notNull(),
    createdAt: instant().notNull(),
    updatedAt: instant().notNull(),
    version: integer().notNull(),
  },
  (table) => [
    uniqueIndex("applications_no").on(table.applicationNo),
    uniqueIndex("applications_request").on(table.clientRequestId),
    index("applications_created").on(table.createdAt, table.id),
    index("applications_twins").on(table.customerNo, table.currency, table.createdAt),
    index("applications_tx").on(sql`lower(${table.txHash})`),
  ],
);

/** What was proposed about a record that the checks stopped. One is open at a time. */
export const holdProposals = pgTable(
  "hold_proposals",
  {
    id: uuid().primaryKey(),
    depositId: uuid().notNull(),
    resolution: text().$type<HoldResolution>().notNull(),
    by: jsonb().$type<Person>().notNull(),
    at: instant().notNull(),
    remarks: text().notNull(),
    evidence: jsonb().$type<string[]>().notNull(),
    /** null while it waits; then by whom, and whether it was followed */
    decidedBy: jsonb().$type<Person>(),
    decidedAt: instant(),
    followed: boolean(),
  },
  (table) => [
    uniqueIndex("hold_proposals_open")
      .on(table.depositId)
      .where(sql`decided_at is null`),
    index("hold_proposals_deposit").on(table.depositId, table.at),
  ],
);

/** What each person thinks of a record after looking at it: the newest of each. Their history is the record's. */
export const reviews = pgTable(
  "reviews",
  {
    depositId: uuid().notNull(),
    userId: uuid().notNull(),
    by: jsonb().$type<Person>().notNull(),
    mark: text().$type<ReviewMark>().notNull(),
    remarks: text().notNull(),
    depositVersion: integer().notNull(),
    at: instant().notNull(),
  },
  (table) => [primaryKey({ columns: [table.depositId, table.userId] })],
);

/** Who works on an exception: one person at a time, until it expires. Who had it before stands in the record's history. */
export const workClaims = pgTable("work_claims", {
  depositId: uuid().primaryKey(),
  by: jsonb().$type<Person>().notNull(),
  claimedAt: instant().notNull(),
  expiresAt: instant().notNull(),
});

export const deposits = pgTable(
  "deposits",
  {
    id: uuid().primaryKey(),
    recordNo: text().notNull(),
    applicationId: uuid(),
    linkedRecordNo: text(),
    customerNo: text().notNull(),
    customerName: text().notNull(),
    securitiesAccount: text().notNull(),
    currency: text().notNull(),
    network: text().notNull(),
    declaredAmount: decimalAmount().notNull(),
    receivedAmount: decimalAmount(),
    creditedAmount: decimalAmount(),
    sourceAddress: text().notNull(),
    /** lower case, for search and comparison */
    sourceKey: text().notNull(),
    destinationAddress: text().notNull(),
    destinationKey: text().notNull(),
    /** declared by the client, or of the transfer that was found */
    txHash: text(),
    /** which output of the transaction this record took: log index, or -1 for native coin. With the hash it is taken once only. */
    transferTxHash: text(),
    transferLogIndex: integer(),
    status: text().$type<DepositStatus>().notNull(),
    holdReason: text().$type<HoldReason>(),
    addressVerification: jsonb().$type<Deposit["addressVerification"]>().notNull(),
    confirmations: jsonb().$type<Confirmations>().notNull(),
    transfer: jsonb().$type<Transfer>(),
    checks: jsonb().$type<Deposit["checks"]>().notNull(),
    screening: jsonb().$type<NonNullable<Deposit["screening"]>>(),
    ledgerRef: text(),
    refundOnly: boolean().notNull().default(false),
    requestedAt: instant().notNull(),
    waitingUntil: instant().notNull(),
    creditedAt: instant(),
    cancelledAt: instant(),
    cancel: jsonb().$type<{ by: Person; remarks: string }>(),
    activeRefundId: uuid(),
    activeRefundNo: text(),
    refundBadge: text(),
    refundedAmount: decimalAmount(),
    configVersion: integer().notNull(),
    legalHold: boolean().notNull().default(false),
    /** null while a reorganisation could still take the transfer away: the watcher looks at these again */
    finalAt: instant(),
    /** from then on the row is a tombstone: what says whose money it was is gone (R24.6) */
    purgedAt: instant(),
    createdAt: instant().notNull(),
    updatedAt: instant().notNull(),
    version: integer().notNull(),
  },
  (table) => [
    uniqueIndex("deposits_no").on(table.recordNo),
    uniqueIndex("deposits_transfer")
      .on(table.network, table.transferTxHash, table.transferLogIndex)
      .where(sql`${table.transferTxHash} is not null`),
    index("deposits_created").on(table.createdAt, table.id),
    index("deposits_status").on(table.status, table.createdAt, table.id),
    index("deposits_customer").on(table.customerNo, table.createdAt, table.id),
    index("deposits_account").on(table.securitiesAccount),
    index("deposits_tx").on(table.txHash),
    index("deposits_source").on(table.sourceKey),
    index("deposits_destination").on(table.destinationKey, table.status),
    index("deposits_application").on(table.applicationId),
    index("deposits_not_final")
      .on(table.network, table.status)
      .where(sql`${table.finalAt} is null`),
  ],
);

/** Running numbers per prefix ("DP", "DA", "RF") and UTC day. Gaps are allowed, reuse is not. */
export const numberCounters = pgTable(
  "number_counters",
  {
    prefix: text().notNull(),
    /** "20261122" */
    day: text().notNull(),
    last: integer().notNull(),
  },
  (table) => [primaryKey({ columns: [table.prefix, table.day] })],
);

/** How far the watcher has read each network, and the newest blocks it saw, by which it finds where a reorganisation began. */
export const chainCursors = pgTable("chain_cursors", {
  network: text().primaryKey(),
  blockNumber: chainInteger().notNull(),
  blockHash: text().notNull(),
  /** newest first */
  recentBlocks: jsonb().$type<{ number: string; hash: string }[]>().notNull(),
  updatedAt: instant().notNull(),
});
