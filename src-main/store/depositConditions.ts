/**
 * Every filter of the record search as a condition on `deposits d`. Filters are joined with AND, the values of one filter with OR (R10.1, R10.2).
 * A condition may also know a short way to its records (`seeds`); the plan uses the shortest.
 */
import type { DepositSearch } from "#shared/contract/ipc.ts";
import type { Excluded } from "#shared/domain/query/recordFilter.ts";
import { epochOf } from "#main/world/clock.ts";
import { amountKey } from "./amountKey.ts";
import type { CacheReader, Parameter } from "./cacheReader.ts";
import { fold } from "./fold.ts";
import { hashRange } from "./idBytes.ts";
import { remarkDeposits, remarkedCount, termNumbers } from "./textSearch.ts";

export type Sql = { sql: string; parameters: Parameter[] };
export type Condition = Sql & {
  /** the filter that it stands for, where a walk can fulfil it by itself */
  of?: CoveredFilter;
  /** `n` of the records that fulfil it, or null when they are more than `cap` */
  seeds?: (cap: number) => number[] | null;
  /** how many records fulfil it, `cap` at most, where that is known sooner than by looking at records */
  count?: (cap: number) => number;
};
export type CoveredFilter = "customerNo" | "securitiesAccount" | "status" | "currency" | "network";
export type DepositFilter = Omit<DepositSearch, "sort" | "descending" | "cursor" | "limit">;

const AFTER_EVERY_TEXT = "\u{10FFFF}";

export function depositConditions(reader: CacheReader, filter: DepositFilter): Condition[] {
  const conditions: (Condition | null)[] = [
    given(filter.recordNo, (text) => recordNoCondition(reader, text)),
    several(filter.recordNos, (numbers) => recordNosCondition(reader, numbers)),
    given(filter.txHash, (text) => txHashCondition(reader, text)),
    given(filter.refundNo, (text) => refundNoCondition(reader, text)),
    given(filter.address, (text) => addressCondition(reader, text)),
    given(filter.anything, (text) => anythingCondition(reader, text)),
    given(filter.text, (text) => textCondition(reader, text)),
    given(filter.operator, (text) => operatorCondition(reader, text)),
    given(filter.customerName, (text) => nameCondition(reader, text)),
    several(filter.refundStatus, (codes) => refundStatusCondition(reader, codes)),
    several(filter.holdReason, (codes) =>
      plain(reader, "d.hold_reason IN (SELECT value FROM json_each(?))", list(codes)),
    ),
    several(filter.flags, (flags) => flagsCondition(reader, flags)),
    given(filter.customerNo, (text) => ({ of: "customerNo", sql: "d.customer_no = ?", parameters: [text] })),
    given(filter.securitiesAccount, (text) => ({ of: "securitiesAccount", sql: "d.account = ?", parameters: [text] })),
    several(filter.status, (codes) => ({ of: "status", ...oneOf("d.status", codes) })),
    several(filter.currency, (codes) => ({ of: "currency", ...oneOf("d.currency", codes) })),
    several(filter.network, (codes) => ({ of: "network", ...oneOf("d.network", codes) })),
    timeCondition(reader, filter),
    range(reader, "d.amount", NARROW_AMOUNT, bound(filter.amountMin, amountKey), bound(filter.amountMax, amountKey)),
    ...(filter.not === undefined ? [] : unwanted(reader, filter.not)),
  ];
  return conditions.filter((condition) => condition !== null);
}

/** From when to when records were created; null: from any time. */
export function timeCondition(reader: CacheReader, { createdFrom, createdTo }: DepositFilter): Condition | null {
  return range(reader, "d.requested_at", NARROW_TIME, bound(createdFrom, epochOf), bound(createdTo, epochOf));
}

/** The condition of a filter that is a record number or a hash and nothing else: an index of its own leads there. */
export function exactCondition(reader: CacheReader, filter: DepositFilter): Condition | null {
  const { recordNo, txHash, ...others } = filter;
  if (Object.keys(others).length > 0 || (recordNo === undefined) === (txHash === undefined)) return null;
  return recordNo === undefined
    ? given(txHash, (text) => txHashCondition(reader, text))
    : given(recordNo, (text) => recordNoCondition(reader, text));
}

/** Each value that is shut out, as the opposite of its own condition. Nothing stands short of what is not there: no seeds. */
function unwanted(
  reader: CacheReader,
  { status, holdReason, currency, network, refundStatus, flags, ...texts }: Excluded,
) {
  const lists = { status, holdReason, currency, network, refundStatus, flags };
  const listed = Object.entries(lists).map(([key, values]) => (values === undefined ? {} : { [key]: values }));
  const single = Object.entries(texts).flatMap(([key, values]) => (values ?? []).map((text) => ({ [key]: text })));
  return [...listed, ...single].flatMap((one) =>
    depositConditions(reader, one).map(({ sql, parameters }) => ({ sql: `(${sql}) IS NOT TRUE`, parameters })),
  );
}

/** An empty box is no filter. */
function given(text: string | undefined, make: (text: string) => Condition): Condition | null {
  const trimmed = text?.trim() ?? "";
  return trimmed === "" ? null : make(trimmed);
}

function several<Value extends string>(
  values: readonly Value[] | undefined,
  make: (values: readonly Value[]) => Condition,
): Condition | null {
  return values === undefined || values.length === 0 ? null : make(values);
}

function bound(text: string | undefined, read: (text: string) => Parameter): Parameter {
  return text === undefined || text === "" ? null : read(text);
}

/** All of them at once. */
export function joined(parts: readonly Sql[]): Sql {
  if (parts.length === 0) return { sql: "1", parameters: [] };
  return {
    sql: parts.map((part) => `(${part.sql})`).join(" AND "),
    parameters: parts.flatMap((part) => part.parameters),
  };
}

/** Both ends belong to it. A wide range is no short way, and finding that out must cost little. */
function range(reader: CacheReader, column: string, narrow: number, from: Parameter, to: Parameter): Condition | null {
  const parts = [
    { sql: `${column} >= ?`, value: from },
    { sql: `${column} <= ?`, value: to },
  ].filter((part) => part.value !== null);
  if (parts.length === 0) return null;
  const made = plain(reader, parts.map((part) => part.sql).join(" AND "), ...parts.map((part) => part.value));
  return { ...made, seeds: (cap) => made.seeds?.(Math.min(cap, narrow)) ?? null };
}

/** The list stands by time anyway: only a short time is looked at record by record. */
const NARROW_TIME = 500;
const NARROW_AMOUNT = 10_000;

/** One value is compared, several stand in a list. */
export function oneOf(column: string, values: readonly string[]): Sql {
  const [only] = values;
  if (values.length === 1 && only !== undefined) return { sql: `${column} = ?`, parameters: [only] };
  return { sql: `${column} IN (SELECT value FROM json_each(?))`, parameters: [list(values)] };
}

const list = (values: readonly (string | number)[]): string => JSON.stringify(values);

/** A condition whose records an index on its own columns finds. */
function plain(reader: CacheReader, sql: string, ...parameters: Parameter[]): Condition {
  const find = `SELECT d.n FROM deposits d WHERE ${sql} LIMIT ?`;
  return { sql, parameters, seeds: (cap) => atMost(cap, reader.values<number>(find, ...parameters, cap + 1)) };
}

function atMost(cap: number, numbers: number[]): number[] | null {
  return numbers.length > cap ? null : numbers;
}

function recordNoCondition(reader: CacheReader, text: string): Condition {
  const prefix = text.toUpperCase();
  return plain(reader, "d.record_no >= ? AND d.record_no < ?", prefix, prefix + AFTER_EVERY_TEXT);
}

function recordNosCondition(reader: CacheReader, numbers: readonly string[]): Condition {
  const cleaned = numbers.map((text) => text.trim().toUpperCase());
  return plain(reader, "d.record_no IN (SELECT value FROM json_each(?))", list(cleaned));
}

function txHashCondition(reader: CacheReader, text: string): Condition {
  if (!isHashPrefix(text)) return NOTHING;
  const { from, to } = hashRange(text);
  return plain(reader, "d.tx_hash >= ? AND d.tx_hash <= ?", from, to);
}

/** Nothing can match: a text that is no beginning of a hash, for example. */
const NOTHING: Condition = { sql: "0", parameters: [], seeds: () => [] };

function isHashPrefix(text: string): boolean {
  return /^(0x)?[0-9a-f]{0,64}$/i.test(text) && !/^0x?$/i.test(text);
}

function refundNoCondition(reader: CacheReader, text: string): Condition {
  const prefix = text.toUpperCase();
  return viaRefunds(reader, "r.refund_no >= ? AND r.refund_no < ?", prefix, prefix + AFTER_EVERY_TEXT);
}

function refundStatusCondition(reader: CacheReader, codes: readonly string[]): Condition {
  return viaRefunds(reader, "r.status IN (SELECT value FROM json_each(?))", list(codes));
}

/** Any refund of the record fulfils it. */
function viaRefunds(reader: CacheReader, sql: string, ...parameters: Parameter[]): Condition {
  const find = `SELECT DISTINCT d.n FROM refunds r JOIN deposits d ON d.id = r.deposit_id WHERE ${sql} LIMIT ?`;
  return {
    sql: `EXISTS (SELECT 1 FROM refunds r WHERE r.deposit_id = d.id AND ${sql})`,
    parameters,
    seeds: (cap) => atMost(cap, reader.values<number>(find, ...parameters, cap + 1)),
  };
}

const FLAG_SQL = {
  REFUND_RUNNING: "d.refund_running = 1",
  EXCEPTION: "d.exception = 1",
  REFUND_ONLY: "d.refund_only = 1",
  LEGAL_HOLD: "d.legal_hold = 1",
  NOTICE_OPEN: "EXISTS (SELECT 1 FROM refunds r WHERE r.deposit_id = d.id AND r.notice_open = 1)",
} as const;

function flagsCondition(reader: CacheReader, flags: readonly (keyof typeof FLAG_SQL)[]): Condition {
  const parts = flags.map((flag) =>
    flag === "NOTICE_OPEN" ? viaRefunds(reader, "r.notice_open = 1") : plain(reader, FLAG_SQL[flag]),
  );
  return anyOf(parts);
}

/** One of several; its short way is all of their short ways together. */
function anyOf(parts: readonly Condition[]): Condition {
  return {
    sql: `(${parts.map((part) => part.sql).join(" OR ")})`,
    parameters: parts.flatMap((part) => part.parameters),
    seeds: (cap) => together(cap, parts),
  };
}

function together(cap: number, parts: readonly Condition[]): number[] | null {
  const found = new Set<number>();
  for (const part of parts) {
    const numbers = part.seeds?.(cap) ?? null;
    if (numbers === null) return null;
    for (const n of numbers) found.add(n);
    if (found.size > cap) return null;
  }
  return [...found];
}

function addressCondition(reader: CacheReader, text: string): Condition {
  return viaTerms(reader, fold(text), ["source", "destination", "refund"]);
}

function nameCondition(reader: CacheReader, text: string): Condition {
  return viaTerms(reader, fold(text), ["name"]);
}

type TermPlace = "name" | "source" | "destination" | "refund";

const TERM_SQL: Record<TermPlace, string> = {
  name: "EXISTS (SELECT 1 FROM terms t WHERE t.n = d.name_ref AND instr(t.text, ?) > 0)",
  source: "EXISTS (SELECT 1 FROM terms t WHERE t.n = d.source_ref AND instr(t.text, ?) > 0)",
  destination: "EXISTS (SELECT 1 FROM terms t WHERE t.n = d.destination_ref AND instr(t.text, ?) > 0)",
  refund:
    "EXISTS (SELECT 1 FROM refunds r JOIN terms t ON t.n = r.address_ref WHERE r.deposit_id = d.id AND instr(t.text, ?) > 0)",
};

const TERM_FINDERS: Record<TermPlace, string> = {
  name: "SELECT n FROM deposits WHERE name_ref IN (SELECT value FROM json_each(?)) LIMIT ?",
  source: "SELECT n FROM deposits WHERE source_ref IN (SELECT value FROM json_each(?)) LIMIT ?",
  destination: "SELECT n FROM deposits WHERE destination_ref IN (SELECT value FROM json_each(?)) LIMIT ?",
  refund:
    "SELECT DISTINCT d.n FROM refunds r JOIN deposits d ON d.id = r.deposit_id WHERE r.address_ref IN (SELECT value FROM json_each(?)) LIMIT ?",
};

/** Any part of an address or a name, by way of the dictionary. */
function viaTerms(reader: CacheReader, folded: string, places: readonly TermPlace[]): Condition {
  return {
    sql: `(${places.map((place) => TERM_SQL[place]).join(" OR ")})`,
    parameters: places.map(() => folded),
    seeds: (cap) => {
      const numbers = termNumbers(reader, folded, cap);
      if (numbers === null) return null;
      const found = new Set<number>();
      for (const place of places)
        for (const n of reader.values<number>(TERM_FINDERS[place], list(numbers), cap + 1)) found.add(n);
      return atMost(cap, [...found]);
    },
  };
}

function operatorCondition(reader: CacheReader, text: string): Condition {
  const folded = fold(text);
  return {
    sql: "EXISTS (SELECT 1 FROM participants p JOIN terms t ON t.n = p.person_ref WHERE p.deposit_id = d.id AND instr(t.text, ?) > 0)",
    parameters: [folded],
    seeds: (cap) => {
      const people = termNumbers(reader, folded, cap);
      if (people === null) return null;
      const find =
        "SELECT DISTINCT d.n FROM participants p JOIN deposits d ON d.id = p.deposit_id WHERE p.person_ref IN (SELECT value FROM json_each(?)) LIMIT ?";
      return atMost(cap, reader.values<number>(find, list(people), cap + 1));
    },
  };
}

function textCondition(reader: CacheReader, text: string): Condition {
  const folded = fold(text);
  return {
    sql: "EXISTS (SELECT 1 FROM remarks m WHERE m.deposit_id = d.id AND instr(m.text, ?) > 0)",
    parameters: [folded],
    seeds: (cap) => remarkDeposits(reader, folded, cap),
    count: (cap) => remarkedCount(reader, folded, cap),
  };
}

/** The one box: record no. or customer no. from their beginning, name or address in any part, TXID from its beginning. */
function anythingCondition(reader: CacheReader, text: string): Condition {
  const upper = text.toUpperCase();
  const parts = [
    recordNoCondition(reader, text),
    plain(reader, "d.customer_no >= ? AND d.customer_no < ?", upper, upper + AFTER_EVERY_TEXT),
    nameCondition(reader, text),
    addressCondition(reader, text),
  ];
  if (isHashPrefix(text)) parts.push(txHashCondition(reader, text));
  return anyOf(parts);
}
