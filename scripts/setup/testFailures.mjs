/**
 * The names of the tests that failed, out of what the reporters wrote: said again at the very end, where a person looks.
 *
 * @typedef {{ title: string, file: string, specs?: { title: string, ok: boolean, file: string }[], suites?: Suite[] }} Suite
 */
import { relative } from "node:path";
import { ROOT } from "./places.mjs";

/** @param {import("./testCount.mjs").CheckReport} report */
export function failedChecks(report) {
  return report.checks.filter(({ ok }) => !ok).map(({ name }) => name);
}

/** @param {{ testResults: { name: string, status: string, assertionResults: { status: string, fullName: string }[] }[] }} report */
export function failedVitest({ testResults }) {
  return testResults.flatMap(({ name, status, assertionResults }) => {
    const file = relative(ROOT, name);
    const failed = assertionResults.filter((test) => test.status === "failed");
    // A file that fails while it is loaded has no tests to blame.
    if (status === "failed" && failed.length === 0) return [file];
    return failed.map(({ fullName }) => `${file} > ${fullName}`);
  });
}

/** @param {{ suites?: Suite[], errors?: { message?: string }[] }} report */
export function failedPlaywright({ suites = [], errors = [] }) {
  return [...suites.flatMap(failedIn), ...errors.map(({ message = "an error outside of any test" }) => message)];
}

/**
 * @param {Suite} suite
 * @returns {string[]}
 */
function failedIn({ specs = [], suites = [] }) {
  const own = specs.filter(({ ok }) => !ok).map(({ file, title }) => `${file} > ${title}`);
  return [...own, ...suites.flatMap(failedIn)];
}

/**
 * A stage that ended badly without naming a failure is named itself.
 *
 * @param {string} title
 * @param {readonly string[] | undefined} named undefined when there is no report
 * @param {number} exitCode
 * @returns {readonly string[]}
 */
export function stageFailures(title, named, exitCode) {
  if (named === undefined) return [`${title}: left no report (exit status ${exitCode})`];
  if (named.length === 0 && exitCode !== 0) return [`${title}: exit status ${exitCode}, and no test failed`];
  return named.map((name) => `${title}: ${name}`);
}
