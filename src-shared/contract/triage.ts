/** The queue of exceptions that wait for people, and who works on which. A claim is a sign to others, never a right: it opens and shuts nothing. */
import { AGE_BANDS, TRIAGE_STATUSES } from "#shared/domain/triage.ts";
import { z } from "#shared/zod.ts";
import { id, openEnum, person, remarks, timestamp } from "./common.ts";
import { deposit } from "./deposit.ts";

export const workClaim = z.object({
  depositId: id,
  by: person,
  claimedAt: timestamp,
  /** from then on the work is nobody's again */
  expiresAt: timestamp,
});
export type WorkClaim = z.infer<typeof workClaim>;

export const triageQuery = z.strictObject({
  limit: z.coerce.number().int().min(1).max(200).default(100),
  status: z.enum(TRIAGE_STATUSES).optional(),
});

export const triageItem = z.object({
  deposit,
  /** since when it has stood in its present status */
  since: timestamp,
  age: openEnum(AGE_BANDS),
  claim: workClaim.nullable(),
});

/** The oldest first; `total` counts those beyond the limit too. */
export const triageQueue = z.object({
  asOf: timestamp,
  total: z.int().min(0),
  items: z.array(triageItem),
});
export type TriageQueue = z.infer<typeof triageQueue>;

export const takeOverInput = z.strictObject({ remarks });
