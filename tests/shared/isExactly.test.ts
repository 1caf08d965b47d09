/** The quick look at rows says yes only where the schema says yes and changes nothing. */
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { isExactly } from "#shared/contract/isExactly.ts";
import { change, SYNC_ENTITIES, SYNC_ROWS } from "#shared/contract/sync.ts";
import { z } from "#shared/zod.ts";
import { sampleRows } from "#tests/main/support/sampleRows.ts";

const CHANGE = { seq: 1, entity: "deposits", id: "00000000-0000-7000-a000-00000000000a", op: "upsert", version: 1 };
const samples = [
  ...SYNC_ENTITIES.map((name) => ({ name, schema: SYNC_ROWS[name] as z.ZodType, rows: sampleRows(name) })),
  { name: "change", schema: change, rows: [{ ...CHANGE, at: "2026-11-22T00:00:00.000Z", data: null }] },
];

/** Another value in the place of one, of every kind that JSON has, and strings that are nearly right. */
const other = fc.oneof(
  fc.constantFrom(null, true, 0, -1, 1.5, 2 ** 53, "", " x ", "NEW_CODE", "1.50", "01", "0xAB", [], {}, [null]),
  fc.constantFrom("2026-02-30T00:00:00.000Z", "2026-11-22T00:00:00Z", "2026-11-22T24:00:00.000Z"),
  fc.constantFrom("00000000-0000-9000-a000-00000000000a", "ffffffff-ffff-ffff-ffff-ffffffffffff"),
  fc.string({ maxLength: 600 }),
);
const edit = fc.record({ at: fc.nat(), how: fc.constantFrom("replace", "remove", "add", "trim"), value: other });

type Place = { holder: Record<string, unknown>; name: string };

/** Every place of a value, lists included. */
function placesOf(value: unknown): Place[] {
  if (typeof value !== "object" || value === null) return [];
  const holder = value as Record<string, unknown>;
  return Object.keys(holder).flatMap((name) => [{ holder, name }, ...placesOf(holder[name])]);
}

describe.each(samples)("$name", ({ schema, rows }) => {
  const look = isExactly(schema);

  test("rows as the service sends them take the quick way", () => {
    expect(rows.length).toBeGreaterThan(0);
    for (const row of rows) expect(look(row)).toBe(true);
  });

  test("whatever is done to a row, a yes means that the schema takes it and leaves it as it is", () => {
    fc.assert(
      fc.property(fc.nat(rows.length - 1), fc.array(edit, { minLength: 1, maxLength: 3 }), (of, edits) => {
        const row = structuredClone(rows[of]) as unknown;
        for (const { at, how, value } of edits) {
          const places = placesOf(row);
          const { holder, name } = places[at % places.length] as Place;
          const before = holder[name];
          if (how === "replace") holder[name] = value;
          else if (how === "remove" && !Array.isArray(holder)) delete holder[name];
          else if (how === "add" && !Array.isArray(holder)) holder["__proto__x"] = value;
          else if (typeof before === "string") holder[name] = ` ${before}`;
        }
        if (!look(row)) return;
        const before = structuredClone(row);
        expect(schema.parse(row)).toEqual(before);
      }),
      { numRuns: 600 },
    );
  });
});

test("what it does not understand, it never vouches for", () => {
  const refined = z.object({ a: z.string() }).refine(({ a }) => a !== "");
  const unknown: z.ZodType[] = [
    refined,
    z.string().refine((text) => text !== "b"),
    z.coerce.number(),
    z.number(),
    z.email(),
    z.string().transform((text) => text.length),
    z.union([z.string(), z.int()]),
    z.string().prefault("x"),
    z.string().startsWith("a"),
    z
      .array(z.string())
      .nonempty()
      .refine((list) => list[0] !== "x"),
    z.record(z.enum(["a"]), z.string()),
  ];
  for (const schema of unknown)
    for (const value of [{ a: "b" }, "b", 1, "a@b.example", {}, { x: 1 }, ["y"], undefined])
      expect([schema.def.type, value, isExactly(schema)(value)]).toEqual([schema.def.type, value, false]);
});

test("a key that an object has from its making counts as unknown", () => {
  const look = isExactly(z.object({ a: z.string() }));
  expect(look(JSON.parse('{"a":"b"}'))).toBe(true);
  expect(look(JSON.parse('{"a":"b","__proto__":{"c":1}}'))).toBe(false);
  expect(look(["b"])).toBe(false);
  expect(isExactly(z.record(z.string(), z.string()))(JSON.parse('{"__proto__":"c"}'))).toBe(false);
});

test("a value that would be filled in is not there yet", () => {
  const look = isExactly(z.object({ a: z.string().default("x"), b: z.int().optional() }));
  expect([look({}), look({ a: "y" }), look({ a: "y", b: 1 }), look({ b: 1 })]).toEqual([false, true, true, false]);
});
