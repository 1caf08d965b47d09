/** How long records are kept, and what keeps one longer. Source: requirements R24.6, feature 61. */
import { holdsRefundLock } from "./refundMachine.ts";

/** Whole years after the last relevant event of a record. The law's minimum: there is no setting below it. */
export const RETENTION_YEARS = 7;

/** Events of keeping itself start no new term. */
export const RETENTION_EVENT_PREFIX = "deposit.legal_hold_";

/** Records that can be at their end; whether one is, whyKept() says. */
export const ENDED_DEPOSIT_STATUSES = ["CREDITED", "REFUNDED", "CANCELLED", "DELETED", "EXPIRED", "FAILED"] as const;

/** In the order in which they are told. */
export const KEPT_BY = ["LEGAL_HOLD", "TERM", "OPEN_RECORD", "OPEN_REFUND", "NOTICE_DUE"] as const;
export type KeptBy = (typeof KEPT_BY)[number];
export const KEPT_BY_LABELS: Record<KeptBy, string> = {
  LEGAL_HOLD: "a legal hold",
  TERM: "the term of seven years",
  OPEN_RECORD: "money that is not at its end",
  OPEN_REFUND: "a refund that is not at its end",
  NOTICE_DUE: "a customer notice that is due",
};

export type KeptRecord = {
  status: string;
  /** credited to suspense: the money still waits for a refund */
  refundOnly: boolean;
  /** no reorganisation can change it any more */
  final: boolean;
  legalHold: boolean;
  lastEventAt: string;
  refunds: readonly KeptRefund[];
};
export type KeptRefund = {
  status: string;
  lockReleased: boolean;
  final: boolean;
  /** a payment slot was given: a nonce that must end on the chain */
  hasSlot: boolean;
  /** the client was told, or there is nothing to tell */
  noticeDone: boolean;
};

/** The first moment at which a record may be purged. 29 February ends on 1 March: never a day too early. */
export function keptUntil(lastEventAt: string): string {
  const end = new Date(lastEventAt);
  end.setUTCFullYear(end.getUTCFullYear() + RETENTION_YEARS);
  return end.toISOString();
}

/** Why a record is kept at this moment; none: it may be purged. */
export function whyKept(record: KeptRecord, now: string): KeptBy[] {
  const open = record.refunds.some(isOpenRefund);
  const reasons: Record<KeptBy, boolean> = {
    LEGAL_HOLD: record.legalHold,
    TERM: now < keptUntil(record.lastEventAt),
    OPEN_RECORD: isOpenRecord(record),
    OPEN_REFUND: open,
    NOTICE_DUE: record.refunds.some(({ noticeDone }) => !noticeDone),
  };
  return KEPT_BY.filter((reason) => reasons[reason]);
}

function isOpenRecord({ status, refundOnly, final }: KeptRecord): boolean {
  if (!(ENDED_DEPOSIT_STATUSES as readonly string[]).includes(status)) return true;
  return !final || (refundOnly && status === "CREDITED");
}

/** It may still pay, or its slot is not yet used up on the chain for good. */
function isOpenRefund({ status, lockReleased, final, hasSlot }: KeptRefund): boolean {
  if (status === "COMPLETED") return !final;
  return holdsRefundLock(status, lockReleased) || (hasSlot && !final);
}
