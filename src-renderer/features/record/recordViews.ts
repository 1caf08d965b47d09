/** The facts of a deposit record as the detail shows them: which ones, in which order, under which names (R7.3, R11). Pure. */
import type { Deposit } from "#shared/contract/deposit.ts";
import type { EnglishTexts } from "#shared/texts/resources.ts";
import { amountDifference } from "#shared/money.ts";
import { t } from "#renderer/i18n/t.ts";

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
    return { ...base, current: 0, headline: t("record:confirmation.headline.orphaned", { required }), tone: "alert" };
  if (orphaned)
    return { ...base, headline: t("record:confirmation.headline.again", { current: shown, required }), tone: "alert" };
  if (deposit.txHash === null && blockNumber === null)
    return { ...base, headline: t("record:confirmation.headline.unseen"), tone: "plain" };
  if (blockNumber === null)
    return { ...base, headline: t("record:confirmation.headline.noBlock", { required }), tone: "plain" };
  return {
    ...base,
    headline: t("record:confirmation.headline.counted", { current: shown, required }),
    tone: reached ? "good" : "plain",
  };
}

/** Received against declared, as sign and size; null when they are the same or nothing was received. */
export function declaredDifference(deposit: Deposit): string | null {
  if (deposit.receivedAmount === null) return null;
  const { sign, amount } = amountDifference(deposit.receivedAmount, deposit.declaredAmount);
  return sign === 0 ? null : `${sign < 0 ? "−" : "+"}${amount}`;
}

type CheckCode = keyof EnglishTexts["record"]["checks"]["codes"];
const CHECKS: readonly CheckCode[] = [
  "AMOUNT",
  "AMOUNT_WITHIN_TOLERANCE",
  "ADDRESS",
  "ADDRESS_VERIFIED",
  "SCREENING",
  "SCREENING_CLEAR",
  "TRAVEL_RULE",
  "TRAVEL_RULE_COMPLETE",
  "BLOCK",
  "BLOCK_CANONICAL",
];

/** Words for the codes of the checks before credit; null for a check of a newer central service, which keeps its own detail. */
function checkLabel(code: string): string | null {
  const known = CHECKS.find((one) => one === code);
  return known === undefined ? null : t(`record:checks.codes.${known}`);
}

export type CheckView = { code: string; label: string; passed: boolean; detail: string; at: string };

export function checkViews(deposit: Deposit): { checks: CheckView[]; passed: number; at: string | null } {
  const checks = deposit.checks.map((check) => ({ ...check, label: checkLabel(check.code) ?? check.detail }));
  const times = checks.map((check) => check.at).sort();
  return { checks, passed: checks.filter((check) => check.passed).length, at: times.at(-1) ?? null };
}

/** Sanctions and alerts are told only to those with the restricted right; others read "Compliance review". */
export function screeningText(deposit: Deposit, restricted: boolean): string {
  if (deposit.screening === null) return t("record:screening.none");
  switch (deposit.screening.result) {
    case "CLEAR":
      return t("record:screening.clear");
    case "NOT_SCREENED":
      return t("record:screening.missing");
    case "HIT":
      return restricted ? t("record:screening.hit") : t("record:screening.restricted");
    case "ALERT":
      return restricted ? t("record:screening.alert") : t("record:screening.restricted");
    default:
      return t("codes:unknown", { code: String(deposit.screening.result) });
  }
}

/** The record as JSON for support. Keys stay in the contract's order. */
export function rawJson(deposit: Deposit): string {
  return JSON.stringify(deposit, null, 2);
}
