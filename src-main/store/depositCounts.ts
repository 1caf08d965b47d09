/** Deposit records by currency, network and status: the dashboard and the choice of a search's plan read it in microseconds. */
import type Database from "better-sqlite3";

export type CountKey = { currency: string; network: string; status: string };

/** Moves are added up and written once at the end of a transaction: one statement for each status instead of one for each row. */
export function createDepositCounts(sqlite: Database.Database) {
  const add = sqlite.prepare<[string, string, string, number]>(
    "INSERT INTO deposit_counts (currency, network, status, count) VALUES (?, ?, ?, ?) ON CONFLICT DO UPDATE SET count = count + excluded.count",
  );
  const moved = new Map<string, CountKey & { by: number }>();

  function change({ currency, network, status }: CountKey, by: number): void {
    const key = `${currency}\n${network}\n${status}`;
    const found = moved.get(key);
    if (found === undefined) moved.set(key, { currency, network, status, by });
    else found.by += by;
  }

  return {
    /** null: the record did not exist, or no longer does */
    move(from: CountKey | null, to: CountKey | null): void {
      if (from?.currency === to?.currency && from?.network === to?.network && from?.status === to?.status) return;
      if (from !== null) change(from, -1);
      if (to !== null) change(to, 1);
    },
    /** Inside the transaction of the rows that moved. */
    write(): void {
      for (const { currency, network, status, by } of moved.values())
        if (by !== 0) add.run(currency, network, status, by);
      moved.clear();
    },
    /** After a rollback: nothing has moved. */
    forget(): void {
      moved.clear();
    },
  };
}
