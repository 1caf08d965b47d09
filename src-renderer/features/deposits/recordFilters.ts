/** Every filter in words: its label, its value as a chip shows it, and how it is taken away. */
import {
  DEPOSIT_STATUS_LABELS,
  HOLD_REASON_LABELS,
  REFUND_STATUS_LABELS,
  statusLabel,
} from "#shared/domain/statuses.ts";
import { atLeastText, atMostText } from "#shared/domain/query/amountBounds.ts";
import {
  type CreatedPreset,
  type Excluded,
  RECORD_FLAG_LABELS,
  type RecordQuery,
} from "#shared/domain/query/recordFilter.ts";
import type { RecordSearch } from "#renderer/api/recordSearch.ts";
import { minuteText } from "#shared/domain/query/moments.ts";
import { dayText } from "#renderer/ui/times.ts";
import type { Zone } from "#renderer/ui/preferences.tsx";

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
type ExcludedKey = keyof Excluded;

/** `keys`: the filters that it stands for; "not.status" for one that shuts out */
export type Chip = { keys: readonly (FilterKey | `not.${ExcludedKey}`)[]; label: string; value: string };

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
  text("createdFrom", search.createdFrom && minuteText(search.createdFrom, words.zone));
  text("createdTo", search.createdTo && minuteText(search.createdTo, words.zone));
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
  list("flags", search.flags, (code) => statusLabel(RECORD_FLAG_LABELS, code));
  text("text", search.text);
  for (const [key, values] of Object.entries(search.not ?? {}) as [ExcludedKey, readonly string[]][])
    chips.push({
      keys: [`not.${key}`],
      label: FIELD_LABELS[key],
      value: `not ${values.map((value) => valueText(key, value, words.networkName)).join(", ")}`,
    });
  return chips;
}

function valueText(key: ExcludedKey, value: string, networkName: (code: string) => string): string {
  if (key === "status") return statusLabel(DEPOSIT_STATUS_LABELS, value);
  if (key === "holdReason") return statusLabel(HOLD_REASON_LABELS, value);
  if (key === "refundStatus") return statusLabel(REFUND_STATUS_LABELS, value);
  if (key === "flags") return statusLabel(RECORD_FLAG_LABELS, value);
  return key === "network" ? networkName(value) : value;
}

/** The search without these filters. */
export function without(search: RecordSearch, keys: Chip["keys"]): RecordSearch {
  return filtered(search, (key) => !keys.includes(key));
}

/** These filters alone. */
export function only(search: RecordSearch, keys: Chip["keys"]): RecordQuery {
  return filtered(search, (key) => keys.includes(key));
}

function filtered(search: RecordSearch, keep: (key: Chip["keys"][number]) => boolean): RecordSearch {
  const { not, ...rest } = search;
  const kept = entriesWhere(rest, (key) => keep(key as FilterKey));
  const shutOut = entriesWhere(not ?? {}, (key) => keep(`not.${key as ExcludedKey}`));
  return (Object.keys(shutOut).length === 0 ? kept : { ...kept, not: shutOut }) as RecordSearch;
}

function entriesWhere(values: object, keep: (key: string) => boolean): object {
  return Object.fromEntries(Object.entries(values).filter(([key]) => keep(key)));
}

/** The search with what was typed beside it; what is shut out adds up. */
export function withTyped(search: RecordSearch, { not, ...typed }: RecordQuery): RecordSearch {
  const shutOut = { ...search.not, ...not };
  return withFilters(search, { ...typed, not: Object.keys(shutOut).length === 0 ? undefined : shutOut });
}

/** Equal for equal filters, whatever their order. */
export function canonical(filters: object): string {
  const sorted = (value: unknown): unknown =>
    typeof value !== "object" || value === null || Array.isArray(value)
      ? value
      : Object.fromEntries(
          Object.entries(value)
            .filter(([, one]) => one !== undefined)
            .sort(([left], [right]) => (left < right ? -1 : 1))
            .map(([key, one]) => [key, sorted(one)]),
        );
  return JSON.stringify(sorted(filters));
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
