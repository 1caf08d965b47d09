import type { PgTable } from "drizzle-orm/pg-core";
import type { Context } from "#central/context.ts";

/** PostgreSQL takes at most 65,535 parameters in one statement. */
const ROWS_A_STATEMENT = 400;

export async function insertMany<Table extends PgTable>(
  context: Context,
  table: Table,
  rows: readonly Table["$inferInsert"][],
): Promise<void> {
  for (let start = 0; start < rows.length; start += ROWS_A_STATEMENT)
    await context.db.insert(table).values(rows.slice(start, start + ROWS_A_STATEMENT) as never);
}
