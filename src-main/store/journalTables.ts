/**
 * The money journal: what this workstation signed and sent. Opened with synchronous=FULL; a row here comes before any byte on the network.
 * Rules that no code may break stand as triggers in the migrations: slots never change, signed bytes never change, audit lines are only added.
 */
import { integer, sqliteTable, text, uniqueIndex } from "drizzle-orm/sqlite-core";

/** Which attempts may still move money, and which cannot any more. */
export const ATTEMPT_STATES = ["signed", "registered", "broadcast", "unknown", "orphan", "settled"] as const;
export type AttemptState = (typeof ATTEMPT_STATES)[number];

/** One refund, one payment slot, for ever (I9). */
export const executions = sqliteTable(
  "executions",
  {
    refundId: text("refund_id").primaryKey(),
    refundNo: text("refund_no").notNull(),
    chainId: integer("chain_id").notNull(),
    fromAddress: text("from_address").notNull(),
    nonce: text("nonce").notNull(),
    createdAt: text("created_at").notNull(),
  },
  (table) => [uniqueIndex("executions_slot").on(table.chainId, table.fromAddress, table.nonce)],
);

export const attempts = sqliteTable("attempts", {
  txHash: text("tx_hash").primaryKey(),
  refundId: text("refund_id")
    .notNull()
    .references(() => executions.refundId),
  kind: text("kind", { enum: ["PAYMENT", "FEE_BUMP", "VOID"] }).notNull(),
  intentHash: text("intent_hash").notNull(),
  /** the approved intent that these bytes carry out, JSON */
  intent: text("intent").notNull(),
  signedTx: text("signed_tx").notNull(),
  state: text("state", { enum: ATTEMPT_STATES }).notNull(),
  /** the executor who signed; null for bytes that another workstation registered */
  executorId: text("executor_id"),
  leaseId: text("lease_id"),
  fencingToken: integer("fencing_token"),
  /** idempotency key of the registration, so that asking again is the same request */
  registerKey: text("register_key").notNull(),
  createdAt: text("created_at").notNull(),
  updatedAt: text("updated_at").notNull(),
});

/** What each node answered, and whether the central service knows it. */
export const broadcasts = sqliteTable("broadcasts", {
  id: integer("id").primaryKey({ autoIncrement: true }),
  txHash: text("tx_hash")
    .notNull()
    .references(() => attempts.txHash),
  node: text("node").notNull(),
  result: text("result", { enum: ["ACCEPTED", "ALREADY_KNOWN", "UNKNOWN", "REJECTED"] }).notNull(),
  error: text("error"),
  at: text("at").notNull(),
  reportKey: text("report_key").notNull(),
  reportedAt: text("reported_at"),
});

/** Append-only and hash-chained: an edit in the middle shows. A cut-off tail does not; the central service keeps the primary chain. */
export const auditLines = sqliteTable("audit_lines", {
  seq: integer("seq").primaryKey(),
  at: text("at").notNull(),
  action: text("action").notNull(),
  refundId: text("refund_id"),
  txHash: text("tx_hash"),
  detail: text("detail").notNull(),
  prevHash: text("prev_hash").notNull(),
  hash: text("hash").notNull(),
});

/** Tries of a signing PIN, so that closing the program does not give new ones. Times in milliseconds since 1970. */
export const pinTries = sqliteTable("pin_tries", {
  address: text("address").primaryKey(),
  failures: integer("failures").notNull(),
  lastAt: integer("last_at").notNull(),
});

/** Payment keys whose backup was opened and found to hold the same key. */
export const provenBackups = sqliteTable("proven_backups", {
  address: text("address").primaryKey(),
  at: text("at").notNull(),
});
