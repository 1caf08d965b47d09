import { type RuleKey, type SayRule, sayRuleInEnglish } from "#shared/domain/ruleWords.ts";
import type { Problem } from "./terms.ts";

/** What is wrong with a typed query, in words. A filter without a value is explained by what may stand there. */
export function queryProblemText({ key, values }: Problem, say: SayRule = sayRuleInEnglish): string {
  if (key !== "query.noValue") return say(key, values);
  return say(key, { ...values, words: say(`field.${values["name"]}` as RuleKey) });
}
