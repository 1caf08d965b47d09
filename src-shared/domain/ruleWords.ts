/** The words of what is wrong with something typed or chosen. The rules say which words; in which language decides whoever asks. */
import { rules } from "#shared/texts/en/rules.ts";
import { fillIn } from "./reasons.ts";

type Rooms = typeof rules;
export type RuleKey = { [Room in keyof Rooms & string]: `${Room}.${keyof Rooms[Room] & string}` }[keyof Rooms & string];
export type RuleValues = Readonly<Record<string, string | number>>;
export type SayRule = (key: RuleKey, values?: RuleValues) => string;

/** For the central service and its log; a page says it in the operator's language. */
export const sayRuleInEnglish: SayRule = (key, values = {}) => {
  const [room = "", name = ""] = key.split(".");
  return fillIn((rules as Readonly<Record<string, Readonly<Record<string, string>>>>)[room]?.[name] ?? key, values);
};
