import { join } from "node:path";
import { describe, expect, test } from "vitest";
import {
  countChecks,
  countPlaywright,
  countVitest,
  exitCodeFor,
  lastLine,
  stageCount,
  sumCounts,
} from "#scripts/setup/testCount.mjs";
import { outputInTurn, type Turn } from "#scripts/setup/outputInTurn.mjs";
import { ROOT } from "#scripts/setup/places.mjs";
import { failedChecks, failedPlaywright, failedVitest, stageFailures } from "#scripts/setup/testFailures.mjs";
import { parseTestArguments } from "#scripts/setup/testStages.mjs";

const vitestReport = (failed: number, files: { status: string; assertionResults: { status: string }[] }[]) => ({
  numPassedTests: 3,
  numFailedTests: failed,
  numPendingTests: 1,
  numTodoTests: 0,
  testResults: files,
});

describe("counting tests", () => {
  test("each static check counts as one", () => {
    const checks = [
      { name: "types", ok: true },
      { name: "lint", ok: false },
    ];
    expect(countChecks({ checks })).toEqual({ passed: 1, failed: 1, skipped: 0 });
  });
  test("a test file that could not be loaded is a failure of its own", () => {
    const files = [
      { status: "failed", assertionResults: [] },
      { status: "failed", assertionResults: [{ status: "failed" }] },
      { status: "passed", assertionResults: [{ status: "passed" }] },
    ];
    expect(countVitest(vitestReport(1, files))).toEqual({ passed: 3, failed: 2, skipped: 1 });
  });
  test("flaky counts as failed, and so does what went wrong outside of any test", () => {
    const stats = { expected: 5, unexpected: 1, flaky: 1, skipped: 2 };
    expect(countPlaywright({ stats })).toEqual({ passed: 5, failed: 2, skipped: 2 });
    expect(countPlaywright({ stats, errors: ["no config"] }).failed).toBe(3);
  });
  test("a stage that ended badly without naming a failure, or left no report, counts as one failure", () => {
    expect(stageCount({ passed: 4, failed: 0, skipped: 0 }, 139)).toEqual({ passed: 4, failed: 1, skipped: 0 });
    expect(stageCount(undefined, 0)).toEqual({ passed: 0, failed: 1, skipped: 0 });
    expect(stageCount({ passed: 4, failed: 2, skipped: 0 }, 1).failed).toBe(2);
  });
  test("the last line is the sum, and only a run with tests and without failures succeeds", () => {
    const total = sumCounts([
      { passed: 2, failed: 0, skipped: 1 },
      { passed: 3, failed: 1, skipped: 0 },
    ]);
    expect(lastLine(total)).toBe("5 passed, 1 failed");
    expect(exitCodeFor(total)).toBe(1);
    expect(exitCodeFor({ passed: 0, failed: 0, skipped: 9 })).toBe(1);
    expect(exitCodeFor({ passed: 1, failed: 0, skipped: 0 })).toBe(0);
  });
});

describe("naming what failed", () => {
  test("a static check by its name, a test by its file and full name, a file that could not be loaded by itself", () => {
    const checks = [
      { name: "types", ok: true },
      { name: "lint", ok: false },
    ];
    expect(failedChecks({ checks })).toEqual(["lint"]);
    const testResults = [
      {
        name: join(ROOT, "tests/a.test.ts"),
        status: "failed",
        assertionResults: [
          { status: "failed", fullName: "a group pays once" },
          { status: "passed", fullName: "a group pays nothing" },
        ],
      },
      { name: join(ROOT, "tests/b.test.ts"), status: "failed", assertionResults: [] },
      { name: join(ROOT, "tests/c.test.ts"), status: "passed", assertionResults: [] },
    ];
    expect(failedVitest({ testResults })).toEqual(["tests/a.test.ts > a group pays once", "tests/b.test.ts"]);
  });
  test("window tests at any depth, and what went wrong outside of any", () => {
    const spec = (title: string, ok: boolean) => ({ title, ok, file: "refund.e2e.ts" });
    const inner = { title: "inner", file: "refund.e2e.ts", specs: [spec("pays", false)] };
    const suites = [{ title: "outer", file: "refund.e2e.ts", specs: [spec("waits", true)], suites: [inner] }];
    expect(failedPlaywright({ suites, errors: [{ message: "no config" }] })).toEqual([
      "refund.e2e.ts > pays",
      "no config",
    ]);
  });
  test("a stage that named none and yet ended badly, or left no report, names itself", () => {
    expect(stageFailures("unit tests", [], 0)).toEqual([]);
    expect(stageFailures("unit tests", ["a > b"], 1)).toEqual(["unit tests: a > b"]);
    expect(stageFailures("unit tests", [], 139)).toEqual(["unit tests: exit status 139, and no test failed"]);
    expect(stageFailures("unit tests", undefined, 1)).toEqual(["unit tests: left no report (exit status 1)"]);
  });
});

test("programs side by side are heard in a fixed order, each as a whole, the first one at once", () => {
  const said: string[] = [];
  const [one, two, three] = outputInTurn(3, (words) => void said.push(String(words))) as [Turn, Turn, Turn];
  two.write("b1 ");
  one.write("a1 ");
  expect(said).toEqual(["a1 "]);
  three.write("c1 ");
  three.end();
  one.write("a2 ");
  one.end();
  expect(said).toEqual(["a1 ", "a2 ", "b1 "]);
  two.write("b2 ");
  expect(said.at(-1)).toBe("b2 ");
  two.end();
  expect(said).toEqual(["a1 ", "a2 ", "b1 ", "b2 ", "c1 "]);
});

describe("npm test -- --only", () => {
  test("narrows to one stage and hands it the rest", () => {
    expect(parseTestArguments([])).toEqual({ only: undefined, fresh: false, more: [] });
    expect(parseTestArguments(["--only", "e2e", "-g", "refund"])).toEqual({
      only: "e2e",
      fresh: false,
      more: ["-g", "refund"],
    });
    expect(parseTestArguments(["--only=unit"])).toEqual({ only: "unit", fresh: false, more: [] });
  });
  test("an unknown stage or a stray word is refused with the words that are known", () => {
    expect(() => parseTestArguments(["--only", "units"])).toThrow(/names no tests/);
    expect(() => parseTestArguments(["--only"])).toThrow(/names no tests/);
    expect(() => parseTestArguments(["refund"])).toThrow(/does not know "refund"/);
  });
});
