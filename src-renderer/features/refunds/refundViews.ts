/** The saved views of the refunds list. */
import type { DepositCounts } from "#shared/contract/ipc.ts";
import type { RefundStatus } from "#shared/domain/statuses.ts";

export type RefundView = {
  key: string;
  label: string;
  statuses: readonly RefundStatus[] | null;
  count?: (counts: DepositCounts) => number;
  /** what an empty list means */
  empty: string;
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
    label: "Running",
    statuses: ["PENDING_APPROVAL", "APPROVED", "ON_HOLD", "SIGNING", ...ON_CHAIN],
    count: (counts) => counts.refundsOpen,
    empty: "No refund is running.",
  },
  {
    key: "approval",
    label: "Awaiting approval",
    statuses: ["PENDING_APPROVAL"],
    count: (counts) => counts.approvalsWaiting,
    empty: "No request waits for approval.",
  },
  {
    key: "execute",
    label: "To execute",
    statuses: ["APPROVED", "SIGNING"],
    count: (counts) => counts.toExecute,
    empty: "Nothing waits to be executed.",
  },
  { key: "chain", label: "On chain", statuses: ON_CHAIN, empty: "No payment is on its way." },
  {
    key: "attention",
    label: "Needs a person",
    statuses: ["ON_HOLD", "BROADCAST_UNKNOWN", "DROPPED", "NONCE_LOST", "FAILED_ON_CHAIN"],
    empty: "Nothing needs a person.",
  },
  { key: "done", label: "Completed", statuses: ["COMPLETED"], empty: "No refund was completed yet." },
  {
    key: "ended",
    label: "Ended unpaid",
    statuses: ["WITHDRAWN", "REJECTED", "EXPIRED", "FAILED_ON_CHAIN", "VOID"],
    empty: "No refund ended unpaid.",
  },
  { key: "all", label: "All", statuses: null, empty: "No refund was ever requested." },
];

export function refundView(key: string | undefined): RefundView {
  const found = REFUND_VIEWS.find((view) => view.key === key) ?? REFUND_VIEWS[0];
  if (found === undefined) throw new Error("there is no view");
  return found;
}
