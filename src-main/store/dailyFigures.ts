/** What happened day by day: credited amounts, completed refunds, what began today. Ranges of indexes over the last days alone. */
import type { Refund } from "#shared/contract/refund.ts";
import { amountOfLimbs, LIMB_COLUMNS } from "./amountKey.ts";
import type { CacheReader } from "./cacheReader.ts";
import { many } from "./readRows.ts";

export const DAY_MS = 86_400_000;

export type DailySum = { day: number; currency: string; amount: string };

/** Amounts of credited records per day and currency. `fromMs`: where the first day begins; a day without any is left out. Numbers are bound as REAL, hence the cast. */
export function creditedPerDay(reader: CacheReader, fromMs: number): DailySum[] {
  const limbs = LIMB_COLUMNS.map((column) => `CAST(sum(${column}) AS TEXT)`).join(", ");
  return reader
    .tuples<[number, string, ...string[]]>(
      `SELECT CAST(credited_at - ? AS INTEGER) / ${DAY_MS} AS day, currency, ${limbs} FROM deposits WHERE credited_at >= ? GROUP BY day, currency`,
      fromMs,
      fromMs,
    )
    .map(([day, currency, ...sums]) => ({ day, currency, amount: amountOfLimbs(sums) }));
}

export const creditedSince = (reader: CacheReader, fromMs: number): number =>
  reader.value<number>("SELECT count(*) FROM deposits WHERE credited_at >= ?", fromMs) ?? 0;

export const applicationsSince = (reader: CacheReader, fromMs: number): number =>
  reader.value<number>("SELECT count(*) FROM applications WHERE requested_at >= ?", fromMs) ?? 0;

/** A record is cancelled while it is under verification, which never lasts this long. */
const CANCELLED_WITHIN_MS = 90 * DAY_MS;

export const cancelledSince = (reader: CacheReader, fromMs: number): number =>
  reader.value<number>(
    `SELECT count(*) FROM deposits d JOIN deposit_rows r ON r.n = d.n
     WHERE d.status = 'CANCELLED' AND d.requested_at >= ? AND r.data ->> '$.cancelledAt' >= ?`,
    fromMs - CANCELLED_WITHIN_MS,
    new Date(fromMs).toISOString(),
  ) ?? 0;

/** From the request to the last confirmation a refund takes days at most; one that was held longer is not looked for. */
const COMPLETED_WITHIN_MS = 60 * DAY_MS;

/** Refunds that were confirmed for good since then, in the order of their requests. */
export function completedSince(reader: CacheReader, fromMs: number): Refund[] {
  const from = new Date(fromMs).toISOString();
  return many<Refund>(
    reader,
    "SELECT data FROM refunds WHERE status = 'COMPLETED' AND requested_at >= ? AND data ->> '$.completedAt' >= ? ORDER BY requested_at, id",
    fromMs - COMPLETED_WITHIN_MS,
    from,
  );
}

/** Refunds whose signed payment exists and is not final; there are never many. */
export const refundsOnChain = (reader: CacheReader): Refund[] =>
  many<Refund>(
    reader,
    `SELECT data FROM refunds WHERE status IN ('SIGNED', 'BROADCAST_UNKNOWN', 'BROADCAST', 'CONFIRMING', 'DROPPED', 'NONCE_LOST') ORDER BY requested_at, id LIMIT 200`,
  );
