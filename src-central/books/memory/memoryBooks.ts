/**
 * The books in memory: the same answers and the same refusals as drizzleBooks.ts, proven by one suite of tests that runs on both.
 * Transactions run one after another, so that every lock is held already; reading outside waits for the one that is under way.
 */
import type { Books, BooksToRead, BookStore } from "#central/books/Books.ts";
import type { AttemptRow } from "#central/refunds/toRefund.ts";
import { invariant } from "#shared/errors.ts";
import { memoryReads } from "./memoryReads.ts";
import { ConstraintViolation, type Journal, type MemoryTable } from "./MemoryTable.ts";
import {
  APPROVAL_DEFAULTS,
  ATTEMPT_DEFAULTS,
  complete,
  DEPOSIT_DEFAULTS,
  memoryTables,
  merged,
  REFUND_DEFAULTS,
  STEP_UP_DEFAULTS,
  type Tables,
} from "./memoryTables.ts";

export type MemoryBooks = BookStore & { readonly tables: Tables };

/** `committed` is told of each transaction's journal, oldest write first. */
export function memoryBooks(committed?: (journal: Journal) => void): MemoryBooks {
  const tables = memoryTables();
  const reads = memoryReads(tables);
  let journal: Journal | null = null;
  const writing = (): Journal => {
    invariant(journal, "the books are changed within a transaction");
    return journal;
  };
  const books: Books = { ...reads, ...memoryWrites(tables, writing) };
  let last: Promise<unknown> = Promise.resolve();

  /** After everything that was begun before. */
  function inTurn<T>(work: () => Promise<T>): Promise<T> {
    const turn = last.then(work);
    last = turn.catch(() => undefined);
    return turn;
  }

  return {
    tables,
    ...waitingReads(reads, inTurn),
    transaction: (work) =>
      inTurn(async () => {
        const own: Journal = [];
        journal = own;
        try {
          const result = await work(books);
          journal = null;
          if (own.length > 0) committed?.(own);
          return result;
        } catch (error) {
          journal = null;
          for (const { undo } of own.toReversed()) undo();
          throw error;
        }
      }),
  };
}

function waitingReads(reads: BooksToRead, inTurn: <T>(work: () => Promise<T>) => Promise<T>): BooksToRead {
  const waiting: Record<string, unknown> = {};
  for (const [name, read] of Object.entries(reads) as [string, (...args: unknown[]) => Promise<unknown>][])
    waiting[name] = (...args: unknown[]) => inTurn(() => read(...args));
  // Every function of `reads` under its own name and with its own parameters.
  return waiting as BooksToRead;
}

function memoryWrites(tables: Tables, writing: () => Journal): Omit<Books, keyof BooksToRead> {
  const { deposits, refunds, approvals, slots, attempts, addresses, signers, stepUps, numbers, configuration } = tables;
  const requireRefund = (refundId: string, constraint: string): void => {
    if (!refunds.rows.has(refundId)) throw new ConstraintViolation("23503", constraint);
  };
  return {
    lockDeposit: async (id) => deposits.get(id),
    insertDeposit: async (row) => deposits.insert(complete(DEPOSIT_DEFAULTS, row), writing()),
    updateDeposit: async (id, version, patch) => updated(deposits, id, version, patch, writing()),
    lockRefund: async (id) => refunds.get(id),
    insertRefund: async (row) => {
      if (!deposits.rows.has(row.depositId))
        throw new ConstraintViolation("23503", "refunds_deposit_id_deposits_id_fk");
      return refunds.insert(complete(REFUND_DEFAULTS, row), writing());
    },
    updateRefund: async (id, version, patch) => updated(refunds, id, version, patch, writing()),

    insertApproval: async (row) => {
      requireRefund(row.refundId, "refund_approvals_refund_id_refunds_id_fk");
      return approvals.insert(complete(APPROVAL_DEFAULTS, row), writing());
    },
    voidApprovals: async (refundId, by, at) => {
      for (const row of tables.approvalsOf(refundId))
        if (by === "EVERYBODY" || row.byId === by) approvals.replace({ ...row, voidedAt: at }, writing());
    },
    insertSlot: async (row) => {
      requireRefund(row.refundId, "refund_slots_refund_id_refunds_id_fk");
      return slots.insert({ ...row }, writing());
    },
    insertAttempt: async (row) => {
      requireRefund(row.refundId, "refund_attempts_refund_id_refunds_id_fk");
      return attempts.insert(complete(ATTEMPT_DEFAULTS, row), writing());
    },
    markAttempt: async (id, marks) => {
      const row = attempts.get(id);
      if (row !== null) attempts.replace(merged<AttemptRow>(row, marks), writing());
    },

    lockAddress: async (id) => addresses.get(id),
    lockSigner: async (id) => signers.get(id),
    updateSigner: async (id, version, patch) => updated(signers, id, version, patch, writing()),

    lockConfigurationVersion: async (id) => configuration.get(id),
    insertConfigurationVersion: async (row) => configuration.insert({ ...row }, writing()),
    updateConfigurationVersion: async (id, version, patch) => updated(configuration, id, version, patch, writing()),

    insertStepUp: async (row) => void stepUps.insert(complete(STEP_UP_DEFAULTS, row), writing()),
    lockStepUp: async (tokenHash) => stepUps.get(tokenHash),
    useStepUp: async (tokenHash, at) => {
      const row = stepUps.get(tokenHash);
      if (row !== null) stepUps.replace({ ...row, usedAt: at }, writing());
    },

    nextNumber: async (prefix, day) => {
      const key = `${prefix} ${day}`;
      const next = (numbers.get(key)?.last ?? 0) + 1;
      numbers.replace({ key, last: next }, writing());
      return next;
    },
    lockLog: async () => {
      const event = tables.auditEvents.at(-1);
      return event === undefined ? { seq: 0, hash: tables.firstPrevHash } : { seq: event.seq, hash: event.hash };
    },
    appendToLog: async (row) => appended("auditEvents", tables.auditEvents, row, writing()),
    appendToHistory: async (row) => appended("history", tables.history, row, writing()),
  };
}

function updated<Row extends { version: number }>(
  table: MemoryTable<Row>,
  id: string,
  version: number,
  patch: Partial<Row>,
  journal: Journal,
): Row | null {
  const row = table.get(id);
  return row === null || row.version !== version ? null : table.replace(merged(row, patch), journal);
}

function appended<Row extends { id: string }>(table: string, rows: Row[], row: Row, journal: Journal): void {
  rows.push(Object.freeze(row));
  journal.push({ undo: () => void rows.pop(), table, key: row.id, before: null });
}
