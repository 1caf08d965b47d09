/** Everything the dashboard draws, read from the cache at one moment. */
import type { Queue } from "#shared/contract/dashboard.ts";
import type { Refund } from "#shared/contract/refund.ts";
import type { DepositStatus, RefundStatus } from "#shared/domain/statuses.ts";
import type { CacheReader } from "./cacheReader.ts";
import {
  applicationsSince,
  cancelledSince,
  completedSince,
  creditedPerDay,
  creditedSince,
  type DailySum,
  DAY_MS,
  refundsOnChain,
} from "./dailyFigures.ts";
import { readRefundCounts } from "./refundCounts.ts";
import { rememberedWhile } from "./rememberedWhile.ts";
import { abnormalApplications, depositsIn, noticesOpen, refundsIn, type Waiting, waitingIn } from "./waitingQueues.ts";

/** `REFUNDS_STUCK` is no list of the cache: who asks judges it by the time since the signature. */
type StoredQueue = Exclude<Queue, "REFUNDS_STUCK">;

export type DashboardQuestion = {
  /** milliseconds since 1970 */
  nowMs: number;
  /** at which today began, in the zone that the person reads */
  todayFrom: number;
  days: number;
};

export type DashboardPicture = {
  queues: Record<StoredQueue, Waiting>;
  onChain: Refund[];
  completed: Refund[];
  deposits: DailySum[];
  today: { applications: number; credited: number; cancelled: number };
};

export function dashboardPicture(reader: CacheReader, question: DashboardQuestion): DashboardPicture {
  const { nowMs, todayFrom, days } = question;
  const from = todayFrom - (days - 1) * DAY_MS;
  const records = new Map(
    reader.tuples<[string, number]>("SELECT status, sum(count) FROM deposit_counts GROUP BY status"),
  );
  const refunds = readRefundCounts(reader);
  const abnormal = reader.value<number>("SELECT count(*) FROM applications WHERE status = 'ABNORMAL'") ?? 0;
  const remembered = rememberedWhile(reader, `dashboard ${todayFrom} ${days}`, () => ({
    completed: completedSince(reader, from),
    deposits: creditedPerDay(reader, from),
    today: {
      applications: applicationsSince(reader, todayFrom),
      credited: creditedSince(reader, todayFrom),
      cancelled: cancelledSince(reader, todayFrom),
    },
  }));
  const deposits = (status: DepositStatus) => waitingIn(reader, depositsIn(status), records.get(status) ?? 0, nowMs);
  const waiting = (status: RefundStatus) => waitingIn(reader, refundsIn(status), refunds.in([status]), nowMs);
  return {
    ...remembered,
    onChain: refundsOnChain(reader),
    queues: {
      REORG_ALERT: deposits("REORG_ALERT"),
      UNDER_VERIFICATION: deposits("WALLET_ADDRESS_UNDER_VERIFICATION"),
      CONFIRMING: deposits("CONFIRMING"),
      ON_HOLD: deposits("ON_HOLD"),
      ABNORMAL_APPLICATIONS: waitingIn(reader, abnormalApplications, abnormal, nowMs),
      REFUNDS_TO_APPROVE: waiting("PENDING_APPROVAL"),
      REFUNDS_TO_EXECUTE: waiting("APPROVED"),
      NOTICES_OPEN: waitingIn(reader, noticesOpen, refunds.noticesOpen, nowMs),
    },
  };
}
