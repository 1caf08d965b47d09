/** Column types whose value in code already has the form of the wire. */
import { customType, type PgColumn, type PgTable } from "drizzle-orm/pg-core";

/** Any column and any table, for what works on all of them. */
export type Column = PgColumn;
export type Table = PgTable;

/** RFC 3339 text in UTC with milliseconds. The drivers answer PostgreSQL's own text ("2026-11-22 08:15:30.123+00"). */
export const instant = customType<{ data: string; driverData: string }>({
  dataType: () => "timestamp (3) with time zone",
  fromDriver: (value) => new Date(value).toISOString(),
  toDriver: (value) => value,
});

/**
 * A decimal amount as PostgreSQL's exact numeric (60 digits before the point, 18 after), read as the shortest decimal string.
 * Never a JavaScript number: R7.4.
 */
export const decimalAmount = customType<{ data: string; driverData: string }>({
  dataType: () => "numeric(78, 18)",
  fromDriver: (value) => {
    const text = String(value);
    return text.includes(".") ? text.replace(/\.?0+$/, "") : text;
  },
  toDriver: (value) => value,
});

/** A chain integer (block number, nonce, wei) of up to 78 digits, a bigint in code. */
export const chainInteger = customType<{ data: bigint; driverData: string }>({
  dataType: () => "numeric(78, 0)",
  fromDriver: (value) => BigInt(value),
  toDriver: (value) => value.toString(),
});
