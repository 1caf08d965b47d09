/**
 * A query cut into terms: `name:value,value`, `amount>1`, `-name:value`, or free words. Quotes keep blanks and signs together; inside them
 * a backslash stands before a quote or a backslash. Every part knows where in the text it stands, so that a fault can be pointed at.
 */
import type { RuleKey, RuleValues } from "#shared/domain/ruleWords.ts";

/** From the first character to behind the last one. */
export type Place = { from: number; to: number };
export type Part = Place & { text: string };
export const COMPARISONS = [">=", "<=", ">", "<", "=", ":"] as const;
export type Comparison = (typeof COMPARISONS)[number];
export type Term = Place & {
  negated: boolean;
  /** null: free words */
  name: (Part & { sign: Comparison }) | null;
  /** values between commas; a free term has exactly one */
  parts: Part[];
};
/** What is wrong at a place: which sentence, and what is filled in. `queryProblemText` has the words. */
export type Problem = Place & { key: QueryProblemKey; values: RuleValues };
export type QueryProblemKey = Extract<RuleKey, `query.${string}`>;

const NAME = /([a-z]+)(>=|<=|>|<|=|:)/iy;

/** Throws a Problem where a quote is not closed; every other text has terms. */
export function termsOf(text: string): Term[] {
  const terms: Term[] = [];
  let at = 0;
  for (;;) {
    while (at < text.length && isBlank(text, at)) at += 1;
    if (at >= text.length) return terms;
    const term = termAt(text, at);
    terms.push(term);
    at = term.to;
  }
}

function termAt(text: string, from: number): Term {
  const negated = text[from] === "-" && from + 1 < text.length && !isBlank(text, from + 1);
  let at = negated ? from + 1 : from;
  NAME.lastIndex = at;
  const match = NAME.exec(text);
  if (!match) {
    const part = partAt(text, at, false);
    return { from, to: part.to, negated, name: null, parts: [part] };
  }
  const [whole, word = "", sign = ":"] = match;
  const name = { text: word.toLowerCase(), from: at, to: at + word.length, sign: sign as Comparison };
  const parts: Part[] = [];
  at += whole.length;
  for (;;) {
    const part = partAt(text, at, true);
    parts.push(part);
    at = part.to;
    if (text[at] !== ",") return { from, to: at, negated, name, parts };
    at += 1;
  }
}

/** Up to a blank, and to a comma where those separate. */
function partAt(text: string, from: number, commas: boolean): Part {
  let at = from;
  let read = "";
  while (at < text.length && !isBlank(text, at) && !(commas && text[at] === ",")) {
    if (text[at] !== '"') {
      read += text[at];
      at += 1;
      continue;
    }
    const opened = at;
    at += 1;
    while (at < text.length && text[at] !== '"') {
      if (text[at] === "\\" && (text[at + 1] === '"' || text[at + 1] === "\\")) at += 1;
      read += text[at];
      at += 1;
    }
    if (at >= text.length) throw problemAt({ from: opened, to: text.length }, "query.openQuote");
    at += 1;
  }
  return { from, to: at, text: read };
}

function isBlank(text: string, at: number): boolean {
  return /\s/.test(text[at] ?? "");
}

/** Quoted where it must be, to be read back as one part. */
export function partText(text: string): string {
  return /^[^\s",\\]+$/.test(text) ? text : quoted(text);
}

/** Free words, quoted also where they could be read as a filter. */
export function freeText(text: string): string {
  return /^[^\s",\\:<>=-][^\s",\\:<>=]*$/.test(text) ? text : quoted(text);
}

function quoted(text: string): string {
  return `"${text.replaceAll("\\", "\\\\").replaceAll('"', '\\"')}"`;
}

/** What `parseQuery` catches; never leaves it. */
export class QueryProblem extends Error {
  readonly problem: Problem;
  constructor(problem: Problem) {
    super(problem.key);
    this.name = "QueryProblem";
    this.problem = problem;
  }
}

export function problemAt({ from, to }: Place, key: QueryProblemKey, values: RuleValues = {}): QueryProblem {
  return new QueryProblem({ from, to, key, values });
}
