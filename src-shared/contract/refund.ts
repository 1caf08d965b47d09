/** The refund of a credited deposit (guide, "Refund Process After Successful Deposit"). */
import { refundIntent } from "#shared/domain/intent.ts";
import { IDENTITY_METHODS, REFUND_KINDS, REMAINDER_DISPOSITIONS } from "#shared/domain/refunds.ts";
import { REFUND_STATUSES } from "#shared/domain/statuses.ts";
import { z } from "#shared/zod.ts";
import {
  amount,
  chainInteger,
  evmAddress,
  hash,
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
import { confirmations } from "./deposit.ts";

/** R18.1: how the client's identity and the legitimacy of the request were checked. All of it joins the intent by hash. */
export const identityCheck = z.strictObject({
  method: z.enum(IDENTITY_METHODS),
  /** call-back number, document number, meeting: what can be looked up later */
  reference: z.string().trim().min(1).max(200),
  /** who asked for the refund, on the client's side */
  askedBy: z.string().trim().min(1).max(200),
  /** what was checked and found, and on what basis the refund is legitimate */
  basis: z.string().trim().min(1).max(500),
  checkedBy: z.string().trim().min(1).max(200),
  checkedAt: timestamp,
  /** the address belongs to the person whose identity was checked */
  addressConfirmed: z.literal(true),
  /** nobody else is paid */
  noThirdParty: z.literal(true),
  attachments: z.array(z.strictObject({ name: z.string().max(200), sha256: hash })).max(20),
});
export type IdentityCheck = z.infer<typeof identityCheck>;

export const refundInput = z.strictObject({
  kind: z.enum(REFUND_KINDS),
  refundAddressId: id,
  network: z.string().min(1).max(40),
  amount,
  adjustmentReason: z.string().trim().min(1).max(500).nullable(),
  remainder: z.enum(REMAINDER_DISPOSITIONS).nullable(),
  reason: z.string().trim().min(1).max(500),
  identityCheck,
});
export type RefundInput = z.infer<typeof refundInput>;

export const approval = z.object({
  by: person,
  decision: z.enum(["APPROVE", "REJECT"]),
  comment: z.string(),
  at: timestamp,
  /** the approver's workstation clock, part of the signed statement */
  decidedAt: timestamp,
  deviceKeyId: id,
  publicKey: hash,
  signature: z.string(),
});
export type Approval = z.infer<typeof approval>;

export const slot = z.object({ chainId: z.int(), from: evmAddress, nonce: chainInteger });
export type Slot = z.infer<typeof slot>;

export const lease = z.object({
  leaseId: id,
  fencingToken: z.int(),
  holder: person,
  workstationId: id,
  expiresAt: timestamp,
});
export type Lease = z.infer<typeof lease>;

/**
 * Withholding a payment on the chain (F25): the same slot is used up by sending nothing to oneself. One person asks for it, another approves,
 * and the signer checks that approval before it signs.
 */
export const voiding = z.object({
  requestedBy: person,
  requestedAt: timestamp,
  reason: z.string(),
  approval: z
    .object({
      by: person,
      comment: z.string(),
      at: timestamp,
      /** the approver's workstation clock, part of the signed statement */
      decidedAt: timestamp,
      deviceKeyId: id,
      publicKey: hash,
      signature: z.string(),
    })
    .nullable(),
});
export type Voiding = z.infer<typeof voiding>;

export const ATTEMPT_KINDS = ["PAYMENT", "FEE_BUMP", "VOID"] as const;
export const BROADCAST_RESULTS = ["ACCEPTED", "ALREADY_KNOWN", "UNKNOWN", "REJECTED"] as const;
export const attempt = z.object({
  id,
  kind: z.enum(ATTEMPT_KINDS),
  txHash,
  nonce: chainInteger,
  maxFeeWei: chainInteger,
  by: person,
  at: timestamp,
  broadcasts: z.array(
    z.object({ result: z.enum(BROADCAST_RESULTS), node: z.string(), at: timestamp, error: z.string().nullable() }),
  ),
  mined: z
    .object({ blockNumber: chainInteger, blockHash: z.string(), status: z.int(), feeWei: chainInteger, at: timestamp })
    .nullable(),
});
export type Attempt = z.infer<typeof attempt>;
export const signedAttempt = attempt.extend({ signedTx: z.string().regex(/^0x[0-9a-f]+$/) });

export const NOTICE_CHANNELS = ["PHONE", "LETTER", "BRANCH", "ADVISER"] as const;
export const NOTICE_OUTCOMES = ["REACHED", "NOT_REACHED", "LETTER_SENT"] as const;
/** Guide: "once the refund succeeds, notify the customer offline". The program itself sends nothing. */
export const notification = z.object({
  status: z.enum(["OPEN", "DONE"]),
  openedAt: timestamp,
  attempts: z.array(
    z.object({
      by: person,
      channel: z.enum(NOTICE_CHANNELS),
      outcome: z.enum(NOTICE_OUTCOMES),
      notifiedAt: timestamp,
      remarks: z.string(),
      at: timestamp,
    }),
  ),
});
export const notificationInput = z.strictObject({
  channel: z.enum(NOTICE_CHANNELS),
  outcome: z.enum(NOTICE_OUTCOMES),
  notifiedAt: timestamp,
  remarks,
});

export const refund = z.object({
  id,
  refundNo: z.string(),
  depositId: id,
  recordNo: z.string(),
  customerNo: z.string(),
  customerName: z.string(),
  status: openEnum(REFUND_STATUSES),
  kind: z.enum(REFUND_KINDS),
  refundAddressId: id,
  refundAddress: evmAddress,
  network: z.string(),
  currency: z.string(),
  amount,
  depositAmount: amount,
  adjustmentReason: z.string().nullable(),
  remainder: z.enum(REMAINDER_DISPOSITIONS).nullable(),
  reason: z.string(),
  identityCheck,
  simulation: z.object({ ok: z.boolean(), detail: z.string(), at: timestamp }),
  requestedBy: person,
  requestedAt: timestamp,
  approvals: z.array(approval),
  requiredApprovals: z.int().min(1),
  /** number of the version of limits that the request was judged under; 0: those that the service started with */
  limitsNumber: z.int().min(0).optional(),
  /** of the approval while pending, of the execution once approved */
  expiresAt: timestamp.nullable(),
  holdReason: z.string().nullable(),
  ended: z.object({ by: person.nullable(), remarks: z.string(), at: timestamp }).nullable(),
  executedBy: person.nullable(),
  lease: lease.nullable(),
  slot: slot.nullable(),
  attempts: z.array(attempt),
  voiding: voiding.nullable(),
  confirmations: confirmations.nullable(),
  /** the attempt that paid */
  txHash: txHash.nullable(),
  feeWei: chainInteger.nullable(),
  failure: z.object({ code: z.string(), detail: z.string() }).nullable(),
  lockReleased: z.boolean(),
  completedAt: timestamp.nullable(),
  notification: notification.nullable(),
  intent: refundIntent,
  intentHash: hash,
  createdAt: timestamp,
  updatedAt: timestamp,
  version,
});
export type Refund = z.infer<typeof refund>;

export const refundQuery = listQuery.extend({
  status: repeated(z.enum(REFUND_STATUSES)),
  recordNo: z.string().max(40).optional(),
  customerNo: z.string().max(40).optional(),
  requestedBy: id.optional(),
  from: timestamp.optional(),
  to: timestamp.optional(),
});
export const refundPage = pageOf(refund);

/** Approver's comparison: as deposited, as requested, and now (R20a.5). */
export const refundDifferences = z.object({
  comparedAt: timestamp,
  rows: z.array(
    z.object({
      field: z.string(),
      deposit: z.string().nullable(),
      requested: z.string(),
      now: z.string(),
      changed: z.boolean(),
    }),
  ),
});
export type RefundDifferences = z.infer<typeof refundDifferences>;

export const decisionInput = z.strictObject({
  comment: z.string().trim().max(500),
  intentHash: hash,
  decidedAt: timestamp,
  stepUpToken: z.string().min(1),
  deviceKeyId: id,
  signature: z.string().regex(/^[0-9a-f]{128}$/),
});
export const withdrawInput = z.strictObject({ remarks });

export const voidInput = z.strictObject({ reason: remarks });
export const voidApprovalInput = z.strictObject({
  comment: z.string().trim().max(500),
  decidedAt: timestamp,
  stepUpToken: z.string().min(1),
  deviceKeyId: id,
  signature: z.string().regex(/^[0-9a-f]{128}$/),
});
/** F28: what proves that the transaction which took the nonce is not this payment. */
export const closeUnpaidInput = z.strictObject({ evidence: remarks, stepUpToken: z.string().min(1) });

/** F36: a mined transaction that paid this refund and was never registered, as after a restore; how people know that. */
export const foundPaymentInput = z.strictObject({ txHash, evidence: remarks, stepUpToken: z.string().min(1) });

export const claimInput = z.strictObject({
  workstationId: id,
  signerId: id,
  stepUpToken: z.string().min(1),
  /** what is to be signed on the refund's one slot */
  purpose: z.enum(ATTEMPT_KINDS).default("PAYMENT"),
});
export const claimOutput = z.object({
  refund,
  lease,
  slot,
  /** most per gas in wei, and most gas; their product never exceeds the intent's fee cap */
  limits: z.object({ maxFeePerGasWei: chainInteger, gasLimit: chainInteger }),
  /** the highest fees registered on this slot, which a replacement must outbid by an eighth; null before the first payment */
  outbid: z.object({ maxFeePerGasWei: chainInteger, maxPriorityFeePerGasWei: chainInteger }).nullable(),
  intent: refundIntent,
  intentHash: hash,
});
export type Claim = z.infer<typeof claimOutput>;
export const leaseInput = z.strictObject({ leaseId: id, fencingToken: z.int() });

export const attemptInput = leaseInput.extend({
  kind: z.enum(ATTEMPT_KINDS),
  signedTx: z
    .string()
    .regex(/^0x[0-9a-f]+$/)
    .max(20_000),
  txHash,
});
export const broadcastInput = z.strictObject({
  result: z.enum(BROADCAST_RESULTS),
  node: z.string().max(100),
  error: z.string().max(500).nullable(),
});
export const observationInput = z.strictObject({
  blockNumber: chainInteger,
  blockHash: z.string().regex(/^0x[0-9a-f]{64}$/),
  confirmations: z.int().min(0),
  receiptStatus: z.int().min(0).max(1),
  transfer: z.strictObject({ from: evmAddress, to: evmAddress, value: chainInteger }).nullable(),
  feeWei: chainInteger,
  node: z.string().max(100),
});
