/**
 * One schema, two engines: PGlite (PostgreSQL in this process, on a folder or in memory) and a PostgreSQL server.
 * Both get the same migrations. A folder is opened by one process at a time; PGlite itself would not notice a second one.
 */
import { mkdir } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

import { PGlite } from "@electric-sql/pglite";
import { drizzle as drizzleServer } from "drizzle-orm/node-postgres";
import { migrate as migrateServer } from "drizzle-orm/node-postgres/migrator";
import type { PgDatabase, PgQueryResultHKT } from "drizzle-orm/pg-core";
import { drizzle as drizzleEmbedded } from "drizzle-orm/pglite";
import { migrate as migrateEmbedded } from "drizzle-orm/pglite/migrator";
import pg from "pg";

import { AppError } from "#shared/errors.ts";
import { lockFolder } from "./lockFolder.ts";

/** What queries run on: the database itself or a transaction. */
export type Tx = PgDatabase<PgQueryResultHKT>;

export type Database = {
  readonly kind: "embedded" | "server";
  /** for a query of its own; several that belong together go through inTransaction() */
  readonly db: Tx;
  /** "snapshot": read only, and all queries see the same state. Use inTransaction() and inSnapshot(). */
  transaction<T>(work: (tx: Tx) => Promise<T>, mode: "write" | "snapshot"): Promise<T>;
  close(): Promise<void>;
};

/** Where the data is: a folder of ours, this process's memory, or a PostgreSQL server. */
export type DatabasePlace = { dataDir: string } | { memory: true } | { databaseUrl: string };

export const MIGRATIONS_FOLDER = fileURLToPath(new URL("../../drizzle/central", import.meta.url));

const SNAPSHOT = { isolationLevel: "repeatable read", accessMode: "read only" } as const;
/** Writers wait for each other at the feed's head row, so that more connections than this gain nothing. */
const SERVER_CONNECTIONS = 12;
/** "dd" in a lock number of our own, so that two services starting at once do not migrate at once. */
const MIGRATION_LOCK = 6_464_001;

/** Opens and migrates. Throws SERVICE_UNAVAILABLE when the server cannot be reached, CONFIG_INVALID when the folder is in use. */
export async function openDatabase(place: DatabasePlace): Promise<Database> {
  return "databaseUrl" in place ? openServer(place.databaseUrl) : openEmbedded(place);
}

async function openEmbedded(place: { dataDir: string } | { memory: true }): Promise<Database> {
  if ("memory" in place) return embedded(new PGlite());
  await mkdir(place.dataDir, { recursive: true });
  const unlock = await lockFolder(place.dataDir);
  try {
    return await embedded(new PGlite(join(place.dataDir, "postgres")), unlock);
  } catch (error) {
    await unlock();
    throw error;
  }
}

async function embedded(client: PGlite, unlock?: () => Promise<void>): Promise<Database> {
  await client.waitReady;
  const db = drizzleEmbedded({ client, casing: "snake_case" });
  await migrateEmbedded(db, { migrationsFolder: MIGRATIONS_FOLDER });
  return {
    kind: "embedded",
    db,
    transaction: (work, mode) => db.transaction((tx) => work(tx), mode === "snapshot" ? SNAPSHOT : undefined),
    async close() {
      await client.close();
      await unlock?.();
    },
  };
}

async function openServer(databaseUrl: string): Promise<Database> {
  const pool = new pg.Pool({ connectionString: databaseUrl, max: SERVER_CONNECTIONS, connectionTimeoutMillis: 10_000 });
  // A connection that breaks is replaced, and the query that ran on it reports its own error. Without these two
  // listeners either event would end the process.
  pool.on("error", () => undefined);
  pool.on("connect", (client) => client.on("error", () => undefined));
  try {
    await migrateOnce(pool);
  } catch (error) {
    await pool.end();
    throw new AppError("SERVICE_UNAVAILABLE", `The database cannot be used: ${reasonOf(error)}`, { cause: error });
  }
  return {
    kind: "server",
    db: drizzleServer({ client: pool, casing: "snake_case" }),
    transaction: (work, mode) => serverTransaction(pool, work, mode),
    close: () => pool.end(),
  };
}

/** Our own, because drizzle's never gives a connection back on which BEGIN failed: after a database restart the pool would be empty for ever. */
async function serverTransaction<T>(
  pool: pg.Pool,
  work: (tx: Tx) => Promise<T>,
  mode: "write" | "snapshot",
): Promise<T> {
  const client = await pool.connect();
  let broken = false;
  try {
    await client.query(mode === "snapshot" ? "begin isolation level repeatable read read only" : "begin");
    const result = await work(drizzleServer({ client, casing: "snake_case" }));
    await client.query("commit");
    return result;
  } catch (error) {
    await client.query("rollback").catch(() => {
      broken = true;
    });
    throw error;
  } finally {
    client.release(broken);
  }
}

async function migrateOnce(pool: pg.Pool): Promise<void> {
  const connection = await pool.connect();
  try {
    await connection.query("select pg_advisory_lock($1)", [MIGRATION_LOCK]);
    await migrateServer(drizzleServer({ client: connection }), { migrationsFolder: MIGRATIONS_FOLDER });
    await connection.query("select pg_advisory_unlock($1)", [MIGRATION_LOCK]);
  } finally {
    connection.release();
  }
}

/** The driver's words without the URL, which holds the password. */
function reasonOf(error: unknown): string {
  const cause = error instanceof Error && error.cause instanceof Error ? error.cause : error;
  if (cause instanceof AggregateError) return cause.errors.map(String).join(", ");
  return cause instanceof Error ? cause.message : String(cause);
}
