/** Views of the record list that people keep. */
import type { Person } from "#shared/contract/common.ts";
import { boolean, index, integer, jsonb, pgTable, text, uuid } from "drizzle-orm/pg-core";

import { instant } from "./columns.ts";

export const savedViews = pgTable(
  "saved_views",
  {
    id: uuid().primaryKey(),
    ownerId: uuid().notNull(),
    owner: jsonb().$type<Person>().notNull(),
    name: text().notNull(),
    query: text().notNull(),
    shared: boolean().notNull(),
    updatedAt: instant().notNull(),
    version: integer().notNull(),
  },
  (table) => [index("saved_views_owner").on(table.ownerId)],
);
