/** The operator's first look: what waits, what moves on the chain, how the last fourteen days went. From the cache alone. */
import {
  type DailyAmounts,
  type Dashboard,
  QUEUES,
  type Queue,
  type RefundOnChain,
  type WaitingQueue,
} from "#shared/contract/dashboard.ts";
import type { Refund } from "#shared/contract/refund.ts";
import { zoneOffsetMs } from "#shared/domain/query/moments.ts";
import { BAND_ENDS_MS, queueAges } from "#shared/domain/queueAges.ts";
import { fromBaseUnits, toBaseUnits } from "#shared/money.ts";
import type { Permission } from "#shared/domain/permissions.ts";
import { dayStart } from "#main/deposits/zoneTime.ts";
import type { Desk } from "#main/session/Desk.ts";
import { refundStages } from "./refundStages.ts";

const DAYS = 14;
const DAY_MS = 86_400_000;
const DECIMALS = 18;

/** A payment that is signed and not in a block after this long wants a person's look (screens, "Dashboard"). */
const STUCK_AFTER_MS = 30 * 60_000;

/** Whose list a queue is; without the right nobody learns even how many there are. */
const QUEUE_RIGHTS: Record<Queue, Permission> = {
  REORG_ALERT: "Deposit Records",
  UNDER_VERIFICATION: "Deposit Records",
  CONFIRMING: "Deposit Records",
  ON_HOLD: "Deposit Records",
  ABNORMAL_APPLICATIONS: "Deposit Application",
  REFUNDS_TO_APPROVE: "Refund",
  REFUNDS_TO_EXECUTE: "Refund",
  REFUNDS_STUCK: "Refund",
  NOTICES_OPEN: "Notice.Read",
};

export function readDashboard({ cache, clock, user, settings }: Desk): Dashboard {
  const now = clock.now();
  const { zone } = settings();
  const todayFrom = dayStart(now, zone);
  const from = todayFrom - (DAYS - 1) * DAY_MS;
  const picture = cache.dashboard({ nowMs: now, todayFrom, days: DAYS });
  const may = (right: Permission): boolean => user().permissions.includes(right);
  const records = may("Deposit Records");
  const refunds = may("Refund");

  const onChain = refunds ? picture.onChain.map((refund) => onChainOf(refund, now)) : [];
  const stuck = onChain.filter((refund) => refund.stuck);
  const completed = refunds ? picture.completed : [];
  const dayOf = (at: string): number => Math.floor((Date.parse(at) - from) / DAY_MS);
  const asOf = cache.asOf();
  return {
    asOf: asOf === null ? null : new Date(asOf).toISOString(),
    queues: QUEUES.filter((queue) => may(QUEUE_RIGHTS[queue])).map((queue) =>
      queue === "REFUNDS_STUCK" ? stuckQueue(stuck, now) : queueOf(queue, picture.queues[queue]),
    ),
    onChain,
    days: Array.from({ length: DAYS }, (_, day) => localDay(from + day * DAY_MS, zone)),
    deposits: records ? perCurrency(picture.deposits) : [],
    refunds: perCurrency(
      completed.map(({ completedAt, currency, amount }) => ({ day: dayOf(completedAt ?? ""), currency, amount })),
    ),
    turnaround: completed.map(({ id, refundNo, requestedAt, completedAt }) => ({
      id,
      refundNo,
      day: dayOf(completedAt ?? ""),
      ms: Date.parse(completedAt ?? "") - Date.parse(requestedAt),
    })),
    stages: refundStages(completed),
    today: {
      applications: may("Deposit Application") ? picture.today.applications : null,
      credited: records ? picture.today.credited : null,
      refunded: refunds ? completed.filter(({ completedAt }) => dayOf(completedAt ?? "") === DAYS - 1).length : null,
      cancelled: records ? picture.today.cancelled : null,
    },
  };
}

type StoredWaiting = {
  items: number;
  ages: WaitingQueue["ages"];
  oldest: { id: string; number: string; sinceMs: number } | null;
};

function queueOf(queue: Queue, { items, ages, oldest }: StoredWaiting): WaitingQueue {
  return {
    queue,
    items,
    ages,
    oldest:
      oldest === null ? null : { id: oldest.id, number: oldest.number, since: new Date(oldest.sinceMs).toISOString() },
  };
}

function stuckQueue(stuck: readonly RefundOnChain[], now: number): WaitingQueue {
  const [oldest = null] = stuck.toSorted((left, right) => (left.since < right.since ? -1 : 1));
  const younger = BAND_ENDS_MS.map((end) => stuck.filter(({ since }) => now - Date.parse(since) < end).length);
  return {
    queue: "REFUNDS_STUCK",
    items: stuck.length,
    ages: queueAges(younger, stuck.length),
    oldest: oldest === null ? null : { id: oldest.id, number: oldest.refundNo, since: oldest.since },
  };
}

function onChainOf(refund: Refund, now: number): RefundOnChain {
  const since = refund.attempts[0]?.at ?? refund.requestedAt;
  return {
    id: refund.id,
    refundNo: refund.refundNo,
    status: refund.status,
    amount: refund.amount,
    currency: refund.currency,
    confirmations: refund.confirmations,
    since,
    stuck: refund.status !== "CONFIRMING" && now - Date.parse(since) > STUCK_AFTER_MS,
  };
}

/** One line of days for each currency, those with anything at all, in the alphabet's order. */
function perCurrency(sums: readonly { day: number; currency: string; amount: string }[]): DailyAmounts[] {
  const units = new Map<string, bigint[]>();
  for (const { day, currency, amount } of sums) {
    if (day < 0 || day >= DAYS) continue;
    const days = units.get(currency) ?? Array.from({ length: DAYS }, () => 0n);
    days[day] = (days[day] ?? 0n) + toBaseUnits(amount, DECIMALS);
    units.set(currency, days);
  }
  return [...units.entries()]
    .toSorted(([left], [right]) => (left < right ? -1 : 1))
    .map(([currency, days]) => ({
      currency,
      amounts: days.map((day) => fromBaseUnits(day, DECIMALS)),
      total: fromBaseUnits(
        days.reduce((sum, day) => sum + day, 0n),
        DECIMALS,
      ),
    }));
}

/** "2026-11-22" */
function localDay(epochMs: number, zone: Parameters<typeof zoneOffsetMs>[0]): string {
  return new Date(epochMs + zoneOffsetMs(zone)).toISOString().slice(0, 10);
}
