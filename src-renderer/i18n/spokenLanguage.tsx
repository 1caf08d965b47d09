/** Who draws texts hears here that the language has changed: nothing is built anew, so that what was typed stays. */
import { createContext, use, type ReactNode } from "react";
import type { Language } from "#shared/texts/languages.ts";

const LanguageContext = createContext<Language>("en");

/** Stands above everything that has texts. */
export const LanguageProvider = LanguageContext.Provider;

/** Draws the component anew when the language changes, and with it everything below that keeps nothing drawn (`memo`, `useMemo`). */
export function useLanguage(): Language {
  return use(LanguageContext);
}

/** A page whose texts follow the language: the router draws a page once and keeps it. */
export function spoken(Page: () => ReactNode): () => ReactNode {
  return function Spoken() {
    useLanguage();
    return <Page />;
  };
}
