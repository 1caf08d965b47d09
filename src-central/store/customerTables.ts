/** The broker's clients as far as this service needs them, their wallet addresses, and the broker's own addresses at which they deposit. */
import type { ProofState, WalletAddress } from "#shared/contract/address.ts";
import type { Person } from "#shared/contract/common.ts";
import type { AddressStatus } from "#shared/domain/statuses.ts";
import { sql } from "drizzle-orm";
import { boolean, index, integer, jsonb, pgTable, text, uniqueIndex, uuid } from "drizzle-orm/pg-core";

import { decimalAmount, instant } from "./columns.ts";

export const customers = pgTable("customers", {
  customerNo: text().primaryKey(),
  name: text().notNull(),
  /** Travel Rule data is complete (D13) */
  travelRuleComplete: boolean().notNull().default(true),
  createdAt: instant().notNull(),
});

export const securitiesAccounts = pgTable("securities_accounts", {
  account: text().primaryKey(),
  customerNo: text()
    .notNull()
    .references(() => customers.customerNo),
});

/** The broker's own deposit addresses. `customerNo` null: shared by all clients. */
export const depositAddresses = pgTable(
  "deposit_addresses",
  {
    id: uuid().primaryKey(),
    network: text().notNull(),
    /** EIP-55 form */
    address: text().notNull(),
    /** lower case, for comparison */
    addressKey: text().notNull(),
    customerNo: text().references(() => customers.customerNo),
    createdAt: instant().notNull(),
  },
  (table) => [uniqueIndex("deposit_addresses_address").on(table.network, table.addressKey)],
);

export const walletAddresses = pgTable(
  "wallet_addresses",
  {
    id: uuid().primaryKey(),
    customerNo: text()
      .notNull()
      .references(() => customers.customerNo),
    customerName: text().notNull(),
    network: text().notNull(),
    /** EIP-55 form */
    address: text().notNull(),
    /** lower case, for comparison */
    addressKey: text().notNull(),
    /** first four and last four characters in lower case: where look-alikes meet (R5.5) */
    edgeKey: text().notNull(),
    label: text().notNull(),
    status: text().$type<AddressStatus>().notNull(),
    method: text().$type<NonNullable<WalletAddress["method"]>>(),
    proof: text(),
    /** the challenge or payment asked for while the proof runs, and what came back */
    proofDetails: jsonb().$type<Record<string, string>>(),
    addedById: uuid(),
    requestedBy: jsonb().$type<Person>(),
    verifiedBy: jsonb().$type<Person>(),
    verifiedAt: instant(),
    expiresAt: instant(),
    cooldownUntil: instant(),
    lookalikeOf: jsonb().$type<string[]>().notNull(),
    createdAt: instant().notNull(),
    updatedAt: instant().notNull(),
    version: integer().notNull(),
  },
  (table) => [
    uniqueIndex("wallet_addresses_client_address").on(table.customerNo, table.network, table.addressKey),
    index("wallet_addresses_address").on(table.addressKey),
    index("wallet_addresses_edge").on(table.edgeKey),
    index("wallet_addresses_created").on(table.createdAt, table.id),
  ],
);

/** One try to prove an address. The payment's fields are set for MICROPAYMENT alone, the message for SIGNED_MESSAGE alone. */
export const addressProofs = pgTable(
  "address_proofs",
  {
    id: uuid().primaryKey(),
    addressId: uuid()
      .notNull()
      .references(() => walletAddresses.id),
    network: text().notNull(),
    method: text().$type<NonNullable<WalletAddress["method"]>>().notNull(),
    state: text().$type<ProofState>().notNull(),
    /** of the address, in lower case */
    sourceKey: text().notNull(),
    message: text(),
    currency: text(),
    amount: decimalAmount(),
    destination: text(),
    /** lower case, for comparison */
    destinationKey: text(),
    startedBy: jsonb().$type<Person>().notNull(),
    startedAt: instant().notNull(),
    expiresAt: instant().notNull(),
    /** the payment that was seen for it; what it lacks, if anything */
    txHash: text(),
    seen: jsonb().$type<{ blockNumber: string; blockHash: string; fault: PaymentFault | null; words: string }>(),
    outcome: text(),
    endedAt: instant(),
    version: integer().notNull(),
  },
  (table) => [
    uniqueIndex("address_proofs_open")
      .on(table.addressId)
      .where(sql`state = 'OPEN'`),
    index("address_proofs_address").on(table.addressId, table.startedAt),
    index("address_proofs_transaction").on(table.txHash),
    index("address_proofs_destination").on(table.destinationKey),
    index("address_proofs_due").on(table.state, table.expiresAt),
  ],
);

export type PaymentFault = "WRONG_SENDER" | "WRONG_AMOUNT";
