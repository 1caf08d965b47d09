/** B08. Any part of an address, and words in remarks with Chinese ones, beside reading through with LIKE. */
import type { DepositSearch } from "#shared/contract/ipc.ts";
import type { Benchmark, Measured } from "./Benchmark.ts";
import { perCall, type ReadWorld, withReads } from "./readWorld.ts";

const ADDRESS = "SELECT count(*) FROM deposits d JOIN terms t ON t.n = d.destination_ref WHERE t.text LIKE ?";
const REMARK = "SELECT count(*) FROM remarks WHERE text LIKE ?";

export const substringSearch: Benchmark = {
  id: "B08",
  what: "part of an address, words in remarks",
  gate: false,
  run: (world) =>
    withReads(world, async (reads) => {
      const address = (length: number) => (call: number) => {
        const row = reads.samples[call % reads.samples.length];
        return row?.destinationAddress.slice(10, 10 + length) ?? "";
      };
      return [
        await beside(
          world.rounds,
          reads,
          "8 characters of an address",
          address(8),
          (address_) => ({ address: address_ }),
          ADDRESS,
          1 / 500,
        ),
        await beside(
          world.rounds,
          reads,
          "6 characters of an address",
          address(6),
          (address_) => ({ address: address_ }),
          ADDRESS,
          1 / 500,
        ),
        await beside(
          world.rounds,
          reads,
          "4 characters of an address",
          address(4),
          (address_) => ({ address: address_ }),
          ADDRESS,
          1 / 500,
        ),
        await beside(
          world.rounds,
          reads,
          "remark, a rare Latin word",
          (call) => `late ${call}`,
          (text) => ({ text }),
          REMARK,
          1 / 500,
        ),
        await beside(
          world.rounds,
          reads,
          "remark, a word of thousands of records",
          () => "wallet",
          (text) => ({ text }),
          REMARK,
          null,
        ),
        await beside(
          world.rounds,
          reads,
          "remark, four Chinese characters",
          () => "重複提交",
          (text) => ({ text }),
          REMARK,
          null,
        ),
        await beside(
          world.rounds,
          reads,
          "remark, two Chinese characters",
          () => "重複",
          (text) => ({ text }),
          REMARK,
          null,
        ),
        await beside(
          world.rounds,
          reads,
          "remark, one Chinese character in none",
          () => "鑫",
          (text) => ({ text }),
          REMARK,
          null,
        ),
      ];
    }),
};

async function beside(
  rounds: number,
  { afresh, plain }: ReadWorld,
  what: string,
  text: (call: number) => string,
  search: (text: string) => DepositSearch,
  scan: string,
  target: number | null,
): Promise<Measured> {
  const statement = plain.prepare<[string], number>(scan).pluck();
  return perCall(
    { rounds: Math.min(rounds, 3), calls: 3, what: `${what}, beside LIKE`, target },
    (call) => afresh().searchDeposits(search(text(call))),
    (call) => statement.get(`%${text(call)}%`),
  );
}
