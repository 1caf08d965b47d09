/**
 * The typed query language of the record search (R10.4): `status:credited amount>1 created:2026-11-01.. -network:polygon remark:"late arrival"`.
 * Whatever is typed, the answer is a filter or a problem that points at the word and says what is allowed; it never throws.
 */
import { isAmount } from "#shared/money.ts";
import { lessThan, moreThan } from "./amountBounds.ts";
import { choices, type Field, fieldNamed, FIELDS, plainWord, type Vocabulary } from "./fields.ts";
import { parseMoment, type Zone } from "./moments.ts";
import {
  CREATED_PRESETS,
  type CreatedPreset,
  EXCLUDED_MOST,
  type ListKey,
  RECORD_NUMBERS_MOST,
  type RecordQuery,
  TEXT_LIMITS,
  type TextKey,
} from "./recordFilter.ts";
import { type Part, type Place, type Problem, problemAt, QueryProblem, type Term, termsOf } from "./terms.ts";

export type ParsedQuery = { query: RecordQuery; problem: null } | { query: null; problem: Problem };

type Draft = Record<string, unknown> & { not?: Record<string, string[]> };
type Named = Term & { name: NonNullable<Term["name"]> };

export function parseQuery(text: string, vocabulary: Vocabulary): ParsedQuery {
  try {
    const query: Draft = {};
    const free: Part[] = [];
    for (const term of termsOf(text)) readTerm(term, vocabulary, query, free);
    if (free.length > 0) readFree(free, query);
    return { query: query as RecordQuery, problem: null };
  } catch (error) {
    if (error instanceof QueryProblem) return { query: null, problem: error.problem };
    throw error;
  }
}

function readTerm(term: Term, vocabulary: Vocabulary, query: Draft, free: Part[]): void {
  if (term.name === null) {
    const [part] = term.parts as [Part];
    if (!term.negated) free.push(part);
    else shutOut(query, "anything", textOf(part, "anything"), part);
    return;
  }
  const named = term as Named;
  const field = fieldNamed(named.name.text);
  if (field === undefined)
    throw problemAt(named.name, "query.unknownFilter", {
      name: named.name.text,
      allowed: FIELDS.map(({ name }) => name).join(", "),
    });
  if (named.name.sign !== ":" && field.kind !== "amount" && field.kind !== "created")
    throw problemAt(named.name, "query.colonOnly", { name: field.name });
  for (const part of named.parts)
    if (part.text.trim() === "") throw problemAt(term, "query.noValue", { name: field.name });
  readField(field, named, vocabulary, query);
}

function readField(field: Field, term: Named, vocabulary: Vocabulary, query: Draft): void {
  if (field.kind === "list") return readCodes(field.name, field.key, term, vocabulary, query);
  if (field.kind === "text") return readText(field.name, field.key, term, query);
  if (term.negated) throw problemAt(term, "query.notShutOut", { name: field.name });
  if (field.kind === "amount") return readAmount(term, query);
  if (field.kind === "created") return readCreated(term, vocabulary.zone, query);
  return readNumbers(term, query);
}

function readText(name: string, key: TextKey, term: Named, query: Draft): void {
  if (term.negated) {
    for (const part of term.parts) shutOut(query, key, textOf(part, key), part);
    return;
  }
  if (key === "recordNo" && term.parts.length > 1) return readNumbers(term, query);
  const [part, second] = term.parts as [Part, Part?];
  if (second !== undefined) throw problemAt(second, "query.oneValue", { name });
  once(query, key, textOf(part, key), term, name);
}

/** Several free words are one search. */
function readFree(free: readonly Part[], query: Draft): void {
  const place = { from: free[0]?.from ?? 0, to: free.at(-1)?.to ?? 0 };
  const words = free.map(({ text }) => text).join(" ");
  if (words.trim() === "") throw problemAt(place, "query.emptyQuotes");
  if (free.length > 1 && free.every(({ text }) => isRecordNumber(text))) {
    const numbers = free.map((part) => ({ ...part, text: part.text.replace(/[,;]$/, "") }));
    once(query, "recordNos", numbersOf(numbers), place, "records");
    return;
  }
  once(query, "anything", textOf({ ...place, text: words }, "anything"), place, null);
}

/** Like DP-20261122-000123. */
export function isRecordNumber(text: string): boolean {
  return /^DP-\d{4,8}-\d{3,12}[,;]?$/i.test(text);
}

function readNumbers(term: Named, query: Draft): void {
  once(query, "recordNos", numbersOf(term.parts), term, "records");
}

function numbersOf(parts: readonly Part[]): string[] {
  const numbers = [...new Set(parts.map((part) => textOf(part, "recordNo")))];
  const beyond = parts[RECORD_NUMBERS_MOST];
  if (numbers.length > RECORD_NUMBERS_MOST && beyond !== undefined)
    throw problemAt({ from: beyond.from, to: parts.at(-1)?.to ?? beyond.to }, "query.tooManyNumbers", {
      number: numbers.length,
      most: RECORD_NUMBERS_MOST,
    });
  return numbers;
}

function textOf(part: Part, key: TextKey): string {
  const text = part.text.trim();
  const most = TEXT_LIMITS[key];
  if (text === "") throw problemAt(part, "query.nothing");
  if (text.length > most) throw problemAt(part, "query.tooLong", { length: text.length, most });
  return text;
}

function once(query: Draft, key: string, value: unknown, place: Place, name: string | null): void {
  if (query[key] !== undefined)
    throw name === null ? problemAt(place, "query.freeTwice") : problemAt(place, "query.twice", { name });
  query[key] = value;
}

function shutOut(query: Draft, key: string, value: string, place: Place): void {
  const not = (query.not ??= {});
  const values = (not[key] ??= []);
  if (values.includes(value)) return;
  if (values.length >= EXCLUDED_MOST) throw problemAt(place, "query.tooManyOut", { most: EXCLUDED_MOST });
  values.push(value);
}

function readCodes(name: string, key: ListKey, term: Named, vocabulary: Vocabulary, query: Draft): void {
  const target = term.negated ? ((query.not ??= {}) as Draft) : query;
  const codes = (target[key] as string[] | undefined) ?? [];
  for (const part of term.parts) {
    const code = codeOf(name, key, part, vocabulary);
    if (!codes.includes(code)) codes.push(code);
  }
  target[key] = codes;
}

/** By its code, its words, or a beginning that fits one alone. */
function codeOf(name: string, key: ListKey, part: Part, vocabulary: Vocabulary): string {
  const allowed = choices(key, vocabulary);
  const typed = part.text.trim().toUpperCase();
  if (allowed.length === 0) {
    const code = typed.replaceAll("-", "_");
    if (!/^[A-Z0-9_]{1,40}$/.test(code)) throw problemAt(part, "query.noCode", { text: part.text, name });
    return code;
  }
  const wanted = plainWord(part.text);
  const exact =
    allowed.find(({ code }) => code === typed.replaceAll("-", "_")) ??
    allowed.find(({ code, label }) => plainWord(code) === wanted || plainWord(label) === wanted);
  if (exact !== undefined) return exact.code;
  const begun =
    wanted === ""
      ? []
      : allowed.filter(({ code, label }) => plainWord(label).startsWith(wanted) || plainWord(code).startsWith(wanted));
  const [only, second] = begun;
  if (only !== undefined && second === undefined) return only.code;
  const words = (begun.length > 1 ? begun : allowed).map(({ label }) => label).join(", ");
  throw begun.length > 1
    ? problemAt(part, "query.several", { text: part.text, words })
    : problemAt(part, "query.unknownValue", { name, text: part.text, words });
}

function readAmount(term: Named, query: Draft): void {
  const { sign } = term.name;
  const value = term.parts
    .map(({ text }) => text)
    .join("")
    .trim();
  const place = { from: term.parts[0]?.from ?? term.from, to: term.to };
  if (sign === ":" && value.includes("..")) {
    const [from = "", to = "", more] = value.split("..");
    if (more !== undefined || (from === "" && to === "")) throw noAmount(place, value);
    if (from !== "") once(query, "amountMin", amountOf(from, place), term, "amount");
    if (to !== "") once(query, "amountMax", amountOf(to, place), term, "amount");
    return;
  }
  const amount = amountOf(value, place);
  if (sign === ">") once(query, "amountMin", amountOf(moreThan(amount), place), term, "amount");
  else if (sign === "<") {
    const below = lessThan(amount);
    if (below === null) throw problemAt(place, "query.belowZero");
    once(query, "amountMax", below, term, "amount");
  } else {
    if (sign !== "<=") once(query, "amountMin", amount, term, "amount");
    if (sign !== ">=") once(query, "amountMax", amount, term, "amount");
  }
}

function amountOf(text: string, place: Place): string {
  if (!isAmount(text)) throw noAmount(place, text);
  return text;
}

function noAmount(place: Place, text: string): QueryProblem {
  return problemAt(place, "query.noAmount", { text });
}

function readCreated(term: Named, zone: Zone, query: Draft): void {
  const value = term.parts
    .map(({ text }) => text)
    .join(",")
    .trim();
  const place = { from: term.parts[0]?.from ?? term.from, to: term.to };
  const { sign } = term.name;
  const preset = value.toLowerCase();
  if (sign === ":" && (CREATED_PRESETS as readonly string[]).includes(preset)) {
    once(query, "created", preset as CreatedPreset, term, "created");
    return;
  }
  const moment = (text: string, edge: "start" | "end"): string => {
    const found = parseMoment(text, zone, edge);
    if (found !== null) return found;
    throw problemAt(place, "query.noDay", { text: value });
  };
  const from = (text: string) => once(query, "createdFrom", moment(text, "start"), term, "created");
  const to = (text: string) => once(query, "createdTo", moment(text, "end"), term, "created");
  if (sign === ":" && value.includes("..")) {
    const [first = "", last = "", more] = value.split("..");
    if (more !== undefined || (first === "" && last === "")) moment(value, "start");
    if (first !== "") from(first);
    if (last !== "") to(last);
    return;
  }
  // "After the 1st" begins where the 1st ends; "before" ends where it begins.
  if (sign === ">") once(query, "createdFrom", beside(moment(value, "end"), 1, place), term, "created");
  else if (sign === "<") once(query, "createdTo", beside(moment(value, "start"), -1, place), term, "created");
  else {
    if (sign !== "<=") from(value);
    if (sign !== ">=") to(value);
  }
}

function beside(at: string, ms: 1 | -1, place: Place): string {
  const found = parseMoment(new Date(Date.parse(at) + ms).toISOString(), "UTC", "start");
  if (found === null) throw problemAt(place, "query.noSuchDay");
  return found;
}
