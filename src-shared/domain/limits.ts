/** Limits of refunds: how many approve, what a key may begin in a day, and which version holds. Feature list, rows 34, 35 and 45. */
import type { ConfigurationVersion, PaymentLimits } from "#shared/contract/configuration.ts";
import { compareAmounts, sumAmounts } from "#shared/money.ts";
import { requiredApprovals } from "./refunds.ts";
import { type SayRule, sayRuleInEnglish } from "./ruleWords.ts";

/** What holds until people have agreed on a version: the rules that stand with the currency and its network. */
export function startingLimits(
  network: { feeCapWei: string },
  currency: { largeAmount: string },
  paymentsPerSignerAndDay: number,
): PaymentLimits {
  return {
    feeCapWei: network.feeCapWei,
    approvalBands: [],
    largeAmount: currency.largeAmount,
    paymentsPerSignerAndDay,
    amountPerSignerAndDay: null,
  };
}

/** How many people must approve: what the bands below the amount demand, and never fewer than the large-amount rule does. */
export function approvalsNeeded(amount: string, limits: Pick<PaymentLimits, "approvalBands" | "largeAmount">): number {
  let needed = requiredApprovals(amount, limits.largeAmount);
  for (const band of limits.approvalBands)
    if (compareAmounts(amount, band.above) > 0 && band.approvals > needed) needed = band.approvals;
  return needed;
}

type Versioned = Pick<ConfigurationVersion, "status" | "effectiveFrom" | "number">;

/** The approved version that took effect last; null while none has. */
export function versionInForce<Version extends Versioned>(versions: readonly Version[], at: string): Version | null {
  let found: Version | null = null;
  for (const one of versions) {
    if (one.status !== "APPROVED" || one.effectiveFrom === null || one.effectiveFrom > at) continue;
    if (found === null || isLater(one, found)) found = one;
  }
  return found;
}

function isLater(one: Versioned, other: Versioned): boolean {
  if (one.effectiveFrom === other.effectiveFrom) return one.number > other.number;
  return (one.effectiveFrom ?? "") > (other.effectiveFrom ?? "");
}

/** Why these limits cannot hold, in words for people; null when they can. */
export function whyLimitsAreUnsound(limits: PaymentLimits, say: SayRule = sayRuleInEnglish): string | null {
  if (BigInt(limits.feeCapWei) === 0n) return say("limits.feeCapZero");
  let last: PaymentLimits["approvalBands"][number] | null = null;
  for (const band of limits.approvalBands) {
    if (last !== null && compareAmounts(band.above, last.above) <= 0) return say("limits.bandOrder");
    if (last !== null && band.approvals <= last.approvals) return say("limits.bandApprovals");
    last = band;
  }
  if (limits.amountPerSignerAndDay !== null && compareAmounts(limits.amountPerSignerAndDay, "0") <= 0)
    return say("limits.dayZero");
  return null;
}

/** Why a key may not begin this payment now, in words for people; null when it may. `begun`: amounts of this currency in the last 24 hours. */
export function whyTooFast(amount: string, begun: readonly string[], limits: PaymentLimits): string | null {
  const { paymentsPerSignerAndDay, amountPerSignerAndDay } = limits;
  if (begun.length >= paymentsPerSignerAndDay)
    return `This key has begun ${begun.length} of ${paymentsPerSignerAndDay} payments of this currency that it may begin in 24 hours`;
  if (amountPerSignerAndDay === null) return null;
  const total = sumAmounts([amount, ...begun]);
  if (compareAmounts(total, amountPerSignerAndDay) <= 0) return null;
  return `With this payment the key would have begun ${total} in 24 hours; ${amountPerSignerAndDay} is the most`;
}
