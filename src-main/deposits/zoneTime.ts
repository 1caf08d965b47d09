/** Where a day begins in the zones that the settings offer. Hong Kong has had no summer time since 1979. */
import type { Settings } from "#shared/contract/ipc.ts";
import { zoneOffsetMs } from "#shared/domain/query/moments.ts";

/** Milliseconds since 1970 at which the day of `epochMs` began in the zone. */
export function dayStart(epochMs: number, zone: Settings["zone"]): number {
  const local = new Date(epochMs + zoneOffsetMs(zone));
  return Date.UTC(local.getUTCFullYear(), local.getUTCMonth(), local.getUTCDate()) - zoneOffsetMs(zone);
}
