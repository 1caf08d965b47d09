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
import { createDepositCounts } from "./depositCounts.ts";
import type { Dictionary } from "./dictionary.ts";
import { fold } from "./fold.ts";
import { idBytes } from "./idBytes.ts";

export type RowApplier = {
  /** True when the cache changed. `row` has passed the contract's schema. */
  upsert(entity: SyncEntity, row: SyncRow): boolean;
  remove(entity: SyncEntity, id: string, version: number): boolean;
};

export type SyncRow = { id: string; version: number };

/** Table of each entity; a closed list, so that no text of the service ever becomes SQL. */
export const TABLE_OF: Record<SyncEntity, string> = {
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
  const counts = createDepositCounts(sqlite);
  const addPerson = sqlite.prepare(
    "INSERT INTO participants (source_id, deposit_id, person_ref) VALUES (?, ?, ?) ON CONFLICT DO NOTHING",
  );
  const dropPeople = sqlite.prepare("DELETE FROM participants WHERE source_id = ?");
  const tombstone = sqlite
    .prepare<[string, Buffer], number>("SELECT version FROM tombstones WHERE entity = ? AND id = ?")
    .pluck();
  const bury = sqlite.prepare(
    "INSERT INTO tombstones (entity, id, version) VALUES (?, ?, ?) ON CONFLICT DO UPDATE SET version = max(version, excluded.version)",
  );

  function statement(sql: string): Database.Statement<unknown[], unknown> {
    let prepared = statements.get(sql);
    if (prepared === undefined) statements.set(sql, (prepared = sqlite.prepare(sql)));
    return prepared;
  }

  function insert(table: string, columns: Columns): void {
    const names = Object.keys(columns);
    const marks = names.map(() => "?").join(", ");
    statement(`INSERT INTO ${table} (${names.join(", ")}) VALUES (${marks})`).run(...Object.values(columns));
  }

  function update(table: string, stored: Stored, columns: Columns): void {
    const changed = Object.entries(columns).filter(([name, value]) => !sameColumn(stored[name], value));
    const sets = changed.map(([name]) => `${name} = ?`).join(", ");
    statement(`UPDATE ${table} SET ${sets} WHERE n = ?`).run(...changed.map(([, value]) => value), stored.n);
  }

  function setWords(sourceId: Buffer, words: Words | null, fresh: boolean): void {
    if (words === null) return;
    const depositId = idBytes(words.depositId);
    if (!fresh || words.remarks !== "") dictionary.setRemark(sourceId, depositId, fold(words.remarks));
    if (!fresh) dropPeople.run(sourceId);
    for (const name of words.people) addPerson.run(sourceId, depositId, dictionary.termOf(fold(name)));
  }

  return {
    upsert(entity, row) {
      const table = TABLE_OF[entity];
      const id = idBytes(row.id);
      const stored = statement(`SELECT * FROM ${table} WHERE id = ?`).get(id) as Stored | undefined;
      if (stored !== undefined && stored.version > row.version) return false;
      if (stored === undefined && (tombstone.get(entity, id) ?? 0) >= row.version) return false;
      const data = JSON.stringify(row);
      if (stored?.data === data) return false;
      const columns = { ...columnsOf(entity, row, dictionary), version: row.version, data };
      if (stored === undefined) insert(table, { id, ...columns });
      else update(table, stored, columns);
      if (entity === "deposits")
        counts.move(
          stored === undefined ? null : { currency: String(stored.currency), status: String(stored.status) },
          row as Deposit,
        );
      setWords(id, wordsOf(entity, row), stored === undefined);
      return true;
    },
    remove(entity, id, version) {
      const table = TABLE_OF[entity];
      const bytes = idBytes(id);
      bury.run(entity, bytes, version);
      const stored = statement(`SELECT * FROM ${table} WHERE id = ?`).get(bytes) as Stored | undefined;
      if (stored === undefined || stored.version > version) return false;
      statement(`DELETE FROM ${table} WHERE n = ?`).run(stored.n);
      if (entity === "deposits")
        counts.move({ currency: String(stored.currency), status: String(stored.status) }, null);
      dictionary.removeRemark(bytes);
      dropPeople.run(bytes);
      return true;
    },
  };
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
