/** Pages of a list, newest first, by key instead of by offset: a row that arrives meanwhile neither doubles nor hides one. */
import { desc, sql, type SQL } from "drizzle-orm";

import type { Column } from "#central/store/columns.ts";
import { AppError } from "#shared/errors.ts";
import { z } from "#shared/zod.ts";
import { timestamp } from "#shared/contract/common.ts";

const position = z.tuple([timestamp, z.uuid()]);

/** Where a page ended, as opaque text. */
export function cursorOf(row: { createdAt: string; id: string }): string {
  return Buffer.from(JSON.stringify([row.createdAt, row.id])).toString("base64url");
}

/** Everything after a cursor in the order (createdAt, id) descending. Throws VALIDATION_FAILED for a cursor that is none of ours. */
export function afterCursor(table: { createdAt: Column; id: Column }, cursor: string | undefined): SQL | undefined {
  if (cursor === undefined) return undefined;
  const [createdAt, id] = parse(cursor);
  // As a row, which an index can begin at; written out with OR the database reads everything before it.
  return sql`(${table.createdAt}, ${table.id}) < (${sql.param(createdAt, table.createdAt)}::timestamptz, ${sql.param(id, table.id)}::uuid)`;
}

export function newestFirst(table: { createdAt: Column; id: Column }): SQL[] {
  return [desc(table.createdAt), desc(table.id)];
}

/** `rows` were read with one more than `limit`, to see whether there are more. */
export function pageFrom<Row extends { createdAt: string; id: string }, Item>(
  rows: readonly Row[],
  limit: number,
  toItem: (row: Row) => Item,
): { items: Item[]; nextCursor: string | null; hasMore: boolean } {
  const shown = rows.slice(0, limit);
  const last = shown.at(-1);
  const hasMore = rows.length > limit;
  return { items: shown.map(toItem), nextCursor: hasMore && last ? cursorOf(last) : null, hasMore };
}

function parse(cursor: string): [string, string] {
  try {
    return position.parse(JSON.parse(Buffer.from(cursor, "base64url").toString("utf8")));
  } catch (cause) {
    throw new AppError("VALIDATION_FAILED", "This cursor is none of this service; start the list again", {
      cause,
      extra: { errors: [{ pointer: "/query/cursor", code: "invalid_cursor", detail: "not a cursor of this list" }] },
    });
  }
}
