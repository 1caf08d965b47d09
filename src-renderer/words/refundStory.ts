/**
 * What a refund's status means for a person, in three answers: can money move now, what happens next by itself, what may a person do.
 * Source: state machines 3.2; design "How gravity rises": every screen of a refund says whether money can still move.
 */
import { REFUND_STATUSES, type RefundStatus } from "#shared/domain/statuses.ts";
import type { Refund } from "#shared/contract/refund.ts";
import { codeLabel } from "#renderer/i18n/codeLabel.ts";
import { sentences } from "#renderer/i18n/sentences.ts";
import { t } from "#renderer/i18n/t.ts";
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

/** The parts of a status's story that depend on more than the status. */
type Telling = (refund: StoryFacts, when: (at: string) => string) => { money?: string; next?: string; person?: string };

/** Before the chain shows anything, and where signed bytes exist; everywhere else nothing can leave. */
const MAYBE: ReadonlySet<RefundStatus> = new Set(["SIGNED", "BROADCAST_UNKNOWN", "BROADCAST", "DROPPED", "NONCE_LOST"]);
const MOVED: ReadonlySet<RefundStatus> = new Set(["CONFIRMING", "COMPLETED"]);

const ended: Telling = () => ({ next: t("words:story.ended.next"), person: t("words:story.ended.person") });
const unpaid = (refund: StoryFacts): { person: string } => ({
  person: t(refund.lockReleased ? "words:story.unpaid.personFinal" : "words:story.unpaid.person"),
});

const TELLINGS: Partial<Record<RefundStatus, Telling>> = {
  PENDING_APPROVAL: ({ requestedBy, expiresAt, ...refund }, when) => {
    const count = Math.max(1, refund.requiredApprovals - approvalCount(refund));
    return {
      next:
        expiresAt === null
          ? t("words:story.PENDING_APPROVAL.next", { count })
          : t("words:story.PENDING_APPROVAL.nextUntil", { count, at: when(expiresAt) }),
      person: t("words:story.PENDING_APPROVAL.person", { requester: requestedBy.name }),
    };
  },
  APPROVED: ({ expiresAt, requiredApprovals }, when) => ({
    next:
      expiresAt === null
        ? t("words:story.APPROVED.next")
        : t("words:story.APPROVED.nextUntil", { at: when(expiresAt) }),
    person: t(requiredApprovals > 1 ? "words:story.APPROVED.personLarge" : "words:story.APPROVED.person"),
  }),
  SIGNING: ({ lease }, when) =>
    lease === null
      ? {}
      : { next: t("words:story.SIGNING.nextLease", { holder: lease.holder.name, at: when(lease.expiresAt) }) },
  CONFIRMING: (refund) => ({ next: t("words:story.CONFIRMING.next", { required: requiredOf(refund) }) }),
  WITHDRAWN: ended,
  REJECTED: ended,
  EXPIRED: ended,
  FAILED_ON_CHAIN: (refund) => ({
    ...(refund.lockReleased ? { next: t("words:story.FAILED_ON_CHAIN.nextFinal") } : {}),
    ...unpaid(refund),
  }),
  VOID: (refund) => ({
    ...(refund.lockReleased ? { next: t("words:story.VOID.nextFinal") } : {}),
    ...unpaid(refund),
  }),
  COMPLETED: (refund) => ({ money: t("words:story.COMPLETED.money", { required: requiredOf(refund) }) }),
};

/** The three answers for a refund. `when` writes a moment for people. A status that this version does not know offers nothing. */
export function refundStory(refund: StoryFacts, when: (at: string) => string): RefundStory {
  const status = REFUND_STATUSES.find((known) => known === refund.status);
  if (status === undefined) {
    return {
      money: { now: "MAYBE", text: t("words:story.unknown.money", { status: codeLabel("refund", refund.status) }) },
      next: t("words:story.unknown.next"),
      person: t("words:story.unknown.person"),
    };
  }
  const told = TELLINGS[status]?.(refund, when) ?? {};
  const now = MAYBE.has(status) ? "MAYBE" : MOVED.has(status) ? "MOVED" : "NO";
  const plain = (part: "money" | "next" | "person") => t(`words:story.${status}.${part}` as "words:story.SIGNED.money");
  const slot = unusedSlot(refund);
  return {
    money: { now, text: told.money ?? plain("money") },
    next: told.next ?? plain("next"),
    // A slot that was given in vain keeps its key from paying; what a person may do about it.
    person: sentences([told.person ?? plain("person"), slot === null ? null : t(`words:story.slot.${slot}`)]),
  };
}

/** Approvals that count towards the quorum. */
export function approvalCount(refund: Pick<Refund, "approvals">): number {
  return refund.approvals.filter((approval) => approval.decision === "APPROVE").length;
}

function requiredOf(refund: StoryFacts): string {
  const required = refund.confirmations?.required ?? refund.required;
  return required === undefined ? t("words:story.unknown.all") : String(required);
}
