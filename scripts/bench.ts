/**
 * `npm run bench`: how fast the product is, each figure beside a floor measured in the same run. A table for people on stderr;
 * the list of results as JSON on stdout and in out/bench.json. Exit status 1 when a benchmark failed to run or a gate was missed.
 */
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { BENCHMARKS } from "./bench/benchmarks.ts";
import { parseBenchOptions } from "./bench/benchOptions.ts";
import { openBenchWorld } from "./bench/BenchWorld.ts";
import { judge, type Judged } from "./bench/judge.ts";
import { tableOf } from "./bench/tableOf.ts";

const OUT = join(import.meta.dirname, "..", "out");
const say = (line: string): void => void process.stderr.write(`${line}\n`);

const options = parseBenchOptions(process.argv.slice(2), BENCHMARKS);
if ("problem" in options) {
  say(options.problem);
  process.exitCode = 2;
} else {
  const world = openBenchWorld(options, say);
  const results: Judged[] = [];
  try {
    for (const benchmark of options.benchmarks) {
      say(`${benchmark.id} ${benchmark.what}`);
      try {
        results.push(...judge(benchmark, await benchmark.run(world)));
      } catch (error) {
        say(`${benchmark.id} failed: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`);
        process.exitCode = 1;
      }
    }
  } finally {
    await world.close();
  }
  if (results.some(({ gate, met }) => gate && met === false)) process.exitCode = 1;
  say(tableOf(results));
  const json = JSON.stringify(results, null, 2);
  mkdirSync(OUT, { recursive: true });
  writeFileSync(join(OUT, "bench.json"), `${json}\n`);
  process.stdout.write(`${json}\n`);
}
