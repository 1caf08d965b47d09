/**
 * How a record search is carried out. SQLite's own choice is hundreds of times too slow for some filters (performance 2.1), so it is made here:
 *
 * 1. Few records: some filter leads to at most SEEDS_MOST of them by an index of its own. They are looked at one by one, and sorted.
 * 2. Many: walk an index that stands in the wanted order, in the narrowest part of it (a customer, an account, a currency, a status),
 *    and stop when the page is full. Several values of a filter are several walks, merged.
 */
import type { CacheReader, Parameter } from "./cacheReader.ts";
import {
  type Condition,
  type CoveredFilter,
  depositConditions,
  type DepositFilter,
  oneOf,
  type Sql,
  timeCondition,
} from "./depositConditions.ts";
import { type DepositOrder, orderBy, ORDER_INDEX } from "./depositOrder.ts";
import { indexesParked } from "./textSearch.ts";

export type Walk = Sql & {
  /** "" where SQLite may choose */
  index: string;
  /** filters that are fulfilled by walking here */
  covers: readonly CoveredFilter[];
};
export type DepositPlan = {
  /** what has to be looked at in each record; not the condition that led to the seeds */
  conditions: Condition[];
  /** records to look at; null: walk */
  seeds: number[] | null;
  walks: Walk[];
  /** one index by which everything can be counted, and its part of the condition */
  counting: Walk;
  /** the same in parts, the largest first, where those are known: the first of them is often enough */
  countingParts: Walk[];
  /** the walks stand in the wanted order; otherwise the result must be sorted */
  ordered: boolean;
  /** how many match, where the counts say it; null: to be counted */
  known: number | null;
};

/** Above it, walking an ordered index finds a page sooner than sorting. Also the most that a total counts. */
export const SEEDS_MOST = 10_000;
const WALKS_MOST = 26;
/** Above it, the whole list is walked instead of its parts when they are most of it. */
const WALKS_FEW = 4;
/** So many records at the beginning of the list tell whether it is worth it. */
const LOOKED_AT = 200;

export function planDepositSearch(reader: CacheReader, filter: DepositFilter, order: DepositOrder): DepositPlan {
  const conditions = depositConditions(reader, filter);
  const everything: Walk = { sql: "1", parameters: [], index: "", covers: [] };
  const parked = indexesParked(reader);
  const narrowest = parked ? null : partsByTime(reader, filter);
  const known = (): number | null => {
    if (countsTellAll(filter)) return sumOf(heldBy(reader, filter));
    const [only] = conditions;
    return (conditions.length === 1 ? only?.count?.(SEEDS_MOST + 1) : null) ?? null;
  };
  // Looking at more records than the narrowest part holds would be the longer way.
  const short =
    narrowest?.size === 0
      ? { by: null, seeds: [] }
      : shortWay(conditions, Math.min(SEEDS_MOST, narrowest?.size ?? SEEDS_MOST));
  if (short !== null)
    return {
      conditions: conditions.filter((condition) => condition !== short.by),
      seeds: short.seeds,
      ...{ walks: [], counting: everything, countingParts: [everything], ordered: false, known: null },
    };
  if (narrowest === null)
    return {
      ...{ conditions, seeds: null, walks: [everything], counting: everything, countingParts: [everything] },
      ...{ ordered: false, known: known() },
    };
  const chosen = walksOf(reader, filter, narrowest, order);
  const countingParts = chosen.ordered && narrowest.walks.length > 1 ? narrowest.walks : [chosen.counting];
  return { conditions, seeds: null, ...chosen, countingParts, known: known() };
}

/** The first way that is short enough; the conditions stand with the most selective first. */
function shortWay(conditions: readonly Condition[], cap: number): { by: Condition; seeds: number[] } | null {
  for (const by of conditions) {
    const seeds = by.seeds?.(cap) ?? null;
    if (seeds !== null) return { by, seeds };
  }
  return null;
}

/** Conditions that the walk does not fulfil by itself. */
export function besides(walk: Walk, { conditions }: Pick<DepositPlan, "conditions">): Condition[] {
  return conditions.filter(({ of }) => of === undefined || !walk.covers.includes(of));
}

export function seedSql(numbers: readonly number[]): Sql {
  return { sql: "d.n IN (SELECT value FROM json_each(?))", parameters: [JSON.stringify(numbers)] };
}

function walksOf(
  reader: CacheReader,
  filter: DepositFilter,
  narrowest: Parts,
  order: DepositOrder,
): Pick<DepositPlan, "walks" | "counting" | "ordered"> {
  const { walks, counting } = narrowest;
  if (order.sort === "requestedAt") {
    const together = narrowest.most && walks.length > WALKS_FEW && lieEverywhere(reader, filter, narrowest, order);
    return { walks: together ? [ALL_BY_TIME] : walks, counting, ordered: true };
  }
  // Another order: sort the narrow part when it is small, walk the order's own index when it is not.
  if (narrowest.size <= SEEDS_MOST) return { walks: [counting], counting, ordered: false };
  const walk: Walk = { sql: "1", parameters: [], index: ORDER_INDEX[order.sort], covers: [] };
  return { walks: [walk], counting, ordered: true };
}

/** Where the list begins, a record in four is of these parts: they do not lie in another time alone, as those of a currency that is no longer used. */
function lieEverywhere(reader: CacheReader, filter: DepositFilter, { counting }: Parts, order: DepositOrder): boolean {
  const times = timeCondition(reader, filter);
  const beginning = `SELECT * FROM deposits d INDEXED BY deposits_time WHERE ${times?.sql ?? "1"} ORDER BY ${orderBy(order)} LIMIT ${LOOKED_AT}`;
  const among = reader.value<number>(
    `SELECT count(*) FROM (${beginning}) d WHERE ${counting.sql}`,
    ...(times?.parameters ?? []),
    ...counting.parameters,
  ) as number;
  return among * 4 >= LOOKED_AT;
}

type Parts = {
  walks: Walk[];
  counting: Walk;
  /** about how many records they hold */
  size: number;
  /** that is at least half of all */
  most?: boolean;
};

const ALL_BY_TIME: Walk = { index: "deposits_time", covers: [], sql: "1", parameters: [] };

/** The narrowest part of the cache in which every match must be, cut into walks that stand newest first. */
function partsByTime(reader: CacheReader, filter: DepositFilter): Parts {
  const customer = filter.customerNo?.trim() ?? "";
  const account = filter.securitiesAccount?.trim() ?? "";
  if (customer !== "") return customerParts(reader, customer, filter.status ?? []);
  if (account !== "")
    return single(reader, walk("deposits_account_time", ["securitiesAccount"], "d.account = ?", account));
  // A word that many remarks hold: few of all records have any remark.
  if ((filter.text?.trim() ?? "") !== "") {
    const remarked = walk("deposits_remarked", [], "d.remarked = 1");
    return { walks: [remarked], counting: remarked, size: Number.POSITIVE_INFINITY };
  }
  const { not } = filter;
  const narrowed = [filter.currency, filter.network, filter.status, not?.currency, not?.network, not?.status].some(
    (values) => (values?.length ?? 0) > 0,
  );
  const counted = narrowed ? countedParts(reader, filter) : null;
  if (counted !== null) return counted;
  return { walks: [ALL_BY_TIME], counting: { ...ALL_BY_TIME, index: "" }, size: Number.POSITIVE_INFINITY };
}

function customerParts(reader: CacheReader, customer: string, statuses: readonly string[]): Parts {
  if (statuses.length === 0)
    return single(reader, walk("deposits_customer_time", ["customerNo"], "d.customer_no = ?", customer));
  const index = "deposits_customer_status_time";
  const among = oneOf("d.status", statuses);
  const covers = ["customerNo", "status"] as const;
  return {
    walks: statuses.map((status) => walk(index, covers, "d.customer_no = ? AND d.status = ?", customer, status)),
    counting: walk(index, covers, `d.customer_no = ? AND ${among.sql}`, customer, ...among.parameters),
    size: sizeOf(reader, "d.customer_no = ?", customer),
  };
}

type Counted = { currency: string; network: string; status: string; count: number };

const COUNTED: ReadonlySet<string> = new Set(["currency", "network", "status"]);

/** Nothing but what records are counted by. */
function countsTellAll({ not, ...wanted }: DepositFilter): boolean {
  return [wanted, not ?? {}].every((filters) =>
    Object.entries(filters).every(([key, values]) => COUNTED.has(key) || values === undefined),
  );
}

/** The counts of what the filter lets through, as far as currency, network and status decide; the largest first. */
function heldBy(reader: CacheReader, filter: DepositFilter): Counted[] {
  const { not } = filter;
  const among = (values: readonly string[] | undefined, shutOut: readonly string[] | undefined, value: string) =>
    (values === undefined || values.length === 0 || values.includes(value)) && shutOut?.includes(value) !== true;
  return reader
    .all<Counted>("SELECT currency, network, status, count FROM deposit_counts WHERE count > 0")
    .filter(
      ({ currency, network, status }) =>
        among(filter.currency, not?.currency, currency) &&
        among(filter.network, not?.network, network) &&
        among(filter.status, not?.status, status),
    )
    .sort((left, right) => right.count - left.count);
}

function sumOf(held: readonly Counted[]): number {
  return held.reduce((sum, { count }) => sum + count, 0);
}

/** By currency and status, of which the counts are known: only parts that hold something are walked. Null when they are too many. */
function countedParts(reader: CacheReader, filter: DepositFilter): Parts | null {
  const { not } = filter;
  const held = heldBy(reader, filter);
  const size = sumOf(held);
  const byStatusAlone = [filter.currency, filter.network, not?.currency, not?.network].every(
    (values) => (values?.length ?? 0) === 0,
  );
  const statuses = [...new Set(held.map(({ status }) => status))];
  const ofStatuses = oneOf("d.status", statuses);
  if (byStatusAlone)
    return {
      walks: statuses.map((status) => walk("deposits_status_time", ["status"], "d.status = ?", status)),
      counting: walk("deposits_status_time", ["status"], ofStatuses.sql, ...ofStatuses.parameters),
      size,
    };
  const pairs = [...new Set(held.map(({ currency, status }) => JSON.stringify([currency, status])))].map(
    (text) => JSON.parse(text) as [string, string],
  );
  if (pairs.length > WALKS_MOST) return null;
  const index = "deposits_currency_status_time";
  const ofCurrencies = oneOf("d.currency", [...new Set(pairs.map(([currency]) => currency))]);
  return {
    walks: pairs.map(([currency, status]) =>
      walk(index, ["currency", "status"], "d.currency = ? AND d.status = ?", currency, status),
    ),
    counting: walk(
      index,
      ["currency", "status"],
      `${ofCurrencies.sql} AND ${ofStatuses.sql}`,
      ...ofCurrencies.parameters,
      ...ofStatuses.parameters,
    ),
    size,
    most: size * 2 >= sumOf(heldBy(reader, {})),
  };
}

function single(reader: CacheReader, only: Walk): Parts {
  return { walks: [only], counting: only, size: sizeOf(reader, only.sql, ...only.parameters) };
}

function walk(index: string, covers: readonly CoveredFilter[], sql: string, ...parameters: Parameter[]): Walk {
  return { index, covers, sql, parameters };
}

/** Exact up to SEEDS_MOST, one more when it is larger. */
function sizeOf(reader: CacheReader, sql: string, ...parameters: Parameter[]): number {
  const rows = `SELECT 1 FROM deposits d WHERE ${sql} LIMIT ${SEEDS_MOST + 1}`;
  return reader.value<number>(`SELECT count(*) FROM (${rows})`, ...parameters) as number;
}
