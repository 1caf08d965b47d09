/** The simulator on the product as it is, and on the product with one rule broken: the first finds nothing, the second always something. */
import { readFileSync } from "node:fs";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { MUTANTS, needsTheEnd } from "#scripts/sim/mutants/mutants.ts";
import { rewritten } from "#scripts/sim/mutants/rewrite.ts";
import { openPool, type SimPool } from "#scripts/sim/pool.ts";

const PATIENCE_MS = 600_000;
/** Worlds of this many operations with faults; what it takes to bring everything to its end comes on top. */
const WORLD = 2_500;

let pool: SimPool;
beforeAll(() => {
  pool = openPool(2);
});
afterAll(() => pool.close());

test(
  "I1 to I13, I20, L1, L4: worlds full of faults, and not one broken promise",
  { timeout: PATIENCE_MS },
  async () => {
    const result = await pool.run({
      seed: 1,
      seeds: WORLDS,
      operations: WORLDS * WORLD,
      mutant: null,
      calm: true,
      stopAtFirst: false,
    });
    expect(result).toMatchObject({ violations: 0, found: null });
    expect(result.operations).toBeGreaterThanOrEqual(WORLDS * WORLD);
  },
);
const WORLDS = 20;

test("the same seeds leave the same trace, whichever thread ran them", { timeout: PATIENCE_MS }, async () => {
  const plan = { seed: 40, seeds: 3, operations: 4_500, mutant: null, calm: false, stopAtFirst: false };
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

describe("a broken rule is found", () => {
  test.each(MUTANTS.filter(({ budget }) => budget !== undefined).map((mutant) => [mutant.name, mutant] as const))(
    "%s",
    { timeout: PATIENCE_MS },
    async (name, mutant) => {
      const { theme, budget = 0 } = mutant;
      const result = await pool.run({
        seed: 1,
        seeds: Math.ceil(budget / WORLD),
        operations: Math.ceil(budget / WORLD) * WORLD,
        mutant: name,
        theme,
        calm: needsTheEnd(mutant),
        stopAtFirst: true,
      });
      expect(result.found, `${name} survived ${result.operations} operations`).not.toBeNull();
    },
  );
});
