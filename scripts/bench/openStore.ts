/** B12. From the key to the first page of records, on a connection that is new. Floor: the same on a file without a cipher. */
import { createCache } from "#main/store/Cache.ts";
import { createCacheReader, openCacheReader } from "#main/store/cacheReader.ts";
import type { Benchmark } from "./Benchmark.ts";
import { BENCH_KEY } from "./data/cacheSet.ts";
import { openPlain } from "./data/plainStore.ts";
import { middle } from "./rounds.ts";

const TIMES = 8;

export const openStore: Benchmark = {
  id: "B12",
  what: "open the cache",
  gate: false,
  async run(world) {
    const { encrypted, plain } = await world.caches();
    const values: number[] = [];
    const floors: number[] = [];
    const openings = {
      value: () => openCacheReader({ file: encrypted, key: BENCH_KEY }),
      floor: () => {
        const sqlite = openPlain(plain);
        return createCacheReader(sqlite, () => sqlite.close());
      },
    };
    for (let round = 0; round < world.rounds * TIMES; round += 1)
      for (const [name, figures] of [
        ["value", values],
        ["floor", floors],
      ] as const) {
        const from = performance.now();
        const reader = openings[name]();
        const opened = performance.now();
        createCache(reader).searchDeposits({ limit: 1 });
        figures.push(opened - from);
        reader.close();
      }
    const what = "unlock to first row";
    return [
      {
        what,
        unit: "ms",
        value: middle(values),
        floor: null,
        target: 5,
        note: `plain ${middle(floors).toFixed(2)} ms`,
      },
    ];
  },
};
