/**
 * What the reports say of each test file. Only a file of which every test passed at the first try is clean; a skipped or
 * repeated one proves less.
 *
 * @typedef {import("./remembered/openMemory.mjs").FileResult} FileResult
 * @typedef {{ file: string, ok: boolean, tests: { status: string, results: { status: string }[] }[] }} Spec
 * @typedef {{ specs?: Spec[], suites?: Suite[] }} Suite
 */
import { relative, sep } from "node:path";
import { ROOT } from "./places.mjs";
import { countChecks } from "./testCount.mjs";

/**
 * The static checks look at the whole tree together.
 *
 * @param {string} path of the program that runs them
 * @returns {(report: import("./testCount.mjs").CheckReport) => FileResult[]}
 */
export function resultOfChecks(path) {
  return (report) => {
    const { passed, failed } = countChecks(report);
    return [{ path, passed, clean: failed === 0 }];
  };
}

/**
 * @param {{ testResults: { name: string, status: string, assertionResults: { status: string }[] }[] }} report
 * @returns {FileResult[]}
 */
export function resultsOfVitest({ testResults }) {
  return testResults.map(({ name, status, assertionResults }) => {
    const passed = assertionResults.filter((test) => test.status === "passed").length;
    const clean = status === "passed" && passed === assertionResults.length;
    return { path: relative(ROOT, name).split(sep).join("/"), passed, clean };
  });
}

/**
 * @param {{ suites?: Suite[] }} report
 * @returns {FileResult[]}
 */
export function resultsOfPlaywright({ suites = [] }) {
  /** @type {Map<string, FileResult>} */
  const files = new Map();
  for (const { file, ok, tests } of suites.flatMap(specsIn)) {
    const path = `tests/e2e/${file}`;
    const known = files.get(path) ?? { path, passed: 0, clean: true };
    const passed = tests.filter(({ status }) => status === "expected").length;
    const atOnce = tests.every(({ results }) => results.length === 1 && results[0]?.status === "passed");
    const clean = known.clean && ok && atOnce && passed === tests.length;
    files.set(path, { path, passed: known.passed + passed, clean });
  }
  return [...files.values()];
}

/**
 * @param {Suite} suite
 * @returns {Spec[]}
 */
function specsIn({ specs = [], suites = [] }) {
  return [...specs, ...suites.flatMap(specsIn)];
}
