/**
 * How a record search is carried out. SQLite's own choice is hundreds of times too slow for some filters (performance 2.1), so it is made here:
 *
 * 1. Few records: some filter leads to at most SEEDS_MOST of them by an index of its own. They are looked at one by one, and sorted.
 * 2. Many: walk an index that stands in the wanted order, in the narrowest part of it (a customer, an account, a currency, a status),
 *    and stop when the page is full. Several values of a filter are several walks, merged.
 */
import type { CacheReader } from "./cacheReader.ts";
import { type Condition, depositConditions, type DepositFilter, type Sql } from "./depositConditions.ts";
import { type DepositOrder, ORDER_INDEX } from "./depositOrder.ts";
import { indexesParked } from "./textSearch.ts";

export type Walk = Sql & {
  /** "" while the indexes are away */
  index: string;
};
export type DepositPlan = {
  conditions: Condition[];
  /** records to look at; null: walk */
  seeds: number[] | null;
  walks: Walk[];
  /** one index by which everything can be counted, and its part of the condition */
  counting: Walk;
  /** the walks stand in the wanted order; otherwise the result must be sorted */
  ordered: boolean;
};

/** Above it, walking an ordered index finds a page sooner than sorting. Also the most that a total counts. */
export const SEEDS_MOST = 10_000;
const WALKS_MOST = 26;

export function planDepositSearch(reader: CacheReader, filter: DepositFilter, order: DepositOrder): DepositPlan {
  const conditions = depositConditions(reader, filter);
  const everything: Walk = { sql: "1", parameters: [], index: "" };
  const seeds = fewest(conditions);
  if (seeds !== null) return { conditions, seeds, walks: [], counting: everything, ordered: false };
  if (indexesParked(reader)) return { conditions, seeds, walks: [everything], counting: everything, ordered: false };
  return { conditions, seeds, ...walksOf(reader, filter, order) };
}

/** The first short way that is short enough; the conditions stand with the most selective first. */
function fewest(conditions: readonly Condition[]): number[] | null {
  for (const condition of conditions) {
    const seeds = condition.seeds?.(SEEDS_MOST) ?? null;
    if (seeds !== null) return seeds;
  }
  return null;
}

function walksOf(
  reader: CacheReader,
  filter: DepositFilter,
  order: DepositOrder,
): Pick<DepositPlan, "walks" | "counting" | "ordered"> {
  const narrowest = partsByTime(reader, filter);
  if (order.sort === "requestedAt") return { ...narrowest, ordered: true };
  // Another order: sort the narrow part when it is small, walk the order's own index when it is not.
  if (narrowest.size <= SEEDS_MOST)
    return { walks: [narrowest.counting], counting: narrowest.counting, ordered: false };
  const walk: Walk = { sql: "1", parameters: [], index: ORDER_INDEX[order.sort] };
  return { walks: [walk], counting: narrowest.counting, ordered: true };
}

type Parts = {
  walks: Walk[];
  counting: Walk;
  /** about how many records they hold */
  size: number;
};

/** The narrowest part of the cache in which every match must be, cut into walks that stand newest first. */
function partsByTime(reader: CacheReader, filter: DepositFilter): Parts {
  const customer = filter.customerNo?.trim() ?? "";
  const account = filter.securitiesAccount?.trim() ?? "";
  const statuses = filter.status ?? [];
  const currencies = filter.currency ?? [];
  if (customer !== "" && statuses.length > 0)
    return {
      walks: statuses.map((status) =>
        walk("deposits_customer_status_time", "d.customer_no = ? AND d.status = ?", customer, status),
      ),
      counting: walk(
        "deposits_customer_status_time",
        "d.customer_no = ? AND d.status IN (SELECT value FROM json_each(?))",
        customer,
        JSON.stringify(statuses),
      ),
      size: counted(reader, "SELECT 1 FROM deposits d WHERE d.customer_no = ?", customer),
    };
  if (customer !== "") return single(reader, "deposits_customer_time", "d.customer_no = ?", customer);
  if (account !== "") return single(reader, "deposits_account_time", "d.account = ?", account);
  if (currencies.length > 0) {
    const pairs = reader
      .tuples<[string, string, number]>("SELECT currency, status, count FROM deposit_counts WHERE count > 0")
      .filter(
        ([currency, status]) => currencies.includes(currency) && (statuses.length === 0 || isOneOf(statuses, status)),
      );
    const size = pairs.reduce((sum, [, , count]) => sum + count, 0);
    if (pairs.length <= WALKS_MOST)
      return {
        walks: pairs.map(([currency, status]) =>
          walk("deposits_currency_status_time", "d.currency = ? AND d.status = ?", currency, status),
        ),
        counting: walk(
          "deposits_currency_status_time",
          "d.currency IN (SELECT value FROM json_each(?))",
          JSON.stringify(currencies),
        ),
        size,
      };
  }
  if (statuses.length > 0)
    return {
      walks: statuses.map((status) => walk("deposits_status_time", "d.status = ?", status)),
      counting: walk("deposits_status_time", "d.status IN (SELECT value FROM json_each(?))", JSON.stringify(statuses)),
      size: reader.value<number>(
        "SELECT coalesce(sum(count), 0) FROM deposit_counts WHERE status IN (SELECT value FROM json_each(?))",
        JSON.stringify(statuses),
      ) as number,
    };
  const all = walk("deposits_time", "1");
  return { walks: [all], counting: { ...all, index: "" }, size: Number.POSITIVE_INFINITY };
}

function isOneOf(statuses: readonly string[], status: string): boolean {
  return statuses.includes(status);
}

function single(reader: CacheReader, index: string, sql: string, value: string): Parts {
  const only = walk(index, sql, value);
  return { walks: [only], counting: only, size: counted(reader, `SELECT 1 FROM deposits d WHERE ${sql}`, value) };
}

function walk(index: string, sql: string, ...parameters: string[]): Walk {
  return { index, sql, parameters };
}

function counted(reader: CacheReader, rows: string, value: string): number {
  return reader.value<number>(`SELECT count(*) FROM (${rows} LIMIT ${SEEDS_MOST + 1})`, value) as number;
}
