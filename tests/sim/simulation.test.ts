/** The simulator on the product as it is, and on the product with one rule broken: the first finds nothing, the second always something. */
import { readFileSync } from "node:fs";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { calmFor, MUTANTS } from "#scripts/sim/mutants/mutants.ts";
import { rewritten } from "#scripts/sim/mutants/rewrite.ts";
import { CALM, WORLD } from "#scripts/sim/options.ts";
import { openPool, type SimPool } from "#scripts/sim/pool.ts";
import { worldOf } from "#scripts/sim/themes.ts";

const PATIENCE_MS = 900_000;
const WORLDS = 16;
/** Within so many operations every broken rule has to be found. */
const BUDGET = 100_000;

let pool: SimPool;
beforeAll(() => {
  pool = openPool(2);
});
afterAll(() => pool.close());

test(
  "I1 to I14, I20, L1, L2, L4, agreed limits: 100,000 operations full of faults, and not one broken promise",
  { timeout: PATIENCE_MS },
  async () => {
    const result = await pool.run({
      seed: 1,
      seeds: WORLDS,
      operations: WORLDS * WORLD,
      mutant: null,
      calm: CALM,
      stopAtFirst: false,
    });
    expect(result).toMatchObject({ violations: 0, found: null });
    expect(result.operations).toBeGreaterThanOrEqual(100_000);
  },
);

test("the same seeds leave the same trace, whichever thread ran them", { timeout: PATIENCE_MS }, async () => {
  const plan = { seed: 40, seeds: 3, operations: 3_000, mutant: null, calm: 0, stopAtFirst: false };
  const [once, again] = [await pool.run(plan), await pool.run(plan)];
  expect(again.traceHash).toBe(once.traceHash);
  const other = await pool.run({ ...plan, seed: 41 });
  expect(other.traceHash).not.toBe(once.traceHash);
});

test("every mutant's text stands in the product exactly once", () => {
  for (const { name, edits } of MUTANTS) {
    const sources = new Map<string, string>();
    for (const edit of edits)
      sources.set(edit.file, rewritten(sources.get(edit.file) ?? readFileSync(edit.file, "utf8"), edit, name));
    expect(sources.size).toBeGreaterThan(0);
  }
  expect(new Set(MUTANTS.map(({ name }) => name)).size).toBe(MUTANTS.length);
  expect(() => rewritten("a a", { file: "x.ts", from: "a", to: "b" }, "twice")).toThrow(/2 times/);
});

const FOUND = MUTANTS.filter(({ seed }) => seed !== undefined);

test("at least forty broken rules are known to be found", () => {
  expect(FOUND.length).toBeGreaterThanOrEqual(40);
});

describe("a broken rule is found", () => {
  test.each(FOUND.map((mutant) => [mutant.name, mutant] as const))(
    "%s",
    { timeout: PATIENCE_MS },
    async (name, mutant) => {
      const result = await pool.run({
        seed: mutant.seed ?? 1,
        seeds: BUDGET / worldOf(mutant.theme),
        operations: BUDGET,
        mutant: name,
        theme: mutant.theme,
        calm: calmFor(mutant),
        stopAtFirst: true,
      });
      expect(result.found, `${name} survived ${result.operations} operations`).not.toBeNull();
      expect(result.opsToFind).toBeLessThanOrEqual(BUDGET);
    },
  );
});
