import { readFileSync } from "node:fs";
import { EQUIVALENT } from "./equivalent.ts";
import { isKilled, isLeft, type MutantResult } from "./mutant.ts";

/** How the mutants of one module ended. `explained`: survivors that are listed as equivalent. */
export type Score = { file: string; killed: number; survived: number; explained: number; sentences: number };

export function scoresOf(results: readonly MutantResult[]): Score[] {
  return [...new Set(results.map(({ fileName }) => fileName))].sort().map((file) => {
    const own = results.filter(({ fileName }) => fileName === file);
    const left = own.filter(isLeft);
    return {
      file,
      killed: own.filter(isKilled).length,
      survived: left.length,
      explained: left.filter(isExplained).length,
      sentences: own.filter(({ outcome }) => outcome === "Sentence").length,
    };
  });
}

/** One line a surviving mutant that nobody has explained. */
export function unexplained(results: readonly MutantResult[]): string[] {
  return results
    .filter((result) => isLeft(result) && !isExplained(result))
    .map(
      (result) =>
        `${result.fileName}:${result.line}:${result.column} ${result.mutatorName} ${result.outcome}\n- ${lineOf(result)}\n+ ${result.replacement}`,
    );
}

/** `percent`: killed of all mutants that could be killed by a test or not; sentences are no rule and do not count. */
export function scoreTable(scores: readonly Score[]): { text: string; percent: number } {
  const all: Score = { file: "all", killed: 0, survived: 0, explained: 0, sentences: 0 };
  for (const score of scores) {
    all.killed += score.killed;
    all.survived += score.survived;
    all.explained += score.explained;
    all.sentences += score.sentences;
  }
  const lines = [...scores, all].map(
    (score) =>
      `| ${score.file} | ${percentOf(score).toFixed(1)} | ${score.killed} | ${score.survived} | ${score.explained} | ${score.sentences} |`,
  );
  const head = [
    "| Module | % killed | killed | survived | of them equivalent | sentences, not mutated |",
    "|---|---|---|---|---|---|",
  ];
  return { text: [...head, ...lines].join("\n"), percent: percentOf(all) };
}

function percentOf({ killed, survived }: Score): number {
  return killed + survived === 0 ? 100 : (killed * 100) / (killed + survived);
}

function isExplained(result: MutantResult): boolean {
  const line = lineOf(result);
  return EQUIVALENT.some(
    (one) => one.file === result.fileName && line.includes(one.line) && one.replacement === result.replacement,
  );
}

function lineOf({ fileName, line }: MutantResult): string {
  return (readFileSync(fileName, "utf8").split("\n")[line - 1] ?? "").trim();
}
