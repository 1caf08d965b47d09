import { useMemo } from "react";
import { codeLabel, type CodeGroup } from "#renderer/i18n/codeLabel.ts";
import type { FixedListKey, Vocabulary } from "#shared/domain/query/fields.ts";
import { usePreferences } from "#renderer/ui/preferences.tsx";
import { useCurrencyBook } from "./currencies.ts";

/** The groups of codes behind the lists of a query. */
const GROUPS: Record<FixedListKey, CodeGroup> = {
  status: "deposit",
  holdReason: "holdReason",
  refundStatus: "refund",
  flags: "recordFlag",
};
const labelOf = (key: FixedListKey, code: string) => codeLabel(GROUPS[key], code);

/** What a typed query may name on this desk, in the operator's zone. */
export function useRecordVocabulary(): Vocabulary {
  const { zone } = usePreferences();
  const { currencies, networks } = useCurrencyBook();
  return useMemo(
    () => ({ zone, currencies: [...new Set(currencies.map(({ code }) => code))], networks, labelOf }),
    [zone, currencies, networks],
  );
}
