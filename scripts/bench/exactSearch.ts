/** B06. A record by its whole number or the beginning of its TXID, with total and sums, beside the bare statement on a file without a cipher. */
import { hashRange } from "#main/store/idBytes.ts";
import type { Benchmark } from "./Benchmark.ts";
import { perCall, withReads } from "./readWorld.ts";

const PREFIX = 12;

export const exactSearch: Benchmark = {
  id: "B06",
  what: "exact and prefix search",
  gate: false,
  run: (world) =>
    withReads(world, async ({ afresh, plain, samples }) => {
      const numbers = samples.map((row) => row.recordNo);
      const hashes = samples.flatMap(({ txHash }) => (txHash === null ? [] : [txHash.slice(0, PREFIX)]));
      const join = "SELECT r.data FROM deposits d JOIN deposit_rows r ON r.n = d.n WHERE";
      const byNumber = plain.prepare<[string], string>(`${join} d.record_no = ?`).pluck();
      const byHash = plain.prepare<[Buffer, Buffer], string>(`${join} d.tx_hash >= ? AND d.tx_hash <= ?`).pluck();
      const fresh = afresh();
      return [
        await perCall(
          { rounds: world.rounds, calls: 300, what: "record no., whole", target: 1.2 },
          (call) => fresh.searchDeposits({ recordNo: numbers[call % numbers.length] ?? "" }),
          (call) => byNumber.all(numbers[call % numbers.length] ?? ""),
        ),
        await perCall(
          { rounds: world.rounds, calls: 300, what: `TXID, first ${PREFIX} characters`, target: 1.2 },
          (call) => fresh.searchDeposits({ txHash: hashes[call % hashes.length] ?? "" }),
          (call) => {
            const { from, to } = hashRange(hashes[call % hashes.length] ?? "");
            return byHash.all(from, to);
          },
        ),
      ];
    }),
};
