/** What a page of the feed comes down to in the tables, written by prepared statements alone: the floor of B02 and B03. */
import type Database from "better-sqlite3";
import { idBytes } from "#main/store/idBytes.ts";
import type { ChangePage } from "./data/changePages.ts";

/** Ready-made values of one page. */
export type RawPage = {
  terms: [number, string][];
  /** every column, in the table's order */
  deposits: unknown[][];
  added: unknown[][];
  addedRows: [number, string][];
  /** version, status, hold reason, moment of the credit, n */
  changed: unknown[][];
  changedRows: [string, number][];
};

/** Reads from a file that has just taken the page; `lastTerm` is the dictionary's size before it. */
export function readRawPage(sqlite: Database.Database, { added, changed }: ChangePage, lastTerm: number): RawPage {
  const whole = sqlite.prepare<[Buffer], unknown[]>("SELECT * FROM deposits WHERE id = ?").raw();
  const data = sqlite.prepare<[number], string>("SELECT data FROM deposit_rows WHERE n = ?").pluck();
  const moved = sqlite
    .prepare<[Buffer], unknown[]>("SELECT version, status, hold_reason, credited_at, n FROM deposits WHERE id = ?")
    .raw();
  const columnsOf = (id: string) => whole.get(idBytes(id)) ?? [];
  const dataOf = (n: unknown) => data.get(n as number) ?? "";
  const addedColumns = added.map(({ id }) => columnsOf(id));
  const changes = changed.map(({ id }) => moved.get(idBytes(id)) ?? []);
  return {
    terms: sqlite.prepare("SELECT n, text FROM terms WHERE n > ?").raw().all(lastTerm) as [number, string][],
    deposits: [...addedColumns, ...changed.map(({ id }) => columnsOf(id))],
    added: addedColumns,
    addedRows: addedColumns.map(([n]) => [n as number, dataOf(n)]),
    changed: changes,
    changedRows: changes.map((row) => [dataOf(row.at(-1)), row.at(-1) as number]),
  };
}

export function lastTermOf(sqlite: Database.Database): number {
  return sqlite.prepare<[], number>("SELECT coalesce(max(n), 0) FROM terms").pluck().get() ?? 0;
}

export function createRawWriter(sqlite: Database.Database) {
  const marks = sqlite
    .prepare("SELECT * FROM deposits LIMIT 0")
    .columns()
    .map(() => "?")
    .join(", ");
  const insert = sqlite.prepare(`INSERT INTO deposits VALUES (${marks})`);
  const insertRow = sqlite.prepare("INSERT INTO deposit_rows (n, data) VALUES (?, ?)");
  const insertTerm = sqlite.prepare("INSERT INTO terms (n, text) VALUES (?, ?)");
  const indexTerm = sqlite.prepare("INSERT INTO terms_index (rowid, text) VALUES (?, ?)");
  const update = sqlite.prepare(
    "UPDATE deposits SET version = ?, status = ?, hold_reason = ?, credited_at = ? WHERE n = ?",
  );
  const updateRow = sqlite.prepare("UPDATE deposit_rows SET data = ? WHERE n = ?");
  const keepNewer = sqlite.prepare(
    `INSERT INTO deposits VALUES (${marks}) ON CONFLICT (id) DO UPDATE SET version = excluded.version WHERE excluded.version > version`,
  );
  return {
    apply: sqlite.transaction((page: RawPage) => {
      for (const term of page.terms) {
        insertTerm.run(...term);
        indexTerm.run(...term);
      }
      for (const row of page.added) insert.run(...row);
      for (const row of page.addedRows) insertRow.run(...row);
      for (const row of page.changed) update.run(...row);
      for (const row of page.changedRows) updateRow.run(...row);
    }),
    replay: sqlite.transaction((page: RawPage) => {
      for (const row of page.deposits) keepNewer.run(...row);
    }),
  };
}
