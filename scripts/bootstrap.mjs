// Makes a fresh clone ready: npm packages, system packages, Electron, the SQLite binding. Only Node's own modules, for it
// runs before anything is installed, on the Node that happens to be there (20.19 or newer). Prints to stderr alone, does
// nothing when nothing is missing, and may run twice at once. Every npm script does the same by itself (scripts/run.mjs).
//
//   node scripts/bootstrap.mjs [tools | desk | tests | release] [--quiet]      (tests when nothing is said)
import { setUp } from "./setup/setUp.mjs";
import { SetupFault } from "./setup/SetupFault.mjs";

const GOALS = /** @type {const} */ (["tools", "desk", "tests", "release"]);

const quiet = process.argv.includes("--quiet");
const word = process.argv.slice(2).find((argument) => !argument.startsWith("--")) ?? "tests";
const goal = GOALS.find((name) => name === word);
try {
  if (goal === undefined) throw new SetupFault(`"${word}" is no goal`, `use one of: ${GOALS.join(", ")}`);
  await setUp(goal);
  if (!quiet) process.stderr.write("set-up: ready\n");
} catch (error) {
  if (!(error instanceof SetupFault)) throw error;
  process.stderr.write(`${error.report()}\n`);
  process.exitCode = 1;
}
