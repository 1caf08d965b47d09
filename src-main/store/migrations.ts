/** Brings a file to this version's tables, and refuses one that a newer version wrote. */
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import type Database from "better-sqlite3";
import { AppError } from "#shared/errors.ts";
import type { StoreKind } from "./storeFault.ts";
import { z } from "#shared/zod.ts";

const loadNow = createRequire(import.meta.url);
const journalFile = z.object({ entries: z.array(z.object({ idx: z.int(), when: z.int(), tag: z.string() })) });

/** Throws CACHE_FROM_FUTURE, or JOURNAL_UNAVAILABLE for a journal; nothing is changed then. */
export function bringUpToDate(sqlite: Database.Database, migrationsFolder: string, kind: StoreKind): void {
  const known = journalFile.parse(JSON.parse(readFileSync(join(migrationsFolder, "meta", "_journal.json"), "utf8")));
  const newestKnown = Math.max(0, ...known.entries.map((entry) => entry.when));
  const applied = newestApplied(sqlite);
  if (applied > newestKnown)
    throw new AppError(
      kind === "journal" ? "JOURNAL_UNAVAILABLE" : "CACHE_FROM_FUTURE",
      `The ${kind} file of this workstation was written by a newer version of Deposit Desk. Install that version again.`,
    );
  if (applied === newestKnown) return;
  // Loaded when it is needed: importing drizzle costs more time than opening the file, at every start of every thread.
  const { drizzle } = loadNow("drizzle-orm/better-sqlite3") as typeof import("drizzle-orm/better-sqlite3");
  const { migrate } = loadNow(
    "drizzle-orm/better-sqlite3/migrator",
  ) as typeof import("drizzle-orm/better-sqlite3/migrator");
  migrate(drizzle(sqlite), { migrationsFolder });
}

function newestApplied(sqlite: Database.Database): number {
  const table = sqlite.prepare("SELECT name FROM sqlite_master WHERE name = '__drizzle_migrations'").get();
  if (table === undefined) return 0;
  return Number(sqlite.prepare("SELECT max(created_at) FROM __drizzle_migrations").pluck().get() ?? 0);
}
