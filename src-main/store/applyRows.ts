/**
 * Puts rows of the contract into the cache. A row enters only when its version is at least the one that is there, so that pages may come twice,
 * late or in any order. Only columns that changed are written: an index is touched when its column changed, not with every row.
 * Called inside the caller's transaction.
 */
import type Database from "better-sqlite3";
import { canonicalJson } from "#shared/canonicalJson.ts";
import type { Application } from "#shared/contract/application.ts";
import type { WalletAddress } from "#shared/contract/address.ts";
import type { Currency, Network } from "#shared/contract/currency.ts";
import type { Deposit, TimelineEvent } from "#shared/contract/deposit.ts";
import type { Refund } from "#shared/contract/refund.ts";
import type { SyncEntity } from "#shared/contract/sync.ts";
import {
  applicationColumns,
  type Column,
  type Columns,
  currencyColumns,
  depositColumns,
  depositWords,
  eventColumns,
  eventWords,
  networkColumns,
  refundColumns,
  refundWords,
  type TermOf,
  walletAddressColumns,
  type Words,
} from "./cacheColumns.ts";
import { type CountKey, createDepositCounts } from "./depositCounts.ts";
import type { Dictionary } from "./dictionary.ts";
import { fold } from "./fold.ts";
import { idBytes } from "./idBytes.ts";
import type { SentRow, SyncRow } from "./readPage.ts";
import { createRefundCounts } from "./refundCounts.ts";

/** KNOWN: it was there already, or was deleted since. OLDER: a newer version is there. Neither changes anything. */
export type Outcome = "TAKEN" | "KNOWN" | "OLDER";

export type RowApplier = {
  upsert(entity: SyncEntity, sent: SentRow): Outcome;
  /** A row of this id is there, with exactly this text. */
  holds(entity: SyncEntity, id: string, text: string): boolean;
  remove(entity: SyncEntity, id: string, version: number): boolean;
  /** While first rows come, nearly every row is new: it is inserted without a look for an older one first. */
  setExpectNew(on: boolean): void;
  /** At the end of the caller's transaction. */
  finish(): void;
  /** After a rollback. */
  forget(): void;
};

/** Table of each entity; a closed list, so that no text of the service ever becomes SQL. */
const TABLE_OF: Record<SyncEntity, string> = {
  networks: "networks",
  currencies: "currencies",
  walletAddresses: "wallet_addresses",
  applications: "applications",
  deposits: "deposits",
  refunds: "refunds",
  events: "events",
};

type Stored = { n: number; version: number; data: string } & Record<string, Column>;

export function createRowApplier(sqlite: Database.Database, dictionary: Dictionary): RowApplier {
  const statements = new Map<string, Database.Statement<unknown[], unknown>>();
  const inserts = new Map<SyncEntity, Database.Statement<unknown[], unknown>>();
  const counts = createDepositCounts(sqlite);
  const refundCounts = createRefundCounts(sqlite);
  const addPerson = sqlite.prepare(
    "INSERT INTO participants (source_id, deposit_id, person_ref) VALUES (?, ?, ?) ON CONFLICT DO NOTHING",
  );
  const dropPeople = sqlite.prepare("DELETE FROM participants WHERE source_id = ?");
  const tombstone = sqlite
    .prepare<[string, Buffer], number>("SELECT version FROM tombstones WHERE entity = ? AND id = ?")
    .pluck();
  let expectNew = false;
  let anyBuried = sqlite.prepare("SELECT 1 FROM tombstones LIMIT 1").get() !== undefined;
  const insertDepositRow = sqlite.prepare("INSERT INTO deposit_rows (n, data) VALUES (?, ?)");
  const bury = sqlite.prepare(
    "INSERT INTO tombstones (entity, id, version) VALUES (?, ?, ?) ON CONFLICT DO UPDATE SET version = max(version, excluded.version)",
  );

  function statement(sql: string): Database.Statement<unknown[], unknown> {
    let prepared = statements.get(sql);
    if (prepared === undefined) statements.set(sql, (prepared = sqlite.prepare(sql)));
    return prepared;
  }

  const find = (entity: SyncEntity, id: Buffer): Stored | undefined => {
    const sql =
      entity === "deposits"
        ? "SELECT d.*, r.data FROM deposits d JOIN deposit_rows r ON r.n = d.n WHERE d.id = ?"
        : `SELECT * FROM ${TABLE_OF[entity]} WHERE id = ?`;
    return statement(sql).get(id) as Stored | undefined;
  };

  /** False when a row of this id is there already. */
  function insert(entity: SyncEntity, id: Buffer, columns: Columns, { row, text }: SentRow): boolean {
    const split = entity === "deposits";
    let prepared = inserts.get(entity);
    if (prepared === undefined) {
      // The columns of an entity come in the same order with every row.
      const names = ["id", "version", ...Object.keys(columns), ...(split ? [] : ["data"])];
      const marks = names.map(() => "?").join(", ");
      prepared = sqlite.prepare(
        `INSERT INTO ${TABLE_OF[entity]} (${names.join(", ")}) VALUES (${marks}) ON CONFLICT (id) DO NOTHING`,
      );
      inserts.set(entity, prepared);
    }
    const values: Column[] = [id, row.version, ...Object.values(columns)];
    if (!split) values.push(text);
    const { changes, lastInsertRowid } = prepared.run(values);
    if (changes === 0) return false;
    if (split) insertDepositRow.run(lastInsertRowid, text);
    return true;
  }

  function update(entity: SyncEntity, id: Buffer, stored: Stored, { row, text }: SentRow): void {
    const before = JSON.parse(stored.data) as SyncRow;
    const refs = refsOf(entity, before, stored);
    const termOf: TermOf = (folded) => refs.get(folded) ?? dictionary.termOf(folded);
    const now: Columns = { version: row.version, ...columnsOf(entity, row, termOf) };
    if (entity === "deposits") statement("UPDATE deposit_rows SET data = ? WHERE n = ?").run(text, stored.n);
    else now["data"] = text;
    const names = Object.keys(now).filter((name) => !sameColumn(stored[name], now[name] as Column));
    const sets = names.map((name) => `${name} = ?`).join(", ");
    if (names.length > 0)
      statement(`UPDATE ${TABLE_OF[entity]} SET ${sets} WHERE n = ?`).run(...names.map((name) => now[name]), stored.n);
    const words = wordsOf(entity, row);
    if (JSON.stringify(words) !== JSON.stringify(wordsOf(entity, before))) setWords(id, words, false);
  }

  function setWords(sourceId: Buffer, words: Words | null, fresh: boolean): void {
    if (words === null || (fresh && words.remarks === "" && words.people.length === 0)) return;
    const depositId = idBytes(words.depositId);
    if (!fresh || words.remarks !== "") dictionary.setRemark(sourceId, depositId, fold(words.remarks));
    if (!fresh) dropPeople.run(sourceId);
    for (const name of words.people) addPerson.run(sourceId, depositId, dictionary.termOf(fold(name)));
  }

  function insertNew(entity: SyncEntity, id: Buffer, sent: SentRow): boolean {
    const { row } = sent;
    if (!insert(entity, id, columnsOf(entity, row, dictionary.termOf), sent)) return false;
    countMove(entity, null, row);
    if (entity === "deposits") dictionary.noteDeposit(id);
    setWords(id, wordsOf(entity, row), true);
    return true;
  }

  /** null: it was not there before, or is no longer */
  function countMove(entity: SyncEntity, stored: Stored | null, row: SyncRow | null): void {
    if (entity === "deposits") counts.move(stored === null ? null : countKeyOf(stored), row as Deposit | null);
    if (entity === "refunds")
      refundCounts.move(stored === null ? null : (JSON.parse(stored.data) as Refund), row as Refund | null);
  }

  return {
    upsert(entity, sent) {
      const { row } = sent;
      const id = idBytes(row.id);
      const isBuried = anyBuried && (tombstone.get(entity, id) ?? 0) >= row.version;
      // A first version is nearly always a new row.
      if ((expectNew || row.version === 1) && !isBuried && insertNew(entity, id, sent)) return "TAKEN";
      const stored = find(entity, id);
      if (stored === undefined) return !isBuried && insertNew(entity, id, sent) ? "TAKEN" : "KNOWN";
      if (stored.version > row.version) return "OLDER";
      if (stored.version === row.version && saysTheSame(stored, sent)) return "KNOWN";
      update(entity, id, stored, sent);
      countMove(entity, stored, row);
      return "TAKEN";
    },
    holds(entity, id, text) {
      const sql =
        entity === "deposits"
          ? "SELECT r.data = ? FROM deposits d JOIN deposit_rows r ON r.n = d.n WHERE d.id = ?"
          : `SELECT data = ? FROM ${TABLE_OF[entity]} WHERE id = ?`;
      return statement(sql).pluck().get(text, idBytes(id)) === 1;
    },
    remove(entity, id, version) {
      const bytes = idBytes(id);
      bury.run(entity, bytes, version);
      anyBuried = true;
      const stored = find(entity, bytes);
      if (stored === undefined || stored.version > version) return false;
      statement(`DELETE FROM ${TABLE_OF[entity]} WHERE n = ?`).run(stored.n);
      if (entity === "deposits") statement("DELETE FROM deposit_rows WHERE n = ?").run(stored.n);
      countMove(entity, stored, null);
      dictionary.removeRemark(bytes);
      dropPeople.run(bytes);
      return true;
    },
    setExpectNew(on) {
      expectNew = on;
    },
    finish() {
      counts.write();
      refundCounts.write();
    },
    forget() {
      counts.forget();
      refundCounts.forget();
      dictionary.forget();
    },
  };
}

/** The same row may come in two spellings: as an answer to one's own action, and by the feed. */
function saysTheSame({ data }: Stored, { row, text }: SentRow): boolean {
  return data === text || canonicalJson(JSON.parse(data)) === canonicalJson(row);
}

/** Numbers in the dictionary of the texts that a stored row names: most changes leave them as they are. */
function refsOf(entity: SyncEntity, row: SyncRow, stored: Stored): ReadonlyMap<string, number> {
  const named = new Map<string, number>();
  const name = (text: string, column: string) => named.set(fold(text), stored[column] as number);
  if (entity === "deposits") {
    const { customerName, sourceAddress, destinationAddress } = row as Deposit;
    name(customerName, "name_ref");
    name(sourceAddress, "source_ref");
    name(destinationAddress, "destination_ref");
  }
  if (entity === "refunds") name((row as Refund).refundAddress, "address_ref");
  return named;
}

function countKeyOf(stored: Stored): CountKey {
  const { currency, network, status } = stored as unknown as CountKey;
  return { currency, network, status };
}

function columnsOf(entity: SyncEntity, row: SyncRow, termOf: TermOf): Columns {
  switch (entity) {
    case "networks":
      return networkColumns(row as Network);
    case "currencies":
      return currencyColumns(row as Currency);
    case "walletAddresses":
      return walletAddressColumns(row as WalletAddress);
    case "applications":
      return applicationColumns(row as Application);
    case "deposits":
      return depositColumns(row as Deposit, termOf);
    case "refunds":
      return refundColumns(row as Refund, termOf);
    case "events":
      return eventColumns(row as TimelineEvent);
  }
}

function wordsOf(entity: SyncEntity, row: SyncRow): Words | null {
  if (entity === "deposits") return depositWords(row as Deposit);
  if (entity === "refunds") return refundWords(row as Refund);
  if (entity === "events") return eventWords(row as TimelineEvent);
  return null;
}

function sameColumn(stored: Column | undefined, value: Column): boolean {
  if (Buffer.isBuffer(stored) && Buffer.isBuffer(value)) return stored.equals(value);
  return stored === value;
}
