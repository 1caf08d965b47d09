/** The orders of the record list, their indexes, and the place at which the next page begins (keyset, never OFFSET). */
import type { Deposit } from "#shared/contract/deposit.ts";
import type { DepositSearch } from "#shared/contract/ipc.ts";
import { AppError } from "#shared/errors.ts";
import { z } from "#shared/zod.ts";
import { epochOf } from "#main/world/clock.ts";
import { amountKey } from "./amountKey.ts";
import { shownAmount } from "./cacheColumns.ts";
import type { Parameter } from "./cacheReader.ts";
import type { Sql } from "./depositConditions.ts";
import { idBytes } from "./idBytes.ts";

export type DepositSort = NonNullable<DepositSearch["sort"]>;
export type DepositOrder = { sort: DepositSort; descending: boolean };

/** From a row of the contract to the columns that orders are made of (cacheColumns.ts writes the same). */
const COLUMN_VALUES = {
  requested_at: (row: Deposit) => epochOf(row.requestedAt),
  id: (row: Deposit) => idBytes(row.id),
  record_no: (row: Deposit) => row.recordNo,
  amount: (row: Deposit) => amountKey(shownAmount(row)),
  status: (row: Deposit) => row.status,
  customer_no: (row: Deposit) => row.customerNo,
} as const satisfies Record<string, (row: Deposit) => Parameter>;
type OrderColumn = keyof typeof COLUMN_VALUES;

/** Columns that make the order total; the last is unique or the id. */
const ORDER_COLUMNS: Record<DepositSort, readonly OrderColumn[]> = {
  requestedAt: ["requested_at", "id"],
  recordNo: ["record_no"],
  amount: ["amount", "id"],
  status: ["status", "requested_at", "id"],
  customerNo: ["customer_no", "requested_at", "id"],
};

/** The index whose entries stand in that order. */
export const ORDER_INDEX: Record<DepositSort, string> = {
  requestedAt: "deposits_time",
  recordNo: "deposits_record_no",
  amount: "deposits_amount",
  status: "deposits_status_time",
  customerNo: "deposits_customer_time",
};

export function orderColumns(order: DepositOrder): string[] {
  return ORDER_COLUMNS[order.sort].map((column) => `d.${column}`);
}

export function orderBy(order: DepositOrder): string {
  return orderColumns(order)
    .map((column) => `${column} ${order.descending ? "DESC" : "ASC"}`)
    .join(", ");
}

/** Only what comes after this place. */
export function afterPlace(order: DepositOrder, place: readonly Parameter[]): Sql {
  const columns = orderColumns(order);
  const way = order.descending ? "<" : ">";
  // The first column once more by itself: without it SQLite would walk the index from its beginning.
  return {
    sql: `${columns[0]} ${way}= ? AND (${columns.join(", ")}) ${way} (${columns.map(() => "?").join(", ")})`,
    parameters: [place[0] ?? null, ...place],
  };
}

/** The place of a record in this order, as the cache's columns have it. */
export function placeOfRow(order: DepositOrder, row: Deposit): Parameter[] {
  return ORDER_COLUMNS[order.sort].map((column) => COLUMN_VALUES[column](row));
}

const cursorShape = z.strictObject({
  sort: z.string(),
  descending: z.boolean(),
  place: z.array(z.union([z.number(), z.string(), z.strictObject({ hex: z.string().regex(/^([0-9a-f]{2})*$/) })])),
});

export function cursorText(order: DepositOrder, place: readonly Parameter[]): string {
  const plain = place.map((value) => (Buffer.isBuffer(value) ? { hex: value.toString("hex") } : value));
  return Buffer.from(JSON.stringify({ ...order, place: plain })).toString("base64url");
}

/** Throws INPUT_INVALID when the cursor belongs to another order or was not made here. */
export function placeOf(order: DepositOrder, cursor: string): Parameter[] {
  const parsed = cursorShape.safeParse(jsonOf(Buffer.from(cursor, "base64url").toString("utf8")));
  const fits =
    parsed.success &&
    parsed.data.sort === order.sort &&
    parsed.data.descending === order.descending &&
    parsed.data.place.length === ORDER_COLUMNS[order.sort].length;
  if (!fits) throw new AppError("INPUT_INVALID", "This list has been changed; load it again from its beginning");
  return parsed.data.place.map((value) => (typeof value === "object" ? Buffer.from(value.hex, "hex") : value));
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    // Not a cursor of ours: the schema that reads it next refuses undefined.
    return undefined;
  }
}
