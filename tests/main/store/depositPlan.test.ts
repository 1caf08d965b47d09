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
    values: (sql, ...parameters) => {
      if (isPage(sql)) asked.push({ sql, parameters });
      return cache.reader.values(sql, ...parameters);
    },
  };
}, 120_000);
afterAll(() => cache.close());

const isPage = (sql: string): boolean => sql.includes("CROSS JOIN deposit_rows r") && !sql.includes("json_each(?) j");

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

/** One filter of each kind; every set of them is a search of its own. */
const KINDS: Record<string, DepositSearch> = {
  customer: { customerNo: "C10003" },
  account: { securitiesAccount: "SA-3" },
  status: { status: ["CREDITED", "CONFIRMING"] },
  currency: { currency: ["ETH"] },
  network: { network: ["DEVNET"] },
  created: { createdFrom: timeAt(1), createdTo: timeAt(400_000) },
  amount: { amountMin: "0.000001" },
  not: { not: { status: ["CANCELLED"], customerNo: ["C10004"] } },
  remark: { text: "duplicate" },
  hold: { holdReason: ["AMOUNT_MISMATCH"] },
  flags: { flags: ["REFUND_RUNNING"] },
  numbers: { recordNos: ["DP-20260101-000077", "DP-20260101-000078"] },
};

/** All sets of these kinds, each as its name and its search. */
function setsOf(kinds: readonly string[]): [name: string, search: DepositSearch][] {
  return Array.from({ length: 2 ** kinds.length }, (_, bits) => {
    const chosen = kinds.filter((_kind, place) => (bits & (1 << place)) !== 0);
    return [chosen.join("+") || "nothing", Object.assign({}, ...chosen.map((kind) => KINDS[kind])) as DepositSearch];
  });
}

test("R10.3 every one of the 4,096 sets of filters is served by an index: never by reading through, newest first never by sorting a wide part", () => {
  const remembered = new Map<string, unknown>();
  const once = <Answer>(sql: string, parameters: Parameter[], read: () => Answer): Answer => {
    const key = JSON.stringify([sql, parameters]);
    if (!remembered.has(key)) remembered.set(key, read());
    return remembered.get(key) as Answer;
  };
  const statements = new Map<string, { name: string; wide: boolean; parameters: Parameter[] }>();
  let [name, wide] = ["", false];
  const noted = <Answer>(sql: string, parameters: Parameter[], nothing: Answer): Answer => {
    if (!statements.has(sql) || wide) statements.set(sql, { name, wide, parameters });
    return nothing;
  };
  // Short ways are really looked for, once each; pages and totals are noted and not read, their plans are asked below.
  const reader: CacheReader = {
    ...cache.reader,
    all: (sql, ...parameters) => once(sql, parameters, () => cache.reader.all(sql, ...parameters)) as never,
    values: (sql, ...parameters) =>
      (isPage(sql) || sql.startsWith("SELECT d.n FROM deposits d WHERE (d.n IN")
        ? noted(sql, parameters, [])
        : once(sql, parameters, () => cache.reader.values(sql, ...parameters))) as never,
    value: (sql, ...parameters) =>
      once(sql, parameters, () =>
        sql.includes("SELECT 1 FROM deposits d INDEXED")
          ? noted(sql, parameters, 0)
          : cache.reader.value(sql, ...parameters),
      ) as never,
    tuples: (sql, ...parameters) => noted(sql, parameters, [] as never),
  };
  const order = { sort: "requestedAt", descending: true } as const;
  for (const [set, search] of setsOf(Object.keys(KINDS))) {
    [name, wide] = [set, planDepositSearch(reader, search, order).seeds === null];
    createCache(reader).searchDeposits(search);
  }
  expect(statements.size).toBeGreaterThan(500);
  const wrong: string[] = [];
  for (const [sql, about] of statements) {
    const plan = cache.reader.all<{ detail: string }>(`EXPLAIN QUERY PLAN ${sql}`, ...about.parameters);
    for (const { detail } of plan)
      if (/^SCAN d$/.test(detail) || (about.wide && /TEMP B-TREE FOR ORDER BY/.test(detail)))
        wrong.push(`${about.name}: ${detail}`);
  }
  expect(wrong).toEqual([]);
}, 120_000);

test("R10.3 the index that each set of the wide filters walks", () => {
  const lines = setsOf(["customer", "account", "status", "currency", "network", "created", "amount", "not"]).map(
    ([name, search]) => {
      const { seeds, walks } = planDepositSearch(cache.reader, search, { sort: "requestedAt", descending: true });
      return `${name}: ${seeds === null ? [...new Set(walks.map((walk) => walk.index))].join(" ") : "few records"}`;
    },
  );
  expect(lines).toMatchSnapshot();
});

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
  expect(indexes.filter((name) => name.startsWith("deposits_"))).toHaveLength(20);
  expect(cache.reader.value("SELECT count(*) FROM parked_indexes")).toBe(0);
});
