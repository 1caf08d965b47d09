/**
 * A real central service for a test file, in this process, on a port of its own and a database of its own:
 *
 *   const central = await startTestCentral();
 *   const operator = await central.api("operator");
 *   const { items } = await operator.call("deposits.list");
 *   await central.stop();
 *
 * It begins with the world of centralWorld.ts, on the run's PostgreSQL; `engine: "embedded"` takes the product's embedded
 * database instead, on which the contract suite runs too. Every answer is checked against the contract before it leaves.
 * Time stands still until `central.clock.advance(ms)`. Without `chainUrl` its chain is a quietChain.
 */
import { rm } from "node:fs/promises";

import { eq } from "drizzle-orm";
import type { FastifyInstance } from "fastify";

import { argon2Hasher } from "#central/accounts/passwordHasher.ts";
import { readRights } from "#central/accounts/rights.ts";
import type { ChainReader } from "#central/chain/ChainReader.ts";
import { ethersChainReader } from "#central/chain/ethersChainReader.ts";
import { type Clock, type Instant, later } from "#central/clock.ts";
import { asSystem, type Context, contextOf, type PersonActor, type Rooms } from "#central/context.ts";
import { openRooms } from "#central/openRooms.ts";
import { uuidv7 } from "#central/random.ts";
import { msOf } from "#central/clock.ts";
import { buildServer, type ServerOptions } from "#central/server.ts";
import { inTransaction } from "#central/store/inTransaction.ts";
import { type Database, type DatabasePlace, openDatabase } from "#central/store/openDatabase.ts";
import { networks, users } from "#central/store/tables.ts";
import { signIn, type TestClient } from "./centralClient.ts";
import { copyTemplate } from "./centralTemplate.ts";
import { passwordOf, seedTestWorld, TEST_NETWORK } from "./centralWorld.ts";
import { type QuietChain, quietChain } from "./quietChain.ts";
import { databaseLike } from "./testDatabase.ts";

export type TestClock = Clock & { advance(ms: number): void; set(instant: Instant): void };

export type TestCentralOptions = Partial<Omit<ServerOptions, "identity">> & {
  /** "postgres" unless said otherwise; the embedded one is five times slower */
  engine?: "postgres" | "embedded";
  /** a real chain (startTestChain().url) instead of a quiet one */
  chainUrl?: string;
  /** more to begin with, as the service itself */
  seed?: (context: Context) => Promise<void>;
  /** "empty": a migrated database and nothing in it */
  world?: "small" | "empty";
  clock?: TestClock;
  transferSuspected?: (network: string) => void;
};

export type TestCentral = {
  readonly url: string;
  readonly rooms: Rooms;
  readonly app: FastifyInstance;
  readonly clock: TestClock;
  /** the quiet chain; with `chainUrl` it is not asked */
  readonly chain: QuietChain;
  /** a person of the world, signed in on a workstation of his own */
  api(username: string): Promise<TestClient>;
  /** an operation carried out in this process, as a person (with his rights of now) or as the service */
  as<T>(username: string, work: (context: Context) => Promise<T>): Promise<T>;
  asSystem<T>(work: (context: Context) => Promise<T>): Promise<T>;
  stop(): Promise<void>;
};

export const TEST_START: Instant = "2026-11-22T02:00:00.000Z";
const CHEAP = argon2Hasher({ memoryKiB: 32, passes: 1 });

export function testClock(start: Instant = TEST_START): TestClock {
  let instant = start;
  return {
    now: () => instant,
    advance: (ms) => void (instant = later(instant, ms)),
    set: (to) => void (instant = to),
  };
}

export async function startTestCentral(options: TestCentralOptions = {}): Promise<TestCentral> {
  const clock = options.clock ?? testClock();
  const { database, remove } = await openTestDatabase(options);
  const chain = quietChain(TEST_NETWORK);
  const chains = new Map<string, ChainReader>([[TEST_NETWORK, chain]]);
  const rooms = await openRooms({
    database,
    clock,
    passwords: CHEAP,
    chains,
    ...(options.transferSuspected && { transferSuspected: options.transferSuspected }),
  });
  if (options.chainUrl !== undefined) chains.set(TEST_NETWORK, await realChain(rooms, options.chainUrl));
  if (options.seed) await asSystem(rooms, options.seed);
  const app = await buildServer(rooms, {
    checkAnswers: true,
    rateLimits: { perMinute: 1_000_000, loginsPerMinute: 1_000_000 },
    ...options,
    identity: { serverVersion: "1.0.0", environment: "TEST", environmentName: "test", features: [] },
  });
  const url = await app.listen({ port: 0, host: "127.0.0.1" });

  return {
    url,
    rooms,
    app,
    clock,
    chain,
    api: (username) => signIn(url, { username, password: passwordOf(username) }),
    async as(username, work) {
      // Before the transaction: the embedded database has one connection.
      const actor = await actorOf(rooms, username);
      return inTransaction(database, (db) => work(contextOf(rooms, db, actor, null)));
    },
    asSystem: (work) => asSystem(rooms, work),
    async stop() {
      await app.close();
      for (const reader of chains.values()) reader.close();
      await database.close();
      await remove();
    },
  };
}

/** The database of a test alone, without a service. */
export async function openTestDatabase(
  options: Pick<TestCentralOptions, "engine" | "world"> = {},
): Promise<{ database: Database; remove: () => Promise<void> }> {
  const { engine = "postgres", world = "small" } = options;
  if (engine === "embedded") {
    const dataDir = await copyTemplate(world, (folder) => fill({ dataDir: folder }, world));
    return { database: await openDatabase({ dataDir }), remove: () => rm(dataDir, { recursive: true, force: true }) };
  }
  const { databaseUrl, drop } = await databaseLike(world, (url) => fill({ databaseUrl: url }, world));
  return { database: await openDatabase({ databaseUrl }), remove: drop };
}

/** A data folder for a process of its own: migrated, and nothing in it. The caller removes it. */
export function emptyDataFolder(): Promise<string> {
  return copyTemplate("empty", (folder) => fill({ dataDir: folder }, "empty"));
}

async function fill(place: DatabasePlace, world: "small" | "empty"): Promise<void> {
  const database = await openDatabase(place);
  try {
    if (world === "empty") return;
    // Well before the tests begin, so that nothing of it is new to them.
    const rooms = await openRooms({ database, clock: testClock("2026-11-20T02:00:00.000Z"), passwords: CHEAP });
    await asSystem(rooms, (context) => seedTestWorld(context, CHEAP.hash));
  } finally {
    await database.close();
  }
}

async function realChain(rooms: Rooms, rpcUrl: string): Promise<ChainReader> {
  const answer = await fetch(rpcUrl, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({ jsonrpc: "2.0", id: 1, method: "eth_getBlockByNumber", params: ["0x0", false] }),
  });
  const { result } = (await answer.json()) as { result: { hash: string } };
  const genesisHash = result.hash;
  const [network] = await rooms.database.db
    .update(networks)
    .set({ genesisHash })
    .where(eq(networks.code, TEST_NETWORK))
    .returning();
  if (!network) throw new Error("The test world has no network");
  return ethersChainReader({
    network: TEST_NETWORK,
    chainId: network.chainId,
    genesisHash,
    rpcUrls: [rpcUrl],
    clock: rooms.clock,
  });
}

async function actorOf(rooms: Rooms, username: string): Promise<PersonActor> {
  const [user] = await rooms.database.db.select().from(users).where(eq(users.username, username));
  if (!user) throw new Error(`There is no account ${username}`);
  const { roles, permissions } = await readRights(rooms.database.db, user.id);
  const id = () => uuidv7(msOf(rooms.clock.now()), rooms.random);
  return {
    kind: "PERSON",
    userId: user.id,
    name: user.displayName,
    role: roles.join("+"),
    permissions: new Set(permissions),
    sessionId: id(),
    workstationId: id(),
    appVersion: null,
  };
}
