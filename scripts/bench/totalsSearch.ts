/** B10. How many records a search has, and the counters of the dashboard, when nothing is remembered: as after each page of the feed. */
import type { Benchmark, Measured } from "./Benchmark.ts";
import { type ReadWorld, withReads } from "./readWorld.ts";
import { costOf, middle } from "./rounds.ts";

const CALLS = 50;
const DAY_MS = 86_400_000;

export const totalsSearch: Benchmark = {
  id: "B10",
  what: "totals",
  gate: false,
  run: (world) =>
    withReads(world, async (reads) => {
      const [newest] = reads.reader.values<number>("SELECT max(requested_at) FROM deposits");
      const question = { userId: "00000000-0000-7000-a000-0000000000c1", todayFrom: (newest ?? 0) - DAY_MS };
      return [
        await costOfOne(world.rounds, "first answer of the whole list: page, total to 10,000", () =>
          reads.afresh().searchDeposits({}),
        ),
        await costOfOne(world.rounds, "first answer of one status: page, total to 10,000", () =>
          reads.afresh().searchDeposits({ status: ["CREDITED"] }),
        ),
        await costOfOne(world.rounds, "first answer of one customer: page, total, sums", () => firstOfCustomer(reads)),
        await costOfOne(world.rounds, "counters of the dashboard", () => reads.afresh().countDeposits(question)),
      ];
    }),
};

function firstOfCustomer({ afresh, samples }: ReadWorld): unknown {
  return afresh().searchDeposits({ customerNo: samples[0]?.customerNo ?? "" });
}

async function costOfOne(rounds: number, what: string, work: () => unknown): Promise<Measured> {
  const costs: number[] = [];
  for (let round = -1; round < rounds; round += 1) {
    const { cpuMs } = await costOf(() => {
      for (let call = 0; call < CALLS; call += 1) work();
    });
    if (round >= 0) costs.push(cpuMs / CALLS);
  }
  return { what, unit: "CPU ms", value: middle(costs), floor: null, target: 0.5 };
}
