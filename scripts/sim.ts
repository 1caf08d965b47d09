/**
 * The deterministic simulator over the production payment core: npm run sim -- [--seed S] [--seeds N] [--ops M] [--mutant NAME] [--list-mutants].
 * One JSON object on stdout, progress on stderr. Exit status 0: everything held; with --mutant: it was found.
 */
import { availableParallelism } from "node:os";
import { calmFor, MUTANTS } from "./sim/mutants/mutants.ts";
import { CALM, parseSimOptions, WORLD } from "./sim/options.ts";
import { openPool } from "./sim/pool.ts";
import { worldOf } from "./sim/themes.ts";

async function main(): Promise<number> {
  const options = parseSimOptions(process.argv.slice(2));
  if (options.list) {
    for (const { name, breaks } of MUTANTS) process.stdout.write(`${JSON.stringify({ name, breaks })}\n`);
    return 0;
  }
  const { mutant } = options;
  const chosen = MUTANTS.find(({ name }) => name === mutant);
  if (mutant !== null && chosen === undefined)
    throw new Error(`there is no mutant ${mutant}; --list-mutants names them`);
  const calm = chosen === undefined ? CALM : calmFor(chosen);
  // Many short worlds find more than one long one: the mixture of faults differs.
  const world = chosen === undefined ? WORLD : worldOf(chosen.theme);
  const seeds = options.seeds ?? Math.max(1, Math.ceil(options.operations / world));
  const pool = openPool(Math.min(seeds, availableParallelism()));
  const startedAt = performance.now();
  let operations = 0;
  try {
    const seed = options.seed ?? chosen?.seed ?? 1;
    const plan = { ...options, seed, seeds, calm, theme: chosen?.theme, stopAtFirst: mutant !== null };
    const result = await pool.run(plan, (run) => {
      operations += run.operations;
      const perSecond = Math.round((operations * 1_000) / (performance.now() - startedAt));
      const ended = Object.entries(run.ended).map(([status, count]) => `${status} ${count}`);
      process.stderr.write(
        `seed ${run.seed}: ${run.operations} operations (${perSecond}/s), ${ended.join(", ")}${
          run.finding === null ? "" : `\n  ${run.finding.invariant}: ${run.finding.text}`
        }\n`,
      );
    });
    process.stdout.write(`${JSON.stringify(result)}\n`);
    return (result.found !== null) === (mutant !== null) ? 0 : 1;
  } finally {
    await pool.close();
  }
}

try {
  process.exitCode = await main();
} catch (error) {
  process.stderr.write(`sim: ${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 2;
}
