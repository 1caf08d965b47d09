/** Multi-condition search over the record list (S10): one page of it, how many there are in all, and what they sum up to. */
import type { DepositSearch, DepositSearchResult } from "#shared/contract/ipc.ts";
import { amountOfLimbs, LIMB_COLUMNS } from "./amountKey.ts";
import type { CacheReader, Parameter } from "./cacheReader.ts";
import type { Condition, Sql } from "./depositConditions.ts";
import {
  afterPlace,
  comparePlaces,
  cursorText,
  type DepositOrder,
  orderBy,
  orderColumns,
  placeOf,
} from "./depositOrder.ts";
import { type DepositPlan, planDepositSearch, SEEDS_MOST, type Walk } from "./depositPlan.ts";
import { rememberedWhile } from "./rememberedWhile.ts";

const ROWS_A_PAGE = 100;
type Prepared = {
  plan: DepositPlan;
  totals: DepositTotals & { missing: string[] };
  /** where the plan knows its few records: those that fulfil everything, in the wanted order */
  matches: number[] | null;
};

export function searchDeposits(reader: CacheReader, search: DepositSearch): Omit<DepositSearchResult, "asOf"> {
  const { cursor = null, limit = ROWS_A_PAGE, sort = "requestedAt", descending = true, ...filter } = search;
  const order: DepositOrder = { sort, descending };
  // Pages of one list share their plan and their totals, as long as nothing changed.
  const { plan, totals, matches } = rememberedWhile<Prepared>(
    reader,
    `search ${JSON.stringify([order, filter])}`,
    () => {
      const made = planDepositSearch(reader, filter, order);
      const found = made.seeds === null ? null : matchesOf(reader, made, order);
      const missing = missingNumbers(reader, filter.recordNos ?? []);
      return { plan: made, matches: found, totals: { ...depositTotals(reader, made, found), missing } };
    },
  );
  const after = cursor === null ? null : placeOf(order, cursor);
  const page =
    (matches === null ? null : matchedPage(reader, matches, order, after, limit)) ??
    depositPage(reader, plan, order, after, limit);
  return {
    rowsJson: `[${page.rows.join(",")}]`,
    nextCursor: page.next === null ? null : cursorText(order, page.next),
    ...totals,
  };
}

type DepositPage = {
  /** JSON text of the rows, unread */
  rows: string[];
  /** place of the last row, when there are more */
  next: Parameter[] | null;
};
type DepositTotals = { total: number; capped: boolean; sums: { currency: string; amount: string }[] | null };

/** The seeds that fulfil every condition, sorted once for all pages. */
function matchesOf(reader: CacheReader, plan: DepositPlan, order: DepositOrder): number[] {
  const where = joined([seedSql(plan.seeds ?? []), ...plan.conditions]);
  return reader.values<number>(
    `SELECT d.n FROM deposits d WHERE ${where.sql} ORDER BY ${orderBy(order)}`,
    ...where.parameters,
  );
}

/** Null when the record after which the page begins has changed or gone. */
function matchedPage(
  reader: CacheReader,
  matches: readonly number[],
  order: DepositOrder,
  after: readonly Parameter[] | null,
  limit: number,
): DepositPage | null {
  const last = after === null ? null : recordAt(reader, order, after);
  const from = last === null ? 0 : matches.indexOf(last) + 1;
  if (after !== null && from === 0) return null;
  const shown = matches.slice(from, from + limit);
  const end = shown.at(-1);
  const next = end === undefined || from + limit >= matches.length ? null : placeOfRecord(reader, order, end);
  return { rows: dataOf(reader, shown), next };
}

function recordAt(reader: CacheReader, order: DepositOrder, place: readonly Parameter[]): number | null {
  const where = orderColumns(order).map((column) => `${column} = ?`);
  return reader.value<number>(`SELECT d.n FROM deposits d WHERE ${where.join(" AND ")}`, ...place) ?? null;
}

function placeOfRecord(reader: CacheReader, order: DepositOrder, n: number): Parameter[] | null {
  return (
    reader.tuples<Parameter[]>(`SELECT ${orderColumns(order).join(", ")} FROM deposits d WHERE d.n = ?`, n)[0] ?? null
  );
}

function depositPage(
  reader: CacheReader,
  plan: DepositPlan,
  order: DepositOrder,
  after: readonly Parameter[] | null,
  limit: number,
): DepositPage {
  const places =
    plan.seeds === null
      ? walkedPlaces(reader, plan, order, after, limit)
      : seededPlaces(reader, plan, order, after, limit);
  const shown = places.slice(0, limit);
  const rows = dataOf(
    reader,
    shown.map((place) => place[0] as number),
  );
  return { rows, next: places.length > limit ? (shown.at(-1)?.slice(1) ?? null) : null };
}

/** `n` and the order's columns of each record; one more than asked, to know whether there is a next page. */
type Place = [n: number, ...order: Parameter[]];

function seededPlaces(
  reader: CacheReader,
  plan: DepositPlan,
  order: DepositOrder,
  after: readonly Parameter[] | null,
  limit: number,
): Place[] {
  const where = joined([
    seedSql(plan.seeds ?? []),
    ...plan.conditions,
    ...(after === null ? [] : [afterPlace(order, after)]),
  ]);
  const sql = `SELECT d.n, ${orderColumns(order).join(", ")} FROM deposits d WHERE ${where.sql} ORDER BY ${orderBy(order)} LIMIT ?`;
  return reader.tuples<Place>(sql, ...where.parameters, limit + 1);
}

function walkedPlaces(
  reader: CacheReader,
  plan: DepositPlan,
  order: DepositOrder,
  after: readonly Parameter[] | null,
  limit: number,
): Place[] {
  const found = plan.walks.map((walk) => {
    const where = joined([walk, ...besides(walk, plan), ...(after === null ? [] : [afterPlace(order, after)])]);
    const sql = `SELECT d.n, ${orderColumns(order).join(", ")} FROM deposits d${indexedBy(walk, plan)} WHERE ${where.sql} ORDER BY ${orderBy(order)} LIMIT ?`;
    return reader.tuples<Place>(sql, ...where.parameters, limit + 1);
  });
  if (found.length === 1) return found[0] ?? [];
  return found
    .flat()
    .sort((left, right) => comparePlaces(order, left.slice(1), right.slice(1)))
    .slice(0, limit + 1);
}

/** A walk in order names its index, so that SQLite cannot choose another; without an order the choice is free. */
function indexedBy(walk: Walk, plan: DepositPlan): string {
  return plan.ordered && walk.index !== "" ? ` INDEXED BY ${walk.index}` : "";
}

/** Conditions that the walk does not fulfil by itself. */
function besides(walk: Walk, { conditions }: DepositPlan): Condition[] {
  return conditions.filter(({ of }) => of === undefined || !walk.covers.includes(of));
}

function dataOf(reader: CacheReader, numbers: readonly number[]): string[] {
  if (numbers.length === 0) return [];
  // json_each keeps the order of the list, which is the order of the page.
  return reader.values<string>(
    "SELECT r.data FROM json_each(?) j CROSS JOIN deposit_rows r ON r.n = j.value ORDER BY j.key",
    JSON.stringify(numbers),
  );
}

/** Exact up to 10,000 (R10.4), then `capped`, without sums. */
function depositTotals(reader: CacheReader, plan: DepositPlan, matches: readonly number[] | null): DepositTotals {
  const where = matches === null ? joined([plan.counting, ...besides(plan.counting, plan)]) : seedSql(matches);
  const index = matches === null && plan.counting.index !== "" ? ` INDEXED BY ${plan.counting.index}` : "";
  const from = `FROM deposits d${index} WHERE ${where.sql} LIMIT ${SEEDS_MOST + 1}`;
  const count = reader.value<number>(`SELECT count(*) FROM (SELECT 1 ${from})`, ...where.parameters) as number;
  if (count > SEEDS_MOST) return { total: SEEDS_MOST, capped: true, sums: null };
  const sums = reader.tuples<[string, ...string[]]>(
    `SELECT currency, ${LIMB_SUMS} FROM (SELECT d.currency, ${LIMB_COLUMNS.join(", ")} ${from}) GROUP BY currency ORDER BY currency`,
    ...where.parameters,
  );
  return {
    total: count,
    capped: false,
    sums: sums.map(([currency, ...limbs]) => ({ currency, amount: amountOfLimbs(limbs) })),
  };
}

/** Of a pasted list: the numbers that no record here has. */
function missingNumbers(reader: CacheReader, asked: readonly string[]): string[] {
  if (asked.length === 0) return [];
  const numbers = JSON.stringify(asked.map((text) => text.trim().toUpperCase()));
  const found = new Set(
    reader.values<string>(
      "SELECT record_no FROM deposits WHERE record_no IN (SELECT value FROM json_each(?))",
      numbers,
    ),
  );
  return asked.filter((text) => !found.has(text.trim().toUpperCase()));
}

/** As text: a sum may be larger than JavaScript's numbers are exact. */
const LIMB_SUMS = LIMB_COLUMNS.map((column) => `CAST(sum(${column}) AS TEXT)`).join(", ");

function seedSql(numbers: readonly number[]): Sql {
  return { sql: "d.n IN (SELECT value FROM json_each(?))", parameters: [JSON.stringify(numbers)] };
}

function joined(parts: readonly Sql[]): Sql {
  return {
    sql: parts.map((part) => `(${part.sql})`).join(" AND "),
    parameters: parts.flatMap((part) => part.parameters),
  };
}
