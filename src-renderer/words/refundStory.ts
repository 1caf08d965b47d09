/**
 * What a refund's status means for a person, in three answers: can money move now, what happens next by itself, what may a person do.
 * Source: state machines 3.2; design "How gravity rises": every screen of a refund says whether money can still move.
 */
import { REFUND_STATUS_LABELS, statusLabel, type RefundStatus } from "#shared/domain/statuses.ts";
import type { Refund } from "#shared/contract/refund.ts";
import { unusedSlot } from "./unusedSlot.ts";

/** NO: nothing can leave. MAYBE: signed bytes exist and only the chain can say. MOVED: the chain shows the payment. */
export type MoneyNow = "NO" | "MAYBE" | "MOVED";

export type RefundStory = {
  money: { now: MoneyNow; text: string };
  /** what happens without anybody's doing */
  next: string;
  /** what a person may do */
  person: string;
};

/** The parts of a refund that its story is told from, so that a list row is enough. */
export type StoryFacts = Pick<
  Refund,
  | "status"
  | "requiredApprovals"
  | "approvals"
  | "expiresAt"
  | "confirmations"
  | "lockReleased"
  | "lease"
  | "requestedBy"
  | "slot"
  | "attempts"
> & { required?: number };

type Telling = (refund: StoryFacts, when: (at: string) => string) => RefundStory;

const no = (text: string): RefundStory["money"] => ({ now: "NO", text: `No. ${text}` });
const maybe = (text: string): RefundStory["money"] => ({ now: "MAYBE", text });

const until = (refund: StoryFacts, when: (at: string) => string): string =>
  refund.expiresAt === null ? "" : ` until ${when(refund.expiresAt)}, then it becomes Approval Expired`;

const STORIES: Record<RefundStatus, Telling> = {
  DRAFT: () => ({
    money: no("A draft is kept on this computer only."),
    next: "Nothing happens by itself.",
    person: "Its writer submits or discards it.",
  }),
  DISCARDED: () => ({
    money: no("The draft was discarded before anybody saw it."),
    next: "Nothing more happens.",
    person: "A new request may be made from the record.",
  }),
  PENDING_APPROVAL: (refund, when) => {
    const lacking = Math.max(1, refund.requiredApprovals - approvalCount(refund));
    return {
      money: no("Nothing is signed."),
      next: `It waits for ${lacking} more ${lacking === 1 ? "approval" : "approvals"}${until(refund, when)}.`,
      person: `A supervisor approves or rejects it, but not ${refund.requestedBy.name}, who requested it and may withdraw it.`,
    };
  },
  APPROVED: (refund, when) => ({
    money: no("Nothing is signed."),
    next: `It waits for an executor${until(refund, when)}.`,
    person:
      refund.requiredApprovals > 1
        ? "An executor who neither requested nor approved it starts Execute Refund."
        : "An executor who did not request it starts Execute Refund.",
  }),
  ON_HOLD: () => ({
    money: no("Nothing is signed, and nothing can be while it is held."),
    next: "Nothing happens by itself.",
    person: "A supervisor clears the cause and releases the hold, so that the approvals start again, or rejects it.",
  }),
  SIGNING: (refund, when) => ({
    money: no("The execution was claimed, but no signed payment is registered, and nothing is sent before that."),
    next:
      refund.lease === null
        ? "The executor confirms and signs, or the claim lapses and the refund goes back to Approved."
        : `${refund.lease.holder.name} holds the claim until ${when(refund.lease.expiresAt)}. Unless it is renewed, the refund goes back to Approved.`,
    person: "The executor who claimed it finishes it, or backs out. Nobody else can sign meanwhile.",
  }),
  SIGNED: () => ({
    money: maybe("Yes. The payment is signed and its bytes are stored; they may be sent at any moment."),
    next: "The same bytes are broadcast, also after a restart. A second payment is not possible: there is one slot.",
    person: "Wait. Do not make a new refund.",
  }),
  BROADCAST_UNKNOWN: () => ({
    money: maybe("Perhaps. The signed payment may or may not be on its way."),
    next: "The chain is asked for its hash again and again. As soon as a node knows it, tracking goes on.",
    person: "An executor may send the same bytes again, which cannot pay twice. Do not make a new refund.",
  }),
  BROADCAST: () => ({
    money: maybe("Yes. The payment is on its way and waits for a block."),
    next: "When it is in a block, the confirmations are counted. If no node knows it any more, it becomes Dropped.",
    person: "Nothing needs to be done. Do not make a new refund.",
  }),
  CONFIRMING: (refund) => ({
    money: { now: "MOVED", text: "It has moved. The payment is in a block; only a reorganisation could take it out." },
    next: `At ${requiredOf(refund)} of ${requiredOf(refund)} the refund becomes Completed and the system sets the record to Refunded.`,
    person: "Nothing needs to be done.",
  }),
  DROPPED: () => ({
    money: maybe("Perhaps. No node knows the payment any more, but its signed bytes stay valid."),
    next: "The chain is still watched. If the payment is mined after all, tracking goes on.",
    person: "An executor sends the same bytes again, which cannot pay twice. Do not make a new refund.",
  }),
  NONCE_LOST: () => ({
    money: maybe("Unclear. Another transaction used this refund's payment slot."),
    next: "The other transaction is watched until it is final. Should this payment be mined after all, it is followed like any other. The record stays locked for other refunds.",
    person: "A supervisor proves what the other transaction paid before anything else. Do not make a new refund.",
  }),
  WITHDRAWN: () => ended("It was withdrawn before anybody approved it."),
  REJECTED: () => ended("It was rejected."),
  EXPIRED: () => ended("Its time ran out before it was executed."),
  FAILED_ON_CHAIN: (refund) => ({
    money: no("The network refused the payment. The fee is lost, the money stayed."),
    next: refund.lockReleased
      ? "The failed transaction is final. The record stays Credited."
      : "The failed transaction is watched until it is final; until then no other refund of this record is possible.",
    person: refund.lockReleased
      ? "A new request may be made."
      : "Wait until it is final, then a new request may be made.",
  }),
  VOID: (refund) => ({
    money: no("The payment was replaced by one that pays nothing."),
    next: refund.lockReleased
      ? "The replacement is final. The record stays Credited."
      : "The replacement is watched until it is final; until then no other refund of this record is possible.",
    person: refund.lockReleased
      ? "A new request may be made."
      : "Wait until it is final, then a new request may be made.",
  }),
  COMPLETED: (refund) => ({
    money: { now: "MOVED", text: `It has moved. Paid and confirmed ${requiredOf(refund)} of ${requiredOf(refund)}.` },
    next: "The block is watched for a while longer. A reorganisation would reopen the refund and raise an alarm.",
    person: "Notify the customer, offline, and record it.",
  }),
};

/** The three answers for a refund. `when` writes a moment for people. A status that this version does not know offers nothing. */
export function refundStory(refund: StoryFacts, when: (at: string) => string): RefundStory {
  if (Object.hasOwn(STORIES, refund.status)) {
    const story = STORIES[refund.status as RefundStatus](refund, when);
    return { ...story, person: `${story.person}${slotWords(refund)}` };
  }
  return {
    money: maybe(`Unclear. This version does not know the status ${statusLabel(REFUND_STATUS_LABELS, refund.status)}.`),
    next: "Unclear.",
    person: "Update Deposit Desk. Until then nothing can be done with this refund here.",
  };
}

/** Approvals that count towards the quorum. */
export function approvalCount(refund: Pick<Refund, "approvals">): number {
  return refund.approvals.filter((approval) => approval.decision === "APPROVE").length;
}

/** A slot that was given in vain keeps its key from paying; what a person may do about it. */
function slotWords(refund: StoryFacts): string {
  switch (unusedSlot(refund)) {
    case "DEAD":
      return " It was claimed and never signed, so that the signing key it was claimed with pays nothing else. Either its payment slot is voided on the chain, which a second person must approve, or a supervisor takes that key out of use on the page Signing key, unless it was done already, and its owner enrols a new one.";
    case "EXECUTE_FIRST":
      return " It was claimed before: only the same signing key can pay it, and pays nothing else until then.";
    case null:
      return "";
  }
}

function ended(what: string): RefundStory {
  return {
    money: no(`${what} Nothing was signed.`),
    next: "Nothing more happens. The record stays Credited.",
    person: "A new request may be made; this one can be copied into it.",
  };
}

function requiredOf(refund: StoryFacts): string {
  const required = refund.confirmations?.required ?? refund.required;
  return required === undefined ? "all" : String(required);
}
