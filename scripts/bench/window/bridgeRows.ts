/** B15. A hundred rows with their search, over the bridge, ready for the page. Floor: the smallest call of the same bridge. */
import type { Benchmark } from "#scripts/bench/Benchmark.ts";
import { middle, percentile } from "#scripts/bench/rounds.ts";
import { benchDesk } from "./BenchDesk.ts";

const CALLS = 300;

export const bridgeRows: Benchmark = {
  id: "B15",
  what: "rows over the bridge",
  gate: false,
  async run(world) {
    const desk = await benchDesk(world);
    const { window } = await desk.start();
    try {
      const { rows, small } = await window.page.evaluate(async (calls) => {
        type Call = (input: unknown) => Promise<unknown>;
        const { api } = globalThis as unknown as { api: { calls: Record<string, Record<string, Call>> } };
        const timed = async (noun: string, verb: string, input: unknown): Promise<number> => {
          const begun = performance.now();
          await api.calls[noun]?.[verb]?.(input);
          return performance.now() - begun;
        };
        const found: { rows: number[]; small: number[] } = { rows: [], small: [] };
        for (let call = 0; call < calls; call += 1) {
          found.rows.push(await timed("deposits", "search", { limit: 100 }));
          found.small.push(await timed("system", "settings", {}));
        }
        return found;
      }, CALLS);
      return [
        {
          what: "100 rows",
          unit: "ms",
          value: middle(rows),
          floor: middle(small),
          target: 2.5,
          note: `p95 ${percentile(rows, 95).toFixed(1)} / ${percentile(small, 95).toFixed(1)} ms of ${CALLS} calls each`,
        },
      ];
    } finally {
      await window.close();
    }
  },
};
