import { eq } from "drizzle-orm";
import fc from "fast-check";
import { createParser, type EventSourceMessage } from "eventsource-parser";
import { afterAll, beforeAll, expect, test } from "vitest";

import { changeRights } from "#central/accounts/rights.ts";
import { moveDeposit, patchDeposit } from "#central/deposits/moveDeposit.ts";
import { lockDeposit } from "#central/deposits/loadDeposit.ts";
import { deposits, feedHead } from "#central/store/tables.ts";
import { readFeedHead } from "#central/sync/feedHead.ts";
import { renewFeed } from "#central/sync/renewFeed.ts";
import { isExactly } from "#shared/contract/isExactly.ts";
import { SYSTEM } from "#shared/domain/machine.ts";
import { SYNC_ENTITIES, SYNC_PERMISSIONS, SYNC_ROWS, type SyncEntity } from "#shared/contract/sync.ts";
import { startTestCentral, type TestCentral } from "#tests/support/central.ts";
import { signIn, type TestClient } from "#tests/support/centralClient.ts";
import { putDeposit } from "#tests/support/centralRecords.ts";
import { goodApplication, unverifiedApplication } from "#tests/support/centralWorld.ts";

let central: TestCentral;
let auditor: TestClient;
beforeAll(async () => {
  central = await startTestCentral();
  auditor = await central.api("auditor");
});
afterAll(() => central.stop());

/** A cache as a client keeps it: rows by entity and id, and the cursor. */
type Cache = { rows: Map<string, { version: number; data: unknown }>; cursor: string };
type Row = { id: string; version: number };

async function firstSync(client: TestClient, during: () => Promise<void> = async () => undefined): Promise<Cache> {
  const { cursor, entities } = await client.call("sync.bootstrap");
  const cache: Cache = { rows: new Map(), cursor };
  for (const { name } of entities) {
    let after: string | null = null;
    do {
      const page: { items: unknown[]; nextAfter: string | null } = await client.call("sync.rows", {
        params: { entity: name as SyncEntity },
        query: { limit: 3, ...(after !== null && { after }) },
      });
      for (const row of page.items as Row[]) {
        SYNC_ROWS[name as SyncEntity].parse(row);
        cache.rows.set(`${name}/${row.id}`, { version: row.version, data: row });
      }
      after = page.nextAfter;
      await during();
    } while (after !== null);
  }
  return cache;
}

async function follow(client: TestClient, cache: Cache, limit = 4): Promise<void> {
  for (;;) {
    const page = await client.call("sync.changes", { query: { cursor: cache.cursor, limit } });
    let last = 0;
    for (const { seq, entity, id, op, version, data } of page.items) {
      expect(seq).toBeGreaterThan(last);
      last = seq;
      const key = `${entity}/${id}`;
      if (version < (cache.rows.get(key)?.version ?? 0)) continue;
      if (op === "delete") cache.rows.delete(key);
      else cache.rows.set(key, { version, data });
    }
    cache.cursor = page.nextCursor;
    if (!page.hasMore) return;
  }
}

const same = (cache: Cache) => Object.fromEntries([...cache.rows].toSorted(([a], [b]) => (a < b ? -1 : 1)));

/** Something that people and the chain do all day. */
async function oneChange(draw: number): Promise<void> {
  const channel = await central.api("client-channel");
  switch (draw % 4) {
    case 0:
      await channel.call("applications.submit", { body: goodApplication() });
      return;
    case 1:
      await channel.call("applications.submit", { body: unverifiedApplication() });
      return;
    case 2:
      await central.asSystem(async (context) => void (await putDeposit(context)));
      return;
    default: {
      const all = await central.rooms.database.db.select({ id: deposits.id }).from(deposits);
      const one = all[draw % Math.max(1, all.length)];
      if (one)
        await central.asSystem(async (context) => {
          const row = await lockDeposit(context, one.id);
          if (row.status === "AWAITING_TRANSFER")
            await moveDeposit(context, row, "D6", {
              facts: { transferSeen: true, transferMatches: true },
              mover: SYSTEM,
            });
          else await patchDeposit(context, row, { refundBadge: `badge ${draw}` });
        });
    }
  }
}

test("R7.5 I15 a cache that began in the middle of changes ends as one that begins afterwards, whatever the page sizes", async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.nat(1000), { minLength: 3, maxLength: 8 }),
      fc.integer({ min: 1, max: 6 }),
      async (draws, limit) => {
        const left = [...draws];
        const cache = await firstSync(auditor, async () => {
          const draw = left.pop();
          if (draw !== undefined) await oneChange(draw);
        });
        for (const draw of left) await oneChange(draw);
        await follow(auditor, cache, limit);
        expect(same(cache)).toEqual(same(await firstSync(auditor)));
      },
    ),
    { numRuns: 6, endOnFailure: true },
  );
}, 120_000);

test("R10.6 a command's X-Feed-Seq is where its change stands in the feed", async () => {
  const channel = await central.api("client-channel");
  const { cursor } = await auditor.call("sync.bootstrap");
  const { headers, body } = await channel.send("applications.submit", { body: goodApplication() });
  const { items } = await auditor.call("sync.changes", { query: { cursor } });
  const seq = Number(headers.get("x-feed-seq"));
  expect(items.find(({ id }) => id === (body as Row).id)?.seq).toBeLessThanOrEqual(seq);
  expect(items.at(-1)?.seq).toBe(seq);
});

test("the newest state of a row comes once, however often it changed", async () => {
  const deposit = await central.asSystem((context) => putDeposit(context));
  const { cursor } = await auditor.call("sync.bootstrap");
  for (const refundBadge of ["one", "two", "three"])
    await central.asSystem(
      async (context) => void (await patchDeposit(context, await lockDeposit(context, deposit.id), { refundBadge })),
    );
  const { items, hasMore } = await auditor.call("sync.changes", { query: { cursor } });
  expect(hasMore).toBe(false);
  expect(items).toHaveLength(1);
  expect(items[0]).toMatchObject({
    entity: "deposits",
    id: deposit.id,
    op: "upsert",
    version: 4,
    at: central.clock.now(),
    data: { refundBadge: "three", version: 4 },
  });
});

test("a row that is gone comes as a delete", async () => {
  const deposit = await central.asSystem((context) => putDeposit(context));
  const { cursor } = await auditor.call("sync.bootstrap");
  await central.rooms.database.db.delete(deposits).where(eq(deposits.id, deposit.id));
  const { items } = await auditor.call("sync.changes", { query: { cursor } });
  expect(items).toMatchObject([{ entity: "deposits", id: deposit.id, op: "delete", version: 2, data: null }]);
});

test("R3.5 nobody is told of rows that he may not read, and the pages move on over them", async () => {
  const executor = await central.api("executor");
  const { cursor, entities } = await executor.call("sync.bootstrap");
  expect(entities.map(({ name }) => name)).not.toContain("applications");
  await oneChange(0);
  const { items, nextCursor, headSeq } = await executor.call("sync.changes", { query: { cursor } });
  for (const { entity } of items) expect(entity).not.toBe("applications");
  expect(nextCursor.endsWith(`:${headSeq}`)).toBe(true);
  expect(await executor.refusal("sync.rows", { params: { entity: "applications" } })).toMatchObject({
    code: "PERMISSION_DENIED",
    missingPermission: "Deposit Application",
  });
  const admin = await central.api("admin");
  expect((await admin.call("sync.bootstrap")).entities.map(({ name }) => name)).toEqual(
    SYNC_ENTITIES.filter((entity) => SYNC_PERMISSIONS[entity] === null),
  );
});

test("SYNC_RESET_REQUIRED when rights changed, the feed is another one, or the cursor is too old", async () => {
  const operator = await central.api("operator");
  const { cursor } = await operator.call("sync.bootstrap");
  const ask = (one: string) => operator.refusal("sync.changes", { query: { cursor: one } });
  expect(await ask("nonsense")).toMatchObject({ status: 400, code: "CURSOR_INVALID" });
  const seq = cursor.split(":")[2] ?? "";
  expect(await ask(cursor.replace(/:\d+$/, ":999999"))).toMatchObject({ status: 410, resetReason: "FEED_CHANGED" });
  expect(await ask(`${crypto.randomUUID()}:${"0".repeat(16)}:${seq}`)).toMatchObject({ resetReason: "FEED_CHANGED" });

  await central.as("admin", (context) =>
    changeRights(context, operator.user.id, { roles: ["OPERATOR"], grants: ["Audit.All"] }),
  );
  expect(await ask(cursor)).toMatchObject({
    status: 410,
    code: "SYNC_RESET_REQUIRED",
    resetReason: "PERMISSIONS_CHANGED",
  });
  const fresh = await operator.call("sync.bootstrap");
  expect(await ask(fresh.cursor)).toBeNull();

  const { db } = central.rooms.database;
  const { seq: head } = await readFeedHead(db);
  await oneChange(0);
  await db
    .update(feedHead)
    .set({ floorSeq: head + 1 })
    .where(eq(feedHead.id, 1));
  expect(await ask(fresh.cursor)).toMatchObject({ resetReason: "CURSOR_EXPIRED" });
  await db.update(feedHead).set({ floorSeq: 0 }).where(eq(feedHead.id, 1));

  const again = await operator.call("sync.bootstrap");
  await central.asSystem(renewFeed);
  expect(await ask(again.cursor)).toMatchObject({ resetReason: "FEED_CHANGED" });
  expect((await operator.call("sync.bootstrap")).feedId).not.toBe(again.feedId);
});

type Stream = { next(): Promise<EventSourceMessage>; comments: string[]; ended: Promise<void>; close(): void };

async function openEvents(client: TestClient, { url }: { url: string } = central): Promise<Stream> {
  const controller = new AbortController();
  const answer = await fetch(`${url}/v1/events`, {
    headers: { authorization: `Bearer ${client.accessToken}` },
    signal: controller.signal,
  });
  expect(answer.status).toBe(200);
  expect(answer.headers.get("content-type")).toContain("text/event-stream");
  const events: EventSourceMessage[] = [];
  const waiting: ((event: EventSourceMessage) => void)[] = [];
  const comments: string[] = [];
  const parser = createParser({
    onEvent: (event) => {
      const first = waiting.shift();
      if (first) first(event);
      else events.push(event);
    },
    onComment: (comment) => void comments.push(comment),
  });
  const decoder = new TextDecoder();
  const ended = (async () => {
    try {
      for await (const part of answer.body ?? []) parser.feed(decoder.decode(part, { stream: true }));
    } catch (error) {
      if (!controller.signal.aborted) throw error;
    }
  })();
  return {
    comments,
    ended,
    close: () => controller.abort(),
    next: () =>
      new Promise((resolve) => {
        const ready = events.shift();
        if (ready) resolve(ready);
        else waiting.push(resolve);
      }),
  };
}

test("the nudge stream says hello, tells what kind of thing changed and never a row, and ends with the session", async () => {
  const operator = await central.api("operator");
  const executor = await central.api("executor");
  const stream = await openEvents(operator);
  const blind = await openEvents(executor);
  const hello = await stream.next();
  expect(hello.event).toBe("hello");
  expect(JSON.parse(hello.data)).toEqual({
    feedId: (await readFeedHead(central.rooms.database.db)).feedId,
    headSeq: (await readFeedHead(central.rooms.database.db)).seq,
    serverTime: central.clock.now(),
  });
  expect((await blind.next()).event).toBe("hello");

  await oneChange(0);
  const changed = await stream.next();
  expect(changed.event).toBe("changed");
  const { entities, headSeq } = JSON.parse(changed.data) as { entities: string[]; headSeq: number };
  expect(entities).toContain("applications");
  expect(headSeq).toBe((await readFeedHead(central.rooms.database.db)).seq);
  expect(changed.data).not.toContain("USDT");
  expect((JSON.parse((await blind.next()).data) as { entities: string[] }).entities).not.toContain("applications");

  await operator.call("auth.logout");
  const last = await stream.next();
  expect([last.event, JSON.parse(last.data)]).toEqual(["session", { reason: "SESSION_ENDED" }]);
  await stream.ended;

  await central.as("admin", (context) =>
    changeRights(context, executor.user.id, { roles: ["EXECUTOR"], grants: ["Export"] }),
  );
  let told = await blind.next();
  while (told.event === "changed") told = await blind.next();
  expect(JSON.parse(told.data)).toEqual({ reason: "PERMISSIONS_CHANGED" });
  await blind.ended;
});

test("the nudge stream shows every 15 seconds that it is alive", async () => {
  const beats: { ms: number; work: () => void }[] = [];
  const timer = { every: (ms: number, work: () => void) => (beats.push({ ms, work }), () => undefined) };
  const service = await startTestCentral({ timer });
  const stream = await openEvents(
    await signIn(service.url, { username: "operator", password: "test-operator" }),
    service,
  );
  await stream.next();
  const heartbeat = beats.find(({ ms }) => ms === 15_000);
  heartbeat?.work();
  heartbeat?.work();
  await service.stop();
  await stream.ended;
  expect(stream.comments).toEqual(["still here", "still here"]);
});

test("the nudge stream refuses who is not signed in", async () => {
  const answer = await fetch(`${central.url}/v1/events`);
  expect(answer.status).toBe(401);
  expect(answer.headers.get("content-type")).toContain("application/problem+json");
  expect(await answer.json()).toMatchObject({ code: "TOKEN_INVALID" });
});

test("a service that stops tells its listeners and ends their streams", async () => {
  const stopping = await startTestCentral();
  const person = await stopping.api("operator");
  const answer = await fetch(`${stopping.url}/v1/events`, {
    headers: { authorization: `Bearer ${person.accessToken}` },
  });
  const text = answer.text();
  await stopping.stop();
  expect(await text).toContain('event: session\ndata: {"reason":"SERVICE_STOPPING"}');
});

test("large pages cross the network compressed, as the client can read it; small answers as they are", async () => {
  await central.asSystem(async (context) => {
    for (let count = 0; count < 12; count += 1) await putDeposit(context);
  });
  const ask = (path: string, encodings: string) =>
    fetch(`${central.url}/v1${path}`, {
      headers: { authorization: `Bearer ${auditor.accessToken}`, "accept-encoding": encodings },
    });
  const rows = "/sync/rows/deposits?limit=50";
  const plain = await ask(rows, "identity");
  expect(plain.headers.get("content-encoding")).toBeNull();
  const body: unknown = await plain.json();
  for (const encoding of ["br", "gzip"]) {
    const answer = await ask(rows, encoding);
    expect(answer.headers.get("content-encoding")).toBe(encoding);
    expect(answer.headers.get("vary")).toMatch(/accept-encoding/i);
    expect(await answer.json()).toEqual(body);
  }
  expect((await ask("/sync/bootstrap", "br")).headers.get("content-encoding")).toBeNull();
});

test("a page stands a row a line, and the rows say exactly what the contract knows, so that a workstation may keep their text", async () => {
  await central.asSystem((context) => putDeposit(context));
  const { cursor } = await auditor.call("sync.bootstrap");
  const read = async (path: string) => {
    const answer = await fetch(`${central.url}/v1/${path}`, {
      headers: { authorization: `Bearer ${auditor.accessToken}` },
    });
    return answer.text();
  };
  const start = await read(`changes?cursor=${encodeURIComponent(cursor.replace(/\d+$/, "0"))}&limit=1000`);
  const changes = start.split("\n").slice(1, -1);
  expect(changes.length).toBe((JSON.parse(start) as { items: unknown[] }).items.length);
  for (const line of changes)
    expect(line).toMatch(/^\{"seq":\d+,"entity":"\w+","id":"[^"]+","op":"\w+","version":\d+,"at":/);
  for (const entity of SYNC_ENTITIES) {
    const text = await read(`sync/rows/${entity}?limit=1000`);
    const { items } = JSON.parse(text) as { items: unknown[] };
    expect(text.split("\n").slice(1, -1)).toEqual(
      items.map((item, index) => JSON.stringify(item) + (index < items.length - 1 ? "," : "")),
    );
    expect(items.filter((item) => !isExactly(SYNC_ROWS[entity])(item))).toEqual([]);
  }
});
