/** What keeps records beyond their term. */
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
