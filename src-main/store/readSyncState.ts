/** How fresh the cache is, for the pages that show it. */
import type { CacheReader } from "./cacheReader.ts";

/** Milliseconds since 1970: newest moment at which the cache equalled the central service; null before the first sync is complete. */
export function readAsOf(reader: CacheReader): number | null {
  return reader.value<number | null>("SELECT as_of FROM sync_state WHERE one = 1") ?? null;
}
