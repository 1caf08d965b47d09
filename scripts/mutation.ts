/**
 * Mutation testing of the money modules: npm run mutation -- [ROOM or FILE ...] [--coverage].
 * A table on stdout, progress on stderr, reports in out/mutation. Exit status 0: enough mutants were killed, in every module.
 * --coverage instead demands that the same fast tests go through every branch of the same modules.
 */
import { coverMoneyModules } from "./mutation/coverage.ts";
import { parseMutationOptions } from "./mutation/mutationOptions.ts";
import { mutateRoom } from "./mutation/mutateRoom.ts";
import { scoreTable, scoresOf, unexplained, type Score } from "./mutation/score.ts";

/** Least share of killed mutants in percent, over all modules that were asked for. */
const LEAST = 95;

async function main(): Promise<number> {
  const { rooms, coverage } = parseMutationOptions(process.argv.slice(2));
  if (coverage) return coverMoneyModules(rooms);
  const scores: Score[] = [];
  const left: string[] = [];
  for (const room of rooms) {
    const results = await mutateRoom(room);
    scores.push(...scoresOf(results));
    left.push(...unexplained(results));
  }
  const { text, percent } = scoreTable(scores);
  process.stdout.write(`${text}\n`);
  if (left.length > 0) process.stdout.write(`\nSurvivors without an explanation:\n${left.join("\n")}\n`);
  return percent >= LEAST && left.length === 0 ? 0 : 1;
}

try {
  process.exitCode = await main();
} catch (error) {
  process.stderr.write(`mutation: ${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 2;
}
