/** What may be done with a deposit record, and the words for why not. Used by central, main and renderer alike. */
import { DEPOSIT_STATUS_LABELS, statusLabel } from "./statuses.ts";

/** Why an action is not offered. `null` means it is. `text` is what a person reads beside the disabled control. */
export type Refusal = {
  code: "STATUS" | "PERMISSION" | "OFFLINE" | "REFUND_OPEN" | "LOCKED";
  text: string;
  /** the right that is missing, which one may ask for */
  permission?: string;
} | null;

export type ActionContext = {
  permissions: ReadonlySet<string>;
  online: boolean;
  /** names for "Contact an administrator: ..." */
  administrators: readonly string[];
};

export const CANCELLABLE_STATUS = "WALLET_ADDRESS_UNDER_VERIFICATION";
export const REFUNDABLE_STATUS = "CREDITED";

/** Guide, Cancellation: the two example remarks, in the guide's words (R15.2). */
export const CANCEL_REMARK_TEMPLATES = ["Duplicate user request", "Incorrect address"] as const;
export const REMARKS_MAX_LENGTH = 500;

/** Statuses in which no transfer can have arrived yet, so that an application may still be deleted (R8.3). */
export const DELETABLE_RECORD_STATUS = "WALLET_ADDRESS_UNDER_VERIFICATION";

/** Guide, Cancellation: only "Wallet Address Under Verification" may be cancelled. The status is named before the permission, so that nobody asks for a right that would not help. */
export function whyNotCancel(deposit: { status: string }, context: ActionContext): Refusal {
  if (deposit.status !== CANCELLABLE_STATUS)
    return {
      code: "STATUS",
      text: `Only "Wallet Address Under Verification" can be cancelled — this is ${statusLabel(DEPOSIT_STATUS_LABELS, deposit.status)}.`,
    };
  const lacking = whyNotPermitted("Cancel", context);
  if (lacking) return lacking;
  if (!context.online)
    return { code: "OFFLINE", text: "Cancel needs a connection. The chain must be asked at the moment of cancelling." };
  return null;
}

/** Guide, Refund: only "Credited" may be refunded, and one refund at a time. */
export function whyNotRequestRefund(
  deposit: { status: string; activeRefundNo: string | null },
  context: ActionContext,
): Refusal {
  if (deposit.status !== REFUNDABLE_STATUS)
    return {
      code: "STATUS",
      text: `Only "Credited" can be refunded — this is ${statusLabel(DEPOSIT_STATUS_LABELS, deposit.status)}.`,
    };
  if (deposit.activeRefundNo !== null)
    return { code: "REFUND_OPEN", text: `Refund ${deposit.activeRefundNo} is already running for this record.` };
  const lacking = whyNotPermitted("Refund", context) ?? whyNotPermitted("Refund.Request", context);
  if (lacking) return lacking;
  if (!context.online)
    return { code: "OFFLINE", text: "A refund request needs a connection. A draft can be kept until then." };
  return null;
}

export function whyNotPermitted(permission: string, context: ActionContext): Refusal {
  if (context.permissions.has(permission)) return null;
  const names = context.administrators.length === 0 ? "" : `: ${context.administrators.join(", ")}`;
  const text = `You lack the permission "${permission}". Contact an administrator${names}.`;
  return { code: "PERMISSION", text, permission };
}
