/** Multi-condition search over the record list (S10): one page of it, how many there are in all, and what they sum up to. */
import type { Deposit } from "#shared/contract/deposit.ts";
import type { DepositSearch, DepositSearchResult } from "#shared/contract/ipc.ts";
import { amountOfLimbs, LIMB_COLUMNS } from "./amountKey.ts";
import type { CacheReader, Parameter } from "./cacheReader.ts";
import { type DepositFilter, exactCondition, joined } from "./depositConditions.ts";
import { cursorText, type DepositOrder, orderBy, orderColumns, placeOf, placeOfRow } from "./depositOrder.ts";
import { type DepositPage, readDepositPage } from "./depositPage.ts";
import { type DepositPlan, planDepositSearch, seedSql } from "./depositPlan.ts";
import { type DepositTotals, depositTotals, missingNumbers } from "./depositTotals.ts";
import { rememberedWhile } from "./rememberedWhile.ts";

const ROWS_A_PAGE = 100;

type Answer = Omit<DepositSearchResult, "asOf">;
type Prepared = {
  plan: DepositPlan;
  totals: DepositTotals & { missing: string[] };
  /** where the plan knows its few records: those that fulfil everything, in the wanted order */
  matches: number[] | null;
};

export function searchDeposits(reader: CacheReader, search: DepositSearch): Answer {
  const { cursor = null, limit = ROWS_A_PAGE, sort = "requestedAt", descending = true, ...filter } = search;
  const order: DepositOrder = { sort, descending };
  const one = cursor === null ? oneAtOnce(reader, filter) : null;
  if (one !== null) return one;
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
    readDepositPage(reader, plan, order, after, limit);
  return {
    rowsJson: `[${page.rows.join(",")}]`,
    nextCursor: page.next === null ? null : cursorText(order, page.next),
    ...totals,
  };
}

/** A whole record number or hash, as most searches are: row, total and sum are one statement. Null when it is another search, or finds several. */
function oneAtOnce(reader: CacheReader, filter: DepositFilter): Answer | null {
  const condition = exactCondition(reader, filter);
  if (condition === null) return null;
  const rows = reader.tuples<[data: string, currency: string, ...limbs: number[]]>(
    `SELECT r.data, d.currency, ${LIMB_COLUMNS.join(", ")} FROM deposits d CROSS JOIN deposit_rows r ON r.n = d.n WHERE ${condition.sql} LIMIT 2`,
    ...condition.parameters,
  );
  const [only, second] = rows;
  if (second !== undefined) return null;
  const answer = { nextCursor: null, total: rows.length, capped: false, missing: [] };
  if (only === undefined) return { ...answer, rowsJson: "[]", sums: [] };
  // The columns say what the row's text says, which would have to be parsed.
  const [data, currency, ...limbs] = only;
  return { ...answer, rowsJson: `[${data}]`, sums: [{ currency, amount: amountOfLimbs(limbs) }] };
}

/** The seeds that fulfil every condition, sorted once for all pages. */
function matchesOf(reader: CacheReader, plan: DepositPlan, order: DepositOrder): number[] {
  if (plan.seeds?.length === 0) return [];
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
  const rows = dataOf(reader, matches.slice(from, from + limit));
  const end = rows.at(-1);
  const more = end !== undefined && from + limit < matches.length;
  return { rows, next: more ? placeOfRow(order, JSON.parse(end) as Deposit) : null };
}

function recordAt(reader: CacheReader, order: DepositOrder, place: readonly Parameter[]): number | null {
  const where = orderColumns(order).map((column) => `${column} = ?`);
  return reader.value<number>(`SELECT d.n FROM deposits d WHERE ${where.join(" AND ")}`, ...place) ?? null;
}

function dataOf(reader: CacheReader, numbers: readonly number[]): string[] {
  if (numbers.length === 0) return [];
  // json_each keeps the order of the list, which is the order of the page.
  return reader.values<string>(
    "SELECT r.data FROM json_each(?) j CROSS JOIN deposit_rows r ON r.n = j.value ORDER BY j.key",
    JSON.stringify(numbers),
  );
}
