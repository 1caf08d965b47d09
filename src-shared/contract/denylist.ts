/** Versions of the screening list: imported by one person, let into force by another, used only while they are fresh (R18.3). */
import { DENYLIST_MAX_ENTRIES, DENYLIST_REASON_MAX } from "#shared/domain/denylist.ts";
import { z } from "#shared/zod.ts";
import { evmAddress, hash, id, openEnum, person, remarks, timestamp, version } from "./common.ts";
import { CONFIGURATION_STATES } from "./configuration.ts";

export const denylist = z.object({
  id,
  /** as records and refunds name the list that they were screened against */
  listVersion: z.string(),
  source: z.string(),
  publishedAt: timestamp,
  /** from then on nothing is paid under it; null: of the service's first start, without an end */
  goodUntil: timestamp.nullable(),
  entryCount: z.int().min(0),
  /** SHA-256 of its addresses in order, one a line; null: of the service's first start */
  sha256: hash.nullable(),
  status: openEnum(CONFIGURATION_STATES),
  proposedBy: person.nullable(),
  proposedAt: timestamp.nullable(),
  remarks: z.string(),
  decidedBy: person.nullable(),
  decidedAt: timestamp.nullable(),
  decisionRemarks: z.string().nullable(),
  version,
});
export type Denylist = z.infer<typeof denylist>;

/** Newest first. `inForce`: the list that everything is screened against now; `stale`: it is older than its limit, so that nothing is paid. */
export const denylistHistory = z.object({
  asOf: timestamp,
  inForce: denylist.nullable(),
  stale: z.boolean(),
  items: z.array(denylist),
});
export type DenylistHistory = z.infer<typeof denylistHistory>;

const entry = z.object({ address: z.string(), reason: z.string() });
/** Against the list in force; the counts are whole, the lists end after a hundred. */
export const denylistChanges = z.object({
  added: z.array(entry),
  addedCount: z.int().min(0),
  removed: z.array(entry),
  removedCount: z.int().min(0),
});
export type DenylistChanges = z.infer<typeof denylistChanges>;

export const denylistInput = z.strictObject({
  source: z.string().trim().min(1, "write where the list comes from").max(200),
  publishedAt: timestamp,
  goodUntil: timestamp,
  entries: z
    .array(z.strictObject({ address: evmAddress, reason: z.string().max(DENYLIST_REASON_MAX) }))
    .min(1, "a list without an address screens nothing")
    .max(DENYLIST_MAX_ENTRIES),
  remarks,
});
export type DenylistInput = z.infer<typeof denylistInput>;
