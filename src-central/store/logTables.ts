/** What happened: the hash-chained audit log, the history that people read, and the change feed that caches follow. */
import { bigint, index, integer, jsonb, pgTable, primaryKey, text, uniqueIndex, uuid } from "drizzle-orm/pg-core";

import { instant } from "./columns.ts";

/** Append-only: triggers refuse UPDATE, DELETE and TRUNCATE (R16.3). */
export const auditEvents = pgTable(
  "audit_events",
  {
    seq: bigint({ mode: "number" }).primaryKey(),
    id: uuid().notNull(),
    at: instant().notNull(),
    actorId: uuid(),
    actorName: text().notNull(),
    actorRole: text().notNull(),
    workstationId: text(),
    appVersion: text(),
    sessionId: uuid(),
    action: text().notNull(),
    entity: text().notNull(),
    entityId: text(),
    entityNo: text(),
    fromStatus: text(),
    toStatus: text(),
    before: jsonb().$type<unknown>(),
    after: jsonb().$type<unknown>(),
    remarks: text(),
    reasonCode: text(),
    requestId: text(),
    prevHash: text().notNull(),
    hash: text().notNull(),
  },
  (table) => [
    uniqueIndex("audit_events_id").on(table.id),
    index("audit_events_actor").on(table.actorId, table.seq),
    index("audit_events_entity").on(table.entity, table.entityId, table.seq),
    index("audit_events_action").on(table.action, table.seq),
    index("audit_events_at").on(table.at),
  ],
);

/** One row: the last event. Locked while an event is appended, so that the chain has no fork and no gap. */
export const auditHead = pgTable("audit_head", {
  id: integer().primaryKey(),
  seq: bigint({ mode: "number" }).notNull(),
  hash: text().notNull(),
});

/** Signed heads of the log's Merkle tree, one for each size that was signed. Append-only, as the log itself. */
export const auditTreeHeads = pgTable("audit_tree_heads", {
  size: bigint({ mode: "number" }).primaryKey(),
  rootHash: text().notNull(),
  /** of the last event in it */
  chainHash: text().notNull(),
  at: instant().notNull(),
  publicKey: text().notNull(),
  signature: text().notNull(),
  /** the perfect subtrees that make it, from which the next head is reckoned (#shared/merkle.ts) */
  nodes: jsonb().$type<string[]>().notNull(),
});

/** The key that signs the heads. */
export const auditKeys = pgTable("audit_keys", {
  publicKey: text().primaryKey(),
  privateJwk: jsonb().$type<Record<string, string>>().notNull(),
  createdAt: instant().notNull(),
});

/** The history of a record and its refunds, for people; a row of the feed. */
export const timelineEvents = pgTable(
  "timeline_events",
  {
    id: uuid().primaryKey(),
    at: instant().notNull(),
    actorId: uuid(),
    actorName: text().notNull(),
    actorRole: text().notNull(),
    action: text().notNull(),
    entity: text().notNull(),
    entityId: uuid().notNull(),
    entityNo: text().notNull(),
    depositId: uuid(),
    fromStatus: text(),
    toStatus: text(),
    remarks: text(),
    detail: jsonb().$type<Record<string, string>>().notNull(),
    /** the audit event that it shows */
    auditSeq: bigint({ mode: "number" }).notNull(),
    version: integer().notNull(),
  },
  (table) => [index("timeline_events_deposit").on(table.depositId, table.auditSeq)],
);

/** One row: the last seq of the feed. Every change bumps it inside its own transaction, so that no reader can miss one (API contract, Sync 5). */
export const feedHead = pgTable("feed_head", {
  id: integer().primaryKey(),
  feedId: uuid().notNull(),
  seq: bigint({ mode: "number" }).notNull(),
  /** cursors below it are too old */
  floorSeq: bigint({ mode: "number" }).notNull(),
});

/** The newest change of each row, written by triggers alone. */
export const feed = pgTable(
  "feed",
  {
    entity: text().notNull(),
    entityId: uuid().notNull(),
    seq: bigint({ mode: "number" }).notNull(),
    op: text().$type<"upsert" | "delete">().notNull(),
    version: integer().notNull(),
    at: instant().notNull(),
  },
  (table) => [primaryKey({ columns: [table.entity, table.entityId] }), uniqueIndex("feed_seq").on(table.seq)],
);
