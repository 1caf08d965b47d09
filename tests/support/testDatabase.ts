/**
 * Databases on the run's PostgreSQL server. What a test begins with is made once per run and kept as a template: a copy of
 * it takes a few hundredths of a second, migrating and seeding a hundred times as long.
 */
import { randomBytes } from "node:crypto";

import pg from "pg";
import { inject } from "vitest";

import type {} from "./postgresDoor.ts";

export type TestDatabase = { readonly databaseUrl: string; drop(): Promise<void> };

/** "dd" in a lock number of our own: of two files that begin at once only one makes the template. */
const TEMPLATE_LOCK = 6_464_002;

/** A new database with nothing in it. The caller drops it. */
export const emptyDatabase = (): Promise<TestDatabase> => copyOf("template1", async () => undefined);

/** A new database that begins as `fill` left the first one of this kind. The caller drops it. */
export const databaseLike = (kind: string, fill: (databaseUrl: string) => Promise<void>): Promise<TestDatabase> =>
  copyOf(`template_${kind}`, fill);

async function copyOf(template: string, fill: (databaseUrl: string) => Promise<void>): Promise<TestDatabase> {
  const server = await knock();
  const name = `test_${randomBytes(6).toString("hex")}`;
  await onServer(server, async (client) => {
    await makeTemplate(client, server, template, fill);
    await client.query(`create database ${name} template ${template}`);
  });
  return {
    databaseUrl: urlOf(server, name),
    drop: () => onServer(server, async (client) => void (await client.query(`drop database ${name} with (force)`))),
  };
}

async function makeTemplate(
  client: pg.Client,
  server: string,
  template: string,
  fill: (databaseUrl: string) => Promise<void>,
): Promise<void> {
  const made = () => client.query("select 1 from pg_database where datname = $1", [template]);
  if ((await made()).rowCount) return;
  await client.query("select pg_advisory_lock($1)", [TEMPLATE_LOCK]);
  try {
    if ((await made()).rowCount) return;
    const making = `making_${randomBytes(6).toString("hex")}`;
    await client.query(`create database ${making}`);
    await fill(urlOf(server, making));
    // Whole or not there at all.
    await client.query(`alter database ${making} rename to ${template}`);
  } finally {
    await client.query("select pg_advisory_unlock($1)", [TEMPLATE_LOCK]);
  }
}

async function knock(): Promise<string> {
  const answer = await fetch(inject("postgresDoor"));
  const text = await answer.text();
  if (!answer.ok) throw new Error(text);
  return text;
}

async function onServer<T>(server: string, work: (client: pg.Client) => Promise<T>): Promise<T> {
  const client = new pg.Client({ connectionString: server });
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end();
  }
}

function urlOf(server: string, database: string): string {
  return new URL(database, server).href;
}
