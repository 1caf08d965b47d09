/** One page of the record list, read with one statement: the places are walked in order, and the rows fetched as they come. */
import type { Deposit } from "#shared/contract/deposit.ts";
import type { CacheReader, Parameter } from "./cacheReader.ts";
import { joined, type Sql } from "./depositConditions.ts";
import { afterPlace, type DepositOrder, orderBy, orderColumns, placeOfRow } from "./depositOrder.ts";
import { besides, type DepositPlan, seedSql, type Walk } from "./depositPlan.ts";

export type DepositPage = {
  /** JSON text of the rows, unread */
  rows: string[];
  /** place of the last row, when there are more */
  next: Parameter[] | null;
};

export function readDepositPage(
  reader: CacheReader,
  plan: DepositPlan,
  order: DepositOrder,
  after: readonly Parameter[] | null,
  limit: number,
): DepositPage {
  const walks: Walk[] = plan.seeds === null ? plan.walks : [{ ...seedSql(plan.seeds), index: "", covers: [] }];
  const from = after === null ? [] : [afterPlace(order, after)];
  const parts = walks.map((walk) => partOf(walk, plan, from));
  const [only] = parts;
  const { sql, parameters } =
    parts.length === 1 && only !== undefined && plan.ordered ? rowsOfOne(only, order) : rowsOfPlaces(parts, order);
  const rows = reader.values<string>(sql, ...parameters, limit + 1);
  const last = rows.length > limit ? rows[limit - 1] : undefined;
  return {
    rows: rows.length > limit ? rows.slice(0, limit) : rows,
    next: last === undefined ? null : placeOfRow(order, JSON.parse(last) as Deposit),
  };
}

type Part = { from: string; where: Sql };

function partOf(walk: Walk, plan: DepositPlan, after: readonly Sql[]): Part {
  // A walk in order names its index, so that SQLite cannot choose another; without an order the choice is free.
  const index = plan.ordered && walk.index !== "" ? ` INDEXED BY ${walk.index}` : "";
  return { from: `FROM deposits d${index}`, where: joined([walk, ...besides(walk, plan), ...after]) };
}

/** One walk in order: rows are fetched as their places come, and nothing is kept. */
function rowsOfOne({ from, where }: Part, order: DepositOrder): Sql {
  return {
    sql: `SELECT r.data ${from} CROSS JOIN deposit_rows r ON r.n = d.n WHERE ${where.sql} ORDER BY ${orderBy(order)} LIMIT ?`,
    parameters: where.parameters,
  };
}

/** Places first, rows of those alone that the page shows. */
function rowsOfPlaces(parts: readonly Part[], order: DepositOrder): Sql {
  const places = placesOf(parts, order);
  return {
    sql: `SELECT r.data FROM (${places.sql} LIMIT ?) p CROSS JOIN deposit_rows r ON r.n = p.n`,
    parameters: places.parameters,
  };
}

/** Several walks that stand in the same order become one: SQLite takes the next place from whichever is first, and stops with the page. */
function placesOf(parts: readonly Part[], order: DepositOrder): Sql {
  const [only] = parts;
  if (parts.length === 1 && only !== undefined)
    return {
      sql: `SELECT d.n ${only.from} WHERE ${only.where.sql} ORDER BY ${orderBy(order)}`,
      parameters: only.where.parameters,
    };
  const columns = orderColumns(order);
  const direction = order.descending ? "DESC" : "ASC";
  const places = parts.map(({ from, where }) => `SELECT d.n, ${columns.join(", ")} ${from} WHERE ${where.sql}`);
  const by = columns.map((_column, place) => `${place + 2} ${direction}`);
  return {
    sql: `${places.join(" UNION ALL ")} ORDER BY ${by.join(", ")}`,
    parameters: parts.flatMap(({ where }) => where.parameters),
  };
}
