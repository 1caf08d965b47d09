/**
 * What a refund's page says at each moment: can money still move, what happens next by itself, what may a person do.
 * One answer a status, so that nobody has to know the state machine to be calm about a payment. The words stand in texts/<language>/outlook.ts.
 */
import type { outlook } from "#shared/texts/en/outlook.ts";
import { isDeadSlot, isWithheld } from "./refundRepairs.ts";

/** NO: nothing is signed. MAY: signed bytes exist that could still be mined. HAS: it is mined. DID_NOT: it ended and nothing of it can pay any more. */
export type MoneyOutlook = "NO" | "MAY" | "HAS" | "DID_NOT";

/** One sentence: which one, and what is filled in. */
export type OutlookSentence<Part extends keyof typeof outlook> = {
  key: keyof (typeof outlook)[Part];
  values?: Readonly<Record<string, string | number>>;
};
export type RefundOutlook = {
  money: MoneyOutlook;
  /** on the money */
  moneySays: readonly OutlookSentence<"money">[];
  /** what the central service or this program does without anybody */
  byItself: OutlookSentence<"next">;
  /** what a person may do, and which one; empty: there is nothing to do */
  people: readonly OutlookSentence<"people">[];
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

type Said<Part extends keyof typeof outlook> = OutlookSentence<Part>["key"] | OutlookSentence<Part>;
type People = Said<"people"> | readonly OutlookSentence<"people">[];

function sentence<Part extends keyof typeof outlook>(said: Said<Part>): OutlookSentence<Part> {
  return typeof said === "object" ? said : { key: said };
}

/** Signed bytes exist: every sentence on them ends with why they can pay once only. */
const SAME_SLOT: ReadonlySet<string> = new Set(["signed", "answerLost", "onItsWay", "blockDropped", "forgotten"]);

function answer(
  money: MoneyOutlook,
  says: Said<"money">,
  byItself: Said<"next">,
  people: People,
  attention: boolean,
): RefundOutlook {
  const first = sentence<"money">(says);
  return {
    money,
    moneySays: SAME_SLOT.has(first.key) ? [first, { key: "sameSlot" }] : [first],
    byItself: sentence<"next">(byItself),
    people: isList(people) ? people : [sentence<"people">(people)],
    attention,
  };
}

function isList(people: People): people is readonly OutlookSentence<"people">[] {
  return Array.isArray(people);
}

const calm = (money: MoneyOutlook, says: Said<"money">, byItself: Said<"next">, people: People = []): RefundOutlook =>
  answer(money, says, byItself, people, false);
const look = (money: MoneyOutlook, says: Said<"money">, byItself: Said<"next">, people: People): RefundOutlook =>
  answer(money, says, byItself, people, true);

/** `waitedMs`: how long the payment has been waiting to be mined, where it does. */
export function refundOutlook(refund: OutlookInput, waitedMs = 0): RefundOutlook {
  const alarm = whenAlarmed(refund);
  if (alarm !== null) return alarm;
  switch (refund.status) {
    case "DRAFT":
      return calm("NO", "nothingSigned", "draftStays", "finishDraft");
    case "PENDING_APPROVAL":
      return calm("NO", "nothingSigned", "requestExpires", approvers(refund.requiredApprovals));
    case "APPROVED":
      return calm("NO", "nothingSigned", "approvalExpires", "execute");
    case "ON_HOLD":
      return look("NO", "nothingSigned", "supervisorDecides", "clearHold");
    case "SIGNING":
      return calm("NO", "aboutToSign", "lockLapses", "onlyExecutor");
    case "SIGNED":
      return calm("MAY", "signed", "sentWhenReached", withholding(refund, "sendAgain"));
    case "BROADCAST_UNKNOWN":
      return look("MAY", "answerLost", "chainAsked", withholding(refund, "sendAgainOnly"));
    case "BROADCAST":
      return whileWaiting(refund, waitedMs);
    case "CONFIRMING":
      return whileConfirming(refund.confirmations);
    case "DROPPED":
      return look("MAY", "forgotten", "nodesAsked", withholding(refund, "sendOrRaise"));
    case "NONCE_LOST":
      return look("MAY", "slotTaken", "chainWatched", "findOut");
    case "FAILED_ON_CHAIN":
      return refund.lockReleased
        ? calm("DID_NOT", "failed", "nothingMore", "requestAgain")
        : look("DID_NOT", "failedNotFinal", "freeAfterFailed", "payNothing");
    case "VOID":
      return refund.lockReleased
        ? calm("DID_NOT", "withheld", "nothingMore", "requestAgain")
        : calm("DID_NOT", "withheldNotFinal", "freeAfterReplacement");
    case "COMPLETED":
      return calm("HAS", "paid", "watchedLonger", "tellClient");
    case "WITHDRAWN":
    case "REJECTED":
    case "EXPIRED":
    case "DISCARDED":
      return isDeadSlot(refund) ? deadSlot(refund) : calm("DID_NOT", "nothingMoved", "nothingMore", "requestAgain");
    default:
      return look("MAY", "unknown", "centralGoesOn", "update");
  }
}

/** Waiting longer than this is worth a look: fees may have risen. */
export const STUCK_AFTER_MS = 10 * 60_000;

/** What the chain did against all expectation comes before whatever the status would say. */
function whenAlarmed({ failure }: OutlookInput): RefundOutlook | null {
  if (failure?.code !== "PAID_DIFFERENTLY") return null;
  const says = { key: "paidDifferently", values: { detail: failure.detail } } as const;
  return look("HAS", says, "neverRefunded", "settleOutside");
}

function whileWaiting(refund: OutlookInput, waitedMs: number): RefundOutlook {
  const orphaned = refund.confirmations?.orphanedAt != null;
  const say = orphaned || waitedMs >= STUCK_AFTER_MS ? look : calm;
  return say(
    "MAY",
    orphaned ? "blockDropped" : "onItsWay",
    isWithheld(refund) ? "eitherOne" : "followed",
    withholding(refund, "raiseOrSend"),
  );
}

function whileConfirming(confirmations: OutlookInput["confirmations"]): RefundOutlook {
  if (confirmations === null) return calm("HAS", "mined", "completes");
  const { current, required } = confirmations;
  return calm("HAS", { key: "minedOf", values: { current, required } }, { key: "completesAt", values: { required } });
}

/** The request ended, but its payment slot stands in the way of every later payment of the same key. */
function deadSlot(refund: OutlookInput): RefundOutlook {
  if (isWithheld(refund)) return calm("DID_NOT", "slotUnused", "slotUsedUp", "waitSlot");
  const people = refund.voiding === null ? "voidSlot" : refund.voiding.approval === null ? "voidAsked" : "voidApproved";
  return look("DID_NOT", "slotUnused", "nothingMore", people);
}

function withholding(
  refund: OutlookInput,
  otherwise: OutlookSentence<"people">["key"],
): readonly OutlookSentence<"people">[] {
  if (isWithheld(refund)) return [{ key: "waitReplacement" }];
  if (refund.voiding === null) return [{ key: otherwise }, { key: "mayWithhold" }];
  return [{ key: otherwise }, { key: refund.voiding.approval === null ? "withholdAsked" : "withholdApproved" }];
}

function approvers(count: number): OutlookSentence<"people"> {
  return count === 1 ? { key: "approveOne" } : { key: "approveMany", values: { count } };
}
