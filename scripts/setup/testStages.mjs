import { mkdirSync, readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { buildApp } from "./appBuild.mjs";
import { toolNode } from "./dependencies.mjs";
import { interruption, interruptionOfAll } from "./interruption.mjs";
import { outputInTurn } from "./outputInTurn.mjs";
import { MODULES, ROOT } from "./places.mjs";
import { runForeground } from "./processGroup.mjs";
import { openMemory } from "./remembered/openMemory.mjs";
import { SetupFault } from "./SetupFault.mjs";
import { REPORTS, STAGES } from "./stages.mjs";
import { exitCodeFor, lastLine, rememberedLine, stageCount, sumCounts } from "./testCount.mjs";
import { stageFailures } from "./testFailures.mjs";

/**
 * @typedef {import("./testCount.mjs").Count} Count
 * @typedef {import("./stages.mjs").Stage} Stage
 * @typedef {import("./remembered/openMemory.mjs").Memory} Memory
 * @typedef {import("./remembered/openMemory.mjs").Unchanged} Unchanged
 * @typedef {{ count: Count, failures: readonly string[], remembered?: readonly Unchanged[] }} Outcome
 */

/** The many short programs of the tests load in two thirds of the time when Node keeps what it compiled (measured). */
const NODE_COMPILE_CACHE = join(MODULES, ".cache", "node");

/**
 * Runs the stages, prints what each one found, and answers what stands at the very end: which tests failed, and the one
 * line that counts. A test file that passed before, and of which nothing has changed since, is counted and not run again.
 *
 * @param {readonly string[]} args `--fresh` runs everything; `--only NAME`, and then whatever that stage's own program takes (a file, `-g WORD`)
 * @param {NodeJS.ProcessEnv} env
 * @returns {Promise<{ lines: readonly string[], code: number }>} to be printed when everything else is over
 */
export async function runTestStages(args, env) {
  const { only, fresh, more } = parseTestArguments(args);
  mkdirSync(REPORTS, { recursive: true });
  const chosen = STAGES.filter(({ name }) => only === undefined || name === only);
  // Who names the tests wants to see them run.
  const memory = more.length === 0 ? await openMemory({ fresh }) : undefined;
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
      const ways = { hear: turn.write, interruptions: interruptions.join, alone: chosen.length === 1, memory };
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
  lines.push(...rememberedLine(told.flatMap(({ remembered = [] }) => remembered)));
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
  const before = sumPassed(outcome.remembered ?? []);
  const remembered = before > 0 ? `, ${before} of them remembered` : "";
  ways.hear(`=== ${stage.title}: ${passed} passed, ${failed} failed${notRun}${remembered} (${seconds} s)\n`);
  return outcome;
}

/**
 * @param {readonly string[]} args
 * @returns {{ only: string | undefined, fresh: boolean, more: string[] }}
 */
export function parseTestArguments(args) {
  const names = STAGES.map(({ name }) => name);
  const rest = args.filter((word) => word !== "--fresh");
  const fresh = rest.length < args.length;
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
      `use npm test -- [--fresh] [--only ${names.join("|")}]`,
    );
  }
  return { only, fresh, more: rest };
}

/**
 * @typedef {{ hear(words: string | Buffer): void, interruptions: typeof import("./interruption.mjs").onInterruption,
 *   alone: boolean, memory: Memory | undefined }} Ways `alone`: it may have the terminal to itself
 *
 * @param {Stage} stage
 * @param {readonly string[]} more
 * @param {NodeJS.ProcessEnv} env
 * @param {Ways} ways
 * @returns {Promise<Outcome>}
 */
async function runStage(stage, more, env, ways) {
  const plan = ways.memory?.plan(stage.owns);
  if (plan !== undefined && plan.changed.length === 0 && plan.unchanged.length > 0) {
    ways.hear("nothing changed since it passed\n");
    const count = { passed: sumPassed(plan.unchanged), failed: 0, skipped: 0 };
    return { count, failures: [], remembered: plan.unchanged };
  }
  if (stage.needsApp === true) {
    const fault = await buildFault(env);
    if (fault !== undefined) {
      ways.hear(`${fault}\n`);
      return { count: stageCount(undefined, 1), failures: [`${stage.title}: the app did not build`] };
    }
  }
  const { args, report, count, failures, results, env: own } = stage.run(more, plan);
  rmSync(report, { force: true });
  const code = await runForeground(toolNode(), args, {
    cwd: ROOT,
    env: { ...env, NODE_COMPILE_CACHE, ...(process.stdout.isTTY ? { FORCE_COLOR: "1" } : {}), ...own },
    quietInput: true,
    interruptions: ways.interruptions,
    ...(ways.alone ? {} : { hear: ways.hear }),
  });
  const read = readReport(report, ways);
  const ran = read === undefined ? [] : results(read);
  // Of a run that ended badly nobody can say which file did it: an error outside of any test is in no report.
  if (plan !== undefined)
    await ways.memory?.settle(plan, code === 0 ? ran : ran.map((one) => ({ ...one, clean: false })));
  const remembered = (plan?.unchanged ?? []).filter(({ path }) => !ran.some((one) => one.path === path));
  const found = stageCount(read === undefined ? undefined : count(read), code);
  return {
    count: { ...found, passed: found.passed + sumPassed(remembered) },
    failures: stageFailures(stage.title, read === undefined ? undefined : failures(read), code),
    remembered,
  };
}

/** @param {readonly Unchanged[]} remembered */
function sumPassed(remembered) {
  return remembered.reduce((sum, { passed }) => sum + passed, 0);
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
