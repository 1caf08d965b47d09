/** Queues of the dashboard: how many wait, how long, and the oldest. Counters and small index ranges; never a walk through the records. */
import { BAND_ENDS_MS, type QueueAges, queueAges } from "#shared/domain/queueAges.ts";
import type { DepositStatus, RefundStatus } from "#shared/domain/statuses.ts";
import type { CacheReader } from "./cacheReader.ts";
import { idText } from "./idBytes.ts";

export type Waiting = {
  items: number;
  ages: QueueAges;
  oldest: { id: string; number: string; sinceMs: number } | null;
};

/** Where a queue's rows stand: a table, a condition that an index answers, and the column of the row's own number. */
type Place = { table: "deposits" | "applications" | "refunds"; number: string; where: string; parameters: string[] };

export const depositsIn = (status: DepositStatus): Place => ({
  table: "deposits",
  number: "record_no",
  where: "status = ?",
  parameters: [status],
});
export const abnormalApplications: Place = {
  table: "applications",
  number: "application_no",
  where: "status = ?",
  parameters: ["ABNORMAL"],
};
export const refundsIn = (status: RefundStatus): Place => ({
  table: "refunds",
  number: "refund_no",
  where: "status = ?",
  parameters: [status],
});
export const noticesOpen: Place = { table: "refunds", number: "refund_no", where: "notice_open = 1", parameters: [] };

/** @param items how many there are, counted elsewhere already; @param nowMs milliseconds since 1970 */
export function waitingIn(reader: CacheReader, place: Place, items: number, nowMs: number): Waiting {
  if (items === 0) return { items: 0, ages: [0, 0, 0, 0], oldest: null };
  const { table, number, where, parameters } = place;
  // Only what came lately is counted here, which is little whatever the queue's length.
  const younger = BAND_ENDS_MS.map(
    (band) =>
      reader.value<number>(
        `SELECT count(*) FROM ${table} WHERE ${where} AND requested_at > ?`,
        ...parameters,
        nowMs - band,
      ) ?? 0,
  );
  const [first] = reader.tuples<[Buffer, string, number]>(
    `SELECT id, ${number}, requested_at FROM ${table} WHERE ${where} ORDER BY requested_at, id LIMIT 1`,
    ...parameters,
  );
  return {
    items,
    ages: queueAges(younger, items),
    oldest: first === undefined ? null : { id: idText(first[0]), number: first[1], sinceMs: first[2] },
  };
}
