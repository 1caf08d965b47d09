/** The finished cache as the product reads it, and the same rows without a cipher for what a bare statement costs. */
import type Database from "better-sqlite3";
import type { Deposit } from "#shared/contract/deposit.ts";
import { type Cache, createCache } from "#main/store/Cache.ts";
import { type CacheReader, openCacheReader } from "#main/store/cacheReader.ts";
import type { Measured } from "./Benchmark.ts";
import type { BenchWorld } from "./BenchWorld.ts";
import { BENCH_KEY } from "./data/cacheSet.ts";
import { openPlain } from "./data/plainStore.ts";
import { compare, costOf, percentile } from "./rounds.ts";

export type ReadWorld = {
  cache: Cache;
  reader: CacheReader;
  plain: Database.Database;
  /** records from everywhere in time, the same in every run */
  samples: readonly Deposit[];
  /** a cache that remembers nothing of former answers, as after a page of the feed */
  afresh(): Cache;
  close(): void;
};

const SAMPLES = 400;

async function openReadWorld(world: BenchWorld): Promise<ReadWorld> {
  const files = await world.caches();
  const reader = openCacheReader({ file: files.encrypted, key: BENCH_KEY });
  const plain = openPlain(files.plain);
  const step = Math.max(1, Math.floor(world.rows / SAMPLES));
  const read = plain.prepare<[number], { data: string }>("SELECT data FROM deposit_rows WHERE n = ?");
  const samples = Array.from({ length: Math.min(SAMPLES, world.rows) }, (_, index) => read.get(1 + index * step))
    .filter((row) => row !== undefined)
    .map(({ data }) => JSON.parse(data) as Deposit);
  return {
    cache: createCache(reader),
    reader,
    plain,
    samples,
    // Answers are remembered per reader object; its prepared statements are shared.
    afresh: () => createCache({ ...reader }),
    close() {
      reader.close();
      plain.close();
    },
  };
}

/** Runs the work on an opened world and closes it. */
export async function withReads(world: BenchWorld, work: (reads: ReadWorld) => Promise<Measured[]>) {
  const reads = await openReadWorld(world);
  try {
    return await work(reads);
  } finally {
    reads.close();
  }
}

/** CPU of one call beside that of its floor, `calls` of them a round. */
export async function perCall(
  { rounds, calls, what, target }: { rounds: number; calls: number; what: string; target: number | null },
  value: (call: number) => unknown,
  floor: (call: number) => unknown,
): Promise<Measured> {
  const times: number[] = [];
  const timed = (call: number) => {
    const from = performance.now();
    value(call);
    times.push(performance.now() - from);
  };
  const many = (one: (call: number) => unknown) => (round: number) =>
    costOf(() => {
      for (let call = 0; call < calls; call += 1) one((round + 1) * calls + call);
    });
  const { value: top, floor: bottom, ratio } = await compare(rounds, many(timed), many(floor));
  return {
    what,
    unit: "CPU ms",
    value: top.cpuMs / calls,
    floor: bottom.cpuMs / calls,
    ratio,
    target,
    note: `wall p50 ${percentile(times, 50).toFixed(3)}, p95 ${percentile(times, 95).toFixed(3)}, p99 ${percentile(times, 99).toFixed(3)} ms`,
  };
}
