/**
 * The filters of the records list as the URL holds them: what an operator chose, so that back, forward, saved views and links
 * work. Symbolic days ("today") stay symbolic. Unknown or broken parts of a URL are left out, never an error.
 */
import { depositSearch, type DepositSearch } from "#shared/contract/ipc.ts";
import { recordQuery } from "#shared/domain/query/recordFilter.ts";
import type { z } from "#shared/zod.ts";
import { startOfDay, startOfMonth } from "#renderer/ui/times.ts";
import type { Zone } from "#renderer/ui/preferences.tsx";
import { onlyThese } from "./onlyThese.ts";

const recordSearch = recordQuery.extend({
  sort: depositSearch.shape.sort,
  descending: depositSearch.shape.descending,
});
export type RecordSearch = z.infer<typeof recordSearch>;

const shape = recordSearch.shape;

/** For `validateSearch` of a route. */
export function parseRecordSearch(raw: Record<string, unknown>): RecordSearch {
  const search: Record<string, unknown> = {};
  for (const [key, field] of Object.entries(shape)) {
    const value = raw[key];
    if (value === undefined || value === null || value === "") continue;
    // A number typed as text comes back from the URL as a number.
    const parsed = field.safeParse(typeof value === "number" ? String(value) : value);
    if (parsed.success && !(Array.isArray(parsed.data) && parsed.data.length === 0)) search[key] = parsed.data;
  }
  return onlyThese(raw, search) as RecordSearch;
}

/** What the engine is asked: symbolic days become moments of the operator's zone. */
export function toDepositSearch({ created, ...search }: RecordSearch, zone: Zone, now: number): DepositSearch {
  if (created === undefined) return known(search);
  const from =
    created === "today"
      ? startOfDay(now, zone)
      : created === "month"
        ? startOfMonth(now, zone)
        : startOfDay(now - 6 * 24 * 3_600_000, zone);
  return known({ ...search, createdFrom: from });
}

/** The engine refuses what it does not know, and an undefined value is not the same as none. */
function known(search: DepositSearch): DepositSearch {
  return Object.fromEntries(
    Object.entries(search).filter(([key, value]) => value !== undefined && Object.hasOwn(depositSearch.shape, key)),
  );
}

/** Filters only, without the order. */
export function filtersOf({ sort: _sort, descending: _descending, ...filters }: RecordSearch): RecordSearch {
  return filters;
}
