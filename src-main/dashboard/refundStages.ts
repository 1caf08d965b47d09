/** Where the time of completed refunds went: medians, because one refund that waited over a weekend says nothing about the others. */
import type { RefundStages } from "#shared/contract/dashboard.ts";
import { median } from "#shared/domain/median.ts";
import type { Refund } from "#shared/contract/refund.ts";

const LONG_MS = 4 * 60 * 60_000;

export function refundStages(completed: readonly Refund[]): RefundStages {
  const moments = completed.map(momentsOf);
  const between = (from: keyof Moments, to: keyof Moments): number | null =>
    median(moments.map((one) => differenceOf(one[from], one[to])).filter((ms) => ms !== null));
  const totals = moments
    .map(({ requested, completed: end }) => differenceOf(requested, end))
    .filter((ms) => ms !== null);
  return {
    refunds: completed.length,
    over4Hours: totals.filter((ms) => ms > LONG_MS).length,
    approvalMs: between("requested", "approved"),
    executionMs: between("approved", "signed"),
    signingMs: between("signed", "sent"),
    confirmingMs: between("sent", "completed"),
    totalMs: median(totals),
  };
}

type Moments = Record<"requested" | "approved" | "signed" | "sent" | "completed", string | null>;

function momentsOf({ requestedAt, approvals, attempts, completedAt }: Refund): Moments {
  const [first] = attempts;
  return {
    requested: requestedAt,
    // The last one counts: before it the refund could not be executed.
    approved: approvals.findLast(({ decision }) => decision === "APPROVE")?.at ?? null,
    signed: first?.at ?? null,
    sent: first?.broadcasts[0]?.at ?? null,
    completed: completedAt,
  };
}

/** Milliseconds; null when one of the two is not known. Clocks of two computers may disagree: never below zero. */
function differenceOf(from: string | null, to: string | null): number | null {
  return from === null || to === null ? null : Math.max(0, Date.parse(to) - Date.parse(from));
}
