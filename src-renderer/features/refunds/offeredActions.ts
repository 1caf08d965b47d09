/** Which actions a refund offers to this person now, and why one is refused. Status first, then the person, then the connection. */
import type { Refund } from "#shared/contract/refund.ts";
import type { Deposit } from "#shared/contract/deposit.ts";
import { whyNotPermitted, whyNotRequestRefund, type ActionContext, type Refusal } from "#shared/domain/deposits.ts";
import {
  isDeadSlot,
  isWithheld,
  whyNotApproveVoid,
  whyNotCloseUnpaid,
  whyNotDropVoid,
  whyNotRaiseFee,
  whyNotRequestVoid,
  whyNotSendAgain,
  whyNotSignVoid,
} from "#shared/domain/refundRepairs.ts";
import { whyNotExecute, whyNotWithdraw } from "#shared/domain/refunds.ts";
import { t } from "#renderer/i18n/t.ts";

export type RefundActionKey =
  | "EXECUTE"
  | "WITHDRAW"
  | "RELEASE_HOLD"
  | "REJECT_HELD"
  | "REBROADCAST"
  | "COPY"
  | RepairKey;
type RepairKey = "RAISE_FEE" | "ASK_VOID" | "APPROVE_VOID" | "SIGN_VOID" | "DROP_VOID" | "CLOSE_UNPAID";
export type RefundAction = { key: RefundActionKey; label: string; refusal: Refusal };

const COPYABLE: ReadonlySet<string> = new Set(["REJECTED", "WITHDRAWN", "EXPIRED"]);

/** "Execute Refund" is always there, with its reason; the others only where their status makes sense of them. */
export function refundActions(
  refund: Refund,
  deposit: Deposit | null,
  userId: string,
  context: ActionContext,
): RefundAction[] {
  const actions: RefundAction[] = [];
  if (refund.status === "PENDING_APPROVAL")
    actions.push({
      key: "WITHDRAW",
      label: t("refunds:actions.WITHDRAW"),
      refusal: whyNotWithdraw(refund, userId, context),
    });
  if (refund.status === "ON_HOLD")
    actions.push(
      {
        key: "RELEASE_HOLD",
        label: t("refunds:actions.RELEASE_HOLD"),
        refusal: whyNotEndHold(refund, userId, context, t("refunds:actions.holdOffline")),
      },
      {
        key: "REJECT_HELD",
        label: t("refunds:actions.REJECT_HELD"),
        refusal: whyNotEndHold(refund, userId, context, t("refunds:actions.rejectOffline")),
      },
    );
  actions.push(...repairs(refund, userId, context));
  if (COPYABLE.has(refund.status) && deposit !== null)
    actions.push({ key: "COPY", label: t("refunds:actions.COPY"), refusal: whyNotCopy(deposit, context) });
  actions.push({
    key: "EXECUTE",
    label: t("refunds:actions.EXECUTE"),
    refusal: whyNotExecute(refund, userId, context),
  });
  return actions;
}

/** What may be done with a payment that does not end by itself; only what its status makes sense of. */
function repairs(refund: Refund, userId: string, context: ActionContext): RefundAction[] {
  const own: Refusal = refund.requestedBy.id === userId ? { code: "LOCKED", text: t("refunds:actions.own") } : null;
  const { voiding } = refund;
  const dead = isDeadSlot(refund);
  const offered: RefundAction[] = [
    { key: "REBROADCAST", label: t("refunds:actions.REBROADCAST"), refusal: whyNotSendAgain(refund, context) },
    { key: "RAISE_FEE", label: t("refunds:actions.RAISE_FEE"), refusal: whyNotRaiseFee(refund, context) ?? own },
  ];
  if (voiding === null)
    offered.push({
      key: "ASK_VOID",
      label: t(dead ? "refunds:actions.voidSlot" : "refunds:actions.ASK_VOID"),
      refusal: whyNotRequestVoid(refund, context),
    });
  else {
    if (voiding.approval === null)
      offered.push({
        key: "APPROVE_VOID",
        label: t(dead ? "refunds:actions.approveVoiding" : "refunds:actions.APPROVE_VOID"),
        refusal: whyNotApproveVoid(refund, userId, context),
      });
    else
      offered.push({
        key: "SIGN_VOID",
        label: t(isWithheld(refund) ? "refunds:actions.raiseVoidFee" : "refunds:actions.SIGN_VOID"),
        refusal: whyNotSignVoid(refund, context) ?? own,
      });
    const waits = offered.at(-1)?.refusal?.code !== "STATUS";
    if (waits && !isWithheld(refund))
      offered.push({
        key: "DROP_VOID",
        label: t(dead ? "refunds:actions.doNotVoid" : "refunds:actions.DROP_VOID"),
        refusal: whyNotDropVoid(refund, context),
      });
  }
  offered.push({
    key: "CLOSE_UNPAID",
    label: t("refunds:actions.CLOSE_UNPAID"),
    refusal: whyNotCloseUnpaid(refund, userId, context),
  });
  return offered.filter(({ refusal }) => refusal?.code !== "STATUS");
}

/** F11 and F12, both a second person's. */
function whyNotEndHold(refund: Refund, userId: string, context: ActionContext, offline: string): Refusal {
  if (refund.requestedBy.id === userId) return { code: "LOCKED", text: t("refunds:actions.ownHold") };
  const lacking = whyNotPermitted("Refund.Approve", context);
  if (lacking) return lacking;
  if (!context.online) return { code: "OFFLINE", text: offline };
  return null;
}

/** A draft may be written offline, so the connection is no reason against copying. */
function whyNotCopy(deposit: Deposit, context: ActionContext): Refusal {
  const refusal = whyNotRequestRefund(deposit, context);
  return refusal?.code === "OFFLINE" ? null : refusal;
}
