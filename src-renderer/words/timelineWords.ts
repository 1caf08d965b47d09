/**
 * Timeline events in words: what happened, by whom where a person did it, and the small facts of the step.
 * An action that this version does not know is shown by its code, never left out (R11.5).
 */
import type { TimelineEvent } from "#shared/contract/deposit.ts";
import { blockText } from "#renderer/ui/blockText.ts";
import { amountText } from "./amountText.ts";
import { shortHash } from "#shared/domain/addresses.ts";
import { fromBaseUnits, isAmount } from "#shared/money.ts";
import { DEPOSIT_STATUS_LABELS, REFUND_STATUS_LABELS, statusLabel } from "#shared/domain/statuses.ts";

export type TimelineTone = "plain" | "good" | "hold" | "alert";

export type TimelineEntry = {
  id: string;
  at: string;
  title: string;
  /** small facts below the title */
  lines: string[];
  remarks: string | null;
  tone: TimelineTone;
  /** refund number when the event belongs to a refund */
  refundNo: string | null;
  /** of whom the event tells; the central service and the chain are named as such */
  actor: string;
  byPerson: boolean;
  toStatus: string | null;
  entity: "deposit" | "refund" | "other";
};

/** What happened, without who. Persons' deeds are completed with "by NAME". */
const TITLES: Readonly<Record<string, string>> = {
  "application.received": "Client request received",
  "application.recorded": "Automatic checks passed",
  "application.flagged": "Flagged by the automatic checks",
  "application.accepted": "Application accepted",
  "application.deleted": "Application deleted",
  "deposit.created": "Record generated from the request",
  "deposit.address_verified": "Address verified, awaiting the transfer",
  "deposit.cancelled": "Cancelled",
  "deposit.deleted": "Deleted",
  "deposit.seen": "Transfer seen on chain",
  "deposit.expired": "Expired, no transfer arrived",
  "deposit.failed": "Failed on chain",
  "deposit.orphaned": "Orphaned, confirmations back to 0",
  "deposit.confirmations": "Confirmations counted",
  "deposit.reincluded": "Included in another block",
  "deposit.confirmed": "Required confirmations reached",
  "deposit.held": "Put On Hold",
  "deposit.credited": "Credited",
  "deposit.credited_suspense": "Credited for a refund only",
  "deposit.blocked": "Blocked",
  "deposit.hold_proposed": "Resolution of the hold proposed",
  "deposit.hold_declined": "Proposed resolution declined",
  "deposit.hold_released": "Hold released",
  "deposit.unblock_proposed": "Unblocking proposed",
  "deposit.unblock_declined": "Unblocking declined",
  "deposit.reorg_after_credit": "Alarm: credited block reorganised away",
  "deposit.reorg_healed": "Reorganisation healed, still Credited",
  "deposit.credit_reversed": "Credit reversed",
  "deposit.refunded": "Refunded",
  "deposit.refund_undone": "Alarm: refund reorganised away, Credited again",
  "deposit.unblocked": "Unblocked",
  "deposit.reviewed": "Reviewed",
  "deposit.questioned": "Second look asked for",
  "deposit.remarked": "Remark written",
  "deposit.work_claimed": "Work claimed",
  "deposit.work_taken_over": "Work taken over",
  "deposit.work_released": "Work given back",
  "deposit.legal_hold_placed": "Legal hold placed",
  "deposit.legal_hold_lift_asked": "End of the legal hold asked for",
  "deposit.legal_hold_lift_refused": "End of the legal hold refused",
  "deposit.legal_hold_lifted": "Legal hold ended",
  "deposit.purged": "Purged, its term was over",
  "deposit.late_arrival": "Transfer arrived late",
  "deposit.unsolicited_arrival": "Transfer arrived without a live record",
  "refund.draft_saved": "Refund draft kept",
  "refund.draft_discarded": "Refund draft discarded",
  "refund.requested": "Refund requested",
  "refund.withdrawn": "Refund withdrawn",
  "refund.rejected": "Refund rejected",
  "refund.expired": "Approval Expired",
  "refund.held": "Refund put On Hold",
  "refund.approval_given": "Refund approved",
  "refund.approved": "Refund approved",
  "refund.hold_released": "Hold released, approvals start again",
  "refund.execution_started": "Execution claimed",
  "refund.sign_failed": "Execution ended, nothing signed",
  "refund.signed": "Refund signed",
  "refund.broadcast": "Refund broadcast",
  "refund.broadcast_unknown": "Broadcast result unknown",
  "refund.broadcast_resolved": "Broadcast found on a node",
  "refund.rebroadcast": "Same bytes sent again",
  "refund.mined": "Refund in a block",
  "refund.confirmations": "Refund confirmations counted",
  "refund.reincluded": "Refund included in another block",
  "refund.completed": "Refund completed",
  "refund.reverted": "Refund failed on chain",
  "refund.dropped": "Refund dropped from every node's pool",
  "refund.nonce_lost": "Alarm: payment slot used by another transaction",
  "refund.replaced": "Fee raised, same payment",
  "refund.voided_on_chain": "Refund voided on chain",
  "refund.closed_unpaid": "Closed unpaid, proven on chain",
  "refund.payment_found": "Payment found on the chain, written down after the fact",
  "refund.orphaned": "Refund orphaned, confirmations back to 0",
  "refund.reopened": "Alarm: refund reopened by a reorganisation",
  "refund.customer_notified": "Customer notice recorded",
  "refund.execution_resumed": "Execution taken up again",
  "refund.lease_ended": "Execution lock ended",
  "refund.sent_again": "Same bytes sent again by the central service",
  "refund.fee_bump_started": "Raising the fee begun",
  "refund.replacement_signed": "Same payment signed with a higher fee",
  "refund.void_requested": "Withholding the payment asked for",
  "refund.void_approved": "Withholding the payment approved",
  "refund.void_dropped": "Payment not withheld after all",
  "refund.void_started": "Withholding the payment begun",
  "refund.void_signed": "Transaction that pays nobody signed",
  "refund.alarm": "Alarm",
};

/** What happened, without who; null for an action that this version does not know. */
export function eventTitle(action: string): string | null {
  return TITLES[action] ?? null;
}

const ALERTS: ReadonlySet<string> = new Set([
  "deposit.orphaned",
  "deposit.failed",
  "deposit.blocked",
  "deposit.reorg_after_credit",
  "deposit.refund_undone",
  "refund.orphaned",
  "refund.reverted",
  "refund.nonce_lost",
  "refund.reopened",
]);
const HOLDS: ReadonlySet<string> = new Set([
  "deposit.held",
  "deposit.questioned",
  "deposit.late_arrival",
  "deposit.unsolicited_arrival",
  "refund.held",
  "refund.broadcast_unknown",
  "refund.dropped",
]);
const GOODS: ReadonlySet<string> = new Set(["deposit.credited", "deposit.refunded", "refund.completed"]);

/** Names of the small facts, where the code alone would not do. */
const DETAIL_NAMES: Readonly<Record<string, string>> = {
  block: "Block",
  blockNumber: "Block",
  blockHash: "Block hash",
  confirmations: "Confirmations",
  required: "Required",
  nonce: "Nonce",
  txHash: "Transaction",
  hash: "Transaction",
  node: "Node",
  nodes: "Nodes",
  amount: "Amount",
  fee: "Fee",
  feeWei: "Fee",
  maxFeeWei: "Fee at most",
  refundNo: "Refund",
  applicationNo: "Application",
  ledgerRef: "Ledger",
  reason: "Reason",
  channel: "Channel",
  outcome: "Outcome",
  previousHolder: "From",
};

/** For machines: the audit log and the raw data keep them. */
const NOT_FOR_READING: ReadonlySet<string> = new Set([
  "addressId",
  "blockHash",
  "clientRequestId",
  "deviceKey",
  "feeCapWei",
  "head",
  "intentHash",
  "listVersion",
  "logIndex",
  "rawHash",
  "recordVersion",
  "screeningList",
]);

/** Facts whose values are codes of a closed list. */
const CODES: ReadonlySet<string> = new Set(["answer", "result", "outcome", "channel", "decision"]);

/** Newest first, as the design draws it. */
export function timelineEntries(events: readonly TimelineEvent[]): TimelineEntry[] {
  return [...events].sort((left, right) => compareNewestFirst(left, right)).map(timelineEntry);
}

export function timelineEntry(event: TimelineEvent): TimelineEntry {
  const byPerson = event.actor.id !== null && event.actor.role !== "CLIENT_CHANNEL";
  const title = eventTitle(event.action) ?? unknownTitle(event);
  return {
    id: event.id,
    at: event.at,
    title: byPerson ? `${title} by ${event.actor.name}` : title,
    lines: Object.entries(event.detail)
      .filter(([name, value]) => value !== "" && !NOT_FOR_READING.has(name))
      .map(([name, value]) => `${DETAIL_NAMES[name] ?? spaced(name)} ${shownValue(name, value)}`),
    remarks: event.remarks,
    tone: ALERTS.has(event.action)
      ? "alert"
      : HOLDS.has(event.action)
        ? "hold"
        : GOODS.has(event.action)
          ? "good"
          : "plain",
    refundNo: event.entity === "refund" ? event.entityNo : null,
    actor: event.actor.name,
    byPerson,
    toStatus: event.toStatus,
    entity: event.entity === "refund" ? "refund" : event.entity === "deposit" ? "deposit" : "other",
  };
}

/** Remarks that people wrote, newest first, for the record's "Remarks". */
export function remarksOf(
  events: readonly TimelineEvent[],
): { id: string; at: string; by: string; text: string; about: string }[] {
  return timelineEntries(events).flatMap((entry) =>
    entry.remarks === null || !entry.byPerson
      ? []
      : [{ id: entry.id, at: entry.at, by: entry.actor, text: entry.remarks, about: entry.refundNo ?? "" }],
  );
}

function unknownTitle(event: TimelineEvent): string {
  if (event.toStatus === null) return event.action;
  const labels = event.entity === "refund" ? REFUND_STATUS_LABELS : DEPOSIT_STATUS_LABELS;
  return `${statusLabel(labels, event.toStatus)} (${event.action})`;
}

function compareNewestFirst(left: TimelineEvent, right: TimelineEvent): number {
  if (left.at !== right.at) return left.at < right.at ? 1 : -1;
  // Ids are UUID version 7: within the same millisecond they still stand in the order of their making.
  return left.id < right.id ? 1 : left.id > right.id ? -1 : 0;
}

/** Block numbers stand in groups of three; hashes and addresses are shortened here, in full beside the transaction. */
function shownValue(name: string, value: string): string {
  if (name.endsWith("Wei") && /^\d+$/.test(value)) return fromBaseUnits(BigInt(value), 18);
  if (name === "amount" && isAmount(value)) return amountText(value);
  if (CODES.has(name)) return value.replaceAll("_", " ").toLowerCase();
  if (/^block(Number)?$/.test(name) && /^\d+$/.test(value)) return blockText(value);
  return /^0x[0-9a-fA-F]{40,}$/.test(value) ? shortHash(value) : value;
}

/** "blockNumber" -> "Block number" */
function spaced(name: string): string {
  const words = name
    .replace(/([a-z0-9])([A-Z])/g, "$1 $2")
    .replace(/[_.]/g, " ")
    .toLowerCase();
  return words.charAt(0).toUpperCase() + words.slice(1);
}
