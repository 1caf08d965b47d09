import type { Currency, Network } from "#shared/contract/currency.ts";
import type { configurationVersions, currencies, networks } from "#central/store/tables.ts";

export type NetworkRow = typeof networks.$inferSelect;
export type ConfigurationVersionRow = typeof configurationVersions.$inferSelect;
export type CurrencyRow = typeof currencies.$inferSelect;

export function toNetwork(row: NetworkRow): Network {
  const { createdAt, updatedAt, ...wire } = row;
  return wire;
}

export function toCurrency(row: CurrencyRow): Currency {
  const { createdAt, updatedAt, ...wire } = row;
  return wire;
}
