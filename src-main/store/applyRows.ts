/**
 * Puts rows of the contract into the cache. A row enters only when its version is at least the one that is there, so that pages may come twice,
 * late or in any order. Only columns that changed are written: an index is touched when its column changed, not with every row.
 * Called inside the caller's transaction.
 */
import type Database from "better-sqlite3";
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
  walletAddressColumns,
  type Words,
} from "./cacheColumns.ts";
import { type CountKey, createDepositCounts } from "./depositCounts.ts";
import type { Dictionary } from "./dictionary.ts";
import { fold } from "./fold.ts";
import { idBytes } from "./idBytes.ts";

/** KNOWN: it was there already, or was deleted since. OLDER: a newer version is there. Neither changes anything. */
export type Outcome = "TAKEN" | "KNOWN" | "OLDER";

export type RowApplier = {
  /** `row` has passed the contract's schema. */
  upsert(entity: SyncEntity, row: SyncRow): Outcome;
  remove(entity: SyncEntity, id: string, version: number): boolean;
  /** While first rows come, nearly every row is new: it is inserted without a look for an older one first. */
  setExpectNew(on: boolean): void;
  /** At the end of the caller's transaction. */
  finish(): void;
  /** After a rollback. */
  forget(): void;
};

export type SyncRow = { id: string; version: number };

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

  function find(entity: SyncEntity, id: Buffer): Stored | undefined {
    const sql =
      entity === "deposits"
        ? "SELECT d.*, r.data FROM deposits d JOIN deposit_rows r ON r.n = d.n WHERE d.id = ?"
        : `SELECT * FROM ${TABLE_OF[entity]} WHERE id = ?`;
    return statement(sql).get(id) as Stored | undefined;
  }

  /** False when a row of this id is there already. */
  function insert(entity: SyncEntity, columns: Columns, data: string): boolean {
    const split = entity === "deposits";
    const whole = split ? columns : { ...columns, data };
    let prepared = inserts.get(entity);
    if (prepared === undefined) {
      // The columns of an entity come in the same order with every row.
      const names = Object.keys(whole);
      const marks = names.map(() => "?").join(", ");
      prepared = sqlite.prepare(
        `INSERT INTO ${TABLE_OF[entity]} (${names.join(", ")}) VALUES (${marks}) ON CONFLICT (id) DO NOTHING`,
      );
      inserts.set(entity, prepared);
    }
    const { changes, lastInsertRowid } = prepared.run(...Object.values(whole));
    if (changes === 0) return false;
    if (split) insertDepositRow.run(lastInsertRowid, data);
    return true;
  }

  function update(entity: SyncEntity, stored: Stored, columns: Columns, data: string): void {
    const split = entity === "deposits";
    if (split) statement("UPDATE deposit_rows SET data = ? WHERE n = ?").run(data, stored.n);
    const changed = Object.entries(split ? columns : { ...columns, data }).filter(
      ([name, value]) => !sameColumn(stored[name], value),
    );
    if (changed.length === 0) return;
    const sets = changed.map(([name]) => `${name} = ?`).join(", ");
    statement(`UPDATE ${TABLE_OF[entity]} SET ${sets} WHERE n = ?`).run(...changed.map(([, value]) => value), stored.n);
  }

  function setWords(sourceId: Buffer, words: Words | null, fresh: boolean): void {
    if (words === null) return;
    const depositId = idBytes(words.depositId);
    if (!fresh || words.remarks !== "") dictionary.setRemark(sourceId, depositId, fold(words.remarks));
    if (!fresh) dropPeople.run(sourceId);
    for (const name of words.people) addPerson.run(sourceId, depositId, dictionary.termOf(fold(name)));
  }

  function insertNew(entity: SyncEntity, id: Buffer, row: SyncRow): boolean {
    const columns = { id, ...columnsOf(entity, row, dictionary), version: row.version };
    if (!insert(entity, columns, JSON.stringify(row))) return false;
    if (entity === "deposits") counts.move(null, row as Deposit);
    setWords(id, wordsOf(entity, row), true);
    return true;
  }

  return {
    upsert(entity, row) {
      const id = idBytes(row.id);
      const isBuried = anyBuried && (tombstone.get(entity, id) ?? 0) >= row.version;
      if (expectNew && !isBuried && insertNew(entity, id, row)) return "TAKEN";
      const stored = find(entity, id);
      if (stored === undefined) return !isBuried && insertNew(entity, id, row) ? "TAKEN" : "KNOWN";
      if (stored.version > row.version) return "OLDER";
      const data = JSON.stringify(row);
      if (stored.data === data) return "KNOWN";
      update(entity, stored, { ...columnsOf(entity, row, dictionary), version: row.version }, data);
      if (entity === "deposits") counts.move(countKeyOf(stored), row as Deposit);
      setWords(id, wordsOf(entity, row), false);
      return "TAKEN";
    },
    remove(entity, id, version) {
      const bytes = idBytes(id);
      bury.run(entity, bytes, version);
      anyBuried = true;
      const stored = find(entity, bytes);
      if (stored === undefined || stored.version > version) return false;
      statement(`DELETE FROM ${TABLE_OF[entity]} WHERE n = ?`).run(stored.n);
      if (entity === "deposits") {
        statement("DELETE FROM deposit_rows WHERE n = ?").run(stored.n);
        counts.move(countKeyOf(stored), null);
      }
      dictionary.removeRemark(bytes);
      dropPeople.run(bytes);
      return true;
    },
    setExpectNew(on) {
      expectNew = on;
    },
    finish: counts.write,
    forget() {
      counts.forget();
      dictionary.forget();
    },
  };
}

function countKeyOf(stored: Stored): CountKey {
  const { currency, network, status } = stored as unknown as CountKey;
  return { currency, network, status };
}

function columnsOf(entity: SyncEntity, row: SyncRow, { termOf }: Dictionary): Columns {
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
