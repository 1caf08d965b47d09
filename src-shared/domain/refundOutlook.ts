/**
 * What a refund's page says at each moment: can money still move, what happens next by itself, what may a person do.
 * One text a status, so that nobody has to know the state machine to be calm about a payment.
 */
import { isDeadSlot, isWithheld } from "./refundRepairs.ts";

/** NO: nothing is signed. MAY: signed bytes exist that could still be mined. HAS: it is mined. DID_NOT: it ended and nothing of it can pay any more. */
export type MoneyOutlook = "NO" | "MAY" | "HAS" | "DID_NOT";
export type RefundOutlook = {
  money: MoneyOutlook;
  /** one sentence on the money */
  moneyText: string;
  /** what the central service or this program does without anybody */
  byItself: string;
  /** what a person may do, and which one; null: there is nothing to do */
  people: string | null;
  /** somebody should look at this one now */
  attention: boolean;
};

export type OutlookInput = {
  status: string;
  lockReleased: boolean;
  failure: { code: string; detail: string } | null;
  holdReason: string | null;
  confirmations: { current: number; required: number; orphanedAt: string | null } | null;
  voiding: { approval: unknown } | null;
  slot?: object | null;
  attempts: readonly { kind: string; mined?: unknown }[];
  requiredApprovals: number;
};

const NOTHING_SIGNED = "No money can move: nothing is signed.";
const SAME_SLOT = "It can be paid at most once: every signed version of it uses the same payment slot.";

const calm = (
  money: MoneyOutlook,
  moneyText: string,
  byItself: string,
  people: string | null = null,
): RefundOutlook => ({ money, moneyText, byItself, people, attention: false });
const look = (money: MoneyOutlook, moneyText: string, byItself: string, people: string): RefundOutlook => ({
  money,
  moneyText,
  byItself,
  people,
  attention: true,
});

/** `waitedMs`: how long the payment has been waiting to be mined, where it does. */
export function refundOutlook(refund: OutlookInput, waitedMs = 0): RefundOutlook {
  const { confirmations } = refund;
  const alarm = whenAlarmed(refund);
  if (alarm !== null) return alarm;
  switch (refund.status) {
    case "DRAFT":
      return calm(
        "NO",
        NOTHING_SIGNED,
        "Nothing. A draft stays on this workstation.",
        "Finish the request, or discard it.",
      );
    case "PENDING_APPROVAL":
      return calm(
        "NO",
        NOTHING_SIGNED,
        "The request expires when its time for approval is over.",
        `${people(refund.requiredApprovals)} other than the requester must approve it. A supervisor may reject it; the requester may withdraw it.`,
      );
    case "APPROVED":
      return calm(
        "NO",
        NOTHING_SIGNED,
        "The approval expires when its time for execution is over.",
        "An executor who did not request it may execute it.",
      );
    case "ON_HOLD":
      return look(
        "NO",
        NOTHING_SIGNED,
        "Nothing until a supervisor decides.",
        "A supervisor clears the cause, and all approvals start again, or rejects it.",
      );
    case "SIGNING":
      return calm(
        "NO",
        "No money has moved. An executor is about to sign.",
        "If the executor's lock lapses before a signature is registered, it is Approved again with the same payment slot.",
        "Only the executor who began may go on, with the same key.",
      );
    case "SIGNED":
      return calm(
        "MAY",
        `Money may move: the payment is signed and registered. ${SAME_SLOT}`,
        "The same bytes are sent as soon as a node can be reached.",
        withholdingPeople(refund, "An executor may send the same bytes again."),
      );
    case "BROADCAST_UNKNOWN":
      return look(
        "MAY",
        `Money may have moved: the node's answer was lost. ${SAME_SLOT}`,
        "The chain is asked until it is known; nothing else is signed for it meanwhile.",
        withholdingPeople(refund, "An executor may send the same bytes again. Do not request another refund."),
      );
    case "BROADCAST":
      return whileWaiting(refund, waitedMs);
    case "CONFIRMING":
      return calm(
        "HAS",
        confirmations === null
          ? "The payment is mined."
          : `The payment is mined: ${confirmations.current} of ${confirmations.required} confirmations.`,
        `At ${enough(confirmations)} the refund becomes Completed and the record Refunded. If the chain drops the payment's block, the same bytes are sent again.`,
      );
    case "DROPPED":
      return look(
        "MAY",
        `Money may still move: no node knows the payment now, but its bytes exist. ${SAME_SLOT}`,
        "The nodes are asked for it all the time.",
        withholdingPeople(refund, "An executor sends the same bytes again, or raises the fee on the same slot."),
      );
    case "NONCE_LOST":
      return look(
        "MAY",
        "This payment was not mined: another transaction used its payment slot. While that one is not final, a reorganisation could bring this payment back.",
        "The chain is watched. Should this payment be mined after all, an alarm is logged and it is followed like any other; the record stays locked.",
        "Find out who used the key. A supervisor closes the refund as unpaid once the other transaction is final.",
      );
    case "FAILED_ON_CHAIN":
      return refund.lockReleased
        ? calm(
            "DID_NOT",
            "The client was not paid, and this payment can never be mined any more.",
            "Nothing more happens.",
            "The refund may be requested again.",
          )
        : look(
            "DID_NOT",
            "The client was not paid. Until the failed transaction is final, a reorganisation could still bring the payment back.",
            "The record is free for a new request as soon as the failed transaction is final.",
            "Nobody has to act; do not pay in any other way until then.",
          );
    case "VOID":
      return refund.lockReleased
        ? calm(
            "DID_NOT",
            "The payment was withheld for ever: its slot is used up.",
            "Nothing more happens.",
            "The refund may be requested again.",
          )
        : calm(
            "DID_NOT",
            "The payment was withheld. Until the replacement is final, a reorganisation could still bring the payment back.",
            "The record is free for a new request as soon as the replacement is final.",
          );
    case "COMPLETED":
      return calm(
        "HAS",
        "The client is paid.",
        "The payment is watched for a while longer; if the chain drops it, an alarm is raised and the same bytes are sent again.",
        "Tell the client offline, and record it.",
      );
    case "WITHDRAWN":
    case "REJECTED":
    case "EXPIRED":
    case "DISCARDED":
      return isDeadSlot(refund)
        ? deadSlot(refund)
        : calm(
            "DID_NOT",
            "No money moved, and nothing of this request can move any.",
            "Nothing more happens.",
            "The refund may be requested again.",
          );
    default:
      return look(
        "MAY",
        "This version of the program does not know this status.",
        "The central service goes on with it.",
        "Update the program before doing anything with this refund.",
      );
  }
}

/** Waiting longer than this is worth a look: fees may have risen. */
export const STUCK_AFTER_MS = 10 * 60_000;

/** What the chain did against all expectation comes before whatever the status would say. */
function whenAlarmed({ failure }: OutlookInput): RefundOutlook | null {
  if (failure?.code === "PAID_DIFFERENTLY")
    return look(
      "HAS",
      `The transaction is mined, but did not pay what was asked: ${failure.detail}.`,
      "Nothing: it is never called Refunded.",
      "A supervisor must look at the transaction on the chain and settle it with the client outside this program.",
    );
  return null;
}

function whileWaiting(refund: OutlookInput, waitedMs: number): RefundOutlook {
  const orphaned = refund.confirmations?.orphanedAt != null;
  const text = orphaned
    ? `Money may move again: the chain dropped the block in which the payment was. ${SAME_SLOT}`
    : `Money is on its way: the payment waits to be mined. ${SAME_SLOT}`;
  const next = isWithheld(refund)
    ? "Either the payment or the replacement that pays nobody is mined; only one of them can be."
    : "It is followed until it is mined, or no node knows it any more.";
  const action = withholdingPeople(
    refund,
    "An executor may raise the fee on the same slot, or send the same bytes again.",
  );
  return orphaned || waitedMs >= STUCK_AFTER_MS ? look("MAY", text, next, action) : calm("MAY", text, next, action);
}

/** The request ended, but its payment slot stands in the way of every later payment of the same key. */
function deadSlot(refund: OutlookInput): RefundOutlook {
  const text =
    "No money moved. The payment slot that was given to it is unused, and the key's later payments wait behind it.";
  if (isWithheld(refund))
    return calm(
      "DID_NOT",
      text,
      "The slot is used up as soon as the transaction that pays nobody is mined.",
      "Wait. An executor may send the same bytes again.",
    );
  if (refund.voiding === null)
    return look(
      "DID_NOT",
      text,
      "Nothing more happens.",
      "One person asks to void the slot, another approves, and the key's executor signs it.",
    );
  return refund.voiding.approval === null
    ? look(
        "DID_NOT",
        text,
        "Nothing more happens.",
        "Voiding the slot was asked for: another person must approve that.",
      )
    : look(
        "DID_NOT",
        text,
        "Nothing more happens.",
        "Voiding the slot is approved: the key's executor may sign the transaction that pays nobody.",
      );
}

function withholdingPeople(refund: OutlookInput, otherwise: string): string {
  if (isWithheld(refund)) return "Wait. An executor may send the same bytes again, or raise the replacement's fee.";
  if (refund.voiding === null) return `${otherwise} To withhold it, one person asks and another approves.`;
  return refund.voiding.approval === null
    ? `${otherwise} Withholding it was asked for: another person must approve that.`
    : `${otherwise} Withholding it is approved: an executor may sign the replacement that pays nobody.`;
}

function enough(confirmations: OutlookInput["confirmations"]): string {
  return confirmations === null
    ? "the required confirmations"
    : `${confirmations.required} of ${confirmations.required}`;
}

function people(count: number): string {
  return count === 1 ? "One person" : `${count} people`;
}
