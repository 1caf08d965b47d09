/**
 * Stands in for Vitest while mutants are tried: test files that import it only tell their tests, which can then be run one by one, as often as there are
 * mutants. Knows of Vitest's interface what the tests of the money modules use; anything else fails when the file is loaded.
 */
import { expect, vi } from "vitest";

type Body = () => unknown;
type Suite = {
  name: string;
  parent: Suite | null;
  before: Body[];
  after: Body[];
  beforeEach: Body[];
  afterEach: Body[];
};

/** `run` does everything that belongs to one test alone: also what its file and its groups do once before all of their tests. */
export type CollectedTest = { name: string; run(): Promise<void> };

let collected: CollectedTest[] = [];
let suite = newSuite("", null);

/** Loads a test file by `load` and gives what it tells. */
export async function testsOf(file: string, load: () => Promise<unknown>): Promise<readonly CollectedTest[]> {
  collected = [];
  suite = newSuite(file, null);
  await load();
  return collected;
}

function newSuite(name: string, parent: Suite | null): Suite {
  return { name, parent, before: [], after: [], beforeEach: [], afterEach: [] };
}

function pathOf(leaf: Suite): Suite[] {
  return leaf.parent === null ? [leaf] : [...pathOf(leaf.parent), leaf];
}

async function runAll(bodies: readonly Body[]): Promise<void> {
  for (const body of bodies) await body();
}

function addTest(name: string, body: Body): void {
  const path = pathOf(suite);
  const inside = path.toReversed();
  collected.push({
    name: [...path.map((one) => one.name), name].join(" > "),
    async run() {
      try {
        await runAll(path.flatMap((one) => one.before));
        await runAll(path.flatMap((one) => one.beforeEach));
        await body();
      } finally {
        await runAll(inside.flatMap((one) => one.afterEach));
        await runAll(inside.flatMap((one) => one.after));
      }
    },
  });
}

function addSuite(name: string, body: Body): void {
  const outside = suite;
  suite = newSuite(name, outside);
  body();
  suite = outside;
}

type Add = (name: string, body: (...row: never[]) => unknown) => void;

const withRows = (add: Add) => (rows: readonly unknown[]) => (name: string, body: (...row: never[]) => unknown) => {
  for (const [index, row] of rows.entries()) {
    const values = (Array.isArray(row) ? row : [row]) as never[];
    add(`${name} [${index}]`, () => body(...values));
  }
};

export const test = Object.assign(addTest as Add, { each: withRows(addTest as Add) });
export const describe = Object.assign(addSuite as Add, { each: withRows(addSuite as Add) });
export const beforeAll = (body: Body): unknown => suite.before.push(body);
export const afterAll = (body: Body): unknown => suite.after.push(body);
export const beforeEach = (body: Body): unknown => suite.beforeEach.push(body);
export const afterEach = (body: Body): unknown => suite.afterEach.push(body);
export { expect, vi };
