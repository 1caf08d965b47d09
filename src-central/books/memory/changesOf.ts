import type { Change, MemoryTables } from "./MemoryCentral.ts";
import type { Journal } from "./MemoryTable.ts";
import type { Tables } from "./memoryTables.ts";

/** Tables whose changes nobody checks. */
const UNTOLD: ReadonlySet<string> = new Set(["stepUps", "numbers", "configuration"]);

/** Each row that a transaction changed, once: as it was before it and as it is now, in the order of the first change. */
export function changesOf(tables: Tables, journal: Journal): Change[] {
  const changes = new Map<string, Change>();
  for (const { table, key, before } of journal) {
    const name = `${table} ${key}`;
    if (UNTOLD.has(table) || changes.has(name)) continue;
    const after = nowIn(tables, table as keyof MemoryTables, key);
    // A journal entry's row is of the table that it names.
    changes.set(name, { table, before, after } as unknown as Change);
  }
  return [...changes.values()];
}

function nowIn(tables: Tables, table: keyof MemoryTables, key: string): object | null {
  if (table !== "auditEvents" && table !== "history") return tables[table].get(key);
  return tables[table].findLast(({ id }) => id === key) ?? null;
}
