/** Exceptions that wait for people, how long they have waited, and whose work they are. Source: state machines 3.1, "How each exception runs". */
import type { DepositStatus } from "./statuses.ts";

const HOUR_MS = 60 * 60 * 1000;

/** Records in these statuses go on only when people decide. */
export const TRIAGE_STATUSES = ["ON_HOLD", "BLOCKED", "REORG_ALERT"] as const satisfies readonly DepositStatus[];

/** A claim that nobody renews ends by itself, so that work never lies on an empty desk. */
export const WORK_CLAIM_MS = 4 * HOUR_MS;

/** Youngest first. */
export const AGE_BANDS = ["UNDER_4_HOURS", "UNDER_1_DAY", "UNDER_3_DAYS", "OLDER"] as const;
export type AgeBand = (typeof AGE_BANDS)[number];

export const AGE_BAND_LABELS: Record<AgeBand, string> = {
  UNDER_4_HOURS: "Under 4 hours",
  UNDER_1_DAY: "4 to 24 hours",
  UNDER_3_DAYS: "1 to 3 days",
  OLDER: "3 days or more",
};

/** Which band a wait of so many milliseconds falls into. A wait that a clock makes negative counts as none. */
export function ageBand(waitedMs: number): AgeBand {
  if (waitedMs < 4 * HOUR_MS) return "UNDER_4_HOURS";
  if (waitedMs < 24 * HOUR_MS) return "UNDER_1_DAY";
  return waitedMs < 72 * HOUR_MS ? "UNDER_3_DAYS" : "OLDER";
}

export function isTriaged(status: DepositStatus | (string & {})): boolean {
  return (TRIAGE_STATUSES as readonly string[]).includes(status);
}
