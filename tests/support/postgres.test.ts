import { existsSync } from "node:fs";

import pg from "pg";
import { afterAll, beforeAll, expect, test } from "vitest";

import { type TestPostgres, startPostgres } from "./postgres.ts";
import { clusterOwner } from "./postgresCluster.ts";

let postgres: TestPostgres;
beforeAll(async () => {
  postgres = await startPostgres();
});
afterAll(() => postgres.stop());

async function ask<T>(url: string, text: string): Promise<T[]> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    return (await client.query(text)).rows as T[];
  } finally {
    await client.end();
  }
}

test("starts and answers select 1", async () => {
  expect(await ask(postgres.url, "select 1 as one")).toEqual([{ one: 1 }]);
});

test("gives every caller a database of its own", async () => {
  const [one, other] = [await postgres.createDatabase(), await postgres.createDatabase()];
  await ask(one, "create table thing (id int)");
  expect(await ask(one, "select count(*)::int as n from thing")).toEqual([{ n: 0 }]);
  await expect(ask(other, "select * from thing")).rejects.toThrow(/does not exist/);
});

test("two servers at once do not meet, and a stopped one leaves nothing behind", async () => {
  const other = await startPostgres();
  expect(other.url).not.toBe(postgres.url);
  const [row] = await ask<{ setting: string }>(
    other.url,
    "select setting from pg_settings where name = 'data_directory'",
  );
  expect(existsSync(row?.setting ?? "")).toBe(true);
  await other.stop();
  expect(existsSync(row?.setting ?? "")).toBe(false);
  await expect(ask(other.url, "select 1")).rejects.toThrow(/ECONNREFUSED/);
  expect(await ask(postgres.url, "select 2 as two")).toEqual([{ two: 2 }]);
});

test("without PostgreSQL it names the command that installs it", () => {
  expect(() => clusterOwner("/nowhere", "/nowhere")).toThrow(/apt-get install -y postgresql/);
});
