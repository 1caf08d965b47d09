/**
 * B07. Every set of the wide filters, newest 100: the slowest of them beside the best of all indexes, chosen by hand for that set.
 * The page alone is compared (plan and total are known, as from the second page on); the first answer with its total is told beside it.
 */
import type { DepositSearch } from "#shared/contract/ipc.ts";
import { depositConditions } from "#main/store/depositConditions.ts";
import type { Deposit } from "#shared/contract/deposit.ts";
import type { Benchmark, Measured } from "./Benchmark.ts";
import { type ReadWorld, withReads } from "./readWorld.ts";
import { percentile } from "./rounds.ts";

type Kind = "customer" | "account" | "status" | "currency" | "created" | "amount";
const KINDS: readonly Kind[] = ["customer", "account", "status", "currency", "created", "amount"];

/** Indexes by which a set can be walked at all: the time, and those whose first column it fixes. */
const BY_HAND: Record<Kind, readonly string[]> = {
  customer: ["deposits_customer_time", "deposits_customer_status_time"],
  account: ["deposits_account_time"],
  status: ["deposits_status_time"],
  currency: ["deposits_currency_status_time"],
  created: [],
  amount: ["deposits_amount"],
};

const REPEATS = 21;

export const filterSearch: Benchmark = {
  id: "B07",
  what: "every set of filters",
  gate: false,
  run: (world) =>
    withReads(world, async (reads) => {
      // The busiest customer of the samples: the widest of the narrow filters.
      const row = busiest(reads);
      const sets = Array.from({ length: 2 ** KINDS.length }, (_, bits) =>
        KINDS.filter((_kind, place) => (bits & (1 << place)) !== 0),
      );
      const measured = sets.map((kinds) => measureSet(reads, kinds, searchOf(kinds, row)));
      const slowest = measured.toSorted((left, right) => right.pageMs - left.pageMs)[0] as SetTimes;
      const latest = measured.toSorted((left, right) => right.pageP95 - left.pageP95)[0] as SetTimes;
      const widest = measured.toSorted((left, right) => right.ratio - left.ratio)[0] as SetTimes;
      const first = measured.toSorted((left, right) => right.firstMs - left.firstMs)[0] as SetTimes;
      const told = (what: string, one: SetTimes, target: number): Measured => ({
        what: `${what}: ${one.name}`,
        unit: "CPU ms",
        value: one.pageMs,
        floor: one.byHandMs,
        ratio: one.ratio,
        target,
        note: `p95 ${one.pageP95.toFixed(2)} of ${REPEATS}; by hand ${one.index}; first answer with total ${one.firstMs.toFixed(2)} ms`,
      });
      return [
        told("slowest page", slowest, 1.5),
        told("page farthest from the best index", widest, 1.5),
        {
          what: `highest p95 of a page: ${latest.name}`,
          unit: "CPU ms",
          value: latest.pageP95,
          floor: null,
          target: 5,
        },
        {
          what: `slowest first answer, with total and sums: ${first.name}`,
          unit: "CPU ms",
          value: first.firstMs,
          floor: null,
          target: null,
        },
      ];
    }),
};

type SetTimes = {
  name: string;
  pageMs: number;
  pageP95: number;
  byHandMs: number;
  ratio: number;
  index: string;
  firstMs: number;
};

function measureSet({ cache, afresh, reader }: ReadWorld, kinds: readonly Kind[], search: DepositSearch): SetTimes {
  const first = costsOf(() => void afresh().searchDeposits(search), 3);
  // Once before: plan and total are known from here on.
  cache.searchDeposits(search);
  const page = costsOf(() => void cache.searchDeposits(search), REPEATS);
  const conditions = depositConditions(reader, search);
  const where = conditions.map(({ sql }) => `(${sql})`).join(" AND ") || "1";
  const parameters = conditions.flatMap((condition) => condition.parameters);
  const indexes = ["deposits_time", ...kinds.flatMap((kind) => BY_HAND[kind])];
  const byHand = indexes.map((index) => {
    const sql = `SELECT r.data FROM (SELECT d.n FROM deposits d INDEXED BY ${index} WHERE ${where} ORDER BY d.requested_at DESC, d.id DESC LIMIT 101) p CROSS JOIN deposit_rows r ON r.n = p.n`;
    const read = () => void `[${reader.values<string>(sql, ...parameters).join(",")}]`;
    const once = costsOf(read, 1).p50;
    // One that needs so long has lost already.
    return { index, ms: once > 20 ? once : costsOf(read, REPEATS).p50 };
  });
  const best = byHand.toSorted((left, right) => left.ms - right.ms)[0] as { index: string; ms: number };
  return {
    name: kinds.join("+") || "nothing",
    pageMs: page.p50,
    pageP95: page.p95,
    byHandMs: best.ms,
    ratio: page.p50 / best.ms,
    index: best.index,
    firstMs: first.p50,
  };
}

/** CPU of one call, of `repeats`: a program that waits for its turn would show in the wall clock. */
function costsOf(work: () => void, repeats: number): { p50: number; p95: number } {
  const costs = Array.from({ length: repeats }, () => {
    const from = process.cpuUsage();
    work();
    const { user, system } = process.cpuUsage(from);
    return (user + system) / 1000;
  });
  return { p50: percentile(costs, 50), p95: percentile(costs, 95) };
}

function busiest({ plain, samples }: ReadWorld): Deposit {
  const count = plain.prepare<[string], number>("SELECT count(*) FROM deposits WHERE customer_no = ?").pluck();
  const sized = samples.slice(0, 100).map((row) => ({ row, size: count.get(row.customerNo) ?? 0 }));
  return (sized.toSorted((left, right) => right.size - left.size)[0] as { row: Deposit }).row;
}

function searchOf(kinds: readonly Kind[], row: Deposit): DepositSearch {
  const filters: Record<Kind, DepositSearch> = {
    customer: { customerNo: row.customerNo },
    account: { securitiesAccount: row.securitiesAccount },
    status: { status: ["CREDITED", "CONFIRMING"] },
    currency: { currency: ["USDT", "ETH"] },
    created: { createdFrom: "2025-06-01T00:00:00.000Z", createdTo: "2026-06-01T00:00:00.000Z" },
    amount: { amountMin: "100000", amountMax: "200000" },
  };
  return Object.assign({}, ...kinds.map((kind) => filters[kind])) as DepositSearch;
}
