/** Transactions and the errors of the database, the same for both engines. */
import type { SQL } from "drizzle-orm";

import type { Database, Tx } from "./openDatabase.ts";

/** 40P01 deadlock, 40001 serialisation: the transaction was rolled back and may simply run again. */
const RUN_AGAIN = new Set(["40P01", "40001"]);
const MOST_RUNS = 4;

/**
 * Runs `work` in one transaction: all of it or nothing.
 * `work` may run again after a deadlock, so it must change nothing but the database. Rows that will be changed are
 * locked first (`for update`), before the first write: each write also locks the feed's head row until the end.
 */
export async function inTransaction<T>(database: Database, work: (tx: Tx) => Promise<T>): Promise<T> {
  for (let run = 1; ; run += 1) {
    try {
      return await database.transaction(work, "write");
    } catch (error) {
      if (run >= MOST_RUNS || !RUN_AGAIN.has(databaseErrorOf(error)?.code ?? "")) throw error;
    }
  }
}

/** Several queries on one and the same state of the database. */
export async function inSnapshot<T>(database: Database, work: (tx: Tx) => Promise<T>): Promise<T> {
  return database.transaction(work, "snapshot");
}

/** Rows of a hand-written query. The caller names their shape and is the only one to know that it is true. */
export async function rowsOf<Row>(tx: Tx, query: SQL): Promise<Row[]> {
  const answer = (await tx.execute(query)) as unknown as { rows: Row[] };
  return answer.rows;
}

/** SQLSTATE and constraint of an error of the database, null for any other error. */
export function databaseErrorOf(error: unknown): { code: string; constraint: string | null } | null {
  for (let one: unknown = error; one instanceof Error; one = one.cause) {
    const { code, constraint } = one as { code?: unknown; constraint?: unknown };
    if (typeof code === "string" && /^[0-9A-Z]{5}$/.test(code))
      return { code, constraint: typeof constraint === "string" ? constraint : null };
  }
  return null;
}

/** True when a unique index or key of this name refused a row. */
export function isUniqueViolation(error: unknown, constraint: string): boolean {
  const found = databaseErrorOf(error);
  return found?.code === "23505" && found.constraint === constraint;
}

/** The same text as a pattern for LIKE that matches it and nothing else. */
export function likeExactly(text: string): string {
  return text.replace(/[\\%_]/g, (mark) => `\\${mark}`);
}
