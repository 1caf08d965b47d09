/** Multi-condition search over the cache (S10): works without a network, answers with the time as of which it speaks. */
import type { DepositSearch, DepositSearchResult } from "#shared/contract/ipc.ts";
import type { Cache } from "#main/store/Cache.ts";
import { asOfText } from "#main/sync/asOfText.ts";

export function searchDeposits({ cache }: { cache: Cache }, search: DepositSearch): DepositSearchResult {
  return { ...cache.searchDeposits(search), asOf: asOfText(cache) };
}
