/**
 * Tries the mutants of one room, one after the other, in this process. Runs inside of Vitest, whose expectations the tests use; what is to be tried stands in the
 * file MUTATION_PLAN, and how each mutant ended is written beside it.
 */
import { readFileSync, writeFileSync } from "node:fs";
import { resolve } from "node:path";
import { expect, test, vi } from "vitest";
import type { CollectedTest } from "./collector.ts";
import type { Mutant, MutantResult, Outcome } from "./mutant.ts";
import { goesThrough, isConstant, mutated, noting, wentInCircles, withSteps } from "./switchboard.ts";

/** `results`: the file that is written. */
export type Plan = { mutants: readonly Mutant[]; tests: readonly string[]; results: string };

/** Each test takes milliseconds. One that gives no answer in the first time is asked again with the second, alone and from the beginning. */
const PATIENCE_MS = 4_000;
const SECOND_PATIENCE_MS = 20_000;

type Verdict = "passed" | "failed" | "silent";

const plan = JSON.parse(readFileSync(process.env["MUTATION_PLAN"] ?? "", "utf8")) as Plan;
const wins = new Map<string, number>();

async function loadTests(): Promise<readonly CollectedTest[]> {
  // Modules that were forgotten are loaded anew, and the collector is one of them.
  const { testsOf } = await import("./collector.ts");
  const tests: CollectedTest[] = [];
  for (const file of plan.tests) tests.push(...(await testsOf(file, () => import(/* @vite-ignore */ resolve(file)))));
  return tests;
}

async function verdictOf(run: () => Promise<void>, patienceMs: number): Promise<Verdict> {
  let timer: NodeJS.Timeout | undefined;
  const silence = new Promise<Verdict>((settle) => {
    timer = setTimeout(() => settle("silent"), patienceMs);
  });
  try {
    return await Promise.race([
      run().then(
        () => "passed" as const,
        () => "failed" as const,
      ),
      silence,
    ]);
  } finally {
    clearTimeout(timer);
  }
}

async function endOf({ run }: CollectedTest): Promise<Outcome> {
  let verdict = await verdictOf(run, PATIENCE_MS);
  if (verdict === "silent") verdict = await verdictOf(run, SECOND_PATIENCE_MS);
  if (verdict === "passed") return "Survived";
  return verdict === "silent" || wentInCircles() ? "Endless" : "Killed";
}

/** `tests`: those that go through the mutant. Those that caught most so far come first. */
async function outcomeBy(tests: readonly CollectedTest[]): Promise<Outcome> {
  const order = tests.toSorted((one, other) => (wins.get(other.name) ?? 0) - (wins.get(one.name) ?? 0));
  for (const one of order) {
    const ended = await withSteps(one.name, () => endOf(one));
    if (ended === "Survived") continue;
    wins.set(one.name, (wins.get(one.name) ?? 0) + 1);
    return ended;
  }
  return "Survived";
}

async function outcomeOf(mutant: Mutant, tests: readonly CollectedTest[]): Promise<Outcome> {
  if (mutant.sentence) return "Sentence";
  const own = tests.filter(({ name }) => goesThrough(name, mutant.id));
  const constant = isConstant(mutant.id);
  if (own.length === 0 && !constant) return "Unseen";
  const outcome = await mutated(mutant.id, () => outcomeBy(own));
  if (outcome !== "Survived" || !constant) return outcome;
  return outcomeAnew(mutant.id, tests.length);
}

/** What was worked out when the modules were loaded is worked out again, with the mutant on. */
async function outcomeAnew(mutant: string, tests: number): Promise<Outcome> {
  return mutated(mutant, async () => {
    vi.resetModules();
    let anew: readonly CollectedTest[];
    try {
      anew = await loadTests();
    } catch {
      // The modules do not even load with it: every test fails.
      return "Killed";
    }
    return anew.length < tests ? "Killed" : outcomeBy(anew);
  });
}

test("every mutant", { timeout: 0 }, async () => {
  const tests = await loadTests();
  expect(tests.length).toBeGreaterThan(0);
  for (const one of tests)
    await noting(one.name, async () => {
      const verdict = await verdictOf(one.run, SECOND_PATIENCE_MS);
      if (verdict !== "passed") throw new Error(`without any mutant this test ${verdict}: ${one.name}`);
    });
  // Loading anew must change nothing by itself, or everything would count as killed.
  expect(await outcomeAnew("no mutant", tests.length)).toBe("Survived");
  const results: MutantResult[] = [];
  const began = performance.now();
  for (const mutant of plan.mutants) {
    results.push({ ...mutant, outcome: await outcomeOf(mutant, tests) });
    if (results.length % 100 === 0) {
      const seconds = ((performance.now() - began) / 1000).toFixed(0);
      process.stderr.write(`${results.length} of ${plan.mutants.length} mutants after ${seconds} s\n`);
    }
  }
  writeFileSync(plan.results, JSON.stringify(results, null, 1));
});
