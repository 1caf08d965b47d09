/** The shorter lists: applications, addresses, refunds. One text box each, found in any part of the row's words. */
import type { Application } from "#shared/contract/application.ts";
import type { WalletAddress } from "#shared/contract/address.ts";
import type { CallParsed, Calls } from "#shared/contract/ipc.ts";
import type { Refund } from "#shared/contract/refund.ts";
import type { CacheReader, Parameter } from "./cacheReader.ts";
import { fold } from "./fold.ts";
import { idBytes } from "./idBytes.ts";
import { many } from "./readRows.ts";
import { VOID_ASKED } from "./voidAsked.ts";

const ROWS_A_LIST = 100;

/** Filters joined with AND; what is null is not asked for. */
function where(parts: readonly ([sql: string, ...parameters: Parameter[]] | null)[]): {
  sql: string;
  parameters: Parameter[];
} {
  const asked = parts.filter((part) => part !== null);
  return {
    sql: asked.length === 0 ? "1" : asked.map(([sql]) => sql).join(" AND "),
    parameters: asked.flatMap(([, ...parameters]) => parameters),
  };
}

function words(text: string | undefined): [string, string] | null {
  const folded = fold((text ?? "").trim());
  return folded === "" ? null : ["instr(words, ?) > 0", folded];
}

function oneOf(column: string, values: readonly string[] | undefined): [string, string] | null {
  if (values === undefined || values.length === 0) return null;
  return [`${column} IN (SELECT value FROM json_each(?))`, JSON.stringify(values)];
}

/** Newest first. Deleted ones only when they are asked for (R8.2). */
export function searchApplications(
  reader: CacheReader,
  { status, text, limit = ROWS_A_LIST }: CallParsed<Calls["applications"]["search"]>,
): { items: Application[]; total: number } {
  const shown = status === undefined || status.length === 0 ? ["RECEIVED", "ABNORMAL", "RECORDED"] : status;
  const { sql, parameters } = where([oneOf("status", shown), words(text)]);
  return {
    items: many(
      reader,
      `SELECT data FROM applications WHERE ${sql} ORDER BY requested_at DESC, id DESC LIMIT ?`,
      ...parameters,
      limit,
    ),
    total: reader.value<number>(`SELECT count(*) FROM applications WHERE ${sql}`, ...parameters) ?? 0,
  };
}

export function searchAddresses(
  reader: CacheReader,
  { customerNo, network, text, limit = ROWS_A_LIST }: CallParsed<Calls["addresses"]["search"]>,
): WalletAddress[] {
  const { sql, parameters } = where([
    customerNo === undefined || customerNo.trim() === "" ? null : ["customer_no = ?", customerNo.trim()],
    network === undefined || network.trim() === "" ? null : ["network = ?", network.trim()],
    words(text),
  ]);
  return many(
    reader,
    `SELECT data FROM wallet_addresses WHERE ${sql} ORDER BY customer_no, created_at DESC, id DESC LIMIT ?`,
    ...parameters,
    limit,
  );
}

/** `mine`: requested by this person. The order is by request time, newest first unless asked otherwise. */
export function searchRefunds(
  reader: CacheReader,
  search: CallParsed<Calls["refunds"]["search"]>,
  userId: string,
): { items: Refund[]; total: number } {
  const {
    status,
    text,
    mine = false,
    noticeOpen = false,
    voidAsked = false,
    oldestFirst = false,
    limit = ROWS_A_LIST,
  } = search;
  const { sql, parameters } = where([
    oneOf("status", status),
    words(text),
    mine ? ["requested_by = ?", idBytes(userId)] : null,
    noticeOpen ? ["notice_open = 1"] : null,
    voidAsked ? [VOID_ASKED] : null,
  ]);
  const direction = oldestFirst ? "ASC" : "DESC";
  return {
    items: many(
      reader,
      `SELECT data FROM refunds WHERE ${sql} ORDER BY requested_at ${direction}, id ${direction} LIMIT ?`,
      ...parameters,
      limit,
    ),
    total: reader.value<number>(`SELECT count(*) FROM refunds WHERE ${sql}`, ...parameters) ?? 0,
  };
}
