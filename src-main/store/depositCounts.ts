/** Deposit records by currency, network and status: the dashboard and the choice of a search's plan read it in microseconds. */
import type Database from "better-sqlite3";
import { createMovedCounts } from "./movedCounts.ts";

export type CountKey = { currency: string; network: string; status: string };

export function createDepositCounts(sqlite: Database.Database) {
  const add = sqlite.prepare(
    "INSERT INTO deposit_counts (currency, network, status, count) VALUES (?, ?, ?, ?) ON CONFLICT DO UPDATE SET count = count + excluded.count",
  );
  const { change, write, forget } = createMovedCounts((key, by) => void add.run(...key, by));

  return {
    /** null: the record did not exist, or no longer does */
    move(from: CountKey | null, to: CountKey | null): void {
      if (from?.currency === to?.currency && from?.network === to?.network && from?.status === to?.status) return;
      if (from !== null) change([from.currency, from.network, from.status], -1);
      if (to !== null) change([to.currency, to.network, to.status], 1);
    },
    write,
    forget,
  };
}
