/**
 * Pages of rows, parsed and checked against the contract. A row keeps the text in which it came where that says exactly what the contract knows of it,
 * so that it is written into the cache as it is. Everything here throws RESPONSE_INVALID for what does not fit.
 */
import { isExactly, type Look } from "#shared/contract/isExactly.ts";
import {
  type Change,
  change,
  type ChangesPage,
  changesPage,
  rowsPage,
  SYNC_ENTITIES,
  SYNC_ROWS,
  type SyncEntity,
} from "#shared/contract/sync.ts";
import { AppError } from "#shared/errors.ts";
import type { z } from "#shared/zod.ts";
import { pageLines } from "./pageLines.ts";

export type SyncRow = { id: string; version: number };
/** A row that fits the contract, and its JSON. */
export type SentRow = { row: SyncRow; text: string };
export type SentChange = {
  entity: SyncEntity;
  id: string;
  version: number;
  /** null: it was deleted. HELD: it is in the cache with this very text. */
  sent: SentRow | null | "HELD";
};
/** Whether the cache holds exactly this text of a row; only asked of changes up to `seq`, which may have come before. */
export type Held = { seq: number; holds(entity: SyncEntity, id: string, text: string): boolean };
export type SentChanges = {
  page: Omit<ChangesPage, "items">;
  count: number;
  /** of the last change, 0 when there is none */
  lastSeq: number;
  /** of the entities that this version knows */
  changes(held: Held): SentChange[];
};

/** `text`: of the row, not parsed yet. */
type Unread = Omit<Change, "data" | "at"> & ({ text: string; line: string } | { data: unknown });

const LOOKS = Object.fromEntries(SYNC_ENTITIES.map((name) => [name, isExactly(SYNC_ROWS[name])])) as Record<
  SyncEntity,
  Look
>;
const isChange = isExactly(change);
/** What stands before the row of a change, when the row ends its line. */
const BEFORE_ROW =
  /^\{"seq":(\d{1,15}),"entity":"(\w{1,40})","id":"([0-9a-f-]{36})","op":"upsert","version":(\d{1,15}),"at":"([\dTZ:.-]{1,40})","data":(?=\{)/;

export function readRows(entity: SyncEntity, bytes: Uint8Array): { rows: SentRow[]; nextAfter: string | null } {
  const page = pageLines(bytes);
  const values = page?.lines.map(jsonOf);
  // A line that is no JSON by itself is another layout, or no JSON at all: the whole page decides.
  if (!page || !values || values.includes(undefined)) {
    const { items, nextAfter } = fit(rowsPage, wholeOf(bytes), "a page of rows");
    return { rows: items.map((item) => sentRow(entity, item)), nextAfter };
  }
  const { nextAfter } = fit(rowsPage, jsonOf(page.envelope), "a page of rows");
  return { rows: values.map((value, index) => sentRow(entity, value, page.lines[index])), nextAfter };
}

/** The changes are read when they are asked for: a page of another feed is refused before. */
export function readChanges(bytes: Uint8Array): SentChanges {
  const lined = pageLines(bytes);
  const unread = lined?.lines.map(unreadOf);
  const inLines = lined !== null && unread !== undefined && unread.every((item) => item !== null);
  const { items, ...page } = fit(changesPage, inLines ? jsonOf(lined.envelope) : wholeOf(bytes), "a page of changes");
  const changes: readonly Unread[] = inLines ? unread : items;
  return {
    page,
    count: changes.length,
    lastSeq: changes.at(-1)?.seq ?? 0,
    changes: (held) => changes.flatMap((item) => sentChange(item, held)),
  };
}

/** A row that did not come in a page. */
export function sentRow(entity: SyncEntity, value: unknown, text?: string): SentRow {
  if (LOOKS[entity](value)) return { row: value as SyncRow, text: text ?? JSON.stringify(value) };
  const row = fit(SYNC_ROWS[entity] as z.ZodType<SyncRow>, value, `a row of ${entity}`);
  return { row, text: JSON.stringify(row) };
}

/** Null: the line is no JSON. */
function unreadOf(line: string): Unread | null {
  const found = BEFORE_ROW.exec(line);
  if (found !== null && line.endsWith("}")) {
    const [before, seq = "", entity = "", id = "", version = "", at = ""] = found;
    const item = { seq: Number(seq), entity, id, op: "upsert", version: Number(version) } as const;
    if (isChange({ ...item, at, data: null })) return { ...item, line, text: line.slice(before.length, -1) };
  }
  const value = jsonOf(line);
  return value === undefined ? null : fit(change, value, "a page of changes");
}

function sentChange(item: Unread, held: Held): SentChange[] {
  const { entity, id, version, op } = item;
  const known = isSyncEntity(entity);
  if ("text" in item) {
    if (known && item.seq <= held.seq && held.holds(entity, id, item.text))
      return [{ entity, id, version, sent: "HELD" }];
    const data = jsonOf(item.text);
    // More follows the row in its line than the end of the change.
    if (data === undefined) return sentChange(fit(change, jsonOf(item.line), "a page of changes"), held);
    return known ? [{ entity, id, version, sent: sentRow(entity, data, item.text) }] : [];
  }
  // An entity that a newer service invented is no row of this version's cache.
  return known ? [{ entity, id, version, sent: op === "delete" ? null : sentRow(entity, item.data) }] : [];
}

function isSyncEntity(name: string): name is SyncEntity {
  return (SYNC_ENTITIES as readonly string[]).includes(name);
}

function fit<Schema extends z.ZodType>(schema: Schema, value: unknown, what: string): z.output<Schema> {
  const result = schema.safeParse(value);
  if (result.success) return result.data;
  const where = result.error.issues[0]?.path.join(".") ?? "";
  throw new AppError(
    "RESPONSE_INVALID",
    `The central service sent ${what} that does not fit the contract (at "${where}")`,
  );
}

function wholeOf(bytes: Uint8Array): unknown {
  return jsonOf(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString("utf8"));
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    // Cut or foreign bytes: the schema that reads it next refuses undefined and names it.
    return undefined;
  }
}
