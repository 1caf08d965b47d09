/** The dashboard of the design's picture, for tests and for looking at it. */
import type { Dashboard, Queue, WaitingQueue } from "#shared/contract/dashboard.ts";
import type { QueueAges } from "#shared/domain/queueAges.ts";
import { before, HOUR, idOf, MINUTE, NOW } from "./ids.ts";

const waiting = (queue: Queue, ages: QueueAges, waited: number, number: string): WaitingQueue => ({
  queue,
  items: ages.reduce((sum, count) => sum + count, 0),
  ages,
  oldest: { id: idOf(queue, 1), number, since: before(waited) },
});

const DAYS = Array.from({ length: 14 }, (_, day) => `2026-11-${String(day + 9).padStart(2, "0")}`);

export const PICTURED: Dashboard = {
  asOf: NOW,
  queues: [
    waiting("REORG_ALERT", [1, 0, 0, 0], 6 * MINUTE, "DP-2611-4187"),
    waiting("UNDER_VERIFICATION", [6, 5, 3, 0], 161 * MINUTE, "DP-2611-3988"),
    waiting("CONFIRMING", [7, 2, 0, 0], 22 * MINUTE, "DP-2611-4126"),
    waiting("ON_HOLD", [0, 1, 1, 2], 19 * HOUR, "DP-2611-3702"),
    { queue: "ABNORMAL_APPLICATIONS", items: 0, ages: [0, 0, 0, 0], oldest: null },
    waiting("REFUNDS_TO_APPROVE", [0, 1, 1, 3], 23 * HOUR, "RF-2611-0081"),
    waiting("REFUNDS_TO_EXECUTE", [0, 1, 1, 0], 84 * MINUTE, "RF-2611-0087"),
    waiting("REFUNDS_STUCK", [0, 1, 0, 0], 47 * MINUTE, "RF-2611-0091"),
    waiting("NOTICES_OPEN", [1, 0, 2, 0], 200 * MINUTE, "RF-2611-0086"),
  ],
  onChain: [
    {
      id: idOf("refund", 94),
      refundNo: "RF-2611-0094",
      status: "CONFIRMING",
      amount: "48250",
      currency: "USDT",
      confirmations: {
        current: 7,
        required: 12,
        blockNumber: "1",
        blockHash: null,
        observedAt: NOW,
        orphanedAt: null,
      },
      since: before(9 * MINUTE),
      stuck: false,
    },
    {
      id: idOf("refund", 91),
      refundNo: "RF-2611-0091",
      status: "BROADCAST",
      amount: "6400",
      currency: "USDC",
      confirmations: null,
      since: before(47 * MINUTE),
      stuck: true,
    },
  ],
  days: DAYS,
  deposits: [
    { currency: "ETH", amounts: DAYS.map((_, day) => String(day * 100)), total: "9100" },
    { currency: "USDT", amounts: DAYS.map((_, day) => `${day}.000001`), total: "91.000014" },
  ],
  refunds: [],
  turnaround: [
    { id: idOf("refund", 70), refundNo: "RF-2611-0070", day: 4, ms: 6 * HOUR },
    { id: idOf("refund", 71), refundNo: "RF-2611-0071", day: 13, ms: 40 * MINUTE },
  ],
  stages: {
    refunds: 55,
    over4Hours: 5,
    approvalMs: 64 * MINUTE,
    executionMs: 21 * MINUTE,
    signingMs: MINUTE,
    confirmingMs: 3 * MINUTE,
    totalMs: 89 * MINUTE,
  },
  today: { applications: 217, credited: 171, refunded: 4, cancelled: 6 },
};
