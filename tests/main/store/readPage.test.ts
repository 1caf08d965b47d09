/** A page taken line by line says what the same page says when it is parsed whole, whatever has become of its bytes (R7.5). */
import fc from "fast-check";
import { expect, test } from "vitest";
import { pageText } from "#shared/contract/pageText.ts";
import {
  type Change,
  changesPage,
  rowsPage,
  SYNC_ENTITIES,
  SYNC_ROWS,
  type SyncEntity,
} from "#shared/contract/sync.ts";
import type { z } from "#shared/zod.ts";
import { readChanges, readRows, sentRow, type SentRow } from "#main/store/readPage.ts";
import { sampleRows } from "#tests/main/support/sampleRows.ts";

const FEED = "00000000-0000-7000-a000-0000000000aa";
const AT = "2026-11-22T00:00:00.000Z";
const encode = (text: string) => new TextEncoder().encode(text);
const decode = (bytes: Uint8Array): unknown => JSON.parse(new TextDecoder().decode(bytes));
const rowsText = (entity: SyncEntity) => pageText({ items: sampleRows(entity), nextAfter: null });

const changes: unknown[] = SYNC_ENTITIES.flatMap((entity) =>
  sampleRows(entity)
    .slice(0, 4)
    .map((data) => ({ entity, id: data.id, op: "upsert", version: data.version, at: AT, data })),
);
changes.push({ entity: "deposits", id: FEED, op: "delete", version: 3, at: AT, data: null });
changes.push({ entity: "inventions", id: FEED, op: "upsert", version: 3, at: AT, data: { any: ["thing"] } });
const items = changes.map((item, index) => ({ seq: index + 1, ...(item as object) }));
const changesText = pageText({ feedId: FEED, items, nextCursor: "c9", headSeq: 99, hasMore: false } as {
  items: unknown[];
});

/** What a reader without any short cut makes of it; null: refused. */
function plainRows(entity: SyncEntity, bytes: Uint8Array) {
  try {
    const { items: found, nextAfter } = rowsPage.parse(decode(bytes));
    return { rows: found.map((item) => SYNC_ROWS[entity].parse(item)), nextAfter };
  } catch {
    // Bytes that are no page of this entity.
    return null;
  }
}

function plainChanges(bytes: Uint8Array) {
  try {
    const { items: found, ...page } = changesPage.parse(decode(bytes));
    return { page, changes: found.flatMap((item) => plainChange(item)) };
  } catch {
    // Bytes that are no page of changes.
    return null;
  }
}

function plainChange({ entity, id, version, op, data }: Change) {
  if (!(SYNC_ENTITIES as readonly string[]).includes(entity)) return [];
  const row = op === "delete" ? null : (SYNC_ROWS[entity as SyncEntity] as z.ZodType).parse(data);
  return [{ entity, id, version, row }];
}

/** The text that is kept says what the row says. */
function rowOf({ row, text }: SentRow) {
  expect(JSON.parse(text)).toEqual(row);
  return row;
}

function quickRows(entity: SyncEntity, bytes: Uint8Array) {
  try {
    const { rows, nextAfter } = readRows(entity, bytes);
    return { rows: rows.map(rowOf), nextAfter };
  } catch (error) {
    expect(error).toMatchObject({ code: "RESPONSE_INVALID" });
    return null;
  }
}

function quickChanges(bytes: Uint8Array) {
  try {
    const { page, changes: read } = readChanges(bytes);
    const nothing = { seq: 0, holds: () => true };
    const found = read(nothing).map(({ sent, ...change }) => ({
      ...change,
      row: sent === null || sent === "HELD" ? sent : rowOf(sent),
    }));
    return { page, changes: found };
  } catch (error) {
    expect(error).toMatchObject({ code: "RESPONSE_INVALID" });
    return null;
  }
}

/** Pieces of JSON that could make a line look like something else. */
const piece = fc.constantFrom(
  ...["\n", ",", "]", "[", "}", "{", '"', "\\", "1", "null", " ", ",\n", ']}\n"', '"items":[', '"items":[],', ',"x":1'],
  ...['{"items":[\n', '\n],"nextAfter":null}', '"data":{', '"op":"delete",', '"é"', "\u2028"],
);
const edits = fc.array(
  fc.record({ at: fc.nat(), cut: fc.nat(40), put: fc.oneof(piece, fc.constant(""), fc.string({ maxLength: 3 })) }),
  { minLength: 1, maxLength: 3 },
);

function edited(text: string, changed: readonly { at: number; cut: number; put: string }[]): string {
  return changed.reduce((now, { at, cut, put }) => {
    const from = at % (now.length + 1);
    return now.slice(0, from) + put + now.slice(from + (cut > 20 ? 0 : cut));
  }, text);
}

test("R7.5 pages as they are sent keep the text of every row as it came", () => {
  for (const entity of SYNC_ENTITIES) {
    const { rows } = readRows(entity, encode(rowsText(entity)));
    expect(rows.map(({ text }) => text)).toEqual(sampleRows(entity).map((row) => JSON.stringify(row)));
  }
  expect(quickChanges(encode(changesText))).toEqual(plainChanges(encode(changesText)));
});

test("R7.5 first rows: in lines, in one piece, or spoilt, they are read as if they were parsed whole", () => {
  const entity = fc.constantFrom(...SYNC_ENTITIES);
  fc.assert(
    fc.property(entity, edits, (name, changed) => {
      const bytes = encode(edited(rowsText(name), changed));
      expect(quickRows(name, bytes)).toEqual(plainRows(name, bytes));
    }),
    { numRuns: 400 },
  );
  for (const name of SYNC_ENTITIES) {
    const bytes = encode(JSON.stringify({ items: sampleRows(name), nextAfter: FEED }, null, 2));
    expect(quickRows(name, bytes)).toEqual(plainRows(name, bytes));
    expect(quickRows(name, bytes)?.nextAfter).toBe(FEED);
  }
});

test("R7.5 changes: in lines, in one piece, or spoilt, they are read as if they were parsed whole", () => {
  fc.assert(
    fc.property(edits, (changed) => {
      const bytes = encode(edited(changesText, changed));
      expect(quickChanges(bytes)).toEqual(plainChanges(bytes));
    }),
    { numRuns: 400 },
  );
});

test("a row that the cache holds with the same text is not parsed, and only asked for where it may have come before", () => {
  const asked: string[] = [];
  const holds = (entity: SyncEntity, id: string, text: string) => {
    asked.push(id);
    return sampleRows(entity).some((row) => row.id === id && sentRow(entity, row).text === text);
  };
  const until = 6;
  const read = readChanges(encode(changesText)).changes({ seq: until, holds });
  expect(read.slice(0, until).map(({ sent }) => sent)).toEqual(Array(until).fill("HELD"));
  expect(read.slice(until).some(({ sent }) => sent === "HELD")).toBe(false);
  expect(asked).toHaveLength(until);
});

test("an answer that nobody has to read in lines is laid out as always", () => {
  expect(pageText({ items: [] })).toBe('{"items":[]}');
  expect(decode(encode(changesText))).toEqual({ feedId: FEED, items, nextCursor: "c9", headSeq: 99, hasMore: false });
});
