/** What is another in a record than it was when somebody looked at it, in words, for whoever has to decide again. */
import type { Deposit } from "#shared/contract/deposit.ts";
import { shortHash } from "#shared/domain/addresses.ts";
import {
  ADDRESS_STATUS_LABELS,
  DEPOSIT_STATUS_LABELS,
  HOLD_REASON_LABELS,
  statusLabel,
} from "#shared/domain/statuses.ts";
import { amountText } from "./amountText.ts";

export type RecordDifference = { label: string; seen: string; now: string };

const NOTHING = "–";

const FACTS: readonly [label: string, of: (record: Deposit) => string][] = [
  ["Status", ({ status }) => statusLabel(DEPOSIT_STATUS_LABELS, status)],
  [
    "On hold because",
    ({ holdReason }) => (holdReason === null ? NOTHING : statusLabel(HOLD_REASON_LABELS, holdReason)),
  ],
  ["Declared", ({ declaredAmount, currency }) => `${amountText(declaredAmount)} ${currency}`],
  ["Received", ({ receivedAmount, currency }) => amountOf(receivedAmount, currency)],
  ["Credited", ({ creditedAmount, currency }) => amountOf(creditedAmount, currency)],
  ["Confirmations", ({ confirmations }) => `${confirmations.current} of ${confirmations.required}`],
  ["TXID", ({ txHash }) => (txHash === null ? NOTHING : shortHash(txHash))],
  ["Address verification", ({ addressVerification }) => statusLabel(ADDRESS_STATUS_LABELS, addressVerification.status)],
  ["Refund", ({ refundBadge, activeRefundNo }) => refundBadge ?? activeRefundNo ?? NOTHING],
  ["Cancelled by", ({ cancel }) => (cancel === null ? NOTHING : `${cancel.by.name}: ${cancel.remarks}`)],
  ["Legal hold", ({ legalHold }) => (legalHold ? "yes" : "no")],
];

/** Empty when nothing that people read is another one; the version may be all the same. */
export function recordDifferences(seen: Deposit, now: Deposit): RecordDifference[] {
  return FACTS.map(([label, of]) => ({ label, seen: of(seen), now: of(now) })).filter((row) => row.seen !== row.now);
}

function amountOf(amount: string | null, currency: string): string {
  return amount === null ? NOTHING : `${amountText(amount)} ${currency}`;
}
