/** Where a day and a month begin in the zones that the settings offer. Hong Kong has had no summer time since 1979. */
import type { Settings } from "#shared/contract/ipc.ts";

const OFFSET_MS: Record<Settings["zone"], number> = { UTC: 0, "Asia/Hong_Kong": 8 * 3_600_000 };

/** Milliseconds since 1970 at which the day of `epochMs` began in the zone. */
export function dayStart(epochMs: number, zone: Settings["zone"]): number {
  const local = new Date(epochMs + OFFSET_MS[zone]);
  return Date.UTC(local.getUTCFullYear(), local.getUTCMonth(), local.getUTCDate()) - OFFSET_MS[zone];
}

export function monthStart(epochMs: number, zone: Settings["zone"]): number {
  const local = new Date(epochMs + OFFSET_MS[zone]);
  return Date.UTC(local.getUTCFullYear(), local.getUTCMonth(), 1) - OFFSET_MS[zone];
}
