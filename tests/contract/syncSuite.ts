/** How a cache follows the service. Source: API contract, "Sync" 1 to 6; R7.5, I9. */
import { EventSourceParserStream } from "eventsource-parser/stream";
import { describe, expect, test } from "vitest";
import { API_BASE, EVENTS_PATH, http } from "#shared/contract/http.ts";
import {
  type Bootstrap,
  type Change,
  nudge,
  SYNC_PERMISSIONS,
  SYNC_ROWS,
  type SyncEntity,
} from "#shared/contract/sync.ts";
import { type ApiClient, expectRefused } from "./ApiClient.ts";
import type { Desk } from "./Contracted.ts";
import type { Plan } from "./plan.ts";

type Row = { id: string; version: number };
/** A cache as small as it can be: rows by entity and id. */
type Cache = Map<string, Map<string, Row>>;

const isEntity = (name: string): name is SyncEntity => Object.hasOwn(SYNC_ROWS, name);

export function syncSuite(desk: () => Desk, plan: Plan): void {
  const reader = () => desk().holder("Deposit Records").api;

  describe("R7.5 sync", () => {
    test("R7.5 the first sync brings every row that it counted, each as the contract says", async () => {
      const start = await reader().ok(http.sync.bootstrap);
      const cache = await readRows(reader(), start, 1000);
      const changed = await follow(reader(), start.cursor, cache);
      if (changed.length > 0) return;
      for (const { name, count } of start.entities) expect(cache.get(name)?.size, name).toBe(count);
    });

    test("R7.5 rows come in key order, and a page that is asked for again is the same", async () => {
      const entity = "deposits";
      const { items, nextAfter } = await reader().ok(http.sync.rows, { params: { entity }, query: { limit: 20 } });
      const ids = (items as Row[]).map(({ id }) => id);
      expect(ids).toEqual(ids.toSorted());
      expect(nextAfter).toBe(ids.at(-1));
      const query = { limit: 20, after: ids[9] as string };
      const again = await reader().ok(http.sync.rows, { params: { entity }, query });
      expect((again.items as Row[]).slice(0, 10).map(({ id }) => id)).toEqual(ids.slice(10));
    });

    test("R7.5 only what one may read is counted", async () => {
      for (const { api, user } of desk().people) {
        const { entities } = await api.ok(http.sync.bootstrap);
        const expected = Object.entries(SYNC_PERMISSIONS)
          .filter(([, needed]) => needed === null || user.permissions.includes(needed))
          .map(([name]) => name);
        expect(entities.map(({ name }) => name).toSorted(), user.username).toEqual(expected.toSorted());
      }
    });

    test("a cursor that is none is refused", async () => {
      await expectRefused(reader(), http.sync.changes, { query: { cursor: "yesterday" } }, "CURSOR_INVALID");
    });

    test("every state since a cursor is found again from that cursor, without a gap", async () => {
      const { cursor, headSeq } = await reader().ok(http.sync.bootstrap);
      const page = await reader().ok(http.sync.changes, { query: { cursor } });
      expect(page.headSeq).toBeGreaterThanOrEqual(headSeq);
      expect(page.items.every(({ seq }) => seq > headSeq)).toBe(true);
      const after = await reader().ok(http.sync.changes, { query: { cursor: page.nextCursor } });
      expect(after.items.every(({ seq }) => seq > (page.items.at(-1)?.seq ?? headSeq))).toBe(true);
    });

    test("R11.4 the nudge stream greets with the feed's head, and holds no rows", async () => {
      const stream = await openNudges(reader());
      try {
        const hello = nudge.hello.parse(await stream.next("hello"));
        const { feedId } = await desk().nobody.ok(http.meta.get);
        expect(hello.feedId).toBe(feedId);
      } finally {
        stream.close();
      }
    });
  });

  const [mine, ...others] = plan.accounts;
  const other = others.find(({ permissions }) => permissions.join() !== mine?.permissions.join());
  test.each(other === undefined ? [] : [other])(
    "R3.5 a cursor made under other rights than those of $username starts a new sync",
    async ({ username }) => {
      const { cursor } = await desk()
        .person(mine?.username ?? "")
        .api.ok(http.sync.bootstrap);
      const request = { query: { cursor } };
      const refusal = await expectRefused(
        desk().person(username).api,
        http.sync.changes,
        request,
        "SYNC_RESET_REQUIRED",
      );
      expect(refusal.resetReason).toBe("PERMISSIONS_CHANGED");
    },
  );
}

/** Step 2 of a first sync. */
export async function readRows(api: ApiClient, start: Bootstrap, limit: number): Promise<Cache> {
  const cache: Cache = new Map();
  for (const { name } of start.entities) {
    const rows = new Map<string, Row>();
    cache.set(name, rows);
    if (!isEntity(name)) continue;
    let after: string | undefined;
    do {
      const query = { limit, ...(after === undefined ? {} : { after }) };
      const page = await api.ok(http.sync.rows, { params: { entity: name }, query });
      for (const item of page.items) {
        const row = SYNC_ROWS[name].parse(item);
        expect(rows.has(row.id), `${name} ${row.id} came once`).toBe(false);
        rows.set(row.id, row);
      }
      after = page.nextAfter ?? undefined;
    } while (after !== undefined);
  }
  return cache;
}

/** Step 3: every change since a cursor, into the cache. Answers what was applied. */
export async function follow(api: ApiClient, cursor: string, cache: Cache): Promise<Change[]> {
  const applied: Change[] = [];
  let next = cursor;
  for (;;) {
    const page = await api.ok(http.sync.changes, { query: { cursor: next } });
    for (const item of page.items) {
      const rows = cache.get(item.entity);
      expect(rows, `the feed told of ${item.entity}, which the first sync did not name`).toBeDefined();
      applied.push(item);
      if (item.op === "delete") rows?.delete(item.id);
      else if (isEntity(item.entity) && item.version >= (rows?.get(item.id)?.version ?? 0))
        rows?.set(item.id, SYNC_ROWS[item.entity].parse(item.data));
    }
    next = page.nextCursor;
    if (!page.hasMore) return applied;
  }
}

export type NudgeStream = {
  /** data of the next event with this name; an event that does not come ends the test by its time limit */
  next(event: string): Promise<unknown>;
  close(): void;
};

export async function openNudges(api: ApiClient): Promise<NudgeStream> {
  const abort = new AbortController();
  const response = await fetch(`${api.url}${API_BASE}${EVENTS_PATH}`, {
    headers: { authorization: api.authorization },
    signal: abort.signal,
  });
  expect(response.status).toBe(200);
  expect(response.headers.get("content-type")).toMatch(/^text\/event-stream/);
  const reader = (response.body as ReadableStream<Uint8Array>)
    .pipeThrough(new TextDecoderStream() as unknown as TransformStream<Uint8Array, string>)
    .pipeThrough(new EventSourceParserStream())
    .getReader();
  return {
    async next(event) {
      for (;;) {
        const { value, done } = await reader.read();
        if (done) throw new Error(`the stream ended before "${event}"`);
        if (value.event === event) return JSON.parse(value.data);
      }
    },
    close: () => abort.abort(),
  };
}
