/** B05. What the rooms around SQLite cost: a call of the cache beside the bare prepared statement that gives the same, on the same file. */
import type { Deposit } from "#shared/contract/deposit.ts";
import type { Benchmark } from "./Benchmark.ts";
import { perCall, withReads } from "./readWorld.ts";

const LOOKUP = "SELECT r.data FROM deposits d JOIN deposit_rows r ON r.n = d.n WHERE d.record_no = ?";
const NEWEST =
  "SELECT r.data FROM deposits d JOIN deposit_rows r ON r.n = d.n ORDER BY d.requested_at DESC, d.id DESC LIMIT 101";

export const ormTax: Benchmark = {
  id: "B05",
  what: "cost of the rooms around a statement",
  gate: false,
  run: (world) =>
    withReads(world, async ({ cache, reader, samples }) => [
      await perCall(
        { rounds: world.rounds, calls: 2_000, what: "one record by its number", target: 1.1 },
        (call) => cache.depositByRecordNo(samples[call % samples.length]?.recordNo ?? ""),
        (call) =>
          JSON.parse(reader.value<string>(LOOKUP, samples[call % samples.length]?.recordNo ?? "") ?? "") as Deposit,
      ),
      await perCall(
        { rounds: world.rounds, calls: 300, what: "the newest 100 records, known total", target: 1.1 },
        () => cache.searchDeposits({}),
        () => `[${reader.values<string>(NEWEST).join(",")}]`,
      ),
    ]),
};
