/**
 * B01. A first sync of all rows, from compressed pages on 127.0.0.1 to an encrypted, fully indexed cache with its cursor. Floor: the same columns,
 * ready made, put by prepared statements into the same tables without a cipher, in transactions of 5,000, and the same indexes made after them.
 */
import { rmSync } from "node:fs";
import { join } from "node:path";
import type Database from "better-sqlite3";
import type { Benchmark } from "./Benchmark.ts";
import type { BenchWorld } from "./BenchWorld.ts";
import { openPlain } from "./data/plainStore.ts";
import { servePages } from "./data/servePages.ts";
import { loadCache, remoteOf, writerOf } from "./loadCache.ts";
import { compare, type Cost, costOf, createStopwatch } from "./rounds.ts";

const ROWS_A_TRANSACTION = 5_000;

export const syncInitial: Benchmark = {
  id: "B01",
  what: "first sync",
  gate: false,
  async run(world) {
    const pages = await world.pages();
    const { plain } = await world.caches();
    const server = await servePages(pages);
    try {
      const measured = await compare(
        Math.min(world.rounds, world.rows > 300_000 ? 2 : world.rounds),
        () => firstSync(world, server.url),
        async () => rawLoad(world, plain),
        { warmUp: false },
      );
      const { value, floor, ratio, note } = measured;
      const rate = Math.round((world.rows * 2_000) / value.wallMs);
      return [
        {
          what: `${world.rows} records and as many steps of history`,
          unit: "CPU s",
          value: value.cpuMs / 1000,
          floor: floor.cpuMs / 1000,
          ratio,
          target: 1.25,
          note: `${note}; ${rate} rows/s`,
        },
      ];
    } finally {
      server.stop();
    }
  },
};

async function firstSync(world: BenchWorld, url: string): Promise<Cost> {
  const folder = world.scratch("first");
  const remote = remoteOf(url);
  const writer = writerOf(join(folder, "cache.db"));
  await writer.state();
  const cost = await costOf(() => loadCache(remote, writer));
  await writer.close();
  remote.close();
  rmSync(folder, { recursive: true });
  return cost;
}

type Made = { type: string; name: string; tbl_name: string; sql: string };

function rawLoad(world: BenchWorld, plain: string): Cost {
  const folder = world.scratch("raw");
  const source = openPlain(plain);
  const target = openPlain(join(folder, "raw.db"));
  const watch = createStopwatch();
  const made = source
    .prepare<[], Made>("SELECT type, name, tbl_name, sql FROM sqlite_master WHERE sql IS NOT NULL")
    .all();
  const shadow = /_(data|idx|docsize|config)$/;
  const tables = made.filter(({ type, name }) => type === "table" && !shadow.test(name) && !name.startsWith("sqlite_"));
  const indexes = made.filter(({ type }) => type === "index");
  for (const { sql } of tables) target.exec(sql);
  // Unique indexes are the rows' identity and stand from the beginning, as in the product.
  for (const { sql } of indexes) if (/^CREATE UNIQUE/i.test(sql)) target.exec(sql);
  for (const { name, sql } of tables) if (!/^CREATE VIRTUAL/i.test(sql)) copyRows(source, target, name, watch);
  watch.start();
  for (const { sql } of indexes) if (!/^CREATE UNIQUE/i.test(sql)) target.exec(sql);
  for (const index of ["terms_index", "remarks_index"])
    target.exec(`INSERT INTO ${index} (${index}) VALUES ('rebuild')`);
  watch.stop();
  source.close();
  target.close();
  rmSync(folder, { recursive: true });
  return watch.cost();
}

/** Reading is not counted. */
function copyRows(
  source: Database.Database,
  target: Database.Database,
  table: string,
  watch: ReturnType<typeof createStopwatch>,
): void {
  const columns = source.prepare(`SELECT * FROM ${table} LIMIT 0`).columns().length;
  const insert = target.prepare(`INSERT INTO ${table} VALUES (${Array(columns).fill("?").join(", ")})`);
  const insertAll = target.transaction((rows: unknown[][]) => {
    for (const row of rows) insert.run(...row);
  });
  let waiting: unknown[][] = [];
  const flush = () => {
    watch.start();
    insertAll(waiting);
    watch.stop();
    waiting = [];
  };
  for (const row of source.prepare(`SELECT * FROM ${table} ORDER BY rowid`).raw().iterate() as Iterable<unknown[]>) {
    waiting.push(row);
    if (waiting.length === ROWS_A_TRANSACTION) flush();
  }
  flush();
}
