/**
 * `npm run check [-- --only NAME] [--report=FILE]`: every static check, one line each; what a failing one said follows its
 * line. Exit status 0 when all hold. `--report` also writes `{checks: [{name, ok, seconds}]}`.
 */
import { mkdirSync, writeFileSync } from "node:fs";
import { delimiter, dirname, join } from "node:path";
import { parseArgs } from "node:util";
import { runCommand } from "#scripts/setup/command.mjs";
import { type Check, CHECKS } from "./checks.ts";

/** Compiler and linter are written in Go: they live for seconds, and tidying up their memory is a third of their work (measured). */
const SPARE_COLLECTING = { GOGC: "off", GOMEMLIMIT: "3GiB" };

interface Outcome {
  readonly name: string;
  readonly ok: boolean;
  readonly seconds: number;
}

const ROOT = join(import.meta.dirname, "..", "..");
const BIN = join(ROOT, "node_modules", ".bin");
/** Two at a time: the linters use more than one core themselves. */
const AT_ONCE = 2;

async function runCheck({ name, command }: Check): Promise<Outcome> {
  const [program, ...args] = command;
  const start = performance.now();
  const env = { ...process.env, ...SPARE_COLLECTING, PATH: `${BIN}${delimiter}${process.env["PATH"] ?? ""}` };
  const { code, output } = await runCommand(join(BIN, program), args, { cwd: ROOT, env });
  const seconds = Number(((performance.now() - start) / 1000).toFixed(1));
  const ok = code === 0;
  console.log(`${ok ? "ok    " : "FAILED"}  ${name.padEnd(22)} ${seconds.toFixed(1).padStart(5)} s`);
  if (!ok) console.log(`${output.trimEnd()}\n`);
  return { name, ok, seconds };
}

async function runAll(checks: readonly Check[]): Promise<Outcome[]> {
  const waiting = [...checks];
  const outcomes: Outcome[] = [];
  const worker = async (): Promise<void> => {
    for (let next = waiting.shift(); next !== undefined; next = waiting.shift()) outcomes.push(await runCheck(next));
  };
  await Promise.all(Array.from({ length: AT_ONCE }, worker));
  return outcomes;
}

const { values } = parseArgs({ options: { only: { type: "string" }, report: { type: "string" } } });
const chosen = CHECKS.filter(({ name }) => values.only === undefined || name === values.only);
if (chosen.length === 0) {
  console.error(`No check is called "${values.only}". There are: ${CHECKS.map(({ name }) => name).join(", ")}.`);
  process.exitCode = 2;
} else {
  const outcomes = await runAll(chosen);
  if (values.report !== undefined) {
    mkdirSync(dirname(values.report), { recursive: true });
    writeFileSync(values.report, JSON.stringify({ checks: outcomes }, null, 2));
  }
  process.exitCode = outcomes.every(({ ok }) => ok) ? 0 : 1;
}
