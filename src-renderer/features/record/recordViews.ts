/** The facts of a deposit record as the detail shows them: which ones, in which order, under which names (R7.3, R11). Pure. */
import type { Deposit } from "#shared/contract/deposit.ts";
import { amountDifference } from "#shared/money.ts";

export type ConfirmationView = {
  current: number;
  required: number;
  reached: boolean;
  orphaned: boolean;
  /** "12 of 12 required", "Orphaned, back to 0 of 12", "No transfer seen" */
  headline: string;
  tone: "plain" | "good" | "alert";
  /** blocks beyond the required ones */
  beyond: number;
};

/** R11.3, R11.6: n of required, bound to one transaction and one block. */
export function confirmationView(deposit: Deposit): ConfirmationView {
  const { current, required, orphanedAt, blockNumber } = deposit.confirmations;
  const orphaned = orphanedAt !== null && current < required;
  const reached = current >= required;
  const shown = Math.min(current, required);
  const base = { current: shown, required, reached, orphaned, beyond: Math.max(0, current - required) };
  if (orphaned && blockNumber === null)
    return { ...base, current: 0, headline: `Orphaned, back to 0 of ${required}`, tone: "alert" };
  if (orphaned) return { ...base, headline: `Orphaned before, again ${shown} of ${required}`, tone: "alert" };
  if (deposit.txHash === null && blockNumber === null) return { ...base, headline: "No transfer seen", tone: "plain" };
  if (blockNumber === null) return { ...base, headline: `In no block yet, 0 of ${required}`, tone: "plain" };
  return { ...base, headline: `${shown} of ${required} required`, tone: reached ? "good" : "plain" };
}

/** Received against declared, as sign and size; null when they are the same or nothing was received. */
export function declaredDifference(deposit: Deposit): string | null {
  if (deposit.receivedAmount === null) return null;
  const { sign, amount } = amountDifference(deposit.receivedAmount, deposit.declaredAmount);
  return sign === 0 ? null : `${sign < 0 ? "−" : "+"}${amount}`;
}

/** Words for the codes of the checks before credit; a check of a newer central service keeps its own detail. */
const CHECK_LABELS: Readonly<Record<string, string>> = {
  AMOUNT: "Received equals declared",
  AMOUNT_WITHIN_TOLERANCE: "Received equals declared within tolerance",
  ADDRESS: "From address Verified for this client",
  ADDRESS_VERIFIED: "From address Verified for this client",
  SCREENING: "Screening clear and fresh",
  SCREENING_CLEAR: "Screening clear and fresh",
  TRAVEL_RULE: "Travel Rule data complete",
  TRAVEL_RULE_COMPLETE: "Travel Rule data complete",
  BLOCK: "Block canonical",
  BLOCK_CANONICAL: "Block canonical",
};

export type CheckView = { code: string; label: string; passed: boolean; detail: string; at: string };

export function checkViews(deposit: Deposit): { checks: CheckView[]; passed: number; at: string | null } {
  const checks = deposit.checks.map((check) => ({ ...check, label: CHECK_LABELS[check.code] ?? check.detail }));
  const times = checks.map((check) => check.at).sort();
  return { checks, passed: checks.filter((check) => check.passed).length, at: times.at(-1) ?? null };
}

/** Sanctions and alerts are told only to those with the restricted right; others read "Compliance review". */
export function screeningText(deposit: Deposit, restricted: boolean): string {
  if (deposit.screening === null) return "Not screened yet";
  switch (deposit.screening.result) {
    case "CLEAR":
      return "Clear";
    case "HIT":
      return restricted ? "Hit on a sanctions list" : "Compliance review";
    case "ALERT":
      return restricted ? "Alert" : "Compliance review";
    default:
      return `Unknown (${String(deposit.screening.result)})`;
  }
}

/** The record as JSON for support. Keys stay in the contract's order. */
export function rawJson(deposit: Deposit): string {
  return JSON.stringify(deposit, null, 2);
}
