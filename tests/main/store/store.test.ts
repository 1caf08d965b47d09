/** The encrypted file itself: settings that are really set, tables that are strict, faults with their codes, amounts that stay exact (R7.4, R24.3; security P0.11). */
import { copyFileSync, existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import fc from "fast-check";
import { getTableConfig } from "drizzle-orm/sqlite-core";
import { afterEach, beforeEach, expect, test } from "vitest";
import { compareAmounts, normalizeAmount, sumAmounts } from "#shared/money.ts";
import { amountKey, amountLimbs, amountOfLimbs } from "#main/store/amountKey.ts";
import { openCacheReader } from "#main/store/cacheReader.ts";
import { openCacheWriter } from "#main/store/cacheWriter.ts";
import { putAside, swapIn } from "#main/store/fileSet.ts";
import { hashBytes, hashRange, idBytes, idText } from "#main/store/idBytes.ts";
import { openEncrypted } from "#main/store/openEncrypted.ts";
import { storeFault } from "#main/store/storeFault.ts";
import * as tables from "#main/store/tables.ts";
import { startWriterThread } from "#main/store/writerThread.ts";
import { silentLog } from "#main/log/Log.ts";
import { CACHE_MIGRATIONS, FEED, TEST_KEY, packedPage, plainBytes } from "#tests/main/support/openCache.ts";
import { randomAmount, randomDeposit } from "#tests/main/support/rows.ts";
import { createDice } from "#tests/main/support/seededRandom.ts";

let folder: string;
let file: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "deposit-desk-store-"));
  file = join(folder, "cache.db");
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const open = (synchronous: "NORMAL" | "FULL" = "NORMAL", key = TEST_KEY) =>
  openEncrypted({ kind: "cache", file, key, synchronous, migrationsFolder: CACHE_MIGRATIONS });

test("P0.11 the settings that privacy and money depend on are on, for the cache and for a money file", () => {
  for (const synchronous of ["NORMAL", "FULL"] as const) {
    const store = open(synchronous);
    const read = (name: string) => store.sqlite.pragma(name, { simple: true });
    expect({
      cipher: read("cipher"),
      page: read("page_size"),
      journal: read("journal_mode"),
      synchronous: read("synchronous"),
      keys: read("foreign_keys"),
      trusted: read("trusted_schema"),
      cells: read("cell_size_check"),
      secure: read("secure_delete"),
    }).toEqual({
      cipher: "aegis",
      page: 16_384,
      journal: "wal",
      synchronous: synchronous === "FULL" ? 2 : 1,
      keys: 1,
      trusted: 0,
      cells: 1,
      secure: 1,
    });
    store.close();
  }
});

test("P0.11 every table of the migrations is strict", () => {
  const store = open();
  const tables = store.sqlite
    .prepare(
      "SELECT name, strict FROM pragma_table_list WHERE schema = 'main' AND type = 'table' AND name NOT LIKE 'sqlite_%' AND name NOT LIKE '__drizzle%'",
    )
    .all() as { name: string; strict: number }[];
  expect(tables.length).toBeGreaterThanOrEqual(16);
  expect(tables.filter((table) => table.strict !== 1)).toEqual([]);
  store.close();
});

test("the migrations make exactly the tables and columns that the code knows", () => {
  const store = open();
  for (const table of Object.values(tables)) {
    const { name, columns } = getTableConfig(table);
    const made = store.sqlite.prepare('SELECT name, "notnull" AS required FROM pragma_table_info(?)').all(name);
    expect([name, made]).toEqual([
      name,
      columns.map((column) => ({ name: column.name, required: column.notNull || column.primary ? 1 : 0 })),
    ]);
  }
  store.close();
});

test("R24.3 nothing of what is stored can be read in the file without its key", () => {
  const writer = openCacheWriter({ file, key: TEST_KEY, migrationsFolder: CACHE_MIGRATIONS });
  writer.remember("deposits", [
    randomDeposit(createDice(1), 1, { customerName: "Canary Customer Name", recordNo: "DP-CANARY-1" }),
  ]);
  const bytes = readdirSync(folder)
    .map((name) => readFileSync(join(folder, name), "latin1"))
    .join("");
  expect(bytes.length).toBeGreaterThan(50_000);
  for (const text of [
    "Canary Customer",
    "canary customer",
    "DP-CANARY",
    "SQLite format 3",
    "CREATE TABLE",
    Buffer.from(TEST_KEY).toString("hex"),
  ])
    expect(bytes.includes(text)).toBe(false);
  writer.close();
});

test.each([
  ["another key", () => undefined, new Uint8Array(32).fill(9), "CACHE_KEY_WRONG"],
  ["another key and no name of it", () => rmSync(`${file}.key-name`), new Uint8Array(32).fill(9), "CACHE_DAMAGED"],
  ["a cut file", () => writeFileSync(file, readFileSync(file).subarray(0, 30_000)), TEST_KEY, "CACHE_DAMAGED"],
  ["one changed byte in the first page", () => flip(100), TEST_KEY, "CACHE_DAMAGED"],
  ["a foreign file", () => writeFileSync(file, "no database at all\n".repeat(2000)), TEST_KEY, "CACHE_DAMAGED"],
])("%s is told by its code, and the file stays as it was", (_what, spoil, key, code) => {
  open().close();
  spoil();
  const before = readFileSync(file);
  expect(() => open("NORMAL", key)).toThrow(expect.objectContaining({ code }) as Error);
  expect(readFileSync(file).equals(before)).toBe(true);
});

function flip(place: number): void {
  const bytes = readFileSync(file);
  bytes[place] = (bytes[place] as number) ^ 1;
  writeFileSync(file, bytes);
}

test("a page changed behind our back is found when it is read, and is no data", () => {
  const writer = openCacheWriter({ file, key: TEST_KEY, migrationsFolder: CACHE_MIGRATIONS });
  const dice = createDice(3);
  writer.remember(
    "deposits",
    Array.from({ length: 200 }, (_, number) => randomDeposit(dice, number)),
  );
  writer.close();
  const pages = readFileSync(file).length / 16_384;
  for (let page = Math.floor(pages / 2); page < pages; page += 1) flip(page * 16_384 + 5_000);
  const reader = openCacheReader({ file, key: TEST_KEY });
  expect(() => reader.values("SELECT data FROM deposit_rows")).toThrow(
    expect.objectContaining({ code: "CACHE_DAMAGED" }) as Error,
  );
  reader.close();
});

test("a full disk is told as one, and nothing of what did not fit is kept", () => {
  const store = open();
  const pages = Number(store.sqlite.pragma("page_count", { simple: true }));
  store.sqlite.pragma(`max_page_count=${pages + 2}`);
  const add = store.sqlite.prepare("INSERT INTO terms (text) VALUES (?)");
  const fill = store.sqlite.transaction(() => {
    for (let count = 0; count < 1_000; count += 1) add.run(`${count} ${"x".repeat(1_000)}`);
  });
  const error: unknown = (() => {
    try {
      return fill();
    } catch (caught) {
      return storeFault(caught, "cache");
    }
  })();
  expect(error).toMatchObject({
    code: "DISK_FULL",
    retryable: true,
    message: expect.stringContaining("free some space"),
  });
  expect(store.sqlite.prepare("SELECT count(*) FROM terms").pluck().get()).toBe(0);
  store.close();
});

test.each([
  ["SQLITE_FULL", "cache", "DISK_FULL"],
  ["ENOSPC", "journal", "DISK_FULL"],
  ["SQLITE_NOTADB", "cache", "CACHE_DAMAGED"],
  ["SQLITE_CORRUPT_VTAB", "cache", "CACHE_DAMAGED"],
  ["SQLITE_CORRUPT", "journal", "JOURNAL_UNAVAILABLE"],
  ["SQLITE_BUSY", "cache", "SERVICE_UNAVAILABLE"],
  ["SQLITE_IOERR_WRITE", "journal", "JOURNAL_UNAVAILABLE"],
  ["SQLITE_IOERR_READ", "cache", "INTERNAL"],
] as const)("%s of the %s is %s", (code, kind, told) => {
  expect(storeFault(Object.assign(new Error("x"), { code }), kind).code).toBe(told);
});

test("R7.4 amounts keep every digit: order, equality and sums of 78-digit values are exact", () => {
  const amount = fc
    .tuple(
      fc.integer({ min: 0, max: 60 }),
      fc.integer({ min: 0, max: 18 }),
      fc.infiniteStream(fc.integer({ min: 0, max: 9 })),
    )
    .map(([whole, decimals, digits]) => {
      const take = (count: number) => Array.from({ length: count }, () => String(digits.next().value)).join("");
      const left = take(whole).replace(/^0+/, "") || "0";
      return decimals === 0 ? left : `${left}.${take(decimals)}`;
    });
  fc.assert(
    fc.property(amount, amount, (left, right) => {
      expect(Math.sign(Buffer.compare(amountKey(left), amountKey(right)))).toBe(compareAmounts(left, right));
      const limbs = amountLimbs(left).map((limb, index) => BigInt(limb) + BigInt(amountLimbs(right)[index] as number));
      expect(amountOfLimbs(limbs.map(String))).toBe(sumAmounts([left, right]));
    }),
    { numRuns: 2_000 },
  );
  const largest = `${"9".repeat(60)}.${"9".repeat(18)}`;
  expect(amountOfLimbs(amountLimbs(largest).map(String))).toBe(largest);
  const dice = createDice(9);
  for (let count = 0; count < 500; count += 1) {
    const text = randomAmount(dice);
    expect(amountOfLimbs(amountLimbs(text).map(String))).toBe(normalizeAmount(text));
  }
});

test("ids and hashes come back as they went in, and a beginning of a hash is a range", () => {
  const id = "01a1f6ae-9900-7b8d-b98e-b0cf459519b6";
  expect(idText(idBytes(id))).toBe(id);
  const hash = hashBytes(`0x${"ab".repeat(32)}`);
  for (const prefix of ["0xa", "0xab", "0xaba", "ABABAB", `0x${"ab".repeat(32)}`]) {
    const { from, to } = hashRange(prefix);
    expect(Buffer.compare(from, hash) <= 0 && Buffer.compare(hash, to) <= 0).toBe(true);
  }
  const { from, to } = hashRange("0xb");
  expect(Buffer.compare(from, hash) <= 0 && Buffer.compare(hash, to) <= 0).toBe(false);
});

test("a file put aside takes everything along that belongs to it, and its name never hits another", () => {
  for (const suffix of ["", "-wal", "-shm", ".key-name"]) writeFileSync(file + suffix, suffix);
  const first = "cache.db.corrupt-20261122T101500Z";
  expect(putAside(asideRooms(0), file, "corrupt")).toBe(join(folder, first));
  copyFileSync(join(folder, first), file);
  expect(putAside(asideRooms(0), file, "corrupt")).toBe(join(folder, `${first}-2`));
  expect(readdirSync(folder).toSorted()).toEqual([
    first,
    `${first}-2`,
    `${first}-shm`,
    `${first}-wal`,
    `${first}.key-name`,
  ]);
});

test("of files put aside the newest three are kept, whatever was wrong with them; other files stay", () => {
  const other = "cache.db.backup-of-mine";
  writeFileSync(join(folder, other), "mine");
  for (const [day, reason] of (["corrupt", "other-key", "lost-key", "corrupt", "other-key"] as const).entries()) {
    for (const suffix of ["", "-wal", ".key-name"]) writeFileSync(file + suffix, suffix);
    putAside(asideRooms(day), file, reason);
  }
  const kept = readdirSync(folder).filter((name) => !/-wal$|\.key-name$/.test(name));
  expect(kept.toSorted()).toEqual([
    other,
    "cache.db.corrupt-20261125T101500Z",
    "cache.db.lost-key-20261124T101500Z",
    "cache.db.other-key-20261126T101500Z",
  ]);
  expect(readdirSync(folder)).toHaveLength(1 + 3 * 3);
});

function asideRooms(day: number) {
  return { clock: { now: () => Date.UTC(2026, 10, 22 + day, 10, 15) }, log: silentLog };
}

test("a file that takes another's place is never followed by the other's write-ahead log", () => {
  for (const name of [file, `${file}.next`])
    for (const suffix of ["", "-wal", "-shm", ".key-name"]) writeFileSync(name + suffix, `${name}${suffix}`);
  swapIn(`${file}.next`, file);
  expect(readdirSync(folder).toSorted()).toEqual(["cache.db", "cache.db.key-name"]);
  expect(readFileSync(file, "utf8")).toBe(`${file}.next`);
});

test("the worker thread writes what it is fed, answers faults with their codes, and ends", async () => {
  const script = new URL("../../../src-main/sync/worker.ts", import.meta.url);
  const start = (key: Uint8Array) =>
    startWriterThread({ script, log: silentLog }, { file, key, migrationsFolder: CACHE_MIGRATIONS });
  const writer = start(TEST_KEY);
  expect(await writer.state()).toBe(null);
  await writer.begin({ feedId: FEED, cursor: "c", headSeq: 1, entities: [{ name: "deposits", count: 2 }] });
  const dice = createDice(2);
  const items = [randomDeposit(dice, 1), randomDeposit(dice, 2)];
  expect(await writer.stageRows("deposits", packedPage({ items, nextAfter: null }))).toEqual({
    nextAfter: null,
    count: 2,
  });
  await writer.applyStaged();
  await expect(writer.stageRows("deposits", packedPage({ items: [{}], nextAfter: null }))).rejects.toMatchObject({
    code: "RESPONSE_INVALID",
  });
  await expect(writer.stageRows("deposits", plainBytes(new Uint8Array([123])))).rejects.toMatchObject({
    code: "RESPONSE_INVALID",
  });
  expect((await writer.state())?.entities.find((entity) => entity.name === "deposits")).toMatchObject({
    done: 2,
    finished: true,
  });
  await writer.close();
  await expect(writer.state()).rejects.toMatchObject({ code: "SERVICE_UNAVAILABLE" });
  expect(existsSync(`${file}-wal`)).toBe(false);
  const wrong = start(new Uint8Array(32).fill(1));
  await expect(wrong.state()).rejects.toMatchObject({ code: "CACHE_KEY_WRONG" });
  await wrong.close().catch(() => undefined);
});
