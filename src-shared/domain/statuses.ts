/**
 * Every status code and the words people see. Words marked in the guide are the guide's, exactly.
 * Source: guide "Cancellation of Non-Deposited Records", "Refund Process After Successful Deposit"; the others are ours.
 */

export const DEPOSIT_STATUSES = [
  "WALLET_ADDRESS_UNDER_VERIFICATION",
  "AWAITING_TRANSFER",
  "CONFIRMING",
  "UNDER_REVIEW",
  "ON_HOLD",
  "CREDITED",
  "REORG_ALERT",
  "REFUNDED",
  "CANCELLED",
  "DELETED",
  "EXPIRED",
  "FAILED",
  "BLOCKED",
] as const;
export type DepositStatus = (typeof DEPOSIT_STATUSES)[number];

export const REFUND_STATUSES = [
  "DRAFT",
  "DISCARDED",
  "PENDING_APPROVAL",
  "APPROVED",
  "ON_HOLD",
  "SIGNING",
  "SIGNED",
  "BROADCAST_UNKNOWN",
  "BROADCAST",
  "CONFIRMING",
  "DROPPED",
  "NONCE_LOST",
  "WITHDRAWN",
  "REJECTED",
  "EXPIRED",
  "FAILED_ON_CHAIN",
  "VOID",
  "COMPLETED",
] as const;
export type RefundStatus = (typeof REFUND_STATUSES)[number];

/** Drafts never leave the workstation. */
export const LOCAL_REFUND_STATUSES = ["DRAFT", "DISCARDED"] as const satisfies readonly RefundStatus[];

export const ADDRESS_STATUSES = [
  "NOT_VERIFIED",
  "VERIFICATION_IN_PROGRESS",
  "PENDING_WHITELIST_APPROVAL",
  "VERIFIED",
  "REVERIFICATION_REQUIRED",
  "REJECTED",
  "REVOKED",
] as const;
export type AddressStatus = (typeof ADDRESS_STATUSES)[number];

export const APPLICATION_STATUSES = ["RECEIVED", "ABNORMAL", "RECORDED", "DELETED"] as const;
export type ApplicationStatus = (typeof APPLICATION_STATUSES)[number];

export const HOLD_REASONS = [
  "AMOUNT_MISMATCH",
  "UNKNOWN_SOURCE",
  "UNVERIFIED_ADDRESS",
  "DUPLICATE",
  "UNSOLICITED",
  "WRONG_ASSET",
  "WRONG_NETWORK",
  "TRAVEL_RULE_MISSING",
  "SCREENING_ALERT",
  "SANCTIONS",
] as const;
export type HoldReason = (typeof HOLD_REASONS)[number];

/** Flags of an abnormal application (R8.6). */
export const APPLICATION_FLAGS = [
  "DUPLICATE",
  "UNSUPPORTED_CURRENCY",
  "CURRENCY_DISABLED",
  "ADDRESS_INVALID",
  "AMOUNT_NOT_POSITIVE",
  "AMOUNT_BELOW_MINIMUM",
  "UNKNOWN_CLIENT",
  "TXID_ALREADY_USED",
] as const;
export type ApplicationFlag = (typeof APPLICATION_FLAGS)[number];

/** Why an application is deleted (D4). */
export const DELETE_REASONS = ["DUPLICATE", "MALFORMED", "TEST", "UNSUPPORTED_ASSET", "FRAUD_SUSPICION"] as const;
export type DeleteReason = (typeof DELETE_REASONS)[number];

export const DEPOSIT_STATUS_LABELS: Record<DepositStatus, string> = {
  WALLET_ADDRESS_UNDER_VERIFICATION: "Wallet Address Under Verification",
  AWAITING_TRANSFER: "Awaiting Transfer",
  CONFIRMING: "Confirming",
  UNDER_REVIEW: "Under Review",
  ON_HOLD: "On Hold",
  CREDITED: "Credited",
  REORG_ALERT: "Credited - Reorg Alert",
  REFUNDED: "Refunded",
  CANCELLED: "Cancelled",
  DELETED: "Deleted",
  EXPIRED: "Expired",
  FAILED: "Failed",
  BLOCKED: "Blocked",
};

export const REFUND_STATUS_LABELS: Record<RefundStatus, string> = {
  DRAFT: "Draft",
  DISCARDED: "Discarded",
  PENDING_APPROVAL: "Pending Approval",
  APPROVED: "Approved",
  ON_HOLD: "On Hold",
  SIGNING: "Signing",
  SIGNED: "Signed not broadcast",
  BROADCAST_UNKNOWN: "Broadcast result unknown",
  BROADCAST: "Broadcast",
  CONFIRMING: "Confirming",
  DROPPED: "Dropped",
  NONCE_LOST: "Nonce used by another transaction",
  WITHDRAWN: "Withdrawn",
  REJECTED: "Rejected",
  EXPIRED: "Approval Expired",
  FAILED_ON_CHAIN: "Failed on chain",
  VOID: "Void",
  COMPLETED: "Completed",
};

export const ADDRESS_STATUS_LABELS: Record<AddressStatus, string> = {
  NOT_VERIFIED: "Not Verified",
  VERIFICATION_IN_PROGRESS: "Verification in Progress",
  PENDING_WHITELIST_APPROVAL: "Pending Whitelist Approval",
  VERIFIED: "Verified",
  REVERIFICATION_REQUIRED: "Re-verification Required",
  REJECTED: "Rejected",
  REVOKED: "Revoked",
};

export const APPLICATION_STATUS_LABELS: Record<ApplicationStatus, string> = {
  RECEIVED: "Received",
  ABNORMAL: "Abnormal",
  RECORDED: "Recorded",
  DELETED: "Deleted",
};

export const HOLD_REASON_LABELS: Record<HoldReason, string> = {
  AMOUNT_MISMATCH: "Amount mismatch",
  UNKNOWN_SOURCE: "Unknown source",
  UNVERIFIED_ADDRESS: "Address not verified",
  DUPLICATE: "Duplicate",
  UNSOLICITED: "Not declared",
  WRONG_ASSET: "Wrong asset",
  WRONG_NETWORK: "Wrong network",
  TRAVEL_RULE_MISSING: "Travel Rule data missing",
  SCREENING_ALERT: "Compliance review",
  SANCTIONS: "Compliance review",
};

/** Why a refund stopped before it was signed (F7, F10): what it rests on changed. */
export const REFUND_HOLD_REASONS = [
  "ADDRESS_REVOKED",
  "ADDRESS_REVERIFICATION",
  "ADDRESS_NOT_VERIFIED",
  "DEPOSIT_REORGANISED",
  "DEPOSIT_NOT_CREDITED",
  "REFUND_DISABLED",
  "SCREENING",
] as const;
export type RefundHoldReason = (typeof REFUND_HOLD_REASONS)[number];

export const REFUND_HOLD_REASON_LABELS: Record<RefundHoldReason, string> = {
  ADDRESS_REVOKED: "The refund address was revoked",
  ADDRESS_REVERIFICATION: "The refund address must be verified again",
  ADDRESS_NOT_VERIFIED: "The refund address is not Verified",
  DEPOSIT_REORGANISED: "The chain took the deposit back",
  DEPOSIT_NOT_CREDITED: "The deposit is not Credited",
  REFUND_DISABLED: "Refunds of this currency are switched off",
  SCREENING: "Compliance has not cleared it",
};

export const APPLICATION_FLAG_LABELS: Record<ApplicationFlag, string> = {
  DUPLICATE: "Duplicate request",
  UNSUPPORTED_CURRENCY: "Unsupported currency",
  CURRENCY_DISABLED: "Currency disabled",
  ADDRESS_INVALID: "Address invalid",
  AMOUNT_NOT_POSITIVE: "Amount not positive",
  AMOUNT_BELOW_MINIMUM: "Amount below minimum",
  UNKNOWN_CLIENT: "Unknown client",
  TXID_ALREADY_USED: "TXID already used",
};

export const DELETE_REASON_LABELS: Record<DeleteReason, string> = {
  DUPLICATE: "Duplicate",
  MALFORMED: "Malformed",
  TEST: "Test request",
  UNSUPPORTED_ASSET: "Unsupported asset",
  FRAUD_SUSPICION: "Fraud suspicion",
};

/** Words for a status, also for one that a newer central service invented: "Unknown (X)", on which no action is offered. */
export function statusLabel(labels: Readonly<Record<string, string>>, code: string): string {
  return Object.hasOwn(labels, code) ? (labels[code] as string) : `Unknown (${code})`;
}
