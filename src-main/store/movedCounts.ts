/** Counts of rows that move between keys: added up in memory and written once at the end of a transaction, one statement a key instead of one a row. */

export type MovedCounts = {
  /** One row more (1) or less (-1) of this key. */
  change(key: readonly string[], by: 1 | -1): void;
  /** Inside the transaction of the rows that moved. */
  write(): void;
  /** After a rollback: nothing has moved. */
  forget(): void;
};

export function createMovedCounts(add: (key: readonly string[], by: number) => void): MovedCounts {
  const moved = new Map<string, { key: readonly string[]; by: number }>();
  return {
    change(key, by) {
      const name = key.join("\n");
      const found = moved.get(name);
      if (found === undefined) moved.set(name, { key, by });
      else found.by += by;
    },
    write() {
      for (const { key, by } of moved.values()) if (by !== 0) add(key, by);
      moved.clear();
    },
    forget: () => moved.clear(),
  };
}
