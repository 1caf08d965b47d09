import type { Deposit } from "#shared/contract/deposit.ts";
import type { deposits } from "#central/store/tables.ts";

export type DepositRow = typeof deposits.$inferSelect;
export type NewDepositRow = typeof deposits.$inferInsert;

/** Row -> wire. That every field of the contract is there, and no other, is checked by the compiler. */
export function toDeposit(row: DepositRow): Deposit {
  const { sourceKey, destinationKey, transferTxHash, transferLogIndex, finalAt, purgedAt, ...wire } = row;
  return wire;
}
