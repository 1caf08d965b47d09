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

describe("npm test -- --only", () => {
  test("narrows to one stage and hands it the rest", () => {
    expect(parseTestArguments([])).toEqual({ only: undefined, more: [] });
    expect(parseTestArguments(["--only", "e2e", "-g", "refund"])).toEqual({ only: "e2e", more: ["-g", "refund"] });
    expect(parseTestArguments(["--only=unit"])).toEqual({ only: "unit", more: [] });
  });
  test("an unknown stage or a stray word is refused with the words that are known", () => {
    expect(() => parseTestArguments(["--only", "units"])).toThrow(/names no tests/);
    expect(() => parseTestArguments(["--only"])).toThrow(/names no tests/);
    expect(() => parseTestArguments(["refund"])).toThrow(/does not know "refund"/);
  });
});
