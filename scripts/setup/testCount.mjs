/**
 * Adds up what the reporters of each stage wrote. Whatever cannot be read, or ended badly without naming a failure,
 * counts as one failure: a crash must never look like "0 failed".
 *
 * @typedef {{ passed: number, failed: number, skipped: number }} Count
 * @typedef {{ checks: { name: string, ok: boolean }[] }} CheckReport
 * @typedef {{ numPassedTests: number, numFailedTests: number, numPendingTests: number, numTodoTests: number,
 *   testResults: { status: string, assertionResults: { status: string }[] }[] }} VitestReport
 * @typedef {{ stats: { expected: number, unexpected: number, flaky: number, skipped: number }, errors?: unknown[] }}
 *   PlaywrightReport
 */

/** @param {CheckReport} report written by scripts/check/check.ts */
export function countChecks(report) {
  const passed = report.checks.filter((check) => check.ok).length;
  return { passed, failed: report.checks.length - passed, skipped: 0 };
}

/** @param {VitestReport} report vitest's "json" reporter */
export function countVitest(report) {
  // A file that fails while it is loaded has no tests to blame.
  const brokenFiles = report.testResults.filter(
    (file) => file.status === "failed" && !file.assertionResults.some((test) => test.status === "failed"),
  ).length;
  return {
    passed: report.numPassedTests,
    failed: report.numFailedTests + brokenFiles,
    skipped: report.numPendingTests + report.numTodoTests,
  };
}

/** @param {PlaywrightReport} report Playwright's "json" reporter */
export function countPlaywright({ stats, errors = [] }) {
  // Flaky: passed only on a second try. With money, that is a failure.
  return { passed: stats.expected, failed: stats.unexpected + stats.flaky + errors.length, skipped: stats.skipped };
}

/**
 * A stage's count: from its report where there is one, corrected by its exit code.
 *
 * @param {Count | undefined} count undefined when the report is missing or cannot be read
 * @param {number} exitCode
 * @returns {Count}
 */
export function stageCount(count, exitCode) {
  if (count === undefined) return { passed: 0, failed: 1, skipped: 0 };
  if (exitCode !== 0 && count.failed === 0) return { ...count, failed: 1 };
  return count;
}

/**
 * @param {readonly Count[]} counts
 * @returns {Count}
 */
export function sumCounts(counts) {
  const total = { passed: 0, failed: 0, skipped: 0 };
  for (const count of counts) {
    total.passed += count.passed;
    total.failed += count.failed;
    total.skipped += count.skipped;
  }
  return total;
}

/** The very last line of `npm test`. @param {Count} total */
export function lastLine(total) {
  return `${total.passed} passed, ${total.failed} failed`;
}

/**
 * Said above the last line, so that nobody takes a remembered outcome for one of this run.
 *
 * @param {readonly { passed: number, atMs: number }[]} remembered
 * @returns {string[]}
 */
export function rememberedLine(remembered) {
  if (remembered.length === 0) return [];
  const passed = remembered.reduce((sum, file) => sum + file.passed, 0);
  // A person's local time, in the order that sorts: 2026-11-22 22:41.
  const oldest = new Date(Math.min(...remembered.map(({ atMs }) => atMs))).toLocaleString("sv-SE").slice(0, 16);
  return [
    `${passed} of these passed in an earlier run (the first at ${oldest}) and nothing they are made of has changed since: ` +
      "not run again; npm test -- --fresh runs all",
  ];
}

/** Tests that did not run prove nothing, so none at all is a failure too. @param {Count} total */
export function exitCodeFor(total) {
  return total.failed === 0 && total.passed > 0 ? 0 : 1;
}
