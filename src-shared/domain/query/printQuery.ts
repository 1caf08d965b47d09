/** A filter as the query that makes it again: parseQuery(printQuery(f)) = f. */
import { atLeastText, atMostText } from "./amountBounds.ts";
import { codeText, type Field, FIELDS, type Vocabulary } from "./fields.ts";
import { momentText } from "./moments.ts";
import type { RecordQuery } from "./recordFilter.ts";
import { freeText, partText } from "./terms.ts";

export function printQuery(query: RecordQuery, vocabulary: Pick<Vocabulary, "zone">): string {
  const terms = query.anything === undefined ? [] : [freeText(query.anything)];
  for (const field of FIELDS) terms.push(...wanted(field, query, vocabulary));
  for (const field of FIELDS) terms.push(...unwanted(field, query));
  for (const text of query.not?.anything ?? []) terms.push(`-${freeText(text)}`);
  return terms.join(" ");
}

function wanted(field: Field, query: RecordQuery, { zone }: Pick<Vocabulary, "zone">): string[] {
  if (field.kind === "amount") return amountTerms(query);
  if (field.kind === "created") {
    const { created, createdFrom, createdTo } = query;
    const preset = created === undefined ? [] : [`created:${created}`];
    if (createdFrom === undefined && createdTo === undefined) return preset;
    const from = createdFrom === undefined ? "" : momentText(createdFrom, zone, "start");
    const to = createdTo === undefined ? "" : momentText(createdTo, zone, "end");
    return [...preset, from === to ? `created:${from}` : `created:${from}..${to}`];
  }
  if (field.kind === "text") {
    const text = query[field.key];
    return text === undefined ? [] : [`${field.name}:${partText(text)}`];
  }
  const values: readonly string[] = (field.kind === "list" ? query[field.key] : query.recordNos) ?? [];
  if (values.length === 0) return [];
  return [`${field.name}:${field.kind === "list" ? codesText(values) : values.map(partText).join(",")}`];
}

function unwanted(field: Field, { not }: RecordQuery): string[] {
  if (not === undefined || (field.kind !== "text" && field.kind !== "list")) return [];
  const values: readonly string[] = not[field.key] ?? [];
  if (values.length === 0) return [];
  return [`-${field.name}:${field.kind === "list" ? codesText(values) : values.map(partText).join(",")}`];
}

const codesText = (codes: readonly string[]): string => codes.map((code) => partText(codeText(code))).join(",");

function amountTerms({ amountMin, amountMax }: RecordQuery): string[] {
  if (amountMin !== undefined && amountMax !== undefined && amountMin === amountMax) return [`amount=${amountMin}`];
  const terms: string[] = [];
  if (amountMin !== undefined) terms.push(`amount${sign(atLeastText(amountMin))}`);
  if (amountMax !== undefined) terms.push(`amount${sign(atMostText(amountMax))}`);
  return terms;
}

/** "≥ 1" -> ">=1" */
function sign(bound: string): string {
  return bound.replace("≥", ">=").replace("≤", "<=").replaceAll(" ", "");
}
