/** The saved views of the refunds list. */
import type { DepositCounts } from "#shared/contract/ipc.ts";
import type { RefundStatus } from "#shared/domain/statuses.ts";
import { t } from "#renderer/i18n/t.ts";
import type { refunds } from "#shared/texts/en/refunds.ts";

export type RefundView = {
  key: keyof typeof refunds.views;
  statuses: readonly RefundStatus[] | null;
  count?: (counts: DepositCounts) => number;
};

const ON_CHAIN: readonly RefundStatus[] = [
  "SIGNED",
  "BROADCAST_UNKNOWN",
  "BROADCAST",
  "CONFIRMING",
  "DROPPED",
  "NONCE_LOST",
];

export const REFUND_VIEWS: readonly RefundView[] = [
  {
    key: "open",

    statuses: ["PENDING_APPROVAL", "APPROVED", "ON_HOLD", "SIGNING", ...ON_CHAIN],
    count: (counts) => counts.refundsOpen,
  },
  {
    key: "approval",

    statuses: ["PENDING_APPROVAL"],
    count: (counts) => counts.approvalsWaiting,
  },
  {
    key: "execute",

    statuses: ["APPROVED", "SIGNING"],
    count: (counts) => counts.toExecute,
  },
  { key: "chain", statuses: ON_CHAIN },
  {
    key: "attention",

    statuses: ["ON_HOLD", "BROADCAST_UNKNOWN", "DROPPED", "NONCE_LOST", "FAILED_ON_CHAIN"],
  },
  { key: "done", statuses: ["COMPLETED"] },
  {
    key: "ended",

    statuses: ["WITHDRAWN", "REJECTED", "EXPIRED", "FAILED_ON_CHAIN", "VOID"],
  },
  { key: "all", statuses: null },
];

export function refundView(key: string | undefined): RefundView {
  const found = REFUND_VIEWS.find((view) => view.key === key) ?? REFUND_VIEWS[0];
  if (found === undefined) throw new Error("there is no view");
  return found;
}

export function viewLabel({ key }: RefundView): string {
  return t(`refunds:views.${key}.label`);
}

/** What an empty list means. */
export function emptyText({ key }: RefundView): string {
  return t(`refunds:views.${key}.empty`);
}
