/**
 * Records that arrive while one reads are announced, not inserted under the pointer: "12 new records — show".
 * Changes of records already shown appear at once, so one's own action does too (R10.6).
 */
import { useMemo, useState } from "react";
import type { Deposit } from "#shared/contract/deposit.ts";
import type { RecordPage } from "#renderer/api/records.ts";

export type NewRecords = { shown: readonly Deposit[]; waiting: number; show: () => void };

/** `key`: the search; another search begins anew. */
export function useNewRecords(
  key: string,
  rows: readonly Deposit[],
  first: RecordPage | undefined,
  isStale: boolean,
): NewRecords {
  const [since, setSince] = useState<{ key: string; at: string } | null>(null);
  if (first !== undefined && !isStale && since?.key !== key) setSince({ key, at: newestOf(rows, first.asOf) });
  const limit = since?.key === key ? since.at : null;
  return useMemo(() => {
    const known = limit === null ? rows : rows.filter((row) => row.createdAt <= limit);
    // Nobody reads an empty page: what a first sync brings appears by itself.
    const shown = known.length === 0 ? rows : known;
    return {
      shown,
      waiting: rows.length - shown.length,
      show: () => setSince({ key, at: newestOf(rows, first?.asOf ?? null) }),
    };
  }, [key, rows, limit, first?.asOf]);
}

/** The later of the cache's as-of time and the newest row: this computer's clock may lag behind the central service's. */
function newestOf(rows: readonly Deposit[], asOf: string | null): string {
  let newest = asOf ?? "";
  for (const row of rows) if (row.createdAt > newest) newest = row.createdAt;
  return newest;
}
