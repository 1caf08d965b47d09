/** B11. What the cipher costs: the same code on the encrypted file and on the same rows without a cipher. */
import { rmSync } from "node:fs";
import { type Cache, createCache } from "#main/store/Cache.ts";
import { createCacheReader, openCacheReader } from "#main/store/cacheReader.ts";
import { createCacheWriter, openCacheWriter } from "#main/store/cacheWriter.ts";
import type { Benchmark, Measured } from "./Benchmark.ts";
import type { BenchWorld } from "./BenchWorld.ts";
import { benchDeposit } from "./data/benchRows.ts";
import { BENCH_KEY, CACHE_MIGRATIONS, copyTo } from "./data/cacheSet.ts";
import { changePage } from "./data/changePages.ts";
import { openPlain } from "./data/plainStore.ts";
import { compare, costOf } from "./rounds.ts";

const READS = 400;

export const encryptedTax: Benchmark = {
  id: "B11",
  what: "what the cipher costs",
  gate: true,
  async run(world) {
    return [await write(world), ...(await reads(world))];
  },
};

async function write(world: BenchWorld): Promise<Measured> {
  const { encrypted, plain } = await world.caches();
  const folders = [world.scratch("encrypted"), world.scratch("plain")] as const;
  const sqlite = openPlain(copyTo(folders[1], plain));
  const bare = createCacheWriter(sqlite, () => sqlite.close());
  const writer = openCacheWriter({
    file: copyTo(folders[0], encrypted),
    key: BENCH_KEY,
    migrationsFolder: CACHE_MIGRATIONS,
  });
  const pages = Array.from({ length: world.rounds + 1 }, (_, number) => changePage(number, world.rows).bytes);
  const of = (round: number) => pages[round + 1] ?? pages[0]!;
  try {
    const { value, floor, ratio, note } = await compare(
      world.rounds,
      (round) => costOf(() => writer.applyChanges({ bytes: of(round), encoding: null }, 1)),
      (round) => costOf(() => bare.applyChanges({ bytes: of(round), encoding: null }, 1)),
    );
    return { what: "write a page", unit: "CPU ms", value: value.cpuMs, floor: floor.cpuMs, ratio, target: 1.1, note };
  } finally {
    writer.close();
    bare.close();
    for (const folder of folders) rmSync(folder, { recursive: true });
  }
}

async function reads(world: BenchWorld): Promise<Measured[]> {
  const { encrypted, plain } = await world.caches();
  const sqlite = openPlain(plain);
  const reader = openCacheReader({ file: encrypted, key: BENCH_KEY });
  const [coded, bare] = [createCache(reader), createCache(createCacheReader(sqlite, () => sqlite.close()))];
  const wanted = Array.from({ length: READS }, (_, index) =>
    benchDeposit(1 + index * Math.floor(world.rows / READS), world.rows),
  );
  const exact = (cache: Cache) => () => {
    for (const { recordNo } of wanted) cache.depositByRecordNo(recordNo);
  };
  const filtered = (cache: Cache) => () => {
    for (const { customerNo, status } of wanted.slice(0, READS / 4))
      cache.searchDeposits({ customerNo, status: [status], limit: 100 });
  };
  try {
    const results: Measured[] = [];
    for (const [what, work] of [
      ["read by record number, warm", exact],
      ["read by customer and status, warm", filtered],
    ] as const) {
      const { value, floor, ratio, note } = await compare(
        world.rounds * 2,
        () => costOf(work(coded)),
        () => costOf(work(bare)),
      );
      results.push({ what, unit: "CPU ms", value: value.cpuMs, floor: floor.cpuMs, ratio, target: 1.05, note });
    }
    return results;
  } finally {
    coded.close();
    bare.close();
  }
}
