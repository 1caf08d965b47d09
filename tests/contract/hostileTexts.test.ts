/** Every text field of the contract with 500 hostile texts: taken exactly (blanks at the ends aside), or refused in words that name the field (feature 76). */
import { expect, test } from "vitest";

import { allEndpoints } from "#shared/contract/http.ts";
import { HOSTILE_TEXTS } from "#tests/support/hostileTexts.ts";
import { sampleOf } from "./samples.ts";

type Json = { [name: string]: unknown };
type Place = { name: string; schema: { safeParse(value: unknown): Parsed }; sample: Json; way: string[] };
type Parsed =
  | { success: true; data: unknown }
  | { success: false; error: { issues: { path: PropertyKey[]; message: string }[] } };

/** Every string in a request that is in good order, with the way to it. */
function textsIn(value: unknown, way: string[] = []): string[][] {
  if (typeof value === "string") return [way];
  if (typeof value !== "object" || value === null) return [];
  return Object.entries(value).flatMap(([name, inner]) => textsIn(inner, [...way, name]));
}

const PLACES: Place[] = allEndpoints().flatMap(({ name, endpoint }) =>
  (["body", "query", "params"] as const).flatMap((part) => {
    const schema = endpoint[part];
    const sample = sampleOf(name)[part] as Json | undefined;
    return schema === null || sample === undefined ? [] : textsIn(sample).map((way) => ({ name, schema, sample, way }));
  }),
);

function withText({ sample, way }: Place, text: string): Json {
  const copy = structuredClone(sample);
  const holder = way.slice(0, -1).reduce<Json>((inner, step) => inner[step] as Json, copy);
  holder[way.at(-1) ?? ""] = text;
  return copy;
}

const at = (value: unknown, way: readonly string[]): unknown =>
  way.reduce<unknown>((inner, step) => (inner as Json | undefined)?.[step], value);

test("R24.4 R15.2 every text field with 500 hostile texts: taken as it is, or refused with the field named", () => {
  expect(HOSTILE_TEXTS).toHaveLength(500);
  expect(PLACES.length).toBeGreaterThan(150);
  let taken = 0;
  let refused = 0;
  for (const place of PLACES)
    for (const text of HOSTILE_TEXTS) {
      const result = place.schema.safeParse(withText(place, text));
      const what = `${place.name} ${place.way.join(".")} ${JSON.stringify(text)}`;
      if (result.success) {
        // Nothing is cut, changed or dropped silently: blanks at the ends at most.
        const read = at(result.data, place.way);
        if (read !== text && (typeof read !== "string" || read !== text.trim())) expect(read, what).toBe(text);
        taken += 1;
      } else {
        const [issue] = result.error.issues;
        if (issue === undefined || issue.message === "" || String(issue.path[0]) !== place.way[0])
          expect(issue, what).toMatchObject({ path: [place.way[0]] });
        refused += 1;
      }
    }
  expect(taken).toBeGreaterThan(5_000);
  expect(refused).toBeGreaterThan(5_000);
});
