// Runs everything that package.json names. Only Node's own modules, for it starts on the Node that happens to be there; what
// it runs gets the project's own Node first on PATH.
//
//   start [args]          the desk (scripts/start.ts), on the user's display and keyring; on a machine without any, on our own
//   test [--only NAME]    static checks, unit, contract and end-to-end tests; last line "N passed, N failed"
//   with -- COMMAND       any command, with a display and keyring that are thrown away afterwards
//   desk SCRIPT [args]    a script that opens windows: as `with`, and the app is built
//   tool SCRIPT [args]    a script that needs npm packages only
//   build                 the app into out/
//
// Each one first sets up what it needs (scripts/setup/setUp.mjs) and ends everything it started, also when it is stopped.
import { existsSync } from "node:fs";
import { delimiter, join } from "node:path";
import { buildApp } from "./setup/appBuild.mjs";
import { toolNode } from "./setup/dependencies.mjs";
import { endWithNpm, onInterruption } from "./setup/interruption.mjs";
import { MODULES, ROOT } from "./setup/places.mjs";
import { runForeground } from "./setup/processGroup.mjs";
import { readRuntime, runtimeVariables } from "./setup/runtimeFile.mjs";
import { openSession, SESSION_MARK } from "./setup/session.mjs";
import { needsOwnSession } from "./setup/sessionChoice.mjs";
import { setUp } from "./setup/setUp.mjs";
import { SetupFault } from "./setup/SetupFault.mjs";
import { runTestStages } from "./setup/testStages.mjs";

/** @type {Record<string, (args: string[]) => Promise<number>>} */
const MODES = {
  async start(args) {
    await setUp("desk");
    // Nobody watches a smoke run: it must neither flash windows on a person's screen nor write into their keyring.
    const keyring = args.includes("--smoke") ? "throwaway" : "kept";
    const own = keyring === "throwaway" || needsOwnSession();
    return inside(own ? keyring : "none", async (env) => {
      await buildApp(env);
      return runForeground(toolNode(), [join(ROOT, "scripts", "start.ts"), ...args], { env });
    });
  },
  async test(args) {
    await setUp("tests");
    const { lines, code } = await inside("throwaway", (env) => runTestStages(args, env));
    process.stdout.write(`${lines.join("\n")}\n`);
    return code;
  },
  async with(args) {
    const [program, ...rest] = args[0] === "--" ? args.slice(1) : args;
    if (program === undefined)
      throw new SetupFault("no command was given", "use: node scripts/run.mjs with -- COMMAND");
    await setUp("tests");
    return inside("throwaway", (env) => runForeground(program, rest, { env }));
  },
  async desk(args) {
    const script = scriptOf(args);
    await setUp("tests");
    return inside("throwaway", async (env) => {
      await buildApp(env);
      return runForeground(toolNode(), [script, ...args.slice(1)], { env });
    });
  },
  async tool(args) {
    const script = scriptOf(args);
    await setUp("tools");
    return runForeground(toolNode(), [script, ...args.slice(1)], { env: environment() });
  },
  async build() {
    await setUp("desk");
    await buildApp(environment());
    return 0;
  },
};

/** @param {string[]} args */
function scriptOf(args) {
  const file = join(ROOT, args[0] ?? "");
  if (args[0] !== undefined && existsSync(file)) return file;
  throw new SetupFault(`there is no script ${args[0] ?? ""}`, "use: node scripts/run.mjs tool scripts/NAME.ts");
}

/** @returns {NodeJS.ProcessEnv} */
function environment() {
  const runtime = readRuntime();
  return {
    ...process.env,
    PATH: `${join(MODULES, ".bin")}${delimiter}${process.env["PATH"] ?? ""}`,
    ...(runtime === undefined ? {} : runtimeVariables(runtime)),
  };
}

/**
 * Runs `work` in a display and keyring of our own (Linux only; elsewhere and inside such a session the existing ones do).
 *
 * @template T
 * @param {"none" | "kept" | "throwaway"} keyring
 * @param {(env: NodeJS.ProcessEnv) => Promise<T>} work
 */
async function inside(keyring, work) {
  if (keyring === "none" || process.platform !== "linux" || process.env[SESSION_MARK] !== undefined) {
    return work(environment());
  }
  const session = await openSession({ keyring });
  const leave = onInterruption(() => void session.close().then(() => process.exit(1)));
  try {
    return await work({ ...environment(), ...session.env });
  } finally {
    await session.close();
    leave();
  }
}

endWithNpm();
const [mode = "", ...args] = process.argv.slice(2);
try {
  const run = Object.hasOwn(MODES, mode) ? MODES[mode] : undefined;
  if (run === undefined) throw new SetupFault(`"${mode}" is no mode`, `use one of: ${Object.keys(MODES).join(", ")}`);
  process.exitCode = await run(args);
} catch (error) {
  if (!(error instanceof SetupFault)) throw error;
  process.stderr.write(`${error.report()}\n`);
  process.exitCode = 1;
}
