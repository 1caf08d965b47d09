import type { SayRule } from "#shared/domain/ruleWords.ts";
import { t } from "./t.ts";

/** What is wrong with something typed or chosen, in the operator's language. */
export const sayRule: SayRule = (key, values) => t(`rules:${key}` as "rules:query.nothing", { ...values });
