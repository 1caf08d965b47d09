/** How each synced entity is read from its table. */
import { asc, count, gt, inArray } from "drizzle-orm";

import { toApplication } from "#central/applications/toApplication.ts";
import { toWalletAddress } from "#central/addresses/toWalletAddress.ts";
import { toTimelineEvent } from "#central/audit/toTimelineEvent.ts";
import { toCurrency, toNetwork } from "#central/configuration/toCurrency.ts";
import { drizzleReads } from "#central/books/drizzleReads.ts";
import type { Context } from "#central/context.ts";
import { depositSeenBy, eventSeenBy } from "#central/deposits/hideRestricted.ts";
import { toDeposit } from "#central/deposits/toDeposit.ts";
import { toRefunds } from "#central/refunds/toRefund.ts";
import type { Column, Table } from "#central/store/columns.ts";
import type { Tx } from "#central/store/openDatabase.ts";
import {
  applications,
  currencies,
  deposits,
  networks,
  refunds,
  timelineEvents,
  walletAddresses,
} from "#central/store/tables.ts";
import { SYNC_ENTITIES, SYNC_PERMISSIONS, type SyncEntity } from "#shared/contract/sync.ts";

/** A row as the client stores it. */
export type SyncRow = { id: string; version: number; updatedAt?: string; at?: string };

/** Whose cache it is, and the state of the database he sees. */
export type Reader = Pick<Context, "db"> & { readonly permissions: ReadonlySet<string> };

export type EntityReader = {
  count(db: Tx): Promise<number>;
  /** in key order, after a key */
  page(reader: Reader, after: string | undefined, limit: number): Promise<SyncRow[]>;
  byIds(reader: Reader, ids: readonly string[]): Promise<SyncRow[]>;
};

type SyncedTable = Table & { id: Column };

function readerOf<Synced extends SyncedTable>(
  table: Synced,
  toWire: (reader: Reader, rows: Synced["$inferSelect"][]) => SyncRow[] | Promise<SyncRow[]>,
): EntityReader {
  // Drizzle cannot follow `from` of a generic table; every table here has the type of its own rows.
  const source = table as Table;
  const rowsAs = (rows: unknown[]) => rows as Synced["$inferSelect"][];
  return {
    async count(db) {
      const [row] = await db.select({ count: count() }).from(source);
      return row?.count ?? 0;
    },
    async page(reader, after, limit) {
      const rows = await reader.db
        .select()
        .from(source)
        .where(after === undefined ? undefined : gt(table.id, after))
        .orderBy(asc(table.id))
        .limit(limit);
      return toWire(reader, rowsAs(rows));
    },
    async byIds(reader, ids) {
      if (ids.length === 0) return [];
      return toWire(
        reader,
        rowsAs(
          await reader.db
            .select()
            .from(source)
            .where(inArray(table.id, [...ids])),
        ),
      );
    },
  };
}

export const ENTITY_READERS: Record<SyncEntity, EntityReader> = {
  networks: readerOf(networks, (_reader, rows) => rows.map(toNetwork)),
  currencies: readerOf(currencies, (_reader, rows) => rows.map(toCurrency)),
  walletAddresses: readerOf(walletAddresses, (_reader, rows) => rows.map(toWalletAddress)),
  applications: readerOf(applications, (_reader, rows) => rows.map(toApplication)),
  deposits: readerOf(deposits, ({ permissions }, rows) =>
    rows.map((row) => depositSeenBy(toDeposit(row), permissions)),
  ),
  refunds: readerOf(refunds, ({ db }, rows) => toRefunds({ books: drizzleReads(db) }, rows)),
  events: readerOf(timelineEvents, ({ permissions }, rows) =>
    rows.map((row) => eventSeenBy(toTimelineEvent(row), permissions)),
  ),
};

/** The entities that this person may follow, in the order of a first sync. */
export function entitiesFor(permissions: ReadonlySet<string>): SyncEntity[] {
  return SYNC_ENTITIES.filter((entity) => {
    const needed = SYNC_PERMISSIONS[entity];
    return needed === null || permissions.has(needed);
  });
}
