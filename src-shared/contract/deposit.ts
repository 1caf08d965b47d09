/** The deposit record (guide, "Deposit Operations"). */
import { HOLD_RESOLUTIONS } from "#shared/domain/depositHolds.ts";
import { ADDRESS_STATUSES, DEPOSIT_STATUSES, HOLD_REASONS } from "#shared/domain/statuses.ts";
import { z } from "#shared/zod.ts";
import {
  amount,
  chainInteger,
  code,
  declaredText,
  id,
  listQuery,
  openEnum,
  pageOf,
  person,
  remarks,
  repeated,
  timestamp,
  txHash,
  version,
} from "./common.ts";

export const VERIFICATION_METHODS = ["MICROPAYMENT", "SIGNED_MESSAGE", "DOCUMENT"] as const;

/** n of required, bound to one block. `current` is 0 with `orphanedAt` set after a reorganisation. */
export const confirmations = z.object({
  current: z.int().min(0),
  required: z.int().min(1),
  blockNumber: chainInteger.nullable(),
  blockHash: z.string().nullable(),
  observedAt: timestamp.nullable(),
  orphanedAt: timestamp.nullable(),
});
export type Confirmations = z.infer<typeof confirmations>;

/** What was seen on the chain for a record. */
export const transfer = z.object({
  from: z.string(),
  to: z.string(),
  amount,
  contractAddress: z.string().nullable(),
  logIndex: z.int().nullable(),
  feeWei: chainInteger.nullable(),
  blockAt: timestamp,
  /** R20.8: paying back to an exchange's or a contract's address may lose the money */
  sourceKind: openEnum(["WALLET", "CONTRACT", "EXCHANGE"]),
});
export type Transfer = z.infer<typeof transfer>;

export const depositCheck = z.object({ code: z.string(), passed: z.boolean(), detail: z.string(), at: timestamp });

export const deposit = z.object({
  id,
  recordNo: z.string(),
  applicationId: id.nullable(),
  /** of the record that this exception record belongs to (D26) */
  linkedRecordNo: z.string().nullable(),
  customerNo: z.string(),
  customerName: z.string(),
  securitiesAccount: z.string(),
  currency: z.string(),
  network: z.string(),
  declaredAmount: amount,
  receivedAmount: amount.nullable(),
  creditedAmount: amount.nullable(),
  sourceAddress: declaredText,
  destinationAddress: declaredText,
  txHash: txHash.nullable(),
  status: openEnum(DEPOSIT_STATUSES),
  holdReason: openEnum(HOLD_REASONS).nullable(),
  addressVerification: z.object({
    status: openEnum(ADDRESS_STATUSES),
    addressId: id.nullable(),
    verifiedAt: timestamp.nullable(),
    method: openEnum(VERIFICATION_METHODS).nullable(),
    verifiedBy: z.string().nullable(),
    proof: z.string().nullable(),
  }),
  confirmations,
  transfer: transfer.nullable(),
  checks: z.array(depositCheck),
  screening: z
    .object({
      result: openEnum(["CLEAR", "HIT", "ALERT", "NOT_SCREENED"]),
      listVersion: z.string(),
      at: timestamp,
      validUntil: timestamp,
    })
    .nullable(),
  ledgerRef: z.string().nullable(),
  /** credited to suspense, for a refund only (D18) */
  refundOnly: z.boolean(),
  requestedAt: timestamp,
  waitingUntil: timestamp,
  creditedAt: timestamp.nullable(),
  cancelledAt: timestamp.nullable(),
  cancel: z.object({ by: person, remarks: z.string() }).nullable(),
  activeRefundId: id.nullable(),
  activeRefundNo: z.string().nullable(),
  refundBadge: z.string().nullable(),
  /** of the refund that completed, when the record is Refunded */
  refundedAmount: amount.nullable(),
  configVersion: z.int(),
  legalHold: z.boolean(),
  version,
  createdAt: timestamp,
  updatedAt: timestamp,
});
export type Deposit = z.infer<typeof deposit>;

export const depositQuery = listQuery.extend({
  recordNo: z.string().max(40).optional(),
  customerNo: z.string().max(40).optional(),
  securitiesAccount: z.string().max(40).optional(),
  status: repeated(z.enum(DEPOSIT_STATUSES)),
  currency: code.optional(),
  network: code.optional(),
  txHash: z.string().max(66).optional(),
  address: z.string().max(42).optional(),
  createdFrom: timestamp.optional(),
  createdTo: timestamp.optional(),
  amountMin: amount.optional(),
  amountMax: amount.optional(),
  q: z.string().max(200).optional(),
});
export const depositPage = pageOf(deposit);

/** The chain and the waiting pool asked for a transfer, at this moment (R12.3). */
export const cancelCheck = z.object({
  transferSeen: z.boolean(),
  /** nodes that answered */
  nodes: z.int(),
  headBlock: chainInteger,
  checkedAt: timestamp,
  version,
});
export type CancelCheck = z.infer<typeof cancelCheck>;
export const cancelInput = z.strictObject({ remarks });

/** One person's proposal to resolve a hold, waiting for another person (D16, D18, D21, D24). */
export const holdProposal = z.object({
  id,
  resolutionCode: openEnum(HOLD_RESOLUTIONS),
  by: person,
  at: timestamp,
  remarks: z.string(),
  /** where the evidence is kept, or its SHA-256 */
  evidence: z.array(z.string()),
});
export type HoldProposal = z.infer<typeof holdProposal>;
/** `possible`: the resolutions that fit the record as it is. */
export const depositHold = z.object({
  proposal: holdProposal.nullable(),
  possible: z.array(openEnum(HOLD_RESOLUTIONS)),
});
export type DepositHold = z.infer<typeof depositHold>;
export const holdProposalInput = z.strictObject({
  resolutionCode: z.enum(HOLD_RESOLUTIONS),
  remarks,
  evidence: z.array(z.string().trim().min(1).max(200)).max(10),
});
export const holdDecisionInput = z.strictObject({ remarks });

/** One step of a record's history, of the record itself or of its refund. A row of the feed, so that it can be read offline. */
export const timelineEvent = z.object({
  id,
  at: timestamp,
  actor: z.object({ id: id.nullable(), name: z.string(), role: z.string() }),
  action: z.string(),
  entity: z.string(),
  entityId: id,
  entityNo: z.string(),
  depositId: id.nullable(),
  fromStatus: z.string().nullable(),
  toStatus: z.string().nullable(),
  remarks: z.string().nullable(),
  /** small facts of the step for people: block, hash, node, amounts */
  detail: z.record(z.string(), z.string()),
  version,
});
export type TimelineEvent = z.infer<typeof timelineEvent>;
export const timeline = z.object({ items: z.array(timelineEvent) });
