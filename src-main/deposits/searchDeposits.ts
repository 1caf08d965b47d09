/** Multi-condition search over the cache (S10): works without a network, answers with the time as of which it speaks. */
import type { DepositSearch, DepositSearchResult } from "#shared/contract/ipc.ts";
import { timestampOf } from "#main/world/clock.ts";
import type { CacheReader } from "#main/store/cacheReader.ts";
import { cursorText, type DepositOrder, placeOf } from "#main/store/depositOrder.ts";
import { type DepositPlan, planDepositSearch } from "#main/store/depositPlan.ts";
import { depositPage, type DepositTotals, depositTotals } from "#main/store/depositSearch.ts";
import { readAsOf } from "#main/store/readSyncState.ts";
import { rememberedWhile } from "#main/store/rememberedWhile.ts";

const ROWS_A_PAGE = 100;
type Prepared = { plan: DepositPlan; totals: DepositTotals };

export function searchDeposits(reader: CacheReader, search: DepositSearch): DepositSearchResult {
  const { cursor = null, limit = ROWS_A_PAGE, sort = "requestedAt", descending = true, ...filter } = search;
  const order: DepositOrder = { sort, descending };
  // Pages of one list share their plan and their totals, as long as nothing changed.
  const { plan, totals } = rememberedWhile<Prepared>(reader, JSON.stringify([order, filter]), () => {
    const plan = planDepositSearch(reader, filter, order);
    return { plan, totals: depositTotals(reader, plan) };
  });
  const page = depositPage(reader, plan, order, cursor === null ? null : placeOf(order, cursor), limit);
  const asOf = readAsOf(reader);
  return {
    rowsJson: `[${page.rows.join(",")}]`,
    nextCursor: page.next === null ? null : cursorText(order, page.next),
    ...totals,
    asOf: asOf === null ? null : timestampOf(asOf),
  };
}
