/** B23. Eight writers at once on a real PostgreSQL, each holding its transactions open between rows, and a reader that follows the feed meanwhile. */
import { setTimeout as sleep } from "node:timers/promises";
import pg from "pg";
import type { TestClient } from "#tests/support/centralClient.ts";
import type { Benchmark } from "./Benchmark.ts";
import { withCentral } from "./ownCentral.ts";

const WRITERS = 8;
const WRITES = 10_000;
const ROWS_A_TRANSACTION = 10;
const CHANGES_A_PAGE = 500;

export const gapFree: Benchmark = {
  id: "B23",
  what: "a feed without gaps",
  gate: true,
  run: () =>
    withCentral(WRITES, async ({ databaseUrl, client }) => {
      const { cursor } = await client.call("sync.bootstrap");
      const ids = await idsOf(databaseUrl);
      const from = performance.now();
      let writing = true;
      const written = Promise.all(
        Array.from({ length: WRITERS }, (_, writer) =>
          write(
            databaseUrl,
            ids.filter((_id, index) => index % WRITERS === writer),
          ),
        ),
      ).finally(() => (writing = false));
      const seen = await follow(client, cursor, () => writing);
      await written;
      const missed = ids.filter((id) => seen.get(id) !== 2).length;
      const seconds = (performance.now() - from) / 1000;
      const what = `rows missed of ${ids.length} by a reader beside ${WRITERS} writers`;
      return [{ what, unit: "rows", value: missed, floor: null, target: 0, note: `in ${seconds.toFixed(1)} s` }];
    }),
};

async function idsOf(connectionString: string): Promise<string[]> {
  const database = new pg.Client({ connectionString });
  await database.connect();
  const { rows } = await database.query<{ id: string }>("select id from deposits order by id");
  await database.end();
  return rows.map(({ id }) => id);
}

async function write(connectionString: string, ids: readonly string[]): Promise<void> {
  const database = new pg.Client({ connectionString });
  await database.connect();
  try {
    for (let first = 0; first < ids.length; first += ROWS_A_TRANSACTION) {
      await database.query("begin");
      for (const [index, id] of ids.slice(first, first + ROWS_A_TRANSACTION).entries()) {
        await database.query("update deposits set version = version + 1 where id = $1", [id]);
        // Held open now and then, so that another's later number could be committed before.
        if (index % 5 === 2) await sleep(1);
      }
      await database.query("commit");
    }
  } finally {
    await database.end();
  }
}

/** Versions by id, as a workstation learns them; one more look after the last write. */
async function follow(client: TestClient, start: string, writing: () => boolean): Promise<Map<string, number>> {
  const seen = new Map<string, number>();
  let cursor = start;
  for (;;) {
    const more = writing();
    for (;;) {
      const page = await client.call("sync.changes", { query: { cursor, limit: CHANGES_A_PAGE } });
      for (const { entity, id, version } of page.items) if (entity === "deposits") seen.set(id, version);
      cursor = page.nextCursor;
      if (!page.hasMore) break;
    }
    if (!more) return seen;
  }
}
