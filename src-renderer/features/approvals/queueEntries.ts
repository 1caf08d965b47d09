/** The approval queue: oldest first, each with the time that is left and the reason when this person may not decide. */
import type { Refund } from "#shared/contract/refund.ts";
import { whyNotApprove } from "#shared/domain/refunds.ts";
import type { ActionContext } from "#shared/domain/deposits.ts";

export type QueueEntry = {
  refund: Refund;
  /** ms until the request expires; null when it has no expiry, 0 when it is over */
  leftMs: number | null;
  /** how much of the validity is left, 0 to 1, for the small bar */
  leftShare: number;
  /** under four hours: shown in the colour of waiting for a person */
  urgent: boolean;
  ownRequest: boolean;
  whyNot: string | null;
};

const URGENT_MS = 4 * 3_600_000;

export function queueEntries(
  refunds: readonly Refund[],
  userId: string,
  context: ActionContext,
  nowMs: number,
): QueueEntry[] {
  return [...refunds]
    .sort((left, right) => (left.requestedAt < right.requestedAt ? -1 : left.requestedAt > right.requestedAt ? 1 : 0))
    .map((refund) => {
      const { leftMs, leftShare } = timeLeft(refund, nowMs);
      const refusal = whyNotApprove(refund, userId, context);
      return {
        refund,
        leftMs,
        leftShare,
        urgent: leftMs !== null && leftMs < URGENT_MS,
        ownRequest: refund.requestedBy.id === userId,
        whyNot: refusal?.text ?? null,
      };
    });
}

export function timeLeft(
  refund: Pick<Refund, "requestedAt" | "expiresAt">,
  nowMs: number,
): { leftMs: number | null; leftShare: number } {
  if (refund.expiresAt === null) return { leftMs: null, leftShare: 1 };
  const end = Date.parse(refund.expiresAt);
  const whole = Math.max(1, end - Date.parse(refund.requestedAt));
  const leftMs = Math.max(0, end - nowMs);
  return { leftMs, leftShare: Math.min(1, leftMs / whole) };
}

/** Requests on which somebody decided, newest first. */
export function decidedEntries(refunds: readonly Refund[], nowMs: number): QueueEntry[] {
  return refunds
    .filter((refund) => refund.approvals.length > 0 && refund.status !== "PENDING_APPROVAL")
    .sort((left, right) => (decidedAt(left) < decidedAt(right) ? 1 : -1))
    .map((refund) => ({
      refund,
      ...timeLeft(refund, nowMs),
      urgent: false,
      ownRequest: false,
      whyNot: null,
    }));
}

function decidedAt(refund: Refund): string {
  return refund.approvals.at(-1)?.at ?? refund.requestedAt;
}
