/** Reads of the cache, on the main thread's own connection: prepared once, faults in our codes, never a write. */
import type Database from "better-sqlite3";
import { openEncrypted, type OpenOptions } from "./openEncrypted.ts";
import { storeFault } from "./storeFault.ts";

export type Parameter = string | number | Buffer | null;

export type CacheReader = {
  /** one row as an object; undefined when there is none */
  one<Row>(sql: string, ...parameters: Parameter[]): Row | undefined;
  all<Row>(sql: string, ...parameters: Parameter[]): Row[];
  /** first column of every row */
  values<Value>(sql: string, ...parameters: Parameter[]): Value[];
  /** first column of the first row */
  value<Value>(sql: string, ...parameters: Parameter[]): Value | undefined;
  /** the rows' values as arrays, which is twice as fast as objects */
  tuples<Tuple extends unknown[]>(sql: string, ...parameters: Parameter[]): Tuple[];
  /** everything that `work` reads is of one moment, whatever is written meanwhile; for a connection that nobody else reads with */
  ofOneMoment<T>(work: () => Promise<T>): Promise<T>;
  close(): void;
};

/** Filters combine in many ways; the statements of the most used ones stay prepared. */
const STATEMENTS_KEPT = 300;

export function openCacheReader(options: Omit<OpenOptions, "kind" | "synchronous" | "migrationsFolder">): CacheReader {
  const { sqlite, close } = openEncrypted({ ...options, kind: "cache", synchronous: "NORMAL", migrationsFolder: null });
  sqlite.pragma("query_only=ON");
  return createCacheReader(sqlite, close);
}

export function createCacheReader(sqlite: Database.Database, close: () => void): CacheReader {
  const statements = new Map<string, Database.Statement<unknown[], unknown>>();

  function statement(sql: string, shape: "row" | "value" | "tuple"): Database.Statement<unknown[], unknown> {
    const key = `${shape} ${sql}`;
    const kept = statements.get(key);
    if (kept !== undefined) {
      // The most recently used stand last; the first is the one to give up.
      statements.delete(key);
      statements.set(key, kept);
      return kept;
    }
    const made = sqlite.prepare(sql);
    if (shape === "value") made.pluck();
    if (shape === "tuple") made.raw();
    if (statements.size >= STATEMENTS_KEPT) statements.delete(statements.keys().next().value as string);
    statements.set(key, made);
    return made;
  }

  function read<T>(work: () => T): T {
    try {
      return work();
    } catch (error) {
      throw storeFault(error, "cache");
    }
  }

  return {
    one: <Row>(sql: string, ...parameters: Parameter[]) =>
      read(() => statement(sql, "row").get(...parameters)) as Row | undefined,
    all: <Row>(sql: string, ...parameters: Parameter[]) =>
      read(() => statement(sql, "row").all(...parameters)) as Row[],
    values: <Value>(sql: string, ...parameters: Parameter[]) =>
      read(() => statement(sql, "value").all(...parameters)) as Value[],
    value: <Value>(sql: string, ...parameters: Parameter[]) =>
      read(() => statement(sql, "value").get(...parameters)) as Value | undefined,
    tuples: <Tuple extends unknown[]>(sql: string, ...parameters: Parameter[]) =>
      read(() => statement(sql, "tuple").all(...parameters)) as Tuple[],
    async ofOneMoment(work) {
      sqlite.exec("BEGIN");
      try {
        return await work();
      } finally {
        sqlite.exec("COMMIT");
      }
    },
    close,
  };
}
