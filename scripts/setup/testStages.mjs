import { mkdirSync, readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { buildApp } from "./appBuild.mjs";
import { toolNode } from "./dependencies.mjs";
import { interruption, interruptionOfAll } from "./interruption.mjs";
import { outputInTurn } from "./outputInTurn.mjs";
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
import { failedChecks, failedPlaywright, failedVitest, stageFailures } from "./testFailures.mjs";

/**
 * @typedef {import("./testCount.mjs").Count} Count
 * @typedef {{ args: string[], report: string, count(report: any): Count, failures(report: any): string[],
 *   env?: Record<string, string> }} Run
 * @typedef {{ name: string, title: string, run(more: readonly string[]): Run, lane: "processor" | "window",
 *   needsApp?: true }} Stage
 * @typedef {{ count: Count, failures: readonly string[] }} Outcome
 */

const REPORTS = join(ROOT, "out", "test");
/** The many short programs of the tests load in two thirds of the time when Node keeps what it compiled (measured). */
const NODE_COMPILE_CACHE = join(MODULES, ".cache", "node");
const VITEST = join(MODULES, "vitest", "vitest.mjs");
const PLAYWRIGHT = join(MODULES, "@playwright", "test", "cli.js");

/** @param {string} name @param {readonly string[]} projects @param {readonly string[]} more */
function vitest(name, projects, more) {
  const report = join(REPORTS, `${name}.json`);
  const reporters = ["--reporter=default", "--reporter=json", `--outputFile.json=${report}`];
  const chosen = projects.map((project) => `--project=${project}`);
  return {
    args: [VITEST, "run", ...reporters, ...chosen, ...more],
    report,
    count: countVitest,
    failures: failedVitest,
  };
}

/**
 * In the order they are told. The two lanes run side by side, for the window waits more than it works; within one lane the
 * stages follow each other, so that two processors are busy and no more.
 *
 * @type {readonly Stage[]}
 */
const STAGES = [
  {
    name: "check",
    lane: "processor",
    title: "static checks",
    run: (more) => ({
      args: [join(ROOT, "scripts", "check", "check.ts"), `--report=${join(REPORTS, "check.json")}`, ...more],
      report: join(REPORTS, "check.json"),
      count: countChecks,
      failures: failedChecks,
    }),
  },
  {
    name: "unit",
    lane: "processor",
    title: "unit tests",
    run: (more) => vitest("unit", ["shared", "main", "renderer", "central", "scripts"], more),
  },
  {
    name: "contract",
    lane: "processor",
    title: "contract tests",
    run: (more) => vitest("contract", ["contract"], more),
  },
  { name: "sim", lane: "processor", title: "simulation", run: (more) => vitest("sim", ["sim"], more) },
  {
    name: "e2e",
    lane: "window",
    title: "end-to-end tests in the real window",
    needsApp: true,
    run: (more) => ({
      args: [PLAYWRIGHT, "test", "--reporter=list,json", ...more],
      report: join(REPORTS, "e2e.json"),
      count: countPlaywright,
      failures: failedPlaywright,
      env: { PLAYWRIGHT_JSON_OUTPUT_FILE: join(REPORTS, "e2e.json") },
    }),
  },
];

/**
 * Runs the stages, prints what each one found, and answers what stands at the very end: which tests failed, and the one
 * line that counts.
 *
 * @param {readonly string[]} args `--only NAME`, and then whatever that stage's own program takes (a file, `-g WORD`)
 * @param {NodeJS.ProcessEnv} env
 * @returns {Promise<{ lines: readonly string[], code: number }>} to be printed when everything else is over
 */
export async function runTestStages(args, env) {
  const { only, more } = parseTestArguments(args);
  mkdirSync(REPORTS, { recursive: true });
  const chosen = STAGES.filter(({ name }) => only === undefined || name === only);
  const turns = outputInTurn(chosen.length, (words) => process.stdout.write(words));
  const interruptions = interruptionOfAll();
  /** @type {Map<Stage, Outcome>} */
  const outcomes = new Map();
  const inLane = async (/** @type {Stage["lane"]} */ lane) => {
    for (const stage of chosen.filter((one) => one.lane === lane)) {
      const turn = turns[chosen.indexOf(stage)];
      if (turn === undefined) continue;
      if (interruption() !== undefined) {
        // Or those after it would wait for its words.
        turn.end();
        continue;
      }
      const ways = { hear: turn.write, interruptions: interruptions.join, alone: chosen.length === 1 };
      outcomes.set(stage, await tellStage(stage, more, env, ways).finally(turn.end));
    }
  };
  try {
    await Promise.all([inLane("window"), inLane("processor")]);
  } finally {
    interruptions.leave();
  }
  const told = chosen.flatMap((stage) => outcomes.get(stage) ?? []);
  const counts = told.map(({ count }) => count);
  const lines = told.flatMap(({ failures }) => failures);
  if (interruption() !== undefined) {
    counts.push(stageCount(undefined, 1));
    lines.push(`stopped by ${interruption()}`);
  }
  const total = sumCounts(counts);
  if (lines.length > 0) lines.unshift("", "failed:");
  return { lines: [...lines, lastLine(total)], code: exitCodeFor(total) };
}

/**
 * @param {Stage} stage
 * @param {readonly string[]} more
 * @param {NodeJS.ProcessEnv} env
 * @param {Ways} ways
 * @returns {Promise<Outcome>}
 */
async function tellStage(stage, more, env, ways) {
  ways.hear(`\n=== ${stage.title}\n`);
  const start = performance.now();
  const outcome = await runStage(stage, more, env, ways);
  const { passed, failed, skipped } = outcome.count;
  const seconds = ((performance.now() - start) / 1000).toFixed(1);
  const notRun = skipped > 0 ? `, ${skipped} not run` : "";
  ways.hear(`=== ${stage.title}: ${passed} passed, ${failed} failed${notRun} (${seconds} s)\n`);
  return outcome;
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
      "use npm test -- --only check|unit|contract|sim|e2e",
    );
  }
  return { only, more: rest };
}

/**
 * @typedef {{ hear(words: string | Buffer): void, interruptions: typeof import("./interruption.mjs").onInterruption,
 *   alone: boolean }} Ways `alone`: it may have the terminal to itself
 *
 * @param {Stage} stage
 * @param {readonly string[]} more
 * @param {NodeJS.ProcessEnv} env
 * @param {Ways} ways
 * @returns {Promise<Outcome>}
 */
async function runStage(stage, more, env, ways) {
  if (stage.needsApp === true) {
    const fault = await buildFault(env);
    if (fault !== undefined) {
      ways.hear(`${fault}\n`);
      return { count: stageCount(undefined, 1), failures: [`${stage.title}: the app did not build`] };
    }
  }
  const { args, report, count, failures, env: own } = stage.run(more);
  rmSync(report, { force: true });
  const code = await runForeground(toolNode(), args, {
    cwd: ROOT,
    env: { ...env, NODE_COMPILE_CACHE, ...(process.stdout.isTTY ? { FORCE_COLOR: "1" } : {}), ...own },
    quietInput: true,
    interruptions: ways.interruptions,
    ...(ways.alone ? {} : { hear: ways.hear }),
  });
  const read = readReport(report, ways);
  return {
    count: stageCount(read === undefined ? undefined : count(read), code),
    failures: stageFailures(stage.title, read === undefined ? undefined : failures(read), code),
  };
}

/** @param {NodeJS.ProcessEnv} env */
async function buildFault(env) {
  try {
    await buildApp(env);
    return undefined;
  } catch (error) {
    if (!(error instanceof SetupFault)) throw error;
    return error.message;
  }
}

/**
 * @param {string} file
 * @param {Ways} ways
 * @returns {any}
 */
function readReport(file, ways) {
  try {
    return JSON.parse(readFileSync(file, "utf8"));
  } catch (error) {
    ways.hear(`no readable report in ${file}: ${error instanceof Error ? error.message : String(error)}\n`);
    return undefined;
  }
}
