/** What may be done with a deposit record, and the words for why not. Used by central, main and renderer alike. */
import { administratorNames } from "./permissions.ts";
import { reasonWords, type SayReason } from "./reasons.ts";

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
  /** the person's language; English where nobody says otherwise */
  say?: SayReason;
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
      text: reasonWords(context, "cancelStatus", { deposit: deposit.status }),
    };
  const lacking = whyNotPermitted("Cancel", context);
  if (lacking) return lacking;
  if (!context.online) return { code: "OFFLINE", text: reasonWords(context, "cancelOffline") };
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
      text: reasonWords(context, "refundStatus", { deposit: deposit.status }),
    };
  if (deposit.activeRefundNo !== null)
    return { code: "REFUND_OPEN", text: reasonWords(context, "refundOpen", { refundNo: deposit.activeRefundNo }) };
  const lacking = whyNotPermitted("Refund", context) ?? whyNotPermitted("Refund.Request", context);
  if (lacking) return lacking;
  if (!context.online) return { code: "OFFLINE", text: reasonWords(context, "refundOffline") };
  return null;
}

export function whyNotPermitted(permission: string, context: ActionContext): Refusal {
  if (context.permissions.has(permission)) return null;
  const names = administratorNames(context.administrators);
  return { code: "PERMISSION", text: reasonWords(context, "permission", { permission, names }), permission };
}
