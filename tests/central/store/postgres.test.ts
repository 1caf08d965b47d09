/** The same store on a real PostgreSQL: PGlite has one connection and can never show what happens between two. */
import { sql } from "drizzle-orm";
import { afterAll, beforeAll, expect, test } from "vitest";

import { verifyChain } from "#central/audit/verifyChain.ts";
import { DAY_MS } from "#central/clock.ts";
import { asSystem } from "#central/context.ts";
import { moveDeposit } from "#central/deposits/moveDeposit.ts";
import { lockDeposit } from "#central/deposits/loadDeposit.ts";
import { afterCursor, cursorOf, newestFirst } from "#central/http/pages.ts";
import { rowsOf } from "#central/store/inTransaction.ts";
import { nextNumber } from "#central/store/nextNumber.ts";
import { openDatabase } from "#central/store/openDatabase.ts";
import { deposits, feed } from "#central/store/tables.ts";
import { readFeedHead } from "#central/sync/feedHead.ts";
import { SYSTEM } from "#shared/domain/machine.ts";
import { startTestCentral, type TestCentral } from "#tests/support/central.ts";
import { putDeposit } from "#tests/support/centralRecords.ts";
import { goodApplication } from "#tests/support/centralWorld.ts";
import { emptyDatabase } from "#tests/support/testDatabase.ts";

let central: TestCentral;
beforeAll(async () => {
  central = await startTestCentral();
}, 120_000);
afterAll(() => central?.stop());

const WRITERS = 8;
const ROUNDS = 40;
const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

test("migrations run, also when two services start on one new database at once, and again", async () => {
  const { databaseUrl, drop } = await emptyDatabase();
  const both = await Promise.all([openDatabase({ databaseUrl }), openDatabase({ databaseUrl })]);
  const third = await openDatabase({ databaseUrl });
  const heads = await Promise.all([...both, third].map(({ db }) => readFeedHead(db)));
  expect(new Set(heads.map(({ feedId }) => feedId)).size).toBe(1);
  expect(heads[0]?.seq).toBe(0);
  await Promise.all([...both, third].map((one) => one.close()));
  await drop();
});

test("a reader of the feed misses none of the rows that 8 writers write at once", async () => {
  const { database } = central.rooms;
  const { seq: start } = await readFeedHead(database.db);
  let writing = true;
  const written = new Set<string>();
  const seen = new Set<string>();
  let pages = 0;

  const write = async () => {
    for (let round = 0; round < ROUNDS; round += 1) {
      const ids = await central.asSystem(async (context) => {
        const first = await putDeposit(context);
        // Held open for a moment, so that another's later number may be committed before.
        await pause(round % 4);
        const second = await putDeposit(context);
        return [first.id, second.id];
      });
      for (const id of ids) written.add(id);
    }
  };
  const read = async () => {
    let cursor = start;
    for (;;) {
      const done = !writing;
      const head = await readFeedHead(database.db);
      const rows = await rowsOf<{ entity_id: string; seq: string }>(
        database.db,
        sql`select entity_id, seq from ${feed} where seq > ${cursor} and seq <= ${head.seq} order by seq`,
      );
      for (const { entity_id: id, seq } of rows) {
        seen.add(id);
        cursor = Number(seq);
      }
      cursor = Math.max(cursor, head.seq);
      pages += 1;
      if (done) return;
    }
  };
  const reading = read();
  await Promise.all(Array.from({ length: WRITERS }, write));
  writing = false;
  await reading;
  expect(written.size).toBe(WRITERS * ROUNDS * 2);
  expect([...written].filter((id) => !seen.has(id))).toEqual([]);
  expect(pages).toBeGreaterThan(3);
}, 120_000);

test("a list's page begins in the index where the last one ended, however deep", async () => {
  const { database } = central.rooms;
  const cursor = cursorOf({ createdAt: "2026-01-01T00:00:00.000Z", id: "00000000-0000-7000-a000-000000000001" });
  const plan = await database.transaction(async (tx) => {
    // On a small table every plan is cheap, so that only the index may be used here.
    await rowsOf(tx, sql`set local enable_seqscan = off`);
    await rowsOf(tx, sql`set local enable_bitmapscan = off`);
    return rowsOf<{ "QUERY PLAN": string }>(
      tx,
      sql`explain select * from ${deposits} where ${afterCursor(deposits, cursor)} order by ${sql.join(newestFirst(deposits), sql`, `)} limit 101`,
    );
  }, "write");
  const lines = plan.map((line) => line["QUERY PLAN"]).join("\n");
  expect(lines).toMatch(/Index Scan Backward using deposits_created/);
  expect(lines).toMatch(/Index Cond: \(ROW\(created_at, id\) < ROW\(/);
  expect(lines).not.toMatch(/Sort|Filter/);
});

test("commands of many people at once: no deadlock is left, the log has no gap and no fork", async () => {
  const channel = await central.api("client-channel");
  const operators = await Promise.all(["operator", "operator2", "supervisor"].map((name) => central.api(name)));
  const records = await Promise.all(
    Array.from({ length: 12 }, () => central.asSystem((context) => putDeposit(context))),
  );
  const answers = await Promise.all([
    ...Array.from({ length: 12 }, () => channel.send("applications.submit", { body: goodApplication() })),
    ...records.flatMap(({ id }) =>
      operators.map((person) =>
        person.send("deposits.cancel", { params: { id }, ifMatch: 1, body: { remarks: "at once" } }),
      ),
    ),
  ]);
  const statuses = answers.map(({ status }) => status);
  expect(statuses.filter((status) => status >= 500)).toEqual([]);
  expect(statuses.filter((status) => status === 200)).toHaveLength(12);
  expect(statuses.filter((status) => status === 201)).toHaveLength(12);
  expect(statuses.filter((status) => status === 409)).toHaveLength(24);
  expect(await verifyChain(central.rooms)).toMatchObject({ ok: true });
}, 60_000);

test("two transactions that lock the same rows in opposite order: both are carried out", async () => {
  const [left, right] = await Promise.all([1, 2].map(() => central.asSystem((context) => putDeposit(context))));
  const cross = (first: string, second: string) =>
    asSystem(central.rooms, async (context) => {
      const one = await lockDeposit(context, first);
      await pause(50);
      const two = await lockDeposit(context, second);
      for (const row of [one, two])
        if (row.status === "WALLET_ADDRESS_UNDER_VERIFICATION")
          await moveDeposit(context, row, "D5", { facts: { transferSeen: true }, mover: SYSTEM });
    });
  await Promise.all([cross(left?.id ?? "", right?.id ?? ""), cross(right?.id ?? "", left?.id ?? "")]);
  for (const row of [left, right])
    expect((await central.asSystem((context) => lockDeposit(context, row?.id ?? ""))).status).toBe("CONFIRMING");
}, 30_000);

test("R7.2 10,000 numbers over several days, taken by many at once, some in transactions that fail: none is given twice", async () => {
  const given: string[] = [];
  const take = (count: number, fails: boolean) =>
    central
      .asSystem(async (context) => {
        const numbers: string[] = [];
        for (let index = 0; index < count; index += 1) numbers.push(await nextNumber(context, "RF"));
        if (fails) throw new Error("rolled back");
        return numbers;
      })
      .then((numbers) => void given.push(...numbers));
  // Ten at once, of twelve connections: who waits for one is given up after ten seconds, which on a busy machine is soon.
  const takeTurns = async () => {
    for (let turn = 0; turn < 5; turn += 1) {
      if (turn === 2) await expect(take(50, true)).rejects.toThrow("rolled back");
      await take(50, false);
    }
  };
  for (let day = 0; day < 4; day += 1) {
    await Promise.all(Array.from({ length: 10 }, takeTurns));
    central.clock.advance(DAY_MS);
  }
  expect(given).toHaveLength(10_000);
  expect(new Set(given).size).toBe(10_000);
  for (const one of given) expect(one).toMatch(/^RF-202611\d\d-\d{6}$/);
}, 120_000);

test("a server that goes away answers 503, and comes back without a restart of ours", async () => {
  const answer = await fetch(`${central.url}/v1/health`);
  expect(answer.status).toBe(200);
  await rowsOf(
    central.rooms.database.db,
    sql`select pg_terminate_backend(pid) from pg_stat_activity where datname = current_database() and pid <> pg_backend_pid()`,
  );
  const after = await Promise.all([1, 2, 3].map(() => fetch(`${central.url}/v1/health`)));
  for (const one of after) expect([200, 503]).toContain(one.status);
  expect((await fetch(`${central.url}/v1/health`)).status).toBe(200);
});
