/**
 * A large first sync loads 2.2 times faster without its indexes (performance 1.1). They are taken away in one transaction that also
 * writes down how to make them again, so that a kill at any point leaves a file that knows what it lacks.
 */
import type Database from "better-sqlite3";
import type { Dictionary } from "./dictionary.ts";

/**
 * Needed while loading, for the list (newest first) and the refunds of a record. Unique indexes stay anyway: they are the rows' identity, and their
 * keys come in order. Those of the dictionary's texts come in none, so that nearly each page of that index would be written with every page of rows:
 * it goes, and the dictionary finds its texts by itself meanwhile.
 */
const KEPT: ReadonlySet<string> = new Set(["deposits_time", "refunds_deposit"]);
/** stands in the list for the two trigram indexes, which are filled anew */
const TRIGRAMS = "trigrams";
const TEXTS = "terms_text";

export function isParked(sqlite: Database.Database): boolean {
  return sqlite.prepare("SELECT 1 FROM parked_indexes LIMIT 1").get() !== undefined;
}

export function parkIndexes(sqlite: Database.Database): void {
  const found = sqlite
    .prepare(
      "SELECT name, sql FROM sqlite_master WHERE type = 'index' AND sql IS NOT NULL AND (sql NOT LIKE 'CREATE UNIQUE%' OR name = ?)",
    )
    .all(TEXTS) as { name: string; sql: string }[];
  const park = sqlite.prepare("INSERT OR REPLACE INTO parked_indexes (name, statement) VALUES (?, ?)");
  for (const { name, sql } of found) {
    if (KEPT.has(name)) continue;
    park.run(name, sql);
    sqlite.exec(`DROP INDEX "${name}"`);
  }
  park.run(TRIGRAMS, "");
}

/** Makes them again, each in a transaction of its own; may be cut anywhere and called again. */
export function unparkIndexes(sqlite: Database.Database, dictionary: Dictionary): void {
  const parked = sqlite.prepare("SELECT name, statement FROM parked_indexes").all() as {
    name: string;
    statement: string;
  }[];
  const done = sqlite.prepare("DELETE FROM parked_indexes WHERE name = ?");
  for (const { name, statement } of parked) {
    sqlite.transaction(() => {
      if (name === TRIGRAMS) dictionary.reindex();
      else sqlite.exec(statement);
      done.run(name);
    })();
  }
  dictionary.setIndexing(true);
}
