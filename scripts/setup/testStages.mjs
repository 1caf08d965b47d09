import { mkdirSync, readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { buildApp } from "./appBuild.mjs";
import { toolNode } from "./dependencies.mjs";
import { interruption } from "./interruption.mjs";
import { MODULES, ROOT } from "./places.mjs";
import { runForeground } from "./processGroup.mjs";
import { SetupFault } from "./SetupFault.mjs";
import {
  countChecks,
  countPlaywright,
  countVitest,
  exitCodeFor,
  lastLine,
  stageCount,
  sumCounts,
} from "./testCount.mjs";

/**
 * @typedef {import("./testCount.mjs").Count} Count
 * @typedef {{ name: string, title: string, run(more: readonly string[]): { args: string[], report: string, count(report: any): Count,
 *   env?: Record<string, string> }, needsApp?: true }} Stage
 */

const REPORTS = join(ROOT, "out", "test");
const VITEST = join(MODULES, "vitest", "vitest.mjs");
const PLAYWRIGHT = join(MODULES, "@playwright", "test", "cli.js");

/** @param {string} name @param {readonly string[]} projects @param {readonly string[]} more */
function vitest(name, projects, more) {
  const report = join(REPORTS, `${name}.json`);
  const reporters = ["--reporter=default", "--reporter=json", `--outputFile.json=${report}`];
  const chosen = projects.map((project) => `--project=${project}`);
  return { args: [VITEST, "run", ...reporters, ...chosen, ...more], report, count: countVitest };
}

/** @type {readonly Stage[]} in the order they run */
const STAGES = [
  {
    name: "check",
    title: "static checks",
    run: (more) => ({
      args: [join(ROOT, "scripts", "check", "check.ts"), `--report=${join(REPORTS, "check.json")}`, ...more],
      report: join(REPORTS, "check.json"),
      count: countChecks,
    }),
  },
  {
    name: "unit",
    title: "unit tests",
    run: (more) => vitest("unit", ["shared", "main", "renderer", "central", "scripts"], more),
  },
  { name: "contract", title: "contract tests", run: (more) => vitest("contract", ["contract"], more) },
  {
    name: "e2e",
    title: "end-to-end tests in the real window",
    needsApp: true,
    run: (more) => ({
      args: [PLAYWRIGHT, "test", "--reporter=list,json", ...more],
      report: join(REPORTS, "e2e.json"),
      count: countPlaywright,
      env: { PLAYWRIGHT_JSON_OUTPUT_FILE: join(REPORTS, "e2e.json") },
    }),
  },
];

/**
 * Runs the stages, prints what each one found, and at the very end the one line that counts.
 *
 * @param {readonly string[]} args `--only NAME`, and then whatever that stage's own program takes (a file, `-g WORD`)
 * @param {NodeJS.ProcessEnv} env
 * @returns {Promise<{ line: string, code: number }>} the last line, to be printed when everything else is over
 */
export async function runTestStages(args, env) {
  const { only, more } = parseTestArguments(args);
  mkdirSync(REPORTS, { recursive: true });
  const counts = [];
  for (const stage of STAGES.filter(({ name }) => only === undefined || name === only)) {
    process.stdout.write(`\n=== ${stage.title}\n`);
    const start = performance.now();
    const count = await runStage(stage, more, env);
    const seconds = ((performance.now() - start) / 1000).toFixed(1);
    const skipped = count.skipped > 0 ? `, ${count.skipped} not run` : "";
    process.stdout.write(
      `=== ${stage.title}: ${count.passed} passed, ${count.failed} failed${skipped} (${seconds} s)\n`,
    );
    counts.push(count);
    if (interruption() !== undefined) {
      process.stdout.write(`stopped by ${interruption()}\n`);
      counts.push(stageCount(undefined, 1));
      break;
    }
  }
  const total = sumCounts(counts);
  return { line: lastLine(total), code: exitCodeFor(total) };
}

/**
 * @param {readonly string[]} args
 * @returns {{ only: string | undefined, more: string[] }}
 */
export function parseTestArguments(args) {
  const names = STAGES.map(({ name }) => name);
  const rest = [...args];
  let only;
  const flag = rest.findIndex((word) => word === "--only" || word.startsWith("--only="));
  if (flag >= 0) {
    const [word = ""] = rest.splice(flag, 1);
    only = word.includes("=") ? word.slice(word.indexOf("=") + 1) : rest.splice(flag, 1)[0];
  }
  if (flag >= 0 && (only === undefined || !names.includes(only))) {
    throw new SetupFault(`--only ${only ?? ""} names no tests`, `use one of: ${names.join(", ")}`);
  }
  if (only === undefined && rest.length > 0) {
    throw new SetupFault(
      `npm test does not know "${rest.join(" ")}"`,
      "use npm test -- --only unit|contract|e2e|check",
    );
  }
  return { only, more: rest };
}

/**
 * @param {Stage} stage
 * @param {readonly string[]} more
 * @param {NodeJS.ProcessEnv} env
 * @returns {Promise<Count>}
 */
async function runStage(stage, more, env) {
  if (stage.needsApp === true && !(await isBuilt(env))) return stageCount(undefined, 1);
  const { args, report, count, env: own } = stage.run(more);
  rmSync(report, { force: true });
  const code = await runForeground(toolNode(), args, { cwd: ROOT, env: { ...env, ...own }, quietInput: true });
  return stageCount(readCount(report, count), code);
}

/** @param {NodeJS.ProcessEnv} env */
async function isBuilt(env) {
  try {
    await buildApp(env);
    return true;
  } catch (error) {
    if (!(error instanceof SetupFault)) throw error;
    process.stderr.write(`${error.message}\n`);
    return false;
  }
}

/**
 * @param {string} file
 * @param {(report: any) => Count} count
 */
function readCount(file, count) {
  try {
    return count(JSON.parse(readFileSync(file, "utf8")));
  } catch (error) {
    process.stderr.write(`no readable report in ${file}: ${error instanceof Error ? error.message : String(error)}\n`);
    return undefined;
  }
}
