import { centralOn } from "./centralOn.ts";
import { changesOf } from "./changesOf.ts";
import type { MemoryCentral, MemoryCentralOptions } from "./MemoryCentral.ts";
import { memoryBooks } from "./memoryBooks.ts";
import { seedsInto } from "./seeds.ts";

/** What it is for and how it is driven stands in MemoryCentral.ts. */
export function openMemoryCentral(options: MemoryCentralOptions): MemoryCentral {
  const { committed } = options;
  const books = memoryBooks(committed && ((journal) => committed(changesOf(books.tables, journal))));
  const { tables } = books;
  return {
    ...centralOn(books, options),
    put: seedsInto(tables, options),
    state: {
      deposits: tables.deposits.rows,
      refunds: tables.refunds.rows,
      approvals: tables.approvals.rows,
      slots: tables.slots.rows,
      attempts: tables.attempts.rows,
      addresses: tables.addresses.rows,
      signers: tables.signers.rows,
      deviceKeys: tables.deviceKeys.rows,
      auditEvents: tables.auditEvents,
      history: tables.history,
    },
  };
}
