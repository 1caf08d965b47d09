/** A cache file in a folder of its own, written and read with the production code. */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type Cache, createCache } from "#main/store/Cache.ts";
import { type CacheReader, openCacheReader } from "#main/store/cacheReader.ts";
import { type CacheWriter, openCacheWriter } from "#main/store/cacheWriter.ts";
import type { Packed } from "#main/world/unpack.ts";
import { SYNC_ENTITIES, type SyncEntity } from "#shared/contract/sync.ts";

export const CACHE_MIGRATIONS = join(import.meta.dirname, "../../../drizzle/cache");
export const TEST_KEY = new Uint8Array(32).fill(7);
export const FEED = "00000000-0000-7000-a000-0000000000fe";

export type OpenedCache = {
  folder: string;
  file: string;
  writer: CacheWriter;
  reader: CacheReader;
  cache: Cache;
  close(): void;
};

export function openCache(): OpenedCache {
  const folder = mkdtempSync(join(tmpdir(), "deposit-desk-cache-"));
  const file = join(folder, "cache.db");
  const writer = openCacheWriter({ file, key: TEST_KEY, migrationsFolder: CACHE_MIGRATIONS });
  const reader = openCacheReader({ file, key: TEST_KEY });
  return {
    folder,
    file,
    writer,
    reader,
    cache: createCache(reader),
    close() {
      reader.close();
      writer.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** Brings rows in as a first sync would, in one page an entity. */
export function fillCache(writer: CacheWriter, rows: Partial<Record<SyncEntity, readonly unknown[]>>): void {
  const counts = SYNC_ENTITIES.map((name) => ({ name, count: rows[name]?.length ?? 0 }));
  writer.begin({ feedId: FEED, cursor: "c0", headSeq: 0, entities: counts });
  for (const name of SYNC_ENTITIES) {
    writer.stageRows(name, packedPage({ items: rows[name] ?? [], nextAfter: null }));
    writer.applyStaged();
  }
  writer.finishLoading();
}

export function bytesOf(value: unknown): Uint8Array {
  return new TextEncoder().encode(JSON.stringify(value));
}

/** A page as it comes over the wire, not compressed. */
export function packedPage(value: unknown): Packed {
  return plainBytes(bytesOf(value));
}

export function plainBytes(bytes: Uint8Array): Packed {
  return { bytes, encoding: null };
}
