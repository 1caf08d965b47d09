/** The dictionary of addresses and names, and the two trigram indexes beside their tables. */
import type Database from "better-sqlite3";
import { createKnownTerms, type KnownTerms } from "./knownTerms.ts";

/** How many texts are remembered between rows; most rows of a page name the same few. Twice as many at most: the younger and the older. */
const REMEMBERED = 60_000;
/** How much of a trigram index is gathered in memory before it is written (FTS5 "hashsize"): as a rule, and while all of it is made. */
const GATHERED_BYTES = 1024 * 1024;
const GATHERED_AT_ONCE_BYTES = 64 * 1024 * 1024;

export type Dictionary = {
  /** Number of a folded text; made when it is new. */
  termOf(text: string): number;
  /** Replaces the remark that one row contributes. */
  setRemark(sourceId: Buffer, depositId: Buffer, text: string): void;
  removeRemark(sourceId: Buffer): void;
  /** A record that is new here: remarks about it may have come before it. */
  noteDeposit(depositId: Buffer): void;
  /** While `false`, the texts have no unique index, and new ones do not enter the trigram indexes and mark no record; `reindex` does the latter for all at once. */
  setIndexing(on: boolean): void;
  reindex(): void;
  /** After a rollback: what was remembered may not exist. */
  forget(): void;
};

export function createDictionary(sqlite: Database.Database): Dictionary {
  let young = new Map<string, number>();
  let old = new Map<string, number>();
  let indexing = true;
  /** while there is no index to look into */
  let unindexed: KnownTerms | null = null;
  const findTerm = sqlite.prepare<[string], number>("SELECT n FROM terms WHERE text = ?").pluck();
  const addTerm = sqlite.prepare<[string]>("INSERT INTO terms (text) VALUES (?)");
  const indexTerm = sqlite.prepare<[number | bigint, string]>("INSERT INTO terms_index (rowid, text) VALUES (?, ?)");
  const findRemark = sqlite.prepare<[Buffer], { n: number; text: string }>(
    "SELECT n, text FROM remarks WHERE source_id = ?",
  );
  const addRemark = sqlite.prepare<[Buffer, Buffer, string]>(
    "INSERT INTO remarks (source_id, deposit_id, text) VALUES (?, ?, ?)",
  );
  const markDeposit = sqlite.prepare<[Buffer]>("UPDATE deposits SET remarked = 1 WHERE id = ? AND remarked = 0");
  const markRemarked = sqlite.prepare<[Buffer, Buffer]>(
    "UPDATE deposits SET remarked = 1 WHERE id = ? AND EXISTS (SELECT 1 FROM remarks WHERE deposit_id = ?)",
  );
  const dropRemark = sqlite.prepare<[number]>("DELETE FROM remarks WHERE n = ?");
  const indexRemark = sqlite.prepare<[number | bigint, string]>(
    "INSERT INTO remarks_index (rowid, text) VALUES (?, ?)",
  );
  const unindexRemark = sqlite.prepare<[number, string]>(
    "INSERT INTO remarks_index (remarks_index, rowid, text) VALUES ('delete', ?, ?)",
  );

  function removeFound(found: { n: number; text: string }): void {
    if (indexing) unindexRemark.run(found.n, found.text);
    dropRemark.run(found.n);
  }

  function gather(index: string, bytes: number): void {
    sqlite.exec(`INSERT INTO ${index} (${index}, rank) VALUES ('hashsize', ${bytes})`);
  }

  function added(text: string): number {
    const { lastInsertRowid } = addTerm.run(text);
    if (indexing) indexTerm.run(lastInsertRowid, text);
    else unindexed?.add(text, Number(lastInsertRowid));
    return Number(lastInsertRowid);
  }

  function remember(text: string, n: number): number {
    if (young.size >= REMEMBERED) {
      old = young;
      young = new Map();
    }
    young.set(text, n);
    return n;
  }

  return {
    termOf(text) {
      const remembered = young.get(text);
      if (remembered !== undefined) return remembered;
      const n = old.get(text) ?? (indexing ? findTerm.get(text) : (unindexed ??= createKnownTerms(sqlite)).find(text));
      if (n !== undefined) return remember(text, n);
      // Of the texts of first rows most come once: those that come again are remembered then.
      return indexing ? remember(text, added(text)) : added(text);
    },
    setRemark(sourceId, depositId, text) {
      const found = findRemark.get(sourceId);
      if (found?.text === text) return;
      if (found !== undefined) removeFound(found);
      if (text === "") return;
      const n = addRemark.run(sourceId, depositId, text).lastInsertRowid;
      if (!indexing) return;
      indexRemark.run(n, text);
      markDeposit.run(depositId);
    },
    removeRemark(sourceId) {
      const found = findRemark.get(sourceId);
      if (found !== undefined) removeFound(found);
    },
    noteDeposit(depositId) {
      if (indexing) markRemarked.run(depositId, depositId);
    },
    setIndexing(on) {
      indexing = on;
      unindexed = null;
    },
    reindex() {
      sqlite.exec("UPDATE deposits SET remarked = 1 WHERE remarked = 0 AND id IN (SELECT deposit_id FROM remarks)");
      for (const index of ["terms_index", "remarks_index"]) {
        gather(index, GATHERED_AT_ONCE_BYTES);
        sqlite.exec(`INSERT INTO ${index} (${index}) VALUES ('rebuild')`);
        gather(index, GATHERED_BYTES);
      }
    },
    forget() {
      young.clear();
      old.clear();
      unindexed = null;
    },
  };
}
