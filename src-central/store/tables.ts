/** Every table, composed from the nouns: the schema of the database and the source of its migrations. */
export * from "./accountTables.ts";
export * from "./complianceTables.ts";
export * from "./configurationTables.ts";
export * from "./customerTables.ts";
export * from "./depositTables.ts";
export * from "./logTables.ts";
export * from "./refundTables.ts";
export * from "./viewTables.ts";
