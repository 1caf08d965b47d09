/** What may follow while a query is typed: names of filters, then the values of the one that was begun. */
import { type SayRule, sayRuleInEnglish } from "#shared/domain/ruleWords.ts";
import { type Choice, choices, codeText, fieldNamed, FIELDS, plainWord, type Vocabulary } from "./fields.ts";
import { CREATED_PRESETS } from "./recordFilter.ts";
import { partText } from "./terms.ts";

export type Completion = {
  /** what stands in the text from `from` to `to` once it is chosen */
  insert: string;
  label: string;
  words: string;
};
export type Completions = { from: number; to: number; items: Completion[] };

const SHOWN = 8;
const NOTHING: Completions = { from: 0, to: 0, items: [] };

/** For the word in which the caret stands. */
export function completeQuery(
  text: string,
  caret: number,
  vocabulary: Vocabulary,
  say: SayRule = sayRuleInEnglish,
): Completions {
  const before = text.slice(0, caret);
  // Inside of quotes nothing is offered.
  if ((before.match(/(?<!\\)"/g) ?? []).length % 2 === 1) return NOTHING;
  const word = /\S*$/.exec(before)?.[0] ?? "";
  const rest = /^[^\s,]*/.exec(text.slice(caret))?.[0] ?? "";
  const named = /^-?([a-z]+):(?:.*,)?([^,]*)$/i.exec(word);
  if (named !== null) {
    const typed = named[2] ?? "";
    return {
      from: caret - typed.length,
      to: caret + rest.length,
      items: valuesOf((named[1] ?? "").toLowerCase(), typed, vocabulary, say),
    };
  }
  const begun = word.replace(/^-/, "").toLowerCase();
  if (!/^[a-z]*$/.test(begun)) return NOTHING;
  const items = FIELDS.filter(
    ({ name, aliases, kind }) =>
      [name, ...aliases].some((one) => one.startsWith(begun)) &&
      // A minus stands before texts and lists only.
      (!word.startsWith("-") || kind === "text" || kind === "list"),
  ).map(({ name, kind }) => ({
    insert: kind === "amount" ? "amount>" : `${name}:`,
    label: name,
    words: say(`field.${name}`),
  }));
  return { from: caret - begun.length, to: caret + rest.length, items: items.slice(0, SHOWN) };
}

function valuesOf(name: string, typed: string, vocabulary: Vocabulary, say: SayRule): Completion[] {
  const field = fieldNamed(name);
  const wanted = plainWord(typed);
  if (field?.kind === "created")
    return CREATED_PRESETS.filter((preset) => preset.startsWith(wanted)).map((preset) => ({
      insert: `${preset} `,
      label: preset,
      words: say(`preset.${preset}`),
    }));
  if (field?.kind !== "list") return [];
  const begins = ({ code, label }: Choice) => [code, label].some((word) => plainWord(word).startsWith(wanted));
  return choices(field.key, vocabulary)
    .filter(({ code, label }) => plainWord(label).includes(wanted) || plainWord(code).includes(wanted))
    .sort((left, right) => Number(begins(right)) - Number(begins(left)))
    .slice(0, SHOWN)
    .map(({ code, label }) => ({ insert: `${partText(codeText(code))} `, label: codeText(code), words: label }));
}
