/** Records per saved view and queue. Counters and small indexes: nothing here reads through the records. */
import type { DepositCounts } from "#shared/contract/ipc.ts";
import type { Refund } from "#shared/contract/refund.ts";
import type { CacheReader } from "./cacheReader.ts";
import { many } from "./readRows.ts";
import { rememberedWhile } from "./rememberedWhile.ts";

export type CountsQuestion = {
  userId: string;
  /** milliseconds since 1970 at which today and this month began, in the zone that the person reads */
  todayFrom: number;
  monthFrom: number;
};

export function countDeposits(reader: CacheReader, question: CountsQuestion): DepositCounts {
  return rememberedWhile(reader, `counts ${JSON.stringify(question)}`, () => countNow(reader, question));
}

function countNow(reader: CacheReader, { userId, todayFrom, monthFrom }: CountsQuestion): DepositCounts {
  const byStatus = new Map(
    reader.tuples<[string, number]>("SELECT status, sum(count) FROM deposit_counts GROUP BY status"),
  );
  const count = (sql: string, ...parameters: (string | number)[]): number =>
    reader.value<number>(sql, ...parameters) ?? 0;
  const pending = refundsIn(reader, "PENDING_APPROVAL");
  const approved = refundsIn(reader, "APPROVED");
  return {
    all: [...byStatus.values()].reduce((sum, one) => sum + one, 0),
    today: count("SELECT count(*) FROM deposits WHERE requested_at >= ?", todayFrom),
    underVerification: byStatus.get("WALLET_ADDRESS_UNDER_VERIFICATION") ?? 0,
    confirming: byStatus.get("CONFIRMING") ?? 0,
    onHold: byStatus.get("ON_HOLD") ?? 0,
    refundsRunning: count("SELECT count(*) FROM deposits WHERE refund_running = 1"),
    creditedThisMonth: count("SELECT count(*) FROM deposits WHERE credited_at >= ?", monthFrom),
    abnormalApplications: count("SELECT count(*) FROM applications WHERE status = 'ABNORMAL'"),
    refundsOpen: count(`SELECT count(*) FROM refunds WHERE status IN (${OPEN_REFUNDS})`),
    approvalsWaiting: pending.length,
    approvalsForMe: pending.filter((refund) => mayStillApprove(refund, userId)).length,
    toExecute: approved.filter((refund) => mayExecute(refund, userId)).length,
    noticesOpen: count("SELECT count(*) FROM refunds WHERE notice_open = 1"),
  };
}

/** Not ended: waiting for people, for the executor or for the chain. */
const OPEN_REFUNDS = [
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
]
  .map((status) => `'${status}'`)
  .join(", ");

/** A queue of people's work: tens of rows, not thousands. */
function refundsIn(reader: CacheReader, status: string): Refund[] {
  return many(reader, "SELECT data FROM refunds WHERE status = ?", status);
}

function mayStillApprove(refund: Refund, userId: string): boolean {
  return refund.requestedBy.id !== userId && !refund.approvals.some((approval) => approval.by.id === userId);
}

function mayExecute(refund: Refund, userId: string): boolean {
  if (refund.requestedBy.id === userId) return false;
  return refund.requiredApprovals < 2 || !refund.approvals.some((approval) => approval.by.id === userId);
}
