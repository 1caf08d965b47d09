/** The rules of a refund: amount, approvals, separation of duties, and what may be done next. Guide, "Refund Process After Successful Deposit". */
import { compareAmounts, isAmount } from "#shared/money.ts";
import type { ErrorCode } from "#shared/errors.ts";
import type { ActionContext, Refusal } from "./deposits.ts";
import { whyNotPermitted } from "./deposits.ts";
import { reasonWords } from "./reasons.ts";
import { REFUND_STATUS_LABELS, statusLabel } from "./statuses.ts";

export const REFUND_KINDS = ["CUSTOMER_REQUEST", "FORCED"] as const;
export type RefundKind = (typeof REFUND_KINDS)[number];
export const REFUND_KIND_LABELS: Record<RefundKind, string> = {
  CUSTOMER_REQUEST: "Client request",
  FORCED: "Forced refund",
};

/** What becomes of the part of a deposit that is not paid back (decision 4). */
export const REMAINDER_DISPOSITIONS = ["FEE", "WITHHELD", "STAYS_CREDITED"] as const;
export type RemainderDisposition = (typeof REMAINDER_DISPOSITIONS)[number];
export const REMAINDER_LABELS: Record<RemainderDisposition, string> = {
  FEE: "Kept as a fee",
  WITHHELD: "Withheld",
  STAYS_CREDITED: "Stays credited to the client",
};

export const IDENTITY_METHODS = ["CALL_BACK", "IN_PERSON", "VIDEO", "DOCUMENT"] as const;
export type IdentityMethod = (typeof IDENTITY_METHODS)[number];
export const IDENTITY_METHOD_LABELS: Record<IdentityMethod, string> = {
  CALL_BACK: "Call-back to the number on file",
  IN_PERSON: "In person",
  VIDEO: "Video call",
  DOCUMENT: "Signed document",
};

/**
 * R20.4 to R20.6: 0 < amount <= deposit amount, and a changed amount states its reason and what becomes of the rest.
 * Returns the first code that stands in the way, or null.
 */
export function checkRefundAmount(input: {
  amount: string;
  depositAmount: string;
  adjustmentReason: string | null;
  remainder: RemainderDisposition | null;
}): Extract<
  ErrorCode,
  "AMOUNT_INVALID" | "AMOUNT_EXCEEDS_DEPOSIT" | "ADJUSTMENT_REASON_REQUIRED" | "REMAINDER_REQUIRED"
> | null {
  if (!isAmount(input.amount) || compareAmounts(input.amount, "0") === 0) return "AMOUNT_INVALID";
  const order = compareAmounts(input.amount, input.depositAmount);
  if (order > 0) return "AMOUNT_EXCEEDS_DEPOSIT";
  if (order === 0) return null;
  if ((input.adjustmentReason ?? "").trim() === "") return "ADJUSTMENT_REASON_REQUIRED";
  if (input.remainder === null) return "REMAINDER_REQUIRED";
  return null;
}

/** How many people must approve: two above the currency's large-amount limit, else one. */
export function requiredApprovals(amount: string, largeAmount: string): number {
  return isLargeAmount(amount, largeAmount) ? 2 : 1;
}

export function isLargeAmount(amount: string, largeAmount: string): boolean {
  return compareAmounts(amount, largeAmount) > 0;
}

/** I3: the maker never approves, and nobody approves twice. */
export function whyNotApprove(
  refund: {
    status: string;
    requestedBy: { id: string };
    approvals: readonly { by: { id: string }; decision: string }[];
  },
  userId: string,
  context: ActionContext,
): Refusal {
  if (refund.status !== "PENDING_APPROVAL")
    return {
      code: "STATUS",
      text: reasonWords(context, "decideStatus", { refund: refund.status }),
    };
  if (refund.requestedBy.id === userId) return { code: "LOCKED", text: reasonWords(context, "ownRequestSupervisor") };
  if (refund.approvals.some((approval) => approval.by.id === userId && approval.decision === "APPROVE"))
    return { code: "LOCKED", text: reasonWords(context, "approvedAlready") };
  const lacking = whyNotPermitted("Refund.Approve", context);
  if (lacking) return lacking;
  if (!context.online) return { code: "OFFLINE", text: reasonWords(context, "approveOffline") };
  return null;
}

/** F13: the maker never executes; above the large-amount limit an approver does not either. */
export function whyNotExecute(
  refund: {
    status: string;
    requestedBy: { id: string };
    requiredApprovals: number;
    approvals: readonly { by: { id: string }; decision: string }[];
  },
  userId: string,
  context: ActionContext,
): Refusal {
  if (refund.status !== "APPROVED" && refund.status !== "SIGNING")
    return {
      code: "STATUS",
      text: reasonWords(context, "executeStatus", { refund: refund.status }),
    };
  if (refund.requestedBy.id === userId) return { code: "LOCKED", text: reasonWords(context, "ownRequestExecutor") };
  if (refund.requiredApprovals > 1 && refund.approvals.some((approval) => approval.by.id === userId))
    return { code: "LOCKED", text: reasonWords(context, "approvedLargeAmount") };
  const lacking = whyNotPermitted("Refund.Execute", context);
  if (lacking) return lacking;
  if (!context.online) return { code: "OFFLINE", text: reasonWords(context, "executeOffline") };
  return null;
}

export function whyNotWithdraw(
  refund: { status: string; requestedBy: { id: string } },
  userId: string,
  context: ActionContext,
): Refusal {
  if (refund.status !== "PENDING_APPROVAL")
    return {
      code: "STATUS",
      text: reasonWords(context, "withdrawStatus", { refund: refund.status }),
    };
  if (refund.requestedBy.id !== userId) return { code: "LOCKED", text: reasonWords(context, "withdrawOwn") };
  if (!context.online) return { code: "OFFLINE", text: reasonWords(context, "withdrawOffline") };
  return null;
}

/** The outlined badge beside "Credited" while a refund runs (principle of state machines: the status itself stays); null once the record is "Refunded". */
export function refundBadge(
  status: string,
  confirmations: { current: number; required: number } | null,
): string | null {
  switch (status) {
    case "CONFIRMING":
      return confirmations === null
        ? "Refund confirming"
        : `Refund confirming ${confirmations.current}/${confirmations.required}`;
    case "COMPLETED":
      return null;
    default:
      return `Refund ${statusLabel(REFUND_STATUS_LABELS, status).toLowerCase()}`;
  }
}
