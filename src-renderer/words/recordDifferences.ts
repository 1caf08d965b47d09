/** What is another in a record than it was when somebody looked at it, in words, for whoever has to decide again. */
import type { Deposit } from "#shared/contract/deposit.ts";
import { shortHash } from "#shared/domain/addresses.ts";
import { codeLabel } from "#renderer/i18n/codeLabel.ts";
import { t } from "#renderer/i18n/t.ts";
import { refundBadgeText } from "./refundBadgeText.ts";
import { amountText } from "./amountText.ts";

export type RecordDifference = { label: string; seen: string; now: string };

const NOTHING = "–";

type Fact =
  | "status"
  | "holdReason"
  | "declared"
  | "received"
  | "credited"
  | "confirmations"
  | "txid"
  | "verification"
  | "refund"
  | "cancelledBy"
  | "legalHold";

const FACTS: readonly [fact: Fact, of: (record: Deposit) => string][] = [
  ["status", ({ status }) => codeLabel("deposit", status)],
  ["holdReason", ({ holdReason }) => (holdReason === null ? NOTHING : codeLabel("holdReason", holdReason))],
  ["declared", ({ declaredAmount, currency }) => `${amountText(declaredAmount)} ${currency}`],
  ["received", ({ receivedAmount, currency }) => amountOf(receivedAmount, currency)],
  ["credited", ({ creditedAmount, currency }) => amountOf(creditedAmount, currency)],
  ["confirmations", ({ confirmations }) => t("words:difference.of", confirmations)],
  ["txid", ({ txHash }) => (txHash === null ? NOTHING : shortHash(txHash))],
  ["verification", ({ addressVerification }) => codeLabel("address", addressVerification.status)],
  [
    "refund",
    ({ refundBadge, activeRefundNo }) =>
      refundBadge === null ? (activeRefundNo ?? NOTHING) : refundBadgeText(refundBadge),
  ],
  [
    "cancelledBy",
    ({ cancel }) =>
      cancel === null ? NOTHING : t("words:difference.cancelled", { name: cancel.by.name, remarks: cancel.remarks }),
  ],
  ["legalHold", ({ legalHold }) => t(legalHold ? "words:difference.yes" : "words:difference.no")],
];

/** Empty when nothing that people read is another one; the version may be all the same. */
export function recordDifferences(seen: Deposit, now: Deposit): RecordDifference[] {
  return FACTS.map(([fact, of]) => ({ label: labelOf(fact), seen: of(seen), now: of(now) })).filter(
    (row) => row.seen !== row.now,
  );
}

function labelOf(fact: Fact): string {
  return fact === "txid" ? "TXID" : t(`words:difference.${fact}`);
}

function amountOf(amount: string | null, currency: string): string {
  return amount === null ? NOTHING : `${amountText(amount)} ${currency}`;
}
