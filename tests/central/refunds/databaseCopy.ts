/** A backup of a test's PostgreSQL database, taken and put back within it: what pg_dump and pg_restore would do to its rows. */
import { sql } from "drizzle-orm";

import type { Database } from "#central/store/openDatabase.ts";
import { inTransaction } from "#central/store/inTransaction.ts";

const TABLES = sql.raw("select tablename from pg_tables where schemaname = 'public'");

/** Answers what puts every row back as it is now. */
export async function backUp(database: Database): Promise<() => Promise<void>> {
  const answer = (await database.db.execute(TABLES)) as unknown as { rows: { tablename: string }[] };
  const tables = answer.rows.map(({ tablename }) => `"${tablename}"`);
  const run = (statements: readonly string[]) =>
    inTransaction(database, async (tx) => {
      for (const statement of statements) await tx.execute(sql.raw(statement));
    });
  await run(["create schema kept", ...tables.map((table) => `create table kept.${table} as table public.${table}`)]);
  return () =>
    run([
      // Rows that are never changed are put back all the same: triggers are not asked.
      "set local session_replication_role = replica",
      `truncate ${tables.map((table) => `public.${table}`).join(", ")}`,
      ...tables.map((table) => `insert into public.${table} select * from kept.${table}`),
    ]);
}
