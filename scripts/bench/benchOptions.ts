/** What `npm run bench` may be told. */
import { parseArgs } from "node:util";
import type { Benchmark } from "./Benchmark.ts";

export type BenchOptions = { rows: number; rounds: number; benchmarks: readonly Benchmark[] };

const DEFAULT_ROWS = 1_000_000;
const DEFAULT_ROUNDS = 5;

/** The options, or in words what is wrong with them. */
export function parseBenchOptions(
  args: readonly string[],
  known: readonly Benchmark[],
): BenchOptions | { problem: string } {
  const usage = `npm run bench -- [--only B01,B07] [--rows N] [--rounds N]
  --only IDS    these alone, with commas: ${known.map(({ id }) => id).join(", ")}
  --rows N      deposit records in the cache (default ${DEFAULT_ROWS}); made once and kept in the temporary folder
  --rounds N    rounds in which value and floor take turns (default ${DEFAULT_ROUNDS})`;
  try {
    const { values } = parseArgs({
      args: [...args],
      options: {
        only: { type: "string" },
        rows: { type: "string", default: String(DEFAULT_ROWS) },
        rounds: { type: "string", default: String(DEFAULT_ROUNDS) },
        help: { type: "boolean", default: false },
      },
    });
    if (values.help) return { problem: usage };
    const [rows, rounds] = [atLeastOne("--rows", values.rows), atLeastOne("--rounds", values.rounds)];
    const wanted = values.only?.split(",").map((id) => id.trim().toUpperCase());
    const unknown = wanted?.find((id) => !known.some((one) => one.id === id));
    if (unknown !== undefined) return { problem: `There is no benchmark ${unknown}\n\n${usage}` };
    return { rows, rounds, benchmarks: known.filter(({ id }) => wanted === undefined || wanted.includes(id)) };
  } catch (error) {
    return { problem: `${error instanceof Error ? error.message : String(error)}\n\n${usage}` };
  }
}

function atLeastOne(name: string, text: string): number {
  if (!/^[1-9]\d{0,7}$/.test(text)) throw new Error(`${name} takes a whole number from 1`);
  return Number.parseInt(text, 10);
}
