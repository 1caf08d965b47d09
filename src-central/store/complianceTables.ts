/** What compliance keeps beside a record: holds beyond its term, and notes for few. */
import type { Person } from "#shared/contract/common.ts";
import type { LegalHold } from "#shared/contract/retention.ts";
import { sql } from "drizzle-orm";
import { index, integer, jsonb, pgTable, text, uniqueIndex, uuid } from "drizzle-orm/pg-core";

import { instant } from "./columns.ts";

/** Every hold there ever was; one of a record is in force at a time. */
export const legalHolds = pgTable(
  "legal_holds",
  {
    id: uuid().primaryKey(),
    depositId: uuid().notNull(),
    recordNo: text().notNull(),
    reason: text().notNull(),
    placedBy: jsonb().$type<Person>().notNull(),
    placedAt: instant().notNull(),
    lift: jsonb().$type<NonNullable<LegalHold["lift"]>>(),
    liftedBy: jsonb().$type<Person>(),
    liftedAt: instant(),
    version: integer().notNull(),
  },
  (table) => [
    uniqueIndex("legal_holds_in_force")
      .on(table.depositId)
      .where(sql`lifted_at is null`),
    index("legal_holds_placed").on(table.placedAt),
  ],
);

/** For holders of "Restricted.Read" alone; in no feed. */
export const restrictedNotes = pgTable(
  "restricted_notes",
  {
    id: uuid().primaryKey(),
    depositId: uuid().notNull(),
    by: jsonb().$type<Person>().notNull(),
    at: instant().notNull(),
    text: text().notNull(),
  },
  (table) => [index("restricted_notes_deposit").on(table.depositId, table.at)],
);
