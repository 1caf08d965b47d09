/** What may be done with an address, and why not (W2, W5, W6, W8, W9). Guide, "Customer Wallet Address". */
import type { WalletAddress } from "#shared/contract/address.ts";
import { whyNotPermitted, type ActionContext, type Refusal } from "#shared/domain/deposits.ts";
import { t } from "#renderer/i18n/t.ts";

/** The one thing that is due for an address in its status; null: nothing is. */
export type DueAction = "prove" | "continue" | "decide" | "revoke" | null;

export function dueAction({ status }: WalletAddress): DueAction {
  switch (status) {
    case "NOT_VERIFIED":
    case "REVERIFICATION_REQUIRED":
      return "prove";
    case "VERIFICATION_IN_PROGRESS":
      return "continue";
    case "PENDING_WHITELIST_APPROVAL":
      return "decide";
    case "VERIFIED":
      return "revoke";
    default:
      return null;
  }
}

export function whyNotAct(
  action: Exclude<DueAction, null> | "add",
  address: Pick<WalletAddress, "requestedBy"> | null,
  context: ActionContext,
  userId: string,
): Refusal {
  const lacking = whyNotPermitted(
    action === "decide" || action === "revoke" ? "Address.Decide" : "Address.Add",
    context,
  );
  if (lacking) return lacking;
  if (action === "decide" && address?.requestedBy?.id === userId)
    return { code: "PERMISSION", text: t("addresses:rules.own") };
  return context.online ? null : { code: "OFFLINE", text: t("common:needsConnection") };
}
