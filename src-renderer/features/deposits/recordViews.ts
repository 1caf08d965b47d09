/** The views above the list: each is a set of filters and nothing else. */
import type { DepositCounts } from "#shared/contract/ipc.ts";
import { filtersOf, type RecordSearch } from "#renderer/api/recordSearch.ts";
import type { ReadView } from "#renderer/api/savedViews.ts";
import { canonical } from "./recordFilters.ts";

type View<Key> = { key: Key; filters: RecordSearch };

/** A view that a person saved and named. */
type NamedView = View<string> & { label: string };

/** A view of every desk, whose name stands in the texts. */
export type RecordView = View<"all" | "today" | "verification" | "confirming" | "hold" | "refunds" | "credited"> & {
  /** from the counts of the cache; null where those count something else under a like name, so that the list itself is counted */
  count: ((counts: DepositCounts) => number) | null;
};

export const RECORD_VIEWS: readonly RecordView[] = [
  { key: "all", filters: {}, count: (counts) => counts.all },
  { key: "today", filters: { created: "today" }, count: (counts) => counts.today },
  {
    key: "verification",

    filters: { status: ["WALLET_ADDRESS_UNDER_VERIFICATION"] },
    count: (counts) => counts.underVerification,
  },
  { key: "confirming", filters: { status: ["CONFIRMING"] }, count: (counts) => counts.confirming },
  { key: "hold", filters: { status: ["ON_HOLD"] }, count: (counts) => counts.onHold },
  {
    key: "refunds",

    filters: { flags: ["REFUND_RUNNING"] },
    count: (counts) => counts.refundsRunning,
  },
  {
    key: "credited",

    filters: { status: ["CREDITED"], created: "month" },
    count: null,
  },
];

/** Views that people saved, as views of this list. */
export function savedRecordViews(saved: readonly ReadView[]): NamedView[] {
  return saved.flatMap(({ id, name, filters }) => (filters === null ? [] : [{ key: id, label: name, filters }]));
}

/** The view whose filters are these exactly; null when the operator has changed something. */
export function currentView(search: RecordSearch, views: readonly View<string>[]): string | null {
  const text = canonical(filtersOf(search));
  return views.find((view) => canonical(view.filters) === text)?.key ?? null;
}
