/** The books that the service runs on: PostgreSQL, or its embedded twin. Constraints, locks and triggers are the database's own. */
import { and, eq, isNull, sql } from "drizzle-orm";

import { toAuditEvent } from "#central/audit/toAuditEvent.ts";
import { inTransaction } from "#central/store/inTransaction.ts";
import type { Database, Tx } from "#central/store/openDatabase.ts";
import {
  auditEvents,
  auditHead,
  configurationVersions,
  deposits,
  feedHead,
  numberCounters,
  refundApprovals,
  refundAttempts,
  refunds,
  refundSlots,
  signers,
  stepUps,
  timelineEvents,
  walletAddresses,
} from "#central/store/tables.ts";
import { canonicalJson } from "#shared/canonicalJson.ts";
import { invariant } from "#shared/errors.ts";
import type { Books, BooksToRead, BookStore } from "./Books.ts";
import { drizzleReads, one } from "./drizzleReads.ts";

export function drizzleBookStore(database: Database): BookStore {
  return {
    ...drizzleReads(database.db),
    transaction: async (work) => inTransaction(database, (tx) => work(drizzleBooks(tx))),
  };
}

/** `db` is the transaction. */
export function drizzleBooks(db: Tx): Books {
  return { ...drizzleReads(db), ...recordWrites(db), ...paymentWrites(db), ...logWrites(db) };
}

type RecordWrites =
  | "lockDeposit"
  | "insertDeposit"
  | "updateDeposit"
  | "lockRefund"
  | "insertRefund"
  | "updateRefund"
  | "lockAddress"
  | "lockSigner"
  | "updateSigner";
type LogWrites = "nextNumber" | "lockLog" | "appendToLog" | "appendToHistory";

function recordWrites(db: Tx): Pick<Books, RecordWrites> {
  return {
    lockDeposit: async (id) => one(await db.select().from(deposits).where(eq(deposits.id, id)).for("update")),
    insertDeposit: async (row) => written(await db.insert(deposits).values(row).returning()),
    updateDeposit: async (id, version, patch) =>
      one(
        await db
          .update(deposits)
          .set(patch)
          .where(and(eq(deposits.id, id), eq(deposits.version, version)))
          .returning(),
      ),
    lockRefund: async (id) => one(await db.select().from(refunds).where(eq(refunds.id, id)).for("update")),
    insertRefund: async (row) => written(await db.insert(refunds).values(row).returning()),
    updateRefund: async (id, version, patch) =>
      one(
        await db
          .update(refunds)
          .set(patch)
          .where(and(eq(refunds.id, id), eq(refunds.version, version)))
          .returning(),
      ),
    lockAddress: async (id) =>
      one(await db.select().from(walletAddresses).where(eq(walletAddresses.id, id)).for("update")),
    lockSigner: async (id) => one(await db.select().from(signers).where(eq(signers.id, id)).for("update")),
    updateSigner: async (id, version, patch) =>
      one(
        await db
          .update(signers)
          .set(patch)
          .where(and(eq(signers.id, id), eq(signers.version, version)))
          .returning(),
      ),
  };
}

function paymentWrites(db: Tx): Omit<Books, keyof BooksToRead | RecordWrites | LogWrites> {
  return {
    insertApproval: async (row) => written(await db.insert(refundApprovals).values(row).returning()),
    voidApprovals: async (refundId, by, at) => {
      await db
        .update(refundApprovals)
        .set({ voidedAt: at })
        .where(
          and(
            eq(refundApprovals.refundId, refundId),
            by === "EVERYBODY" ? undefined : eq(refundApprovals.byId, by),
            isNull(refundApprovals.voidedAt),
          ),
        );
    },
    insertSlot: async (row) => written(await db.insert(refundSlots).values(row).returning()),
    insertAttempt: async (row) => written(await db.insert(refundAttempts).values(row).returning()),
    markAttempt: async (id, marks) => {
      await db.update(refundAttempts).set(marks).where(eq(refundAttempts.id, id));
    },
    lockConfigurationVersion: async (id) =>
      one(await db.select().from(configurationVersions).where(eq(configurationVersions.id, id)).for("update")),
    insertConfigurationVersion: async (row) => written(await db.insert(configurationVersions).values(row).returning()),
    updateConfigurationVersion: async (id, version, patch) =>
      one(
        await db
          .update(configurationVersions)
          .set(patch)
          .where(and(eq(configurationVersions.id, id), eq(configurationVersions.version, version)))
          .returning(),
      ),
    insertStepUp: async (row) => {
      await db.insert(stepUps).values(row);
    },
    lockStepUp: async (tokenHash) =>
      one(await db.select().from(stepUps).where(eq(stepUps.tokenHash, tokenHash)).for("update")),
    useStepUp: async (tokenHash, at) => {
      await db.update(stepUps).set({ usedAt: at }).where(eq(stepUps.tokenHash, tokenHash));
    },
  };
}

function logWrites(db: Tx): Pick<Books, LogWrites> {
  return {
    nextNumber: async (prefix, day) => {
      const [counter] = await db
        .insert(numberCounters)
        .values({ prefix, day, last: 1 })
        .onConflictDoUpdate({
          target: [numberCounters.prefix, numberCounters.day],
          set: { last: sql`${numberCounters.last} + 1` },
        })
        .returning({ last: numberCounters.last });
      invariant(counter, "the counter row was written");
      return counter.last;
    },
    lockLog: async () => {
      // Always the feed's head before the log's: two transactions that lock them in different order would wait for each other.
      await db.select({ seq: feedHead.seq }).from(feedHead).where(eq(feedHead.id, 1)).for("update");
      const [head] = await db.select().from(auditHead).where(eq(auditHead.id, 1)).for("update");
      invariant(head, "the audit log has its head row");
      return { seq: head.seq, hash: head.hash };
    },
    appendToLog: async (row) => {
      const [stored] = await db.insert(auditEvents).values(row).returning();
      invariant(stored, "the audit event was written");
      // What comes back must hash the same, or the log could never be verified (a type that the database rounds, say).
      const same = canonicalJson(toAuditEvent(stored)) === canonicalJson(toAuditEvent(row));
      invariant(same, "the audit event reads back as it was written");
      await db.update(auditHead).set({ seq: row.seq, hash: row.hash }).where(eq(auditHead.id, 1));
    },
    appendToHistory: async (row) => {
      await db.insert(timelineEvents).values(row);
    },
  };
}

function written<Row>(rows: readonly Row[]): Row {
  const [row] = rows;
  invariant(row, "the row was written");
  return row;
}
