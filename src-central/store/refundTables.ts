/** Refunds with everything that belongs to one of them, and the keys that approve and pay. */
import type { Person } from "#shared/contract/common.ts";
import type { Confirmations } from "#shared/contract/deposit.ts";
import type { Approval, Attempt, IdentityCheck, Refund, Voiding } from "#shared/contract/refund.ts";
import type { DeviceKey } from "#shared/contract/session.ts";
import type { ProposedSettlement, SettledNonces, Signer } from "#shared/contract/signer.ts";
import type { RefundIntent } from "#shared/domain/intent.ts";
import type { RefundKind, RemainderDisposition } from "#shared/domain/refunds.ts";
import type { RefundStatus } from "#shared/domain/statuses.ts";
import { sql } from "drizzle-orm";
import { boolean, index, integer, jsonb, pgTable, text, unique, uniqueIndex, uuid } from "drizzle-orm/pg-core";

import { chainInteger, decimalAmount, instant } from "./columns.ts";
import { deposits } from "./depositTables.ts";

export const refunds = pgTable(
  "refunds",
  {
    id: uuid().primaryKey(),
    refundNo: text().notNull(),
    depositId: uuid()
      .notNull()
      .references(() => deposits.id),
    recordNo: text().notNull(),
    customerNo: text().notNull(),
    customerName: text().notNull(),
    status: text().$type<RefundStatus>().notNull(),
    kind: text().$type<RefundKind>().notNull(),
    refundAddressId: uuid().notNull(),
    refundAddress: text().notNull(),
    network: text().notNull(),
    currency: text().notNull(),
    amount: decimalAmount().notNull(),
    depositAmount: decimalAmount().notNull(),
    adjustmentReason: text(),
    remainder: text().$type<RemainderDisposition>(),
    reason: text().notNull(),
    identityCheck: jsonb().$type<IdentityCheck>().notNull(),
    simulation: jsonb().$type<Refund["simulation"]>().notNull(),
    requestedById: uuid().notNull(),
    requestedByName: text().notNull(),
    requestedAt: instant().notNull(),
    requiredApprovals: integer().notNull(),
    /** number of the version of limits it was judged under */
    limitsNumber: integer().notNull().default(0),
    expiresAt: instant(),
    holdReason: text(),
    ended: jsonb().$type<NonNullable<Refund["ended"]>>(),
    executedBy: jsonb().$type<Person>(),
    // The lease: who may sign now. All null while nobody holds it.
    leaseId: uuid(),
    leaseHolder: jsonb().$type<Person>(),
    leaseWorkstationId: uuid(),
    leaseSignerId: uuid(),
    leaseExpiresAt: instant(),
    /** grows with each claim; a writer with an older one changes nothing (I13) */
    fencingToken: integer().notNull().default(0),
    /** F25: who asked to withhold the payment on the chain, and who approved it */
    voiding: jsonb().$type<Voiding>(),
    confirmations: jsonb().$type<Confirmations>(),
    txHash: text(),
    feeWei: text(),
    failure: jsonb().$type<NonNullable<Refund["failure"]>>(),
    /** only a FAILED_ON_CHAIN or VOID refund whose block is final lets another refund of the deposit be asked for */
    lockReleased: boolean().notNull().default(false),
    broadcastAt: instant(),
    completedAt: instant(),
    /** null while a reorganisation could still change how it ended: the watcher looks at these again */
    finalAt: instant(),
    notification: jsonb().$type<NonNullable<Refund["notification"]>>(),
    intent: jsonb().$type<RefundIntent>().notNull(),
    intentHash: text().notNull(),
    createdAt: instant().notNull(),
    updatedAt: instant().notNull(),
    version: integer().notNull(),
  },
  (table) => [
    uniqueIndex("refunds_no").on(table.refundNo),
    // The refund lock under races: the statuses of holdsRefundLock() in #shared/domain/refundMachine.ts.
    uniqueIndex("refunds_lock")
      .on(table.depositId)
      .where(
        sql`${table.status} in ('PENDING_APPROVAL', 'APPROVED', 'ON_HOLD', 'SIGNING', 'SIGNED', 'BROADCAST_UNKNOWN', 'BROADCAST', 'CONFIRMING', 'DROPPED', 'NONCE_LOST', 'COMPLETED') or (${table.status} in ('FAILED_ON_CHAIN', 'VOID') and not ${table.lockReleased})`,
      ),
    index("refunds_created").on(table.createdAt, table.id),
    index("refunds_status").on(table.status, table.createdAt, table.id),
    index("refunds_deposit").on(table.depositId),
    index("refunds_customer").on(table.customerNo),
    index("refunds_record").on(table.recordNo),
    index("refunds_maker").on(table.requestedById),
    index("refunds_address").on(table.refundAddressId),
    index("refunds_not_final")
      .on(table.network, table.status)
      .where(sql`${table.finalAt} is null`),
  ],
);

export const refundApprovals = pgTable(
  "refund_approvals",
  {
    id: uuid().primaryKey(),
    refundId: uuid()
      .notNull()
      .references(() => refunds.id),
    byId: uuid().notNull(),
    byName: text().notNull(),
    decision: text().$type<Approval["decision"]>().notNull(),
    comment: text().notNull(),
    at: instant().notNull(),
    decidedAt: instant().notNull(),
    deviceKeyId: uuid().notNull(),
    publicKey: text().notNull(),
    signature: text().notNull(),
    intentHash: text().notNull(),
    /** approvals start again after a hold; the old ones stay readable here but no longer count */
    voidedAt: instant(),
  },
  (table) => [
    index("refund_approvals_refund").on(table.refundId),
    uniqueIndex("refund_approvals_once")
      .on(table.refundId, table.byId)
      .where(sql`${table.voidedAt} is null`),
  ],
);

/** One payment slot per refund, given once and for ever. A trigger refuses every change (money safety, I9). */
export const refundSlots = pgTable(
  "refund_slots",
  {
    refundId: uuid()
      .primaryKey()
      .references(() => refunds.id),
    signerId: uuid().notNull(),
    chainId: integer().notNull(),
    /** EIP-55 form, as the signer has it */
    fromAddress: text().notNull(),
    nonce: chainInteger().notNull(),
    allocatedAt: instant().notNull(),
  },
  (table) => [unique("refund_slots_nonce").on(table.chainId, table.fromAddress, table.nonce)],
);

export const refundAttempts = pgTable(
  "refund_attempts",
  {
    id: uuid().primaryKey(),
    refundId: uuid()
      .notNull()
      .references(() => refunds.id),
    kind: text().$type<Attempt["kind"]>().notNull(),
    txHash: text().notNull(),
    nonce: chainInteger().notNull(),
    maxFeeWei: text().notNull(),
    signedTx: text().notNull(),
    by: jsonb().$type<Person>().notNull(),
    fencingToken: integer().notNull(),
    at: instant().notNull(),
    broadcasts: jsonb().$type<Attempt["broadcasts"]>().notNull(),
    mined: jsonb().$type<NonNullable<Attempt["mined"]>>(),
  },
  (table) => [
    unique("refund_attempts_hash").on(table.txHash),
    index("refund_attempts_refund").on(table.refundId, table.at),
  ],
);

export const signers = pgTable(
  "signers",
  {
    id: uuid().primaryKey(),
    /** EIP-55 form */
    address: text().notNull(),
    addressKey: text().notNull(),
    networks: jsonb().$type<string[]>().notNull(),
    executorId: uuid().notNull(),
    executorName: text().notNull(),
    workstationId: uuid().notNull(),
    workstationName: text().notNull(),
    status: text().$type<Signer["status"]>().notNull(),
    approvedBy: jsonb().$type<Person>(),
    approvedAt: instant(),
    /** by network: up to which nonce two people have accounted for what the books do not explain */
    settled: jsonb().$type<Record<string, SettledNonces>>().notNull().default({}),
    /** what one person proposed to settle, while nobody else has decided on it */
    settlement: jsonb().$type<ProposedSettlement>(),
    createdAt: instant().notNull(),
    updatedAt: instant().notNull(),
    version: integer().notNull(),
  },
  (table) => [uniqueIndex("signers_address").on(table.addressKey)],
);

export const deviceKeys = pgTable(
  "device_keys",
  {
    id: uuid().primaryKey(),
    userId: uuid().notNull(),
    userName: text().notNull(),
    deviceId: uuid().notNull(),
    deviceName: text().notNull(),
    publicKey: text().notNull(),
    status: text().$type<DeviceKey["status"]>().notNull(),
    endorsement: jsonb().$type<NonNullable<DeviceKey["endorsement"]>>(),
    createdAt: instant().notNull(),
    updatedAt: instant().notNull(),
    version: integer().notNull(),
  },
  (table) => [uniqueIndex("device_keys_public_key").on(table.publicKey), index("device_keys_user").on(table.userId)],
);
