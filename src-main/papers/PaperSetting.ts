import type { Settings } from "#shared/contract/ipc.ts";
import { makeTranslator, type Translate } from "#shared/texts/translator.ts";
import type { Language } from "#shared/texts/languages.ts";

/** In which words, for which zone, by whom and when a paper is printed. */
export type PaperSetting = {
  t: Translate;
  language: Language;
  zone: Settings["zone"];
  printedBy: string;
  /** milliseconds since 1970 */
  printedAt: number;
};

/** A letter may be in another language than the window. */
export function paperSetting(language: Language, rest: Omit<PaperSetting, "t" | "language">): PaperSetting {
  return { t: makeTranslator(language).t, language, ...rest };
}
