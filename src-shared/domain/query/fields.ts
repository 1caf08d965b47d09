/** The names that a query may use, each with the filter behind it and the words that explain it. */
import {
  DEPOSIT_STATUS_LABELS,
  HOLD_REASON_LABELS,
  LOCAL_REFUND_STATUSES,
  REFUND_STATUS_LABELS,
} from "#shared/domain/statuses.ts";
import type { rules } from "#shared/texts/en/rules.ts";
import { type Zone } from "./moments.ts";
import { type ListKey, RECORD_FLAG_LABELS, type TextKey } from "./recordFilter.ts";

/** The names of filters; their words stand in texts/<language>/rules.ts. */
export type FieldName = keyof typeof rules.field;

/** What exists on this desk. An empty list: not known yet, every code is taken. */
export type Vocabulary = {
  zone: Zone;
  currencies: readonly string[];
  networks: readonly { code: string; name: string }[];
  /** the words of a code in the language of the page; English when left out */
  labelOf?: (key: FixedListKey, code: string) => string;
};

export type Field = { name: FieldName; aliases: readonly string[] } & (
  | { kind: "text"; key: TextKey }
  | { kind: "list"; key: ListKey }
  | { kind: "numbers" }
  | { kind: "amount" }
  | { kind: "created" }
);

export const FIELDS: readonly Field[] = [
  { name: "status", aliases: [], kind: "list", key: "status" },
  { name: "amount", aliases: [], kind: "amount" },
  { name: "created", aliases: ["requested"], kind: "created" },
  { name: "customer", aliases: [], kind: "text", key: "customerNo" },
  { name: "name", aliases: [], kind: "text", key: "customerName" },
  { name: "record", aliases: [], kind: "text", key: "recordNo" },
  { name: "records", aliases: [], kind: "numbers" },
  { name: "account", aliases: [], kind: "text", key: "securitiesAccount" },
  { name: "currency", aliases: [], kind: "list", key: "currency" },
  { name: "network", aliases: [], kind: "list", key: "network" },
  { name: "tx", aliases: ["txid", "hash"], kind: "text", key: "txHash" },
  { name: "address", aliases: [], kind: "text", key: "address" },
  {
    name: "remark",
    aliases: ["remarks", "reason", "text"],
    kind: "text",
    key: "text",
  },
  { name: "operator", aliases: ["by"], kind: "text", key: "operator" },
  { name: "hold", aliases: [], kind: "list", key: "holdReason" },
  { name: "flag", aliases: ["flags"], kind: "list", key: "flags" },
  { name: "refund", aliases: [], kind: "text", key: "refundNo" },
  { name: "refundstatus", aliases: [], kind: "list", key: "refundStatus" },
];

export function fieldNamed(name: string): Field | undefined {
  return FIELDS.find((field) => field.name === name || field.aliases.includes(name));
}

export type Choice = { code: string; label: string };

const choicesOf = (labels: Readonly<Record<string, string>>): Choice[] =>
  Object.entries(labels).map(([code, label]) => ({ code, label }));

export type FixedListKey = Exclude<ListKey, "currency" | "network">;

const FIXED: Record<FixedListKey, readonly Choice[]> = {
  status: choicesOf(DEPOSIT_STATUS_LABELS),
  holdReason: choicesOf(HOLD_REASON_LABELS),
  refundStatus: choicesOf(REFUND_STATUS_LABELS).filter(
    ({ code }) => !(LOCAL_REFUND_STATUSES as readonly string[]).includes(code),
  ),
  flags: choicesOf(RECORD_FLAG_LABELS),
};

/** Values that a field may take. Empty: not known, every code is taken. */
export function choices(key: ListKey, { currencies, networks, labelOf }: Vocabulary): readonly Choice[] {
  if (key === "currency") return [...new Set(currencies)].map((code) => ({ code, label: code }));
  if (key === "network") return networks.map(({ code, name }) => ({ code, label: name }));
  return labelOf === undefined ? FIXED[key] : FIXED[key].map(({ code }) => ({ code, label: labelOf(key, code) }));
}

/** A code as it is typed: "on-hold". */
export function codeText(code: string): string {
  return code.toLowerCase().replaceAll("_", "-");
}

/** Letters and digits alone: "On Hold", "on-hold" and "ON_HOLD" are the same. */
export function plainWord(text: string): string {
  return text
    .normalize("NFKC")
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]/gu, "");
}
