/** How searches are carried out: the index that each combination of filters walks, asked of SQLite itself (performance 2.1: its own choice is hundreds of times too slow). */
import { afterAll, beforeAll, expect, test } from "vitest";
import type { DepositSearch } from "#shared/contract/ipc.ts";
import type { CacheReader, Parameter } from "#main/store/cacheReader.ts";
import { createCache } from "#main/store/Cache.ts";
import { planDepositSearch } from "#main/store/depositPlan.ts";
import { fillCache, openCache, type OpenedCache } from "#tests/main/support/openCache.ts";
import { randomDeposit, randomEvent, randomRefund, timeAt } from "#tests/main/support/rows.ts";
import { createDice } from "#tests/main/support/seededRandom.ts";

let cache: OpenedCache;
/** statements of the search, with their parameters */
let asked: { sql: string; parameters: Parameter[] }[] = [];
let watched: CacheReader;

beforeAll(() => {
  cache = openCache();
  const dice = createDice(11);
  const deposits = Array.from({ length: 25_000 }, (_, number) => randomDeposit(dice, number));
  const refunds = deposits.slice(0, 400).map((row, number) => randomRefund(dice, number, row));
  fillCache(cache.writer, { deposits, refunds, events: deposits.slice(0, 100).map((row) => randomEvent(dice, row)) });
  watched = {
    ...cache.reader,
    tuples: (sql, ...parameters) => {
      asked.push({ sql, parameters });
      return cache.reader.tuples(sql, ...parameters);
    },
    value: (sql, ...parameters) => {
      asked.push({ sql, parameters });
      return cache.reader.value(sql, ...parameters);
    },
  };
}, 120_000);
afterAll(() => cache.close());

/** What SQLite does for the rows and the totals of a search. */
function steps(search: DepositSearch): string[] {
  asked = [];
  createCache(watched).searchDeposits(search);
  return asked
    .filter(({ sql }) => sql.includes("FROM deposits d"))
    .flatMap(({ sql, parameters }) =>
      cache.reader.all<{ detail: string }>(`EXPLAIN QUERY PLAN ${sql}`, ...parameters).map((row) => row.detail),
    );
}

const FILTERS: Record<string, DepositSearch> = {
  none: {},
  recordNo: { recordNo: "DP-20260101-000077" },
  customer: { customerNo: "C10003" },
  account: { securitiesAccount: "SA-3" },
  status: { status: ["CREDITED"] },
  statuses: { status: ["CREDITED", "ON_HOLD", "CONFIRMING"] },
  currency: { currency: ["ETH"] },
  created: { createdFrom: timeAt(200_000), createdTo: timeAt(300_000) },
  customerStatusCreated: { customerNo: "C10003", status: ["CREDITED"], createdFrom: timeAt(1) },
  currencyStatus: { currency: ["ETH"], status: ["CREDITED"] },
  customerCurrency: { customerNo: "C10003", currency: ["ETH"], createdTo: timeAt(400_000) },
};

test.each(Object.entries(FILTERS))(
  "R10.3 newest first by %s reads no more than an index of its own order gives",
  (_name, search) => {
    const details = steps(search);
    expect(details.length).toBeGreaterThan(0);
    // A page is found without reading through the records and without sorting them.
    const rows = details.filter((detail) => /\bd\b/.test(detail));
    expect(rows.filter((detail) => /^SCAN d$/.test(detail))).toEqual([]);
    if (!("recordNo" in search))
      expect(details.filter((detail) => /TEMP B-TREE FOR ORDER BY/.test(detail))).toEqual([]);
  },
);

test.each([
  ["customer and status", { customerNo: "C10003", status: ["CREDITED" as const] }, ["deposits_customer_status_time"]],
  ["customer", { customerNo: "C10003" }, ["deposits_customer_time"]],
  ["account", { securitiesAccount: "SA-3" }, ["deposits_account_time"]],
  [
    "two statuses",
    { status: ["CREDITED" as const, "ON_HOLD" as const] },
    ["deposits_status_time", "deposits_status_time"],
  ],
  ["nothing", {}, ["deposits_time"]],
])("R10.3 by %s the walks are these", (_name, search, indexes) => {
  const plan = planDepositSearch(cache.reader, search, { sort: "requestedAt", descending: true });
  expect(plan.seeds).toBe(null);
  expect(plan.walks.map((walk) => walk.index)).toEqual(indexes);
});

test("R10.2 an address, a name, a remark or a hash leads to its few records at once", () => {
  const row = JSON.parse(
    cache.reader.value<string>(
      "SELECT r.data FROM deposits d JOIN deposit_rows r ON r.n = d.n WHERE d.tx_hash IS NOT NULL LIMIT 1",
    ) as string,
  ) as {
    sourceAddress: string;
    txHash: string;
  };
  const order = { sort: "requestedAt", descending: true } as const;
  expect(planDepositSearch(cache.reader, { address: row.sourceAddress.slice(5, 20) }, order).seeds).toHaveLength(1);
  expect(planDepositSearch(cache.reader, { txHash: row.txHash.slice(0, 20) }, order).seeds).toHaveLength(1);
  expect(planDepositSearch(cache.reader, { text: "no such words" }, order).seeds).toEqual([]);
});

test("R10.4 more than 10,000 are counted as that, without sums", () => {
  const { total, capped, sums } = cache.cache.searchDeposits({});
  expect({ total, capped, sums }).toEqual({ total: 10_000, capped: true, sums: null });
});

test("a large first sync makes its indexes after its rows, and all of them", () => {
  const indexes = cache.reader.values<string>(
    "SELECT name FROM sqlite_master WHERE type = 'index' AND sql IS NOT NULL",
  );
  expect(indexes.filter((name) => name.startsWith("deposits_"))).toHaveLength(19);
  expect(cache.reader.value("SELECT count(*) FROM parked_indexes")).toBe(0);
});
