/** The finished cache of a page set, as the product makes it, and the same content without a cipher as a floor. */
import { constants, copyFileSync } from "node:fs";
import { basename, join } from "node:path";
import Database from "better-sqlite3";
import { SYNC_ENTITIES } from "#shared/contract/sync.ts";
import { openCacheWriter } from "#main/store/cacheWriter.ts";
import type { KeptFolder } from "./keptFolder.ts";
import { PAGES_MADE_BY, type PageSet } from "./pageSet.ts";

export const BENCH_KEY = new Uint8Array(32).fill(7);
export const CACHE_MIGRATIONS = join(import.meta.dirname, "..", "..", "..", "drizzle", "cache");

export type CacheSet = {
  /** the product's file, to be opened with BENCH_KEY */
  readonly encrypted: string;
  /** the same rows in a file without a cipher */
  readonly plain: string;
};

/** What writes the file. Code that only reads it may change without a new one: a million records take minutes. */
const WRITERS = [
  "amountKey",
  "applyRows",
  "cacheColumns",
  "cacheWriter",
  "depositCounts",
  "dictionary",
  "fold",
  "idBytes",
  "knownTerms",
  "movedCounts",
  "openEncrypted",
  "parkedIndexes",
  "refundCounts",
];
const MADE_BY = [
  ...PAGES_MADE_BY,
  "scripts/bench/data/cacheSet.ts",
  ...WRITERS.map((name) => `src-main/store/${name}.ts`),
  "drizzle/cache/*.sql",
];

export async function makeCacheSet(pages: PageSet, kept: KeptFolder, say: (line: string) => void): Promise<CacheSet> {
  const folder = await kept(`cache-${pages.rows}`, MADE_BY, async (making) => {
    say(`making the cache of ${pages.rows} records, once`);
    const file = join(making, "cache.db");
    loadCache(file, pages);
    say("making the same without a cipher");
    decrypt(file, join(making, "plain.db"));
  });
  return { encrypted: join(folder, "cache.db"), plain: join(folder, "plain.db") };
}

/** As a first sync would, without the network. */
function loadCache(file: string, pages: PageSet): void {
  const writer = openCacheWriter({ file, key: BENCH_KEY, migrationsFolder: CACHE_MIGRATIONS });
  writer.begin(pages.bootstrap);
  for (const entity of SYNC_ENTITIES)
    for (let number = 0; ; number += 1) {
      const bytes = pages.page(entity, number);
      if (bytes === null) break;
      writer.stageRows(entity, { bytes, encoding: null });
      writer.applyStaged();
    }
  writer.finishLoading();
  writer.close();
}

function decrypt(file: string, plain: string): void {
  copyFileSync(file, plain);
  const sqlite = new Database(plain);
  sqlite.pragma("cipher='aegis'");
  sqlite.pragma(`key='raw:${Buffer.from(BENCH_KEY).toString("hex")}'`);
  sqlite.pragma("journal_mode=DELETE");
  sqlite.pragma("rekey=''");
  sqlite.exec("VACUUM");
  sqlite.close();
}

/** A file of the set copied to where it may be written. */
export function copyTo(folder: string, file: string): string {
  const copy = join(folder, basename(file));
  copyFileSync(file, copy, constants.COPYFILE_FICLONE);
  return copy;
}
