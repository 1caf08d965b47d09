/** All texts of the program by language. English is the pattern that the others are checked against, by the compiler. */
import { en } from "./en/en.ts";
import type { Language } from "./languages.ts";
import type { Translation } from "./Translation.ts";
import { zhHans } from "./zh-Hans/zhHans.ts";
import { zhHant } from "./zh-Hant/zhHant.ts";

export type EnglishTexts = typeof en;

export const RESOURCES: Record<Language, EnglishTexts | Translation<EnglishTexts>> = {
  en,
  "zh-Hant": zhHant,
  "zh-Hans": zhHans,
};
