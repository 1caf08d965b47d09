/**
 * The money journal's functions. Each is one synchronous transaction (BEGIN IMMEDIATE ... COMMIT with synchronous=FULL) that has reached the
 * disk when it returns; whoever sends bytes calls it before. Every change writes its audit line in the same transaction.
 */
import { and, asc, eq, inArray, isNull } from "drizzle-orm";
import { type BetterSQLite3Database, drizzle } from "drizzle-orm/better-sqlite3";
import type { ATTEMPT_KINDS, BROADCAST_RESULTS, Slot } from "#shared/contract/refund.ts";
import { type RefundIntent, refundIntent } from "#shared/domain/intent.ts";
import { AppError, invariant } from "#shared/errors.ts";
import type { Clock } from "#main/world/clock.ts";
import { timestampOf } from "#main/world/clock.ts";
import type { Random } from "#main/world/random.ts";
import {
  addAuditLine,
  type AuditEntry,
  auditTip,
  hasAuditLine,
  type JournalTip,
  verifyAuditLines,
} from "./journalAudit.ts";
import { attempts, type AttemptState, broadcasts, executions, pinTries, provenBackups } from "./journalTables.ts";
import type { OpenedStore } from "./openEncrypted.ts";
import { storeFault } from "./storeFault.ts";

export type Execution = { refundId: string; refundNo: string; slot: Slot };
export type JournalAttempt = {
  txHash: string;
  refundId: string;
  kind: (typeof ATTEMPT_KINDS)[number];
  intent: RefundIntent;
  intentHash: string;
  signedTx: string;
  state: AttemptState;
  executorId: string | null;
  lease: { leaseId: string; fencingToken: number } | null;
  registerKey: string;
};
/** Bytes and the payment that they carry out. */
export type SignedBytes = Pick<JournalAttempt, "txHash" | "refundId" | "kind" | "intent" | "intentHash" | "signedTx">;
export type NewAttempt = SignedBytes & {
  executorId: string;
  lease: { leaseId: string; fencingToken: number };
};
export type NodeAnswer = { node: string; result: (typeof BROADCAST_RESULTS)[number]; error: string | null };
export type UnreportedAnswer = NodeAnswer & { id: number; reportKey: string };
export type PinTries = { failures: number; lastAt: number };

export type Journal = {
  /**
   * First time: remembers the slot of this refund for ever. Later: throws SIGNER_REFUSED when the slot is another one (a second slot is a second
   * payment), or when another content of this refund was signed here.
   */
  pinSlot(execution: Execution, intentHash: string): void;
  execution(refundId: string): Execution | null;
  /** Stores signed bytes before anything else happens to them. The same bytes again take the new lease. */
  recordSigned(attempt: NewAttempt): void;
  /** Bytes that another workstation registered, to send them again from here. */
  recordForeign(attempt: SignedBytes): void;
  /** The central service acknowledged the bytes: only now they may leave. */
  markRegistered(txHash: string): void;
  /** The central service refused them: they are never sent. */
  markOrphan(txHash: string, reason: string): void;
  /** What the nodes answered to one broadcast. */
  recordBroadcast(txHash: string, answers: readonly NodeAnswer[]): void;
  /** Answers that the central service does not know yet, oldest first. */
  unreported(txHash: string): UnreportedAnswer[];
  markReported(id: number): void;
  /** The chain decided finally. */
  settle(txHash: string, outcome: string): void;
  attempt(txHash: string): JournalAttempt | null;
  attemptsOf(refundId: string): JournalAttempt[];
  /** Everything that may still move money or must still be told. */
  openAttempts(): JournalAttempt[];
  note(entry: Omit<AuditEntry, "at">): void;
  verifyAudit(): { ok: boolean; checked: number; firstBadSeq: number | null };
  /** the newest audit line; null before the first */
  auditTip(): JournalTip | null;
  hasAuditLine(line: JournalTip): boolean;
  pinTries(address: string): PinTries;
  savePinTries(address: string, tries: PinTries): void;
  isBackupProven(address: string): boolean;
  rememberBackupProof(address: string): void;
  close(): void;
};

const OPEN_STATES: AttemptState[] = ["signed", "registered", "broadcast", "unknown"];

/** `changed` is called after each commit and must not throw. */
export function createJournal(
  store: OpenedStore,
  world: { clock: Clock; random: Random; changed?: () => void },
): Journal {
  const db = drizzle(store.sqlite);
  const now = () => timestampOf(world.clock.now());

  /** One IMMEDIATE transaction; the disk's complaints become our codes. */
  function change<T>(run: (tx: BetterSQLite3Database) => T): T {
    // Money depends on it, so it is asked each time: another connection setting costs microseconds, a lost record a second payment.
    invariant(store.sqlite.pragma("synchronous", { simple: true }) === 2, "the journal runs with synchronous=FULL");
    let value: T;
    try {
      value = db.transaction((tx) => run(tx as unknown as BetterSQLite3Database), { behavior: "immediate" });
    } catch (error) {
      throw storeFault(error, "journal");
    }
    world.changed?.();
    return value;
  }

  function move(tx: BetterSQLite3Database, txHash: string, from: AttemptState[], state: AttemptState): void {
    const done = tx
      .update(attempts)
      .set({ state, updatedAt: now() })
      .where(and(eq(attempts.txHash, txHash), inArray(attempts.state, from)))
      .run();
    invariant(done.changes === 1, `an attempt in ${from.join(" or ")} becomes ${state}`);
  }

  const journal: Journal = {
    pinSlot(execution, intentHash) {
      const { refundId, refundNo, slot } = execution;
      const signed = journal.attemptsOf(refundId).find((one) => one.intentHash !== intentHash);
      if (signed) throw secondPayment("another content");
      const known = journal.execution(refundId);
      if (known && !isSameSlot(known.slot, slot)) throw secondPayment("a second payment slot");
      if (known) return;
      change((tx) => {
        const other = tx.select().from(executions).where(isSlot(slot)).get();
        if (other)
          throw new AppError("SIGNER_REFUSED", `This payment slot belongs to refund ${other.refundNo} already`);
        tx.insert(executions)
          .values({
            refundId,
            refundNo,
            chainId: slot.chainId,
            fromAddress: slot.from,
            nonce: slot.nonce,
            createdAt: now(),
          })
          .run();
        addAuditLine(tx, { at: now(), action: "slot.pinned", refundId, detail: { ...slot } });
      });
    },
    execution(refundId) {
      const row = db.select().from(executions).where(eq(executions.refundId, refundId)).get();
      if (!row) return null;
      return {
        refundId,
        refundNo: row.refundNo,
        slot: { chainId: row.chainId, from: row.fromAddress, nonce: row.nonce },
      };
    },
    recordSigned(attempt) {
      const { txHash, refundId, kind, intent, intentHash, signedTx, executorId, lease } = attempt;
      change((tx) => {
        const known = tx.select().from(attempts).where(eq(attempts.txHash, txHash)).get();
        const holder = { executorId, leaseId: lease.leaseId, fencingToken: lease.fencingToken, updatedAt: now() };
        if (known) {
          move(tx, txHash, ["signed", "orphan"], "signed");
          // Another lease is another request to the central service.
          tx.update(attempts)
            .set({ ...holder, registerKey: world.random.uuid() })
            .where(eq(attempts.txHash, txHash))
            .run();
        } else {
          tx.insert(attempts)
            .values({
              ...holder,
              txHash,
              refundId,
              kind,
              intentHash,
              intent: JSON.stringify(intent),
              signedTx,
              state: "signed",
              registerKey: world.random.uuid(),
              createdAt: now(),
            })
            .run();
        }
        addAuditLine(tx, { at: now(), action: "attempt.signed", refundId, txHash, detail: { ...lease, executorId } });
      });
    },
    recordForeign({ txHash, refundId, kind, intent, intentHash, signedTx }) {
      change((tx) => {
        tx.insert(attempts)
          .values({
            txHash,
            refundId,
            kind,
            intentHash,
            intent: JSON.stringify(intent),
            signedTx,
            state: "registered",
            registerKey: world.random.uuid(),
            createdAt: now(),
            updatedAt: now(),
          })
          .run();
        addAuditLine(tx, { at: now(), action: "attempt.taken_over", refundId, txHash });
      });
    },
    markRegistered(txHash) {
      change((tx) => {
        move(tx, txHash, ["signed"], "registered");
        addAuditLine(tx, { at: now(), action: "attempt.registered", txHash });
      });
    },
    markOrphan(txHash, reason) {
      change((tx) => {
        move(tx, txHash, ["signed"], "orphan");
        addAuditLine(tx, { at: now(), action: "attempt.orphaned", txHash, detail: { reason } });
      });
    },
    recordBroadcast(txHash, answers) {
      const taken = answers.some(({ result }) => result === "ACCEPTED" || result === "ALREADY_KNOWN");
      change((tx) => {
        for (const { node, result, error } of answers)
          tx.insert(broadcasts)
            .values({ txHash, node, result, error, at: now(), reportKey: world.random.uuid() })
            .run();
        // Settled ones too: a reorganisation deeper than finality takes back what was decided, and a person sends the bytes again.
        move(tx, txHash, ["registered", "broadcast", "unknown", "settled"], taken ? "broadcast" : "unknown");
        const detail = Object.fromEntries(answers.map(({ node, result }) => [node, result]));
        addAuditLine(tx, { at: now(), action: "attempt.broadcast", txHash, detail });
      });
    },
    unreported(txHash) {
      return db
        .select()
        .from(broadcasts)
        .where(and(eq(broadcasts.txHash, txHash), isNull(broadcasts.reportedAt)))
        .orderBy(asc(broadcasts.id))
        .all()
        .map(({ id, node, result, error, reportKey }) => ({ id, node, result, error, reportKey }));
    },
    markReported(id) {
      change((tx) => tx.update(broadcasts).set({ reportedAt: now() }).where(eq(broadcasts.id, id)).run());
    },
    settle(txHash, outcome) {
      change((tx) => {
        move(tx, txHash, ["registered", "broadcast", "unknown"], "settled");
        addAuditLine(tx, { at: now(), action: "attempt.settled", txHash, detail: { outcome } });
      });
    },
    attempt(txHash) {
      const row = db.select().from(attempts).where(eq(attempts.txHash, txHash)).get();
      return row ? attemptOf(row) : null;
    },
    attemptsOf(refundId) {
      const rows = db.select().from(attempts).where(eq(attempts.refundId, refundId)).orderBy(asc(attempts.createdAt));
      return rows.all().map(attemptOf);
    },
    openAttempts() {
      const rows = db.select().from(attempts).where(inArray(attempts.state, OPEN_STATES));
      return rows.orderBy(asc(attempts.createdAt)).all().map(attemptOf);
    },
    note(entry) {
      change((tx) => addAuditLine(tx, { at: now(), ...entry }));
    },
    verifyAudit: () => verifyAuditLines(db),
    auditTip: () => auditTip(db),
    hasAuditLine: (line) => hasAuditLine(db, line),
    pinTries(address) {
      const row = db.select().from(pinTries).where(eq(pinTries.address, address)).get();
      return { failures: row?.failures ?? 0, lastAt: row?.lastAt ?? 0 };
    },
    savePinTries(address, { failures, lastAt }) {
      change((tx) =>
        tx
          .insert(pinTries)
          .values({ address, failures, lastAt })
          .onConflictDoUpdate({ target: pinTries.address, set: { failures, lastAt } })
          .run(),
      );
    },
    isBackupProven: (address) =>
      db.select().from(provenBackups).where(eq(provenBackups.address, address)).get() !== undefined,
    rememberBackupProof(address) {
      change((tx) => {
        tx.insert(provenBackups).values({ address, at: now() }).onConflictDoNothing().run();
        addAuditLine(tx, { at: now(), action: "backup.proven" });
      });
    },
    close: () => store.close(),
  };
  return journal;
}

function isSlot({ chainId, from, nonce }: Slot) {
  return and(eq(executions.chainId, chainId), eq(executions.fromAddress, from), eq(executions.nonce, nonce));
}

function attemptOf(row: typeof attempts.$inferSelect): JournalAttempt {
  const { txHash, refundId, kind, intentHash, signedTx, state, executorId, leaseId, fencingToken, registerKey } = row;
  const lease = leaseId === null || fencingToken === null ? null : { leaseId, fencingToken };
  const intent = refundIntent.parse(JSON.parse(row.intent));
  return { txHash, refundId, kind, intent, intentHash, signedTx, state, executorId, lease, registerKey };
}

function isSameSlot(known: Slot, given: Slot): boolean {
  return (
    known.chainId === given.chainId &&
    known.from.toLowerCase() === given.from.toLowerCase() &&
    known.nonce === given.nonce
  );
}

function secondPayment(what: string): AppError {
  return new AppError(
    "SIGNER_REFUSED",
    `The central service named ${what} for a refund that this workstation knows. Nothing is signed; call a supervisor.`,
  );
}
