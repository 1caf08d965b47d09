/**
 * B02 and B03. A page of 5,000 changes on top of all records: bytes to stored rows and cursor, encrypted. Floor: the ready-made columns by prepared
 * statements into the same tables and indexes without a cipher; of a page that was applied before, an upsert that finds nothing to do.
 */
import { rmSync } from "node:fs";
import { createCacheWriter, openCacheWriter } from "#main/store/cacheWriter.ts";
import type { Benchmark, Measured } from "./Benchmark.ts";
import type { BenchWorld } from "./BenchWorld.ts";
import { BENCH_KEY, CACHE_MIGRATIONS, copyTo } from "./data/cacheSet.ts";
import { changePage } from "./data/changePages.ts";
import { openPlain } from "./data/plainStore.ts";
import { createRawWriter, lastTermOf, readRawPage } from "./rawPages.ts";
import { type Compared, compare, costOf } from "./rounds.ts";

export const syncPage: Benchmark = {
  id: "B02",
  what: "a page of the feed",
  gate: false,
  async run(world) {
    const { apply } = await pageCosts(world, false);
    return [figure("5,000 changes, 30 % new", apply, 1.15)];
  },
};

export const syncReplay: Benchmark = {
  id: "B03",
  what: "a page that was applied before",
  gate: false,
  async run(world) {
    const { replay } = await pageCosts(world, true);
    return [figure("5,000 changes that are there already", replay, 2)];
  },
};

function figure(what: string, { value, floor, ratio, note }: Compared, target: number): Measured {
  return { what, unit: "CPU ms", value: value.cpuMs, floor: floor.cpuMs, ratio, target, note };
}

async function pageCosts(world: BenchWorld, again: boolean): Promise<{ apply: Compared; replay: Compared }> {
  const { encrypted, plain } = await world.caches();
  const folders = [world.scratch("value"), world.scratch("floor"), world.scratch("reference")] as const;
  const writer = openCacheWriter({
    file: copyTo(folders[0], encrypted),
    key: BENCH_KEY,
    migrationsFolder: CACHE_MIGRATIONS,
  });
  const raw = openPlain(copyTo(folders[1], plain));
  const rawWriter = createRawWriter(raw);
  // The same code on a third file says what a page comes down to.
  const reference = openPlain(copyTo(folders[2], plain));
  const referenceWriter = createCacheWriter(reference, () => reference.close());
  const pages = Array.from({ length: world.rounds + 1 }, (_, number) => {
    const page = changePage(number, world.rows);
    const before = lastTermOf(reference);
    referenceWriter.applyChanges({ bytes: page.bytes, encoding: null }, 1);
    return { bytes: page.bytes, raw: readRawPage(reference, page, before) };
  });
  const of = (round: number) => pages[round + 1] ?? pages[0]!;
  try {
    const apply = await compare(
      world.rounds,
      (round) => costOf(() => writer.applyChanges({ bytes: of(round).bytes, encoding: null }, 1)),
      (round) => costOf(() => rawWriter.apply(of(round).raw)),
    );
    if (!again) return { apply, replay: apply };
    const last = of(world.rounds - 1);
    const replay = await compare(
      world.rounds,
      () => costOf(() => writer.applyChanges({ bytes: last.bytes, encoding: null }, 1)),
      () => costOf(() => rawWriter.replay(last.raw)),
    );
    return { apply, replay };
  } finally {
    writer.close();
    raw.close();
    referenceWriter.close();
    for (const folder of folders) rmSync(folder, { recursive: true });
  }
}
