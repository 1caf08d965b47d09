/** Times and caps of a refund. Requirements, "Default limits to configure"; architecture, "lease 60 s". */
import { HOUR_MS, SECOND_MS } from "#central/clock.ts";

export type RefundLimits = {
  /** how long a request may wait for its approvals (F6) */
  approvalValidityMs: number;
  /** how long an approved refund may wait for its execution (F9) */
  executionValidityMs: number;
  leaseMs: number;
  /** how old a screening may be when money moves */
  screeningValidityMs: number;
  /** payments that one signing key may begin in 24 hours */
  paymentsPerSignerAndDay: number;
};

export const DEFAULT_REFUND_LIMITS: RefundLimits = {
  approvalValidityMs: 24 * HOUR_MS,
  executionValidityMs: 4 * HOUR_MS,
  leaseMs: 60 * SECOND_MS,
  screeningValidityMs: 24 * HOUR_MS,
  paymentsPerSignerAndDay: 100,
};
