/**
 * B22. The central service on a PostgreSQL of its own with all records: how fast it is filled, what a page costs at the beginning and at the end of a
 * list, 50 workstations that begin at once, and 300 that wait for news.
 */
import { createParser } from "eventsource-parser";
import pg from "pg";
import { cursorOf } from "#central/http/pages.ts";
import type { RawAnswer, TestClient } from "#tests/support/centralClient.ts";
import { until } from "#tests/support/until.ts";
import type { Benchmark, Measured } from "./Benchmark.ts";
import { withCentral } from "./ownCentral.ts";
import { middle } from "./rounds.ts";

const LISTENERS = 300;
const WORKSTATIONS = 50;
const PAGES_EACH = 10;
const ROWS_A_PAGE = 1_000;
const NEWS_WITHIN_MS = 60_000;

type Ids = { items: { id: string; createdAt: string }[] };

export const centralScale: Benchmark = {
  id: "B22",
  what: "the central service at scale",
  gate: false,
  run: (world) =>
    withCentral(world.rows, async ({ url, databaseUrl, client, readyAfterMs }) => [
      {
        what: `start on an empty database with ${world.rows} records`,
        unit: "s",
        value: readyAfterMs / 1000,
        floor: null,
        target: null,
      },
      ...(await pages(client, databaseUrl, world.rounds)),
      await workstations(client),
      await listeners(url, client, databaseUrl),
    ]),
};

/** The last page beside the first. */
async function pages(client: TestClient, databaseUrl: string, rounds: number): Promise<Measured[]> {
  const database = new pg.Client({ connectionString: databaseUrl });
  await database.connect();
  const { rows } = await database.query<{ id: string; at: Date; seq: string }>(
    `(select id, created_at as at, 0 as seq from deposits order by created_at, id offset 150 limit 1)
     union all (select id, created_at, 0 from deposits order by id desc offset 1100 limit 1)
     union all select gen_random_uuid(), now(), seq from feed_head`,
  );
  await database.end();
  const [oldest, nearEnd, head] = rows;
  if (oldest === undefined || nearEnd === undefined || head === undefined) throw new Error("the database is empty");
  const { cursor } = await client.call("sync.bootstrap");
  const cursorAt = (seq: number) => cursor.replace(/\d+$/, String(seq));
  const deep = cursorOf({ createdAt: oldest.at.toISOString(), id: oldest.id });
  const limit = ROWS_A_PAGE;
  const asks: [string, () => Promise<unknown>, () => Promise<unknown>][] = [
    [
      "a list's page of 100, last to first",
      () => client.call("deposits.list", { query: { limit: 100, cursor: deep } }),
      () => client.call("deposits.list", { query: { limit: 100 } }),
    ],
    [
      `a page of ${limit} first rows, last to first`,
      () => client.call("sync.rows", { params: { entity: "deposits" }, query: { limit, after: nearEnd.id } }),
      () => client.call("sync.rows", { params: { entity: "deposits" }, query: { limit } }),
    ],
    [
      `a page of ${limit} changes, last to first`,
      () => client.call("sync.changes", { query: { cursor: cursorAt(Number.parseInt(head.seq, 10) - limit), limit } }),
      () => client.call("sync.changes", { query: { cursor: cursorAt(0), limit } }),
    ],
  ];
  const measured: Measured[] = [];
  for (const [what, last, first] of asks) {
    const [value, floor]: [number[], number[]] = [[], []];
    for (let round = -1; round < rounds * 2; round += 1)
      for (const [ask, figures] of [
        [last, value],
        [first, floor],
      ] as const) {
        const from = performance.now();
        const page = (await ask()) as Ids;
        if (page.items.length < 100) throw new Error(`${what}: ${page.items.length} rows`);
        if (round >= 0) figures.push(performance.now() - from);
      }
    measured.push({ what, unit: "ms", value: middle(value), floor: middle(floor), target: 1.5 });
  }
  return measured;
}

async function workstations(client: TestClient): Promise<Measured> {
  let failed = 0;
  const from = performance.now();
  await Promise.all(
    Array.from({ length: WORKSTATIONS }, async () => {
      let after: string | null = null;
      for (let page = 0; page < PAGES_EACH; page += 1) {
        const query: { limit: number; after?: string } = { limit: ROWS_A_PAGE, ...(after !== null && { after }) };
        const { status, body }: RawAnswer = await client.send("sync.rows", { params: { entity: "deposits" }, query });
        if (status !== 200) failed += 1;
        after = (body as { nextAfter?: string | null }).nextAfter ?? null;
        if (after === null) return;
      }
    }),
  );
  const seconds = (performance.now() - from) / 1000;
  const what = `failed pages while ${WORKSTATIONS} workstations begin at once`;
  const note = `${WORKSTATIONS * PAGES_EACH} pages of ${ROWS_A_PAGE} rows in ${seconds.toFixed(1)} s`;
  return { what, unit: "pages", value: failed, floor: null, target: 0, note };
}

/** All of them greeted, and all of them told of one change. */
async function listeners(url: string, client: TestClient, databaseUrl: string): Promise<Measured> {
  const closing = new AbortController();
  let [greeted, told] = [0, 0];
  const streams = Array.from({ length: LISTENERS }, async () => {
    const answer = await fetch(`${url}/v1/events`, {
      headers: { authorization: `Bearer ${client.accessToken}` },
      signal: closing.signal,
    });
    const parser = createParser({
      onEvent: ({ event }) => {
        if (event === "hello") greeted += 1;
        if (event === "changed") told += 1;
      },
    });
    const decoder = new TextDecoder();
    for await (const part of answer.body ?? []) parser.feed(decoder.decode(part, { stream: true }));
  });
  const ended = Promise.allSettled(streams);
  try {
    const all = (what: string, heard: () => number) =>
      until(what, NEWS_WITHIN_MS, () => (heard() >= LISTENERS ? { heard } : `${heard()} were`), 5);
    await all("every listener is greeted", () => greeted);
    const database = new pg.Client({ connectionString: databaseUrl });
    await database.connect();
    const from = performance.now();
    await database.query("update deposits set version = version + 1 where id = (select id from deposits limit 1)");
    await database.end();
    await all("every listener is told", () => told);
    const waited = performance.now() - from;
    const what = `listeners of ${LISTENERS} that heard nothing`;
    return {
      what,
      unit: "listeners",
      value: LISTENERS - told,
      floor: null,
      target: 0,
      note: `all told after ${waited.toFixed(0)} ms`,
    };
  } finally {
    closing.abort();
    await ended;
  }
}
