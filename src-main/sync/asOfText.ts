import type { Cache } from "#main/store/Cache.ts";
import { timestampOf } from "#main/world/clock.ts";

/** The stamp of every page that shows cached rows; null before the first sync is complete. */
export function asOfText(cache: Cache): string | null {
  const asOf = cache.asOf();
  return asOf === null ? null : timestampOf(asOf);
}
