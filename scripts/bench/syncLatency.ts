/** B04. A hundred rows searched on the main thread while a first sync runs in the worker; beside it the same with nothing else to do. */
import { rmSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { silentLog } from "#main/log/Log.ts";
import { openCacheFile } from "#main/store/CacheFile.ts";
import { machineClock } from "#main/world/thisMachine.ts";
import type { Benchmark } from "./Benchmark.ts";
import type { Cache } from "#main/store/Cache.ts";
import { BENCH_KEY } from "./data/cacheSet.ts";
import { servePages } from "./data/servePages.ts";
import { loadCache, remoteOf, writerOf } from "./loadCache.ts";
import { percentile } from "./rounds.ts";

const LOOKS = 600;
const EVERY_MS = 10;

export const syncLatency: Benchmark = {
  id: "B04",
  what: "searching during a first sync",
  gate: false,
  async run(world) {
    const folder = world.scratch("latency");
    const server = await servePages(await world.pages());
    const remote = remoteOf(server.url);
    const cache = await openCacheFile({
      file: join(folder, "cache.db"),
      key: BENCH_KEY,
      startWriter: writerOf,
      clock: machineClock,
      log: silentLog,
    });
    const stopping = new AbortController();
    try {
      let loading = true;
      const load = loadCache(remote, cache.writer(), stopping.signal)
        // It is called off when enough was seen.
        .catch((error: unknown) => {
          if (!stopping.signal.aborted) throw error;
        })
        .finally(() => (loading = false));
      while (loading && cache.reader().searchDeposits({ limit: 100 }).total < 100) await sleep(EVERY_MS);
      const busy = await look(cache.reader(), () => loading);
      stopping.abort();
      await load;
      const idle = await look(cache.reader(), () => true);
      const [p99, floor] = [percentile(busy.queries, 99), percentile(idle.queries, 99)];
      const seen = `${busy.queries.length} searches`;
      return [
        {
          what: "p99 of a search",
          unit: "ms",
          value: p99,
          floor,
          target: 1.2,
          note: `${seen}; p50 ${percentile(busy.queries, 50).toFixed(2)} / ${percentile(idle.queries, 50).toFixed(2)} ms`,
        },
        { what: "p99 of a search, plain", unit: "ms", value: p99, floor: null, target: 5 },
        {
          what: "p99 of how late the main thread was",
          unit: "ms",
          value: percentile(busy.late, 99),
          floor: percentile(idle.late, 99),
          target: null,
        },
      ];
    } finally {
      stopping.abort();
      server.stop();
      remote.close();
      await cache.close();
      rmSync(folder, { recursive: true });
    }
  },
};

async function look(cache: Cache, goOn: () => boolean): Promise<{ queries: number[]; late: number[] }> {
  const queries: number[] = [];
  const late: number[] = [];
  while (queries.length < LOOKS && goOn()) {
    const due = performance.now() + EVERY_MS;
    await sleep(EVERY_MS);
    const from = performance.now();
    late.push(from - due);
    cache.searchDeposits({ status: ["CREDITED"], limit: 100 });
    queries.push(performance.now() - from);
  }
  return { queries, late };
}
