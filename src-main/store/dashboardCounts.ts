/** Records per saved view and queue. Counters and small indexes: nothing here reads through the records. */
import type { DepositCounts } from "#shared/contract/ipc.ts";
import { TRIAGE_STATUSES } from "#shared/domain/triage.ts";
import type { RefundStatus } from "#shared/domain/statuses.ts";
import type { CacheReader } from "./cacheReader.ts";
import { readRefundCounts } from "./refundCounts.ts";
import { rememberedWhile } from "./rememberedWhile.ts";

export type CountsQuestion = {
  userId: string;
  /** milliseconds since 1970 at which today began, in the zone that the person reads */
  todayFrom: number;
};

export function countDeposits(reader: CacheReader, question: CountsQuestion): DepositCounts {
  return rememberedWhile(reader, `counts ${JSON.stringify(question)}`, () => countNow(reader, question));
}

function countNow(reader: CacheReader, { userId, todayFrom }: CountsQuestion): DepositCounts {
  const byStatus = new Map(
    reader.tuples<[string, number]>("SELECT status, sum(count) FROM deposit_counts GROUP BY status"),
  );
  const count = (sql: string, ...parameters: (string | number)[]): number =>
    reader.value<number>(sql, ...parameters) ?? 0;
  const refunds = readRefundCounts(reader);
  return {
    all: [...byStatus.values()].reduce((sum, one) => sum + one, 0),
    today: count("SELECT count(*) FROM deposits WHERE requested_at >= ?", todayFrom),
    underVerification: byStatus.get("WALLET_ADDRESS_UNDER_VERIFICATION") ?? 0,
    confirming: byStatus.get("CONFIRMING") ?? 0,
    onHold: byStatus.get("ON_HOLD") ?? 0,
    exceptions: TRIAGE_STATUSES.reduce((sum, status) => sum + (byStatus.get(status) ?? 0), 0),
    refundsRunning: count("SELECT count(*) FROM deposits WHERE refund_running = 1"),
    abnormalApplications: count("SELECT count(*) FROM applications WHERE status = 'ABNORMAL'"),
    refundsOpen: refunds.in(OPEN_REFUNDS),
    approvalsWaiting: refunds.in(["PENDING_APPROVAL"]),
    approvalsForMe: refunds.openTo(userId, "PENDING_APPROVAL"),
    toExecute: refunds.openTo(userId, "APPROVED"),
    noticesOpen: refunds.noticesOpen,
  };
}

/** Not ended: waiting for people, for the executor or for the chain. */
const OPEN_REFUNDS: readonly RefundStatus[] = [
  "PENDING_APPROVAL",
  "APPROVED",
  "ON_HOLD",
  "SIGNING",
  "SIGNED",
  "BROADCAST_UNKNOWN",
  "BROADCAST",
  "CONFIRMING",
  "DROPPED",
  "NONCE_LOST",
];
