/** Every filter in words: its label, its value as a chip shows it, and how it is taken away. */
import {
  DEPOSIT_STATUS_LABELS,
  HOLD_REASON_LABELS,
  REFUND_STATUS_LABELS,
  statusLabel,
} from "#shared/domain/statuses.ts";
import type { CreatedPreset, RecordSearch } from "#renderer/api/recordSearch.ts";
import { dayText, localText } from "#renderer/ui/times.ts";
import type { Zone } from "#renderer/ui/preferences.tsx";
import { atLeastText, atMostText } from "./amountBounds.ts";

export const FLAG_LABELS: Record<NonNullable<RecordSearch["flags"]>[number], string> = {
  REFUND_RUNNING: "Refund running",
  EXCEPTION: "Exception record",
  REFUND_ONLY: "Refund only",
  LEGAL_HOLD: "Legal hold",
  NOTICE_OPEN: "Notice open",
};

export const CREATED_LABELS: Record<CreatedPreset, string> = {
  today: "Today",
  "7d": "Last 7 days",
  month: "This month",
};

export const FIELD_LABELS = {
  recordNo: "Record no.",
  recordNos: "Record nos.",
  customerNo: "Customer no.",
  customerName: "Customer name",
  securitiesAccount: "Securities account",
  status: "Status",
  holdReason: "Hold reason",
  currency: "Currency",
  network: "Network",
  txHash: "TXID",
  address: "Address",
  created: "Created",
  createdFrom: "Created from",
  createdTo: "Created to",
  amountMin: "Amount from",
  amountMax: "Amount to",
  refundNo: "Refund no.",
  refundStatus: "Refund status",
  operator: "Operator",
  flags: "Flags",
  text: "Remarks",
  anything: "Search",
} as const satisfies Partial<Record<keyof RecordSearch, string>>;
export type FilterKey = keyof typeof FIELD_LABELS;

export type Chip = { keys: readonly FilterKey[]; label: string; value: string };

/** One chip a condition, in the order of the panel. */
export function chipsOf(
  search: RecordSearch,
  words: { zone: Zone; now: number; networkName: (code: string) => string },
): Chip[] {
  const chips: Chip[] = [];
  const add = (key: FilterKey, value: string) => chips.push({ keys: [key], label: FIELD_LABELS[key], value });
  const list = (key: FilterKey, values: readonly string[] | undefined, name: (code: string) => string) => {
    if (values !== undefined && values.length > 0) add(key, values.map(name).join(", "));
  };
  const text = (key: FilterKey, value: string | undefined) => {
    if (value !== undefined) add(key, value);
  };

  text("anything", search.anything);
  text("recordNo", search.recordNo);
  if (search.recordNos !== undefined) add("recordNos", `${search.recordNos.length} numbers`);
  text("customerNo", search.customerNo);
  text("customerName", search.customerName);
  text("securitiesAccount", search.securitiesAccount);
  if (search.created !== undefined)
    add(
      "created",
      search.created === "today"
        ? `today, ${dayText(words.now, words.zone)}`
        : CREATED_LABELS[search.created].toLowerCase(),
    );
  text("createdFrom", search.createdFrom && localText(search.createdFrom, words.zone));
  text("createdTo", search.createdTo && localText(search.createdTo, words.zone));
  list("status", search.status, (code) => statusLabel(DEPOSIT_STATUS_LABELS, code));
  list("holdReason", search.holdReason, (code) => statusLabel(HOLD_REASON_LABELS, code));
  list("currency", search.currency, (code) => code);
  list("network", search.network, words.networkName);
  text("txHash", search.txHash);
  text("address", search.address);
  const bounds = [
    search.amountMin === undefined ? null : atLeastText(search.amountMin),
    search.amountMax === undefined ? null : atMostText(search.amountMax),
  ].filter((bound) => bound !== null);
  if (bounds.length > 0) chips.push({ keys: ["amountMin", "amountMax"], label: "Amount", value: bounds.join(", ") });
  text("refundNo", search.refundNo);
  list("refundStatus", search.refundStatus, (code) => statusLabel(REFUND_STATUS_LABELS, code));
  text("operator", search.operator);
  list("flags", search.flags, (code) => statusLabel(FLAG_LABELS, code));
  text("text", search.text);
  return chips;
}

/** The search without these filters. */
export function without(search: RecordSearch, keys: readonly FilterKey[]): RecordSearch {
  return Object.fromEntries(
    Object.entries(search).filter(([key]) => !(keys as readonly string[]).includes(key)),
  ) as RecordSearch;
}

/** The search with these values; an empty one takes the filter away. */
export function withFilters(
  search: RecordSearch,
  change: { [K in keyof RecordSearch]?: RecordSearch[K] | undefined },
): RecordSearch {
  const next: Record<string, unknown> = { ...search, ...change };
  for (const [key, value] of Object.entries(next))
    if (value === undefined || value === "" || (Array.isArray(value) && value.length === 0)) delete next[key];
  return next as RecordSearch;
}
