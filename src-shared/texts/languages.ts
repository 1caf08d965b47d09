/** The languages of the program's texts, by BCP 47 tag, each under the name its readers know. */
export const LANGUAGES = ["en", "zh-Hant", "zh-Hans"] as const;
export type Language = (typeof LANGUAGES)[number];

export const LANGUAGE_NAMES: Record<Language, string> = { en: "English", "zh-Hant": "繁體中文", "zh-Hans": "简体中文" };

/** What a document in this language says it is (`lang`): screen readers choose their voice by it, the browser its glyphs. */
export const DOCUMENT_LANGUAGES: Record<Language, string> = {
  en: "en-GB",
  "zh-Hant": "zh-Hant-HK",
  "zh-Hans": "zh-Hans",
};
