/** The names that a query may use, each with the filter behind it and the words that explain it. */
import {
  DEPOSIT_STATUS_LABELS,
  HOLD_REASON_LABELS,
  LOCAL_REFUND_STATUSES,
  REFUND_STATUS_LABELS,
} from "#shared/domain/statuses.ts";
import { type Zone } from "./moments.ts";
import { type ListKey, RECORD_FLAG_LABELS, type TextKey } from "./recordFilter.ts";

/** What exists on this desk. An empty list: not known yet, every code is taken. */
export type Vocabulary = {
  zone: Zone;
  currencies: readonly string[];
  networks: readonly { code: string; name: string }[];
};

export type Field = { name: string; aliases: readonly string[]; words: string } & (
  | { kind: "text"; key: TextKey }
  | { kind: "list"; key: ListKey }
  | { kind: "numbers" }
  | { kind: "amount" }
  | { kind: "created" }
);

export const FIELDS: readonly Field[] = [
  { name: "status", aliases: [], kind: "list", key: "status", words: "status of the record" },
  { name: "amount", aliases: [], kind: "amount", words: "amount>1, amount<=2.5 or amount:1..2" },
  { name: "created", aliases: ["requested"], kind: "created", words: "2026-11-01..2026-11-22, today, 7d or month" },
  { name: "customer", aliases: [], kind: "text", key: "customerNo", words: "customer no." },
  { name: "name", aliases: [], kind: "text", key: "customerName", words: "any part of the customer's name" },
  { name: "record", aliases: [], kind: "text", key: "recordNo", words: "record no. or its beginning" },
  { name: "records", aliases: [], kind: "numbers", words: "a list of record nos." },
  { name: "account", aliases: [], kind: "text", key: "securitiesAccount", words: "securities account" },
  { name: "currency", aliases: [], kind: "list", key: "currency", words: "currency" },
  { name: "network", aliases: [], kind: "list", key: "network", words: "network" },
  { name: "tx", aliases: ["txid", "hash"], kind: "text", key: "txHash", words: "TXID or its beginning" },
  { name: "address", aliases: [], kind: "text", key: "address", words: "any part of an address" },
  {
    name: "remark",
    aliases: ["remarks", "reason", "text"],
    kind: "text",
    key: "text",
    words: "in remarks, reasons and log",
  },
  { name: "operator", aliases: ["by"], kind: "text", key: "operator", words: "who acted on it" },
  { name: "hold", aliases: [], kind: "list", key: "holdReason", words: "reason of the hold" },
  { name: "flag", aliases: ["flags"], kind: "list", key: "flags", words: "mark on the record" },
  { name: "refund", aliases: [], kind: "text", key: "refundNo", words: "refund no. or its beginning" },
  { name: "refundstatus", aliases: [], kind: "list", key: "refundStatus", words: "status of a refund" },
];

export function fieldNamed(name: string): Field | undefined {
  return FIELDS.find((field) => field.name === name || field.aliases.includes(name));
}

export type Choice = { code: string; label: string };

const choicesOf = (labels: Readonly<Record<string, string>>): Choice[] =>
  Object.entries(labels).map(([code, label]) => ({ code, label }));

const FIXED: Record<Exclude<ListKey, "currency" | "network">, readonly Choice[]> = {
  status: choicesOf(DEPOSIT_STATUS_LABELS),
  holdReason: choicesOf(HOLD_REASON_LABELS),
  refundStatus: choicesOf(REFUND_STATUS_LABELS).filter(
    ({ code }) => !(LOCAL_REFUND_STATUSES as readonly string[]).includes(code),
  ),
  flags: choicesOf(RECORD_FLAG_LABELS),
};

/** Values that a field may take. Empty: not known, every code is taken. */
export function choices(key: ListKey, { currencies, networks }: Vocabulary): readonly Choice[] {
  if (key === "currency") return [...new Set(currencies)].map((code) => ({ code, label: code }));
  if (key === "network") return networks.map(({ code, name }) => ({ code, label: name }));
  return FIXED[key];
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
