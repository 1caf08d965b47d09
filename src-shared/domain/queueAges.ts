/** How long the items of a queue have waited, in four bands, as the dashboard draws them. */

/** Youngest first: under 15 minutes, to an hour, to four hours, longer. */
export type QueueAges = [under15Minutes: number, to1Hour: number, to4Hours: number, over4Hours: number];

const MINUTE_MS = 60_000;
/** Where each band but the last ends, in milliseconds. */
export const BAND_ENDS_MS = [15 * MINUTE_MS, 60 * MINUTE_MS, 240 * MINUTE_MS] as const;

/** @param youngerThan how many items are younger than the end of each band @param items how many there are in all */
export function queueAges(youngerThan: readonly number[], items: number): QueueAges {
  const [quarter = 0, hour = 0, fourHours = 0] = youngerThan;
  return [quarter, hour - quarter, fourHours - hour, Math.max(0, items - fourHours)];
}
