/** Places on an axis of days, in per cent of its width. */

/** Middle of the day's column. */
export function dayCentre(day: number, days: number): number {
  return ((day + 0.5) / days) * 100;
}

/** "22" of "2026-11-22". */
export function dayNumber(day: string): string {
  return String(Number(day.slice(8)));
}

const LOWEST_MS = 10 * 60_000;
const HIGHEST_MS = 24 * 60 * 60_000;

/** Where a length of time stands between ten minutes (100 %, below) and a day (0 %, above); each step of the same height is the same factor. */
export function heightOf(ms: number): number {
  const clamped = Math.min(Math.max(ms, LOWEST_MS), HIGHEST_MS);
  return 100 - (Math.log(clamped / LOWEST_MS) / Math.log(HIGHEST_MS / LOWEST_MS)) * 100;
}

/** The amount's share of the largest of its row, 0 to 100, in whole base units: no amount becomes a floating-point number. */
export function sharesOf(units: readonly bigint[]): number[] {
  const largest = units.reduce((most, one) => (one > most ? one : most), 0n);
  if (largest === 0n) return units.map(() => 0);
  return units.map((one) => {
    const permille = (one * 1000n) / largest;
    return Number(permille) / 10;
  });
}
