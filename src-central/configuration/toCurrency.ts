import type {
  ConfigurationVersion,
  CurrencyRules,
  CurrencyVersion,
  LimitsVersion,
  NetworkRules,
  NetworkVersion,
} from "#shared/contract/configuration.ts";
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

type VersionOf<Kind> = ConfigurationVersionRow &
  (Kind extends "CURRENCY" ? CurrencyVersion : Kind extends "NETWORK" ? NetworkVersion : LimitsVersion);

/** A row of one kind; what its payload is follows from the kind. */
export function isVersionOf<Kind extends ConfigurationVersion["kind"]>(
  kind: Kind,
  row: ConfigurationVersionRow,
): row is VersionOf<Kind> {
  return row.kind === kind;
}

/** Rows that were read by their kind. */
export function versionsOf<Kind extends ConfigurationVersion["kind"]>(
  kind: Kind,
  rows: readonly ConfigurationVersionRow[],
): VersionOf<Kind>[] {
  return rows.filter((row): row is VersionOf<Kind> => isVersionOf(kind, row));
}

/** A version as the contract has it. */
export function toVersion(row: ConfigurationVersionRow): ConfigurationVersion {
  // Kind and payload were written together.
  return row as ConfigurationVersion;
}

/** What of a currency is decided by versions. */
export function currencyRulesOf(currency: Currency): CurrencyRules {
  const { id, code, network, version, effectiveFrom, ...rules } = currency;
  return rules;
}

/** What of a network is decided by versions. */
export function networkRulesOf(network: Network): NetworkRules {
  const { id, code, version, ...rules } = network;
  return rules;
}
