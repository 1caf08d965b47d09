/** The languages to choose from, each under the name that its readers know and in their letters, whatever the present language is. */
import { DOCUMENT_LANGUAGES, LANGUAGE_NAMES, LANGUAGES } from "#shared/texts/languages.ts";

export const LANGUAGE_ITEMS = LANGUAGES.map((key) => ({
  key,
  label: LANGUAGE_NAMES[key],
  lang: DOCUMENT_LANGUAGES[key],
}));
