/** How long records are kept: the term that runs, legal holds that stop it, and what was purged (R24.6). */
import { KEPT_BY } from "#shared/domain/retention.ts";
import { z } from "#shared/zod.ts";
import { id, openEnum, person, remarks, timestamp, version } from "./common.ts";

/** In force from the moment it is placed. One person asks for its end, another one agrees. */
export const legalHold = z.object({
  id,
  depositId: id,
  recordNo: z.string(),
  reason: z.string(),
  placedBy: person,
  placedAt: timestamp,
  /** what waits for another person */
  lift: z.object({ by: person, at: timestamp, reason: z.string() }).nullable(),
  version,
});
export type LegalHold = z.infer<typeof legalHold>;

export const recordRetention = z.object({
  depositId: id,
  lastEventAt: timestamp,
  keptUntil: timestamp,
  /** empty: it may be purged, and soon will be */
  keptBy: z.array(openEnum(KEPT_BY)),
  purgedAt: timestamp.nullable(),
  hold: legalHold.nullable(),
});
export type RecordRetention = z.infer<typeof recordRetention>;

/** `holds`: those in force, the oldest first. */
export const retentionOverview = z.object({
  asOf: timestamp,
  years: z.int().min(1),
  holds: z.array(legalHold),
  purgedRecords: z.int().min(0),
  lastPurgedAt: timestamp.nullable(),
});
export type RetentionOverview = z.infer<typeof retentionOverview>;

export const legalHoldInput = z.strictObject({ reason: remarks });
export const legalHoldDecision = z.strictObject({ remarks });
