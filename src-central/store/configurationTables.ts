/** What the broker configured: networks, currencies, and the list that addresses are screened against. */
import type { Person } from "#shared/contract/common.ts";
import type { ConfigurationVersion } from "#shared/contract/configuration.ts";
import type { Currency, Network } from "#shared/contract/currency.ts";
import { sql } from "drizzle-orm";
import { boolean, integer, jsonb, pgTable, primaryKey, text, uniqueIndex, uuid } from "drizzle-orm/pg-core";

import { decimalAmount, instant } from "./columns.ts";

export const networks = pgTable(
  "networks",
  {
    id: uuid().primaryKey(),
    code: text().notNull(),
    name: text().notNull(),
    chainId: integer().notNull(),
    genesisHash: text().notNull(),
    nativeSymbol: text().notNull(),
    requiredConfirmations: integer().notNull(),
    finality: text().$type<Network["finality"]>().notNull(),
    finalityDepth: integer().notNull(),
    explorerTxUrl: text(),
    explorerAddressUrl: text(),
    feeCapWei: text().notNull(),
    enabled: boolean().notNull(),
    createdAt: instant().notNull(),
    updatedAt: instant().notNull(),
    version: integer().notNull(),
  },
  (table) => [uniqueIndex("networks_code").on(table.code)],
);

export const currencies = pgTable(
  "currencies",
  {
    id: uuid().primaryKey(),
    code: text().notNull(),
    name: text().notNull(),
    network: text().notNull(),
    kind: text().$type<Currency["kind"]>().notNull(),
    contractAddress: text(),
    decimals: integer().notNull(),
    displayDecimals: integer().notNull(),
    minDeposit: decimalAmount().notNull(),
    confirmationBands: jsonb().$type<Currency["confirmationBands"]>().notNull(),
    mismatchTolerance: decimalAmount().notNull(),
    waitingWindowHours: integer().notNull(),
    largeAmount: decimalAmount().notNull(),
    depositEnabled: boolean().notNull(),
    refundEnabled: boolean().notNull(),
    proofPerDeposit: boolean().notNull(),
    addressSource: text().$type<Currency["addressSource"]>().notNull().default("CLIENT_OR_SHARED"),
    effectiveFrom: instant().notNull(),
    createdAt: instant().notNull(),
    updatedAt: instant().notNull(),
    version: integer().notNull(),
  },
  (table) => [uniqueIndex("currencies_code").on(table.network, table.code)],
);

/** Every version a currency ever had: a record keeps the rules it was created under (R4.4). */
export const currencyVersions = pgTable(
  "currency_versions",
  {
    currencyId: uuid()
      .notNull()
      .references(() => currencies.id),
    version: integer().notNull(),
    rules: jsonb().$type<Currency>().notNull(),
    recordedAt: instant().notNull(),
  },
  (table) => [primaryKey({ columns: [table.currencyId, table.version] })],
);

/** As currencyVersions, of a network: a record keeps the confirmations that were required when it was created (R4.4). */
export const networkVersions = pgTable(
  "network_versions",
  {
    networkId: uuid()
      .notNull()
      .references(() => networks.id),
    version: integer().notNull(),
    rules: jsonb().$type<Network>().notNull(),
    /** from then on they held */
    recordedAt: instant().notNull(),
  },
  (table) => [primaryKey({ columns: [table.networkId, table.version] })],
);

/** Which versions of a currency or network took effect, and as what version of its row. */
export const configurationApplied = pgTable(
  "configuration_applied",
  {
    kind: text().$type<ConfigurationVersion["kind"]>().notNull(),
    network: text().notNull(),
    currency: text().notNull(),
    number: integer().notNull(),
    rowVersion: integer().notNull(),
    appliedAt: instant().notNull(),
  },
  (table) => [primaryKey({ columns: [table.kind, table.network, table.currency, table.number] })],
);

/** What one person proposed and another decided; a version's payload is never changed. */
export const configurationVersions = pgTable(
  "configuration_versions",
  {
    id: uuid().primaryKey(),
    kind: text().$type<ConfigurationVersion["kind"]>().notNull(),
    network: text().notNull(),
    currency: text().notNull(),
    number: integer().notNull(),
    payload: jsonb().$type<ConfigurationVersion["payload"]>().notNull(),
    status: text().$type<ConfigurationVersion["status"]>().notNull(),
    proposedBy: jsonb().$type<Person>().notNull(),
    proposedAt: instant().notNull(),
    remarks: text().notNull(),
    decidedBy: jsonb().$type<Person>(),
    decidedAt: instant(),
    decisionRemarks: text(),
    effectiveFrom: instant(),
    version: integer().notNull(),
  },
  (table) => [
    uniqueIndex("configuration_versions_number").on(table.kind, table.network, table.currency, table.number),
    // One proposal at a time: who approves sees the only one that waits.
    uniqueIndex("configuration_versions_open")
      .on(table.kind, table.network, table.currency)
      .where(sql`${table.status} = 'PROPOSED'`),
  ],
);

/** Versions of the screening list; of those that two people agreed on the newest one counts. */
export const denylists = pgTable(
  "denylists",
  {
    listVersion: text().primaryKey(),
    publishedAt: instant().notNull(),
    id: uuid().notNull().defaultRandom(),
    source: text().notNull().default(""),
    /** nothing is paid under an older one; null: of the service's first start, without an end */
    goodUntil: instant(),
    sha256: text(),
    status: text().$type<ConfigurationVersion["status"]>().notNull().default("APPROVED"),
    proposedBy: jsonb().$type<Person>(),
    proposedAt: instant(),
    remarks: text().notNull().default(""),
    decidedBy: jsonb().$type<Person>(),
    decidedAt: instant(),
    decisionRemarks: text(),
    version: integer().notNull().default(1),
  },
  (table) => [
    uniqueIndex("denylists_id").on(table.id),
    uniqueIndex("denylists_open")
      .on(table.status)
      .where(sql`status = 'PROPOSED'`),
  ],
);

export const denylistEntries = pgTable(
  "denylist_entries",
  {
    listVersion: text()
      .notNull()
      .references(() => denylists.listVersion),
    /** lower case */
    addressKey: text().notNull(),
    reason: text().notNull(),
  },
  (table) => [primaryKey({ columns: [table.listVersion, table.addressKey] })],
);
