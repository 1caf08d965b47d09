/** One translator for a whole process: the window has one for its pages, the main process one for its menu, its files and its messages. */
import { createInstance, type i18n } from "i18next";
import type { Language } from "./languages.ts";
import { RESOURCES } from "./resources.ts";

declare module "i18next" {
  interface CustomTypeOptions {
    defaultNS: "common";
    resources: import("./resources.ts").EnglishTexts;
  }
}

/** Asks for texts of every room: `t("papers:slip.title")`. */
export type Translate = i18n["t"];

/** Ready at once: all languages are part of the program, nothing is fetched. Texts are inserted as they are; React escapes them. */
export function makeTranslator(language: Language): i18n {
  const translator = createInstance();
  void translator.init({
    lng: language,
    fallbackLng: "en",
    defaultNS: "common",
    ns: Object.keys(RESOURCES.en),
    resources: RESOURCES,
    initAsync: false,
    interpolation: { escapeValue: false },
  });
  return translator;
}
