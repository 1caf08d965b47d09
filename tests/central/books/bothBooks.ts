/** The same world of paper on both kinds of books: in memory, and in the database, embedded or a server. */
import { asc } from "drizzle-orm";

import type { Books, BookStore } from "#central/books/Books.ts";
import { drizzleBookStore } from "#central/books/drizzleBooks.ts";
import { centralOn } from "#central/books/memory/centralOn.ts";
import type { MemoryCentral } from "#central/books/memory/MemoryCentral.ts";
import { memoryBooks } from "#central/books/memory/memoryBooks.ts";
import { seedsInto } from "#central/books/memory/seeds.ts";
import type { AuditEventRow } from "#central/audit/toAuditEvent.ts";
import type { TimelineEventRow } from "#central/audit/toTimelineEvent.ts";
import {
  auditEvents,
  currencies,
  customers,
  denylistEntries,
  denylists,
  deposits,
  deviceKeys,
  networks,
  signers,
  timelineEvents,
  walletAddresses,
} from "#central/store/tables.ts";
import { openTestDatabase } from "#tests/support/central.ts";
import { paperOptions, type PaperRows, paperRows, paperWorld } from "./paperWorld.ts";

export type BooksUnderTest = {
  store: BookStore;
  rows: PaperRows;
  world: ReturnType<typeof paperWorld>;
  write<T>(work: (books: Books) => Promise<T>): Promise<T>;
  /** everything that was ever logged */
  log(): Promise<{ events: AuditEventRow[]; history: TimelineEventRow[] }>;
  stop(): Promise<void>;
};

export async function onMemory(seed = 1): Promise<BooksUnderTest> {
  const options = paperOptions(seed);
  const books = memoryBooks();
  const central = centralOn(books, options);
  const rows = paperRows(seedsInto(books.tables, options), central);
  return {
    store: books,
    rows,
    world: paperWorld(central, rows, options),
    write: (work) => books.transaction(work),
    log: async () => ({ events: books.tables.auditEvents, history: books.tables.history }),
    stop: async () => undefined,
  };
}

export const onEmbedded = (seed?: number): Promise<BooksUnderTest> => onDatabase("embedded", seed);
export const onServer = (seed?: number): Promise<BooksUnderTest> => onDatabase("postgres", seed);

async function onDatabase(engine: "embedded" | "postgres", seed = 1): Promise<BooksUnderTest> {
  const options = paperOptions(seed);
  const { database, remove } = await openTestDatabase({ world: "empty", engine });
  const { db } = database;
  const store = drizzleBookStore(database);
  const central = centralOn(store, options);
  const put: MemoryCentral["put"] = seedsInto(memoryBooks().tables, options);
  const rows = paperRows(put, central);
  await db.insert(customers).values({ customerNo: "C10001", name: "Client", createdAt: options.clock.now() });
  await db.insert(networks).values(rows.network);
  await db.insert(currencies).values(rows.currency);
  await db.insert(walletAddresses).values(rows.address);
  await db.insert(signers).values(rows.signer);
  await db.insert(deviceKeys).values(rows.keys);
  await db.insert(deposits).values(rows.deposits);
  await db.insert(denylists).values({ listVersion: "list-1", publishedAt: options.clock.now() });
  await db
    .insert(denylistEntries)
    .values({ listVersion: "list-1", addressKey: `0x${"66".repeat(20)}`, reason: "sanctioned" });
  return {
    store,
    rows,
    world: paperWorld(central, rows, options),
    write: (work) => store.transaction(work),
    log: async () => ({
      events: await db.select().from(auditEvents).orderBy(asc(auditEvents.seq)),
      history: await db.select().from(timelineEvents).orderBy(asc(timelineEvents.auditSeq)),
    }),
    async stop() {
      await database.close();
      await remove();
    },
  };
}
