/**
 * What `npm test` runs: the program of each stage, the test files that are its own, and how its report is read.
 *
 * @typedef {import("./testCount.mjs").Count} Count
 * @typedef {import("./remembered/openMemory.mjs").FileResult} FileResult
 * @typedef {import("./remembered/openMemory.mjs").Plan} Plan
 * @typedef {{ args: string[], report: string, count(report: any): Count, failures(report: any): string[],
 *   results(report: any): FileResult[], env?: Record<string, string> }} Run
 * @typedef {{ name: string, title: string, owns(path: string): boolean, run(more: readonly string[], plan?: Plan): Run,
 *   lane: "processor" | "window", needsApp?: true }} Stage `run` with a plan leaves out what it says is unchanged
 */
import { join } from "node:path";
import { resultOfChecks, resultsOfPlaywright, resultsOfVitest } from "./fileResults.mjs";
import { MODULES, ROOT } from "./places.mjs";
import { countChecks, countPlaywright, countVitest } from "./testCount.mjs";
import { failedChecks, failedPlaywright, failedVitest } from "./testFailures.mjs";

export const REPORTS = join(ROOT, "out", "test");
const VITEST = join(MODULES, "vitest", "vitest.mjs");
const PLAYWRIGHT = join(MODULES, "@playwright", "test", "cli.js");
const CHECK = "scripts/check/check.ts";

/**
 * @param {string} name
 * @param {string} title
 * @param {readonly string[]} projects
 * @param {RegExp} files
 * @returns {Stage}
 */
function vitest(name, title, projects, files) {
  const report = join(REPORTS, `${name}.json`);
  const reporters = ["--reporter=default", "--reporter=json", `--outputFile.json=${report}`];
  const chosen = projects.map((project) => `--project=${project}`);
  return {
    name,
    title,
    lane: "processor",
    owns: (path) => files.test(path),
    run: (more, plan) => ({
      // By what is left out: a file that we do not know of runs all the same.
      args: [
        VITEST,
        "run",
        ...reporters,
        ...chosen,
        ...(plan?.unchanged ?? []).map(({ path }) => `--exclude=${path}`),
        ...more,
      ],
      report,
      count: countVitest,
      failures: failedVitest,
      results: resultsOfVitest,
    }),
  };
}

/**
 * In the order they are told. The two lanes run side by side, for the window waits more than it works; within one lane the
 * stages follow each other, so that two processors are busy and no more.
 *
 * @type {readonly Stage[]}
 */
export const STAGES = [
  {
    name: "check",
    lane: "processor",
    title: "static checks",
    owns: (path) => path === CHECK,
    run: (more) => ({
      args: [join(ROOT, CHECK), `--report=${join(REPORTS, "check.json")}`, ...more],
      report: join(REPORTS, "check.json"),
      count: countChecks,
      failures: failedChecks,
      results: resultOfChecks(CHECK),
    }),
  },
  vitest(
    "unit",
    "unit tests",
    ["shared", "main", "renderer", "central", "scripts"],
    /^tests\/(?:(?:shared|main|central|scripts|support)\/.*\.test\.ts|renderer\/.*\.test\.tsx?)$/,
  ),
  vitest("contract", "contract tests", ["contract"], /^tests\/contract\/.*\.test\.ts$/),
  vitest("sim", "simulation", ["sim"], /^tests\/sim\/.*\.test\.ts$/),
  {
    name: "e2e",
    lane: "window",
    title: "end-to-end tests in the real window",
    needsApp: true,
    owns: (path) => /^tests\/e2e\/.*\.e2e\.ts$/.test(path),
    run: (more, plan) => ({
      args: [PLAYWRIGHT, "test", "--reporter=list,json", ...chosenWindows(plan), ...more],
      report: join(REPORTS, "e2e.json"),
      count: countPlaywright,
      failures: failedPlaywright,
      results: resultsOfPlaywright,
      env: { PLAYWRIGHT_JSON_OUTPUT_FILE: join(REPORTS, "e2e.json") },
    }),
  },
];

/** Playwright can be told what to run, and not what to leave out. @param {Plan | undefined} plan */
function chosenWindows(plan) {
  if (plan === undefined || plan.unchanged.length === 0) return [];
  return plan.changed.map((path) => `${path.replaceAll(".", "\\.")}$`);
}
