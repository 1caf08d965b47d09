/**
 * A private, throwaway PostgreSQL server for tests that need the real one (row locks, the change feed's order):
 * `postgres = await startPostgres()` in beforeAll, `postgres.stop()` in afterAll, `createDatabase()` for a fresh
 * database. It listens on 127.0.0.1 at a free port, lives in a temporary folder and trusts whoever connects.
 */
import { randomBytes } from "node:crypto";
import { chownSync, rmSync } from "node:fs";
import { chmod, mkdtemp, rm } from "node:fs/promises";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";

import pg from "pg";

import { type OwnedProcess, ownedProcess } from "#scripts/chain/ownedProcess.ts";

import { type ClusterOwner, clusterOwner, createCluster } from "./postgresCluster.ts";

export interface TestPostgres {
  /** Of the database "postgres", as superuser. */
  readonly url: string;
  /** A new empty database; resolves with its URL. */
  createDatabase(): Promise<string>;
  stop(): Promise<void>;
}

const USER = "deposit_desk";
const START_TIMEOUT_MS = 20_000;
const STOP_GRACE_MS = 5_000;
const PORT_ATTEMPTS = 5;

/** Nothing here has to survive a power cut. */
const SETTINGS = {
  fsync: "off",
  synchronous_commit: "off",
  full_page_writes: "off",
  shared_buffers: "32MB",
  max_connections: "100",
  autovacuum: "on",
  listen_addresses: "127.0.0.1",
  timezone: "UTC",
};

export async function startPostgres(): Promise<TestPostgres> {
  const owner = clusterOwner();
  const dir = await mkdtemp(join(tmpdir(), "deposit-desk-postgres-"));
  const removeAtExit = () => rmSync(dir, { recursive: true, force: true });
  process.on("exit", removeAtExit);
  try {
    await chmod(dir, 0o700);
    if (owner.ids) chownSync(dir, owner.ids.uid, owner.ids.gid);
    const data = join(dir, "data");
    await createCluster(owner, data, USER);
    const { server, port } = await startServer(owner, dir, data);
    return handle(server, port, async () => {
      await rm(dir, { recursive: true, force: true });
      process.off("exit", removeAtExit);
    });
  } catch (error) {
    await rm(dir, { recursive: true, force: true });
    process.off("exit", removeAtExit);
    throw error;
  }
}

function handle(server: OwnedProcess, port: number, cleanUp: () => Promise<void>): TestPostgres {
  const urlOf = (database: string) => `postgres://${USER}@127.0.0.1:${port}/${database}`;
  let stopping: Promise<void> | undefined;
  async function endAndClean(): Promise<void> {
    try {
      await server.end("SIGQUIT", STOP_GRACE_MS);
    } finally {
      await cleanUp();
    }
  }
  return {
    url: urlOf("postgres"),
    async createDatabase() {
      const name = `test_${randomBytes(6).toString("hex")}`;
      const client = new pg.Client({ connectionString: urlOf("postgres") });
      await client.connect();
      try {
        // STRATEGY file_copy would checkpoint twice; the default writes through the log and takes a few ms.
        await client.query(`create database ${name}`);
      } finally {
        await client.end();
      }
      return urlOf(name);
    },
    stop: () => (stopping ??= endAndClean()),
  };
}

async function startServer(owner: ClusterOwner, dir: string, data: string) {
  for (let attempt = 1; ; attempt++) {
    const port = await freePort();
    const settings = { ...SETTINGS, port, unix_socket_directories: dir };
    const args = Object.entries(settings).flatMap(([name, value]) => ["-c", `${name}=${value}`]);
    // SIGQUIT is PostgreSQL's immediate shutdown: no checkpoint, and it takes its own child processes along.
    const server = ownedProcess(join(owner.binDir, "postgres"), ["-D", data, ...args], {
      signalOnOrphan: "SIGQUIT",
      cwd: dir,
      ...owner.ids,
    });
    try {
      await ready(server);
      return { server, port };
    } catch (error) {
      await server.end("SIGQUIT", STOP_GRACE_MS);
      // Between our look for a free port and the server's bind somebody else may have taken it.
      const portTaken = /could not bind|already in use/i.test(String(error));
      if (!portTaken || attempt === PORT_ATTEMPTS) throw error;
    }
  }
}

async function ready({ child, exited }: OwnedProcess): Promise<void> {
  let log = "";
  let timer: NodeJS.Timeout | undefined;
  try {
    await new Promise<void>((resolve, reject) => {
      child.stderr.on("data", (chunk: Buffer) => {
        log += chunk.toString();
        if (log.includes("database system is ready to accept connections")) resolve();
      });
      timer = setTimeout(() => reject(new Error(`PostgreSQL did not start in time.\n${log}`)), START_TIMEOUT_MS);
      exited.then(() => setImmediate(() => reject(new Error(`PostgreSQL stopped while starting.\n${log}`))), reject);
    });
  } finally {
    clearTimeout(timer);
    child.stderr.removeAllListeners("data");
    child.stderr.resume();
    child.stdout.resume();
  }
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = createServer();
    probe.once("error", reject);
    probe.listen(0, "127.0.0.1", () => {
      const address = probe.address();
      const port = typeof address === "object" && address ? address.port : 0;
      probe.close(() => resolve(port));
    });
  });
}
