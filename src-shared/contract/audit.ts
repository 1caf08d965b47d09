/** The central audit log (state machines 3.4): one event for every transition and every refusal, hash-chained. */
import { z } from "#shared/zod.ts";
import { hash, id, listQuery, pageOf, remarks, timestamp } from "./common.ts";

export const auditEvent = z.object({
  id,
  seq: z.int().min(1),
  at: timestamp,
  actor: z.object({ id: id.nullable(), name: z.string(), role: z.string() }),
  workstationId: z.string().nullable(),
  appVersion: z.string().nullable(),
  sessionId: id.nullable(),
  action: z.string(),
  entity: z.string(),
  entityId: z.string().nullable(),
  entityNo: z.string().nullable(),
  fromStatus: z.string().nullable(),
  toStatus: z.string().nullable(),
  before: z.unknown().nullable(),
  after: z.unknown().nullable(),
  remarks: z.string().nullable(),
  reasonCode: z.string().nullable(),
  requestId: z.string().nullable(),
  prevHash: hash,
  hash,
});
export type AuditEvent = z.infer<typeof auditEvent>;

/** A call that a workstation refused by itself, so that the central service never heard of it (R3.3). Names and codes alone: no input, no words. */
export const workstationRefusal = z.strictObject({
  /** the call as the page knows it: "refunds.execute" */
  call: z.string().regex(/^[a-zA-Z]{1,40}\.[a-zA-Z]{1,40}$/),
  code: z.string().regex(/^[A-Z][A-Z0-9_]{1,59}$/),
  missingPermission: z.string().max(40).nullable(),
  /** how often in a row */
  times: z.int().min(1),
  /** the first time, by the workstation's clock */
  at: timestamp,
});
export type WorkstationRefusal = z.infer<typeof workstationRefusal>;
/** `dropped`: how many more there were than the workstation kept. */
export const refusalBatch = z.strictObject({
  refusals: z.array(workstationRefusal).min(1).max(50),
  dropped: z.int().min(0),
});
export const refusalReceipt = z.object({ recorded: z.int() });

export const EXPORT_FORMATS = ["csv", "xlsx"] as const;
/** Records that a person took along as a file (feature 65). `at`, `asOf`: by the workstation; `sha256`: of the file. */
export const exportReport = z.strictObject({
  at: timestamp,
  format: z.enum(EXPORT_FORMATS),
  rows: z.int().min(0),
  sha256: hash,
  asOf: timestamp.nullable(),
  /** the filter as the query that makes it again; empty: all records */
  filter: z.string().max(2_000),
});
export type ExportReport = z.infer<typeof exportReport>;

/** Who, what, on which record, when, with what outcome. All of them must fit. */
export const auditSearch = z.strictObject({
  /** part of the person's name */
  who: z.string().trim().min(1).max(80).optional(),
  actor: id.optional(),
  /** whole, or with a dot at its end everything below it */
  action: z.string().max(80).optional(),
  entity: z.string().max(40).optional(),
  entityId: z.string().max(80).optional(),
  /** beginning of the record's or refund's number */
  no: z.string().trim().min(1).max(40).optional(),
  outcome: z.enum(["DONE", "REFUSED"]).optional(),
  from: timestamp.optional(),
  to: timestamp.optional(),
});
export const auditQuery = listQuery.extend(auditSearch.shape);
export const auditPage = pageOf(auditEvent);
export const auditVerification = z.object({
  ok: z.boolean(),
  checked: z.int(),
  firstBadSeq: z.int().nullable(),
  reason: z.string().nullable(),
});
export type AuditVerification = z.infer<typeof auditVerification>;

/**
 * A head of the log's Merkle tree (RFC 6962), signed by the central service: so many events there were, and these. Workstations keep heads and
 * compare; an auditor checks an exported log against one. Signed is the RFC 8785 text of everything but the signature (Ed25519).
 */
export const auditHead = z.object({
  type: z.literal("deposit-desk/audit-head/1"),
  size: z.int().min(0),
  rootHash: hash,
  /** of the last event; 64 zeros before the first */
  chainHash: hash,
  at: timestamp,
  publicKey: hash,
  signature: z.string().regex(/^[0-9a-f]{128}$/),
});
export type AuditHead = z.infer<typeof auditHead>;

/** `since`: the size of a head that one keeps. */
export const auditHeadQuery = z.strictObject({ since: z.coerce.number().int().min(1).optional() });
/**
 * The newest head, null before the first. `growth` proves that the log of `since` events is its beginning: the subtrees of the former tree, and
 * those of the events that came since (#shared/merkle.ts). null when nothing was asked, or when this service never signed a head of that size.
 */
export const auditHeadAnswer = z.object({
  head: auditHead.nullable(),
  growth: z.object({ since: z.int(), former: z.array(hash).max(64), added: z.array(hash).max(128) }).nullable(),
});
export type AuditHeadAnswer = z.infer<typeof auditHeadAnswer>;

/** Of a head, what people compare. */
export const comparedHead = auditHead.pick({ size: true, at: true, rootHash: true });
export type ComparedHead = z.infer<typeof comparedHead>;

/**
 * A person takes over, for one workstation, a log that does not continue what the workstation has seen: one that was restored from a backup (R16.3).
 * `kept` is what the workstation had seen, `broken` why the log was not believed; both stay in the log for good.
 */
export const acceptedHeadInput = z.strictObject({
  kept: comparedHead,
  accepted: comparedHead,
  broken: z.string().min(1).max(300),
  remarks,
  stepUpToken: z.string().min(1),
});

/** `after`: the last seq one has; `size`: of the head that the export began with. */
export const auditExportQuery = z.strictObject({
  after: z.coerce.number().int().min(0).default(0),
  size: z.coerce.number().int().min(0).optional(),
});
/** `proof`: RFC 6962 inclusion path from the event to the head's root. */
export const auditExportPage = z.object({
  head: auditHead,
  items: z.array(z.object({ event: auditEvent, proof: z.array(hash).max(64) })),
});
export type AuditExportPage = z.infer<typeof auditExportPage>;
