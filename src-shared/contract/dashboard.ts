/** What the dashboard shows, all of it from this computer's copy: nothing here needs a network. */
import type { QueueAges } from "#shared/domain/queueAges.ts";
import type { Confirmations } from "./deposit.ts";

/** Work that waits for people or for the chain; each is a list that the page can open. Loudest first. */
export const QUEUES = [
  "REORG_ALERT",
  "UNDER_VERIFICATION",
  "CONFIRMING",
  "ON_HOLD",
  "ABNORMAL_APPLICATIONS",
  "REFUNDS_TO_APPROVE",
  "REFUNDS_TO_EXECUTE",
  "REFUNDS_STUCK",
  "NOTICES_OPEN",
] as const;
export type Queue = (typeof QUEUES)[number];

export type WaitingQueue = {
  queue: Queue;
  items: number;
  ages: QueueAges;
  /** its own number (DP-…, DA-…, RF-…) and since when it waits */
  oldest: { id: string; number: string; since: string } | null;
};

/** A refund whose signed payment exists and is not final. */
export type RefundOnChain = {
  id: string;
  refundNo: string;
  status: string;
  amount: string;
  currency: string;
  confirmations: Confirmations | null;
  /** when its payment was signed */
  since: string;
  /** it has waited longer than a payment should */
  stuck: boolean;
};

/** Amounts per day, each currency in its own unit; as many as `days`. */
export type DailyAmounts = { currency: string; amounts: string[]; total: string };

/** A completed refund: which day it was confirmed, and how long it took from the request. */
export type Turnaround = { id: string; refundNo: string; day: number; ms: number };

/** Median milliseconds of each stage of the completed refunds; null where there is none to measure. */
export type RefundStages = {
  refunds: number;
  over4Hours: number;
  approvalMs: number | null;
  executionMs: number | null;
  signingMs: number | null;
  confirmingMs: number | null;
  totalMs: number | null;
};

export type Dashboard = {
  asOf: string | null;
  queues: WaitingQueue[];
  onChain: RefundOnChain[];
  /** fourteen days in the operator's zone, "2026-11-22", today last */
  days: string[];
  deposits: DailyAmounts[];
  refunds: DailyAmounts[];
  turnaround: Turnaround[];
  stages: RefundStages;
  today: { applications: number | null; credited: number | null; refunded: number | null; cancelled: number | null };
};
