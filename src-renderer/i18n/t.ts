/**
 * The window's texts in the operator's language: `t("room:place.text", { name })`.
 * One translator for the whole page. The page is drawn anew when the language changes (spokenLanguage.tsx), so that a text may be asked for
 * anywhere, in functions too; only not while a module loads, nor in what is kept (`memo`, `useMemo`, state), which would keep the first language.
 */
import { initReactI18next } from "react-i18next";
import { DOCUMENT_LANGUAGES, type Language } from "#shared/texts/languages.ts";
import { makeTranslator } from "#shared/texts/translator.ts";

const translator = makeTranslator("en");
// For <Trans>, which puts components into a text.
initReactI18next.init(translator);

export const t = translator.t;

/** The language that is spoken now; for what is no text: how a day is written, how a name is searched. */
export function spokenLanguage(): Language {
  return translator.language as Language;
}

/** Changes the language of every text from now on, and what the document says it is written in. */
export function speak(language: Language): void {
  if (translator.language === language) return;
  void translator.changeLanguage(language);
  document.documentElement.lang = DOCUMENT_LANGUAGES[language];
}
