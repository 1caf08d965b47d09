/**
 * Timeline events in words: what happened, by whom where a person did it, and the small facts of the step.
 * An action that this version does not know is shown by its code, never left out (R11.5).
 */
import type { TimelineEvent } from "#shared/contract/deposit.ts";
import { codeLabel } from "#renderer/i18n/codeLabel.ts";
import { t } from "#renderer/i18n/t.ts";
import { blockText } from "#renderer/ui/blockText.ts";
import { amountText } from "./amountText.ts";
import { shortHash } from "#shared/domain/addresses.ts";
import { fromBaseUnits, isAmount } from "#shared/money.ts";
import { words } from "#shared/texts/en/words.ts";

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

/** What happened, without who; null for an action that this version does not know. */
export function eventTitle(action: string): string | null {
  const key = action.replace(".", "_");
  return Object.hasOwn(words.event, key) ? t(`words:event.${key as keyof typeof words.event}`) : null;
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
    title: byPerson ? t("words:timeline.by", { title, name: event.actor.name }) : title,
    lines: Object.entries(event.detail)
      .filter(([name, value]) => value !== "" && !NOT_FOR_READING.has(name))
      .map(([name, value]) => t("words:timeline.fact", { name: factName(name), value: shownValue(name, value) })),
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
  const status = codeLabel(event.entity === "refund" ? "refund" : "deposit", event.toStatus);
  return t("words:timeline.unknown", { status, action: event.action });
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

/** The code's own words for a fact that this version does not know. */
function factName(name: string): string {
  return Object.hasOwn(words.fact, name) ? t(`words:fact.${name as keyof typeof words.fact}`) : spaced(name);
}

/** "blockNumber" -> "Block number" */
function spaced(name: string): string {
  const words = name
    .replace(/([a-z0-9])([A-Z])/g, "$1 $2")
    .replace(/[_.]/g, " ")
    .toLowerCase();
  return words.charAt(0).toUpperCase() + words.slice(1);
}
