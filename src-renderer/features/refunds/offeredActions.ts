/** Which actions a refund offers to this person now, and why one is refused. Status first, then the person, then the connection. */
import type { Refund } from "#shared/contract/refund.ts";
import type { Deposit } from "#shared/contract/deposit.ts";
import { whyNotPermitted, whyNotRequestRefund, type ActionContext, type Refusal } from "#shared/domain/deposits.ts";
import { whyNotExecute, whyNotWithdraw } from "#shared/domain/refunds.ts";

export type RefundActionKey = "EXECUTE" | "WITHDRAW" | "RELEASE_HOLD" | "REBROADCAST" | "COPY";
export type RefundAction = { key: RefundActionKey; label: string; refusal: Refusal };

const COPYABLE: ReadonlySet<string> = new Set(["REJECTED", "WITHDRAWN", "EXPIRED"]);
const RESENDABLE: ReadonlySet<string> = new Set(["BROADCAST_UNKNOWN", "DROPPED"]);

/** "Execute Refund" is always there, with its reason; the others only where their status makes sense of them. */
export function refundActions(
  refund: Refund,
  deposit: Deposit | null,
  userId: string,
  context: ActionContext,
): RefundAction[] {
  const actions: RefundAction[] = [];
  if (refund.status === "PENDING_APPROVAL")
    actions.push({ key: "WITHDRAW", label: "Withdraw", refusal: whyNotWithdraw(refund, userId, context) });
  if (refund.status === "ON_HOLD")
    actions.push({ key: "RELEASE_HOLD", label: "Release hold", refusal: whyNotReleaseHold(refund, userId, context) });
  if (RESENDABLE.has(refund.status))
    actions.push({ key: "REBROADCAST", label: "Send the same bytes again", refusal: whyNotRebroadcast(context) });
  if (COPYABLE.has(refund.status) && deposit !== null)
    actions.push({ key: "COPY", label: "Copy into a new draft", refusal: whyNotCopy(deposit, context) });
  actions.push({ key: "EXECUTE", label: "Execute Refund", refusal: whyNotExecute(refund, userId, context) });
  return actions;
}

function whyNotReleaseHold(refund: Refund, userId: string, context: ActionContext): Refusal {
  if (refund.requestedBy.id === userId)
    return { code: "LOCKED", text: "Your own request. Another supervisor must decide." };
  const lacking = whyNotPermitted("Refund.Approve", context);
  if (lacking) return lacking;
  if (!context.online) return { code: "OFFLINE", text: "Releasing a hold needs a connection." };
  return null;
}

function whyNotRebroadcast(context: ActionContext): Refusal {
  const lacking = whyNotPermitted("Refund.Execute", context);
  if (lacking) return lacking;
  if (!context.online)
    return { code: "OFFLINE", text: "Sending needs a connection. Nothing that moves money is queued." };
  return null;
}

/** A draft may be written offline, so the connection is no reason against copying. */
function whyNotCopy(deposit: Deposit, context: ActionContext): Refusal {
  const refusal = whyNotRequestRefund(deposit, context);
  return refusal?.code === "OFFLINE" ? null : refusal;
}
