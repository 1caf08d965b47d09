import { useMemo } from "react";
import type { Vocabulary } from "#shared/domain/query/fields.ts";
import { usePreferences } from "#renderer/ui/preferences.tsx";
import { useCurrencyBook } from "./currencies.ts";

/** What a typed query may name on this desk, in the operator's zone. */
export function useRecordVocabulary(): Vocabulary {
  const { zone } = usePreferences();
  const { currencies, networks } = useCurrencyBook();
  return useMemo(
    () => ({ zone, currencies: [...new Set(currencies.map(({ code }) => code))], networks }),
    [zone, currencies, networks],
  );
}
