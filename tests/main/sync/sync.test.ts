/** The sync against a feed that can be cut at every request and a writer that can die at every step (R7.1, R7.2, R7.5, R10.6, R24.1). */
import { existsSync, mkdtempSync, readdirSync, rmSync, truncateSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import type { Deposit } from "#shared/contract/deposit.ts";
import { SYNC_ENTITIES, type SyncEntity } from "#shared/contract/sync.ts";
import { AppError } from "#shared/errors.ts";
import { silentLog } from "#main/log/Log.ts";
import { type CacheReader, openCacheReader } from "#main/store/cacheReader.ts";
import { openCacheWriter } from "#main/store/cacheWriter.ts";
import { keyNameFile } from "#main/store/openEncrypted.ts";
import { type CacheFile, openCacheFile } from "#main/store/CacheFile.ts";
import { startSync, type Sync } from "#main/sync/Sync.ts";
import { portOf, WRITER_METHODS, type WriterPort } from "#main/store/WriterPort.ts";
import { createFakeFeed, type FakeFeed } from "#tests/main/support/fakeFeed.ts";
import { createFakeConnection, createFakeTime } from "#tests/main/support/fakeWorld.ts";
import { CACHE_MIGRATIONS, TEST_KEY } from "#tests/main/support/openCache.ts";
import { randomDeposit, randomEvent, randomRefund } from "#tests/main/support/rows.ts";
import { createDice } from "#tests/main/support/seededRandom.ts";

const dice = createDice(7);
let folder: string;
let file: string;
let feed: FakeFeed;
let open: { cache: CacheFile; sync: Sync }[] = [];

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "deposit-desk-sync-"));
  file = join(folder, "cache.db");
  feed = createFakeFeed();
  open = [];
});
afterEach(async () => {
  for (const { cache, sync } of open) {
    await sync.stop();
    await cache.close();
  }
  rmSync(folder, { recursive: true, force: true });
});

function fill(count: number): Deposit[] {
  return Array.from({ length: count }, (_, number) => {
    const row = randomDeposit(dice, number);
    feed.put("deposits", row);
    feed.put("events", randomEvent(dice, row));
    if (number % 4 === 0) feed.put("refunds", randomRefund(dice, number, row));
    return row;
  });
}

type Around = (port: WriterPort) => WriterPort;
const asItIs: Around = (port) => port;

async function begin(around: Around = asItIs, key = TEST_KEY) {
  const time = createFakeTime();
  const connection = createFakeConnection();
  const changed: SyncEntity[][] = [];
  const resets: string[] = [];
  const cache = await openCacheFile({
    file,
    key,
    startWriter: (name) => {
      const lazy = lazyWriter(name, key);
      return around(lazy);
    },
    clock: time.clock,
    log: silentLog,
  });
  const sync = startSync({
    cache,
    remote: feed.remote,
    connection,
    clock: time.clock,
    timer: time.timer,
    log: silentLog,
    onStatus: () => undefined,
    onChanged: (entities) => changed.push(entities),
    onReset: (reason) => resets.push(reason),
  });
  const opened = { cache, sync, time, connection, changed, resets };
  open.push(opened);
  return opened;
}

/** Opens with the first question, as the worker thread does. */
function lazyWriter(name: string, key: Uint8Array): WriterPort {
  let port: WriterPort | null = null;
  const ready = () => (port ??= portOf(openCacheWriter({ file: name, key, migrationsFolder: CACHE_MIGRATIONS })));
  return Object.fromEntries(
    WRITER_METHODS.map((method) => [
      method,
      async (...input: unknown[]) => (ready()[method] as (...values: unknown[]) => Promise<unknown>)(...input),
    ]),
  ) as WriterPort;
}

async function end(opened: { cache: CacheFile; sync: Sync }) {
  open = open.filter((one) => one !== opened);
  await opened.sync.stop();
  await opened.cache.close();
}

const TABLES: Record<SyncEntity, string> = {
  networks: "networks",
  currencies: "currencies",
  walletAddresses: "wallet_addresses",
  applications: "applications",
  deposits: "deposit_rows",
  refunds: "refunds",
  events: "events",
};

function look<Answer>(key: Uint8Array, ask: (reader: CacheReader) => Answer): Answer {
  const reader = openCacheReader({ file, key });
  try {
    return ask(reader);
  } finally {
    reader.close();
  }
}

/** Every row of the service is in the cache once, in its newest state, and nothing else is. */
function expectEqualToFeed(cache: CacheFile, key = TEST_KEY) {
  for (const entity of SYNC_ENTITIES) {
    const cached = look(key, (reader) => reader.values<string>(`SELECT data FROM ${TABLES[entity]}`));
    const byId = (a: { id: string }, b: { id: string }) => (a.id < b.id ? -1 : 1);
    expect(cached.map((data) => JSON.parse(data) as { id: string }).toSorted(byId)).toEqual(
      feed.rows(entity).toSorted(byId),
    );
  }
  const counted = look(key, (reader) => reader.value<number>("SELECT coalesce(sum(count), 0) FROM deposit_counts"));
  expect(counted).toBe(feed.rows("deposits").length);
  expect(cache.reader().searchDeposits({}).total).toBe(feed.rows("deposits").length);
}

describe("first rows and the feed", () => {
  test("R7.1 brings in everything, then follows within a poll, and says as of when", async () => {
    fill(30);
    const opened = await begin();
    await opened.sync.now();
    expectEqualToFeed(opened.cache);
    expect(opened.sync.status()).toMatchObject({ phase: "LIVE", asOf: "2026-11-22T10:00:00.000Z", problem: null });

    const added = randomDeposit(dice, 900);
    feed.put("deposits", added);
    opened.changed.length = 0;
    await opened.time.advance(15_000);
    expectEqualToFeed(opened.cache);
    expect(opened.changed.flat()).toContain("deposits");
    expect(opened.sync.status().asOf).toBe("2026-11-22T10:00:15.000Z");
  });

  test("R7.5 a change during the first rows is not lost, and a page that comes twice changes nothing", async () => {
    const rows = fill(30);
    let requests = 0;
    feed.beforeAnswer = (name) => {
      requests += 1;
      if (name === "rows" && requests % 3 === 0) {
        const row = rows[requests % rows.length] as Deposit;
        feed.put("deposits", { ...row, version: row.version + requests });
      }
    };
    const opened = await begin();
    await opened.sync.now();
    feed.beforeAnswer = () => undefined;
    await opened.sync.now();
    expectEqualToFeed(opened.cache);
  });

  test("R7.5 deletes leave the cache, and an older answer cannot bring the row back", async () => {
    const rows = fill(10);
    const opened = await begin();
    await opened.sync.now();
    const [gone] = rows as [Deposit];
    feed.remove("deposits", gone.id, gone.version + 1);
    await opened.sync.now();
    expectEqualToFeed(opened.cache);
    await opened.sync.remember("deposits", [gone]);
    expectEqualToFeed(opened.cache);
  });

  test("R10.6 one's own action is visible at once, and an older state of the feed does not undo it", async () => {
    const rows = fill(10);
    const opened = await begin();
    await opened.sync.now();
    const [row] = rows as [Deposit];
    const cancelled = { ...row, status: "CANCELLED" as const, version: row.version + 3 };
    await opened.sync.remember("deposits", [cancelled]);
    const read = () => opened.cache.reader().depositByRecordNo(row.recordNo);
    expect(read()).toEqual(cancelled);
    feed.put("deposits", { ...row, version: row.version + 1 });
    await opened.sync.now();
    expect(read()).toEqual(cancelled);
  });

  test("R7.2 the same rows in random order and with repeats give one record each", async () => {
    const rows = fill(40);
    const opened = await begin();
    await opened.sync.now();
    for (let round = 0; round < 200; round += 1) await opened.sync.remember("deposits", [dice.pick(rows)]);
    expectEqualToFeed(opened.cache);
  });

  test("R7.5 a row that does not fit the contract stops the sync with words, and what was there stays readable", async () => {
    fill(10);
    const opened = await begin();
    await opened.sync.now();
    feed.put("deposits", { id: dice.uuid(), version: 1 });
    await opened.sync.now();
    expect(opened.sync.status().problem).toMatch(/does not fit the contract/);
    expect(opened.cache.reader().searchDeposits({}).total).toBe(10);
  });
});

describe("a pause", () => {
  test("a first sync stops after a page, stays readable, asks for nothing meanwhile, and goes on where it was", async () => {
    fill(40);
    const opened = await begin();
    let rowsAsked = 0;
    feed.beforeAnswer = (name) => {
      rowsAsked += name === "rows" ? 1 : 0;
      if (rowsAsked === 7) opened.sync.pause(true);
    };
    await opened.sync.now();
    expect(opened.sync.status()).toMatchObject({ phase: "FIRST_SYNC", paused: true, problem: null, asOf: null });
    const shown = opened.cache.reader().searchDeposits({}).total;
    expect(shown).toBeGreaterThan(0);
    expect(shown).toBeLessThan(40);
    const requests = feed.requests.length;
    await opened.time.advance(60_000);
    expect(feed.requests.length).toBe(requests);
    feed.beforeAnswer = () => undefined;
    opened.sync.pause(false);
    await opened.sync.now();
    expect(opened.sync.status()).toMatchObject({ phase: "LIVE", paused: false });
    expectEqualToFeed(opened.cache);
    const loaded = feed.requests.filter((name) => name === "bootstrap");
    expect(loaded).toHaveLength(1);
  });

  test("a rebuild that is paused leaves the former copy in its place; the feed itself cannot be paused", async () => {
    fill(20);
    const opened = await begin();
    await opened.sync.now();
    opened.sync.pause(true);
    expect(opened.sync.status().paused).toBe(false);
    feed.beforeAnswer = (name) => {
      if (name === "rows") opened.sync.pause(true);
    };
    await opened.sync.rebuild();
    expect(opened.sync.status()).toMatchObject({ phase: "REBUILDING", paused: true });
    expectEqualToFeed(opened.cache);
    feed.beforeAnswer = () => undefined;
    opened.sync.pause(false);
    await opened.sync.now();
    expect(opened.sync.status()).toMatchObject({ phase: "LIVE", paused: false });
    expectEqualToFeed(opened.cache);
  });
});

describe("R7.5 cut at every step", () => {
  test("the network fails at each request of the first sync and of the feed, and the program starts again", async () => {
    fill(25);
    const whole = await begin();
    await whole.sync.now();
    const requests = feed.requests.length;
    expect(requests).toBeGreaterThan(10);
    await end(whole);
    for (let cut = 1; cut <= requests; cut += 1) {
      rmSync(folder, { recursive: true, force: true });
      folder = mkdtempSync(join(tmpdir(), "deposit-desk-sync-"));
      file = join(folder, "cache.db");
      let seen = 0;
      feed.beforeAnswer = () => {
        seen += 1;
        if (seen >= cut) throw new AppError("OFFLINE", "cut");
      };
      const first = await begin();
      await first.sync.now();
      await end(first);
      feed.beforeAnswer = () => undefined;
      feed.put("deposits", { ...(feed.rows("deposits")[cut % 25] as Deposit), version: 100 + cut });
      const second = await begin();
      await second.sync.now();
      expectEqualToFeed(second.cache);
      await end(second);
    }
  }, 120_000);

  test("the writer dies before or after each of its steps, and the program starts again", async () => {
    fill(14);
    let steps = 0;
    const counting: Around = (port) => around(port, () => (steps += 1));
    const whole = await begin(counting);
    await whole.sync.now();
    await end(whole);
    for (let die = 2; die <= steps; die += 1)
      for (const when of ["before", "after"] as const) {
        rmSync(folder, { recursive: true, force: true });
        folder = mkdtempSync(join(tmpdir(), "deposit-desk-sync-"));
        file = join(folder, "cache.db");
        let step = 0;
        const dying: Around = (port) =>
          around(port, (moment) => {
            if (moment === "before") step += 1;
            if (step > die || (step === die && moment === when)) throw new AppError("SERVICE_UNAVAILABLE", "died");
          });
        const first = await begin(dying);
        await first.sync.now();
        open = open.filter((one) => one !== first);
        await first.sync.stop();
        first.cache.reader().close();
        const second = await begin();
        await second.sync.now();
        expectEqualToFeed(second.cache);
        await end(second);
      }
  }, 120_000);

  function around(port: WriterPort, at: (moment: "before" | "after") => void): WriterPort {
    return Object.fromEntries(
      WRITER_METHODS.map((method) => [
        method,
        async (...input: unknown[]) => {
          if (method !== "close") at("before");
          const value = await (port[method] as (...values: unknown[]) => Promise<unknown>)(...input);
          if (method !== "close") at("after");
          return value;
        },
      ]),
    ) as WriterPort;
  }
});

describe("a feed that cannot be followed any more", () => {
  test("Sync 4: a new cache grows beside the old, which stays readable, drafts are carried over, and then takes its place", async () => {
    fill(20);
    const opened = await begin();
    await opened.sync.now();
    const userId = "00000000-0000-7000-a000-000000000001";
    const depositId = feed.rows("deposits")[0]?.id as string;
    await opened.cache.writer().saveDraft({
      userId,
      savedAt: 5,
      draft: {
        depositId,
        depositVersion: 1,
        kind: "FORCED",
        refundAddressId: null,
        amount: "1",
        adjustmentReason: "",
        remainder: null,
        reason: "r",
        identityCheck: {},
      },
    });
    const readable: number[] = [];
    feed.feedId = "00000000-0000-7000-a000-0000000000bb";
    feed.remove("deposits", depositId, 99);
    feed.beforeAnswer = () => {
      readable.push(opened.cache.reader().searchDeposits({}).total);
    };
    await opened.sync.now();
    feed.beforeAnswer = () => undefined;
    expect(opened.resets).toEqual(["FEED_CHANGED"]);
    expect(new Set(readable)).toEqual(new Set([20, 19]));
    expectEqualToFeed(opened.cache);
    expect(opened.cache.reader().draft(userId, depositId)).toMatchObject({ depositId, reason: "r" });
    expect(opened.sync.status()).toMatchObject({ phase: "LIVE", feedId: feed.feedId });
    expect(readdirSync(folder).filter((name) => name.includes(".next"))).toEqual([]);
  });

  test("fault 12: a service that was put back to an older state without a word of it is found out, and the copy made equal to it", async () => {
    const [row] = fill(10) as [Deposit];
    feed.put("deposits", { ...row, version: row.version + 5 });
    const opened = await begin();
    await opened.sync.now();
    feed.put("deposits", { ...row, version: row.version + 2 });
    await opened.sync.now();
    expect(opened.resets).toEqual(["FEED_CHANGED"]);
    expectEqualToFeed(opened.cache);
    expect(opened.sync.status()).toMatchObject({ phase: "LIVE", problem: null });
  });

  test("a rebuild that is cut goes on at the next start, with the old cache readable until then", async () => {
    fill(20);
    const opened = await begin();
    await opened.sync.now();
    feed.oldestCursor = 1_000;
    for (let count = 0; count < 1_000; count += 1) feed.put("deposits", feed.rows("deposits")[0] as Deposit);
    let rows = 0;
    feed.beforeAnswer = (name) => {
      if (name === "rows" && (rows += 1) > 2) throw new AppError("OFFLINE", "cut");
    };
    await opened.sync.now();
    expect(opened.sync.status().phase).toBe("REBUILDING");
    expect(opened.cache.reader().searchDeposits({}).total).toBe(20);
    await end(opened);
    feed.beforeAnswer = () => undefined;
    const second = await begin();
    expect(second.cache.rebuildPending()).toBe(true);
    await second.sync.now();
    expectEqualToFeed(second.cache);
    expect(second.sync.status().phase).toBe("LIVE");
  });
});

describe("files that cannot be used", () => {
  async function synced() {
    fill(60);
    const opened = await begin();
    await opened.sync.now();
    await end(opened);
  }

  test("a truncated file is put aside whole, and everything is fetched again", async () => {
    await synced();
    truncateSync(file, 20_000);
    const opened = await begin();
    await opened.sync.now();
    expectEqualToFeed(opened.cache);
    expect(readdirSync(folder).some((name) => name.startsWith("cache.db.corrupt-20261122T"))).toBe(true);
  });

  test("a foreign file is put aside, and everything is fetched again", async () => {
    await synced();
    writeFileSync(file, "this is a shopping list, not a database\n".repeat(3000));
    const opened = await begin();
    expect(opened.cache.putAside).toBe("corrupt");
    expect(opened.sync.status().replaced).toMatch(/damaged.*is being fetched again/);
    await opened.sync.now();
    expect(opened.sync.status()).toMatchObject({ problem: null, replaced: expect.stringMatching(/was fetched again/) });
    expectEqualToFeed(opened.cache);
  });

  test("a file of no length is no new one: it is filled again, and the person is told", async () => {
    await synced();
    writeFileSync(file, "");
    const opened = await begin();
    await opened.sync.now();
    expectEqualToFeed(opened.cache);
    expect(opened.sync.status().replaced).toMatch(/damaged.*was fetched again/);
  });

  test("a file of another key is put aside under a name that says so", async () => {
    await synced();
    const opened = await begin(asItIs, new Uint8Array(32).fill(8));
    expect(opened.cache.putAside).toBe("other-key");
    expect(opened.sync.status().replaced).toMatch(/another key/);
    await opened.sync.now();
    expectEqualToFeed(opened.cache, new Uint8Array(32).fill(8));
    const kept = readdirSync(folder).find((name) => /^cache\.db\.other-key-[\dTZ]+$/.test(name)) as string;
    expect(existsSync(keyNameFile(join(folder, kept)))).toBe(true);
  });

  test("a file that a newer version wrote is left alone and refused", async () => {
    await synced();
    const writer = openCacheWriter({ file, key: TEST_KEY, migrationsFolder: CACHE_MIGRATIONS });
    writer.close();
    const { openEncrypted } = await import("#main/store/openEncrypted.ts");
    const store = openEncrypted({ kind: "cache", file, key: TEST_KEY, synchronous: "NORMAL", migrationsFolder: null });
    store.sqlite.prepare("INSERT INTO __drizzle_migrations (hash, created_at) VALUES ('x', 9999999999999)").run();
    store.close();
    const before = readdirSync(folder).toSorted();
    await expect(begin()).rejects.toMatchObject({ code: "CACHE_FROM_FUTURE" });
    expect(readdirSync(folder).toSorted()).toEqual(before);
  });

  test("damage that shows itself while reading leads to a rebuild, and the damaged file is kept", async () => {
    fill(60);
    const opened = await begin();
    await opened.sync.now();
    expect(opened.sync.status().replaced).toBe(null);
    opened.sync.reportDamage();
    await opened.sync.now();
    expect(opened.sync.status().replaced).toMatch(/damaged.*was fetched again.*kept aside/);
    expectEqualToFeed(opened.cache);
    expect(readdirSync(folder).some((name) => name.startsWith("cache.db.corrupt-"))).toBe(true);
  });

  test("a full disk is said, nothing is lost, and the sync goes on once there is room", async () => {
    fill(20);
    let full = true;
    const fullDisk: Around = (port) => ({
      ...port,
      applyStaged: async () => {
        if (full) throw new AppError("DISK_FULL", "The disk of this workstation is full. Free some space.");
        await port.applyStaged();
      },
    });
    const opened = await begin(fullDisk);
    await opened.sync.now();
    expect(opened.sync.status().problem).toMatch(/disk.*full/i);
    full = false;
    await opened.time.advance(15_000);
    expect(opened.sync.status()).toMatchObject({ phase: "LIVE", problem: null });
    expectEqualToFeed(opened.cache);
  });

  test("R24.1 without a network the cache stays readable and the status says since when", async () => {
    fill(10);
    const opened = await begin();
    await opened.sync.now();
    opened.connection.become({
      online: false,
      offlineSince: opened.time.clock.now(),
      nextTryAt: opened.time.clock.now() + 2_000,
      problem: "The central service cannot be reached",
    });
    expect(opened.sync.status()).toMatchObject({
      phase: "OFFLINE",
      asOf: "2026-11-22T10:00:00.000Z",
      offlineSince: "2026-11-22T10:00:00.000Z",
      nextTryAt: "2026-11-22T10:00:02.000Z",
    });
    expect(opened.cache.reader().searchDeposits({}).total).toBe(10);
    feed.put("deposits", randomDeposit(dice, 901));
    opened.connection.become({ online: true, offlineSince: null, nextTryAt: null, problem: null });
    await opened.sync.now();
    expectEqualToFeed(opened.cache);
  });
});
