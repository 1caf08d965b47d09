/** What can happen to the files and secrets of a workstation between two runs, seen by the person who signs in next (R24.3, "clear problems"). */
import { readdirSync, readFileSync, truncateSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from "vitest";
import { AppError } from "#shared/errors.ts";
import { createFailedStart } from "#main/failedStart.ts";
import { silentLog } from "#main/log/Log.ts";
import { openEncrypted } from "#main/store/openEncrypted.ts";
import { startTestCentral, type TestCentral } from "#tests/support/central.ts";
import { putDeposit } from "#tests/support/centralRecords.ts";
import { openEngine, type TestEngine } from "#tests/main/support/openEngine.ts";

const DRAFT = {
  depositVersion: 1,
  kind: "FORCED" as const,
  refundAddressId: null,
  amount: "1",
  adjustmentReason: "",
  remainder: null,
  reason: "half written",
  identityCheck: {},
};
let central: TestCentral;
let depositId: string;
let first: TestEngine;
let again: TestEngine | null = null;

beforeAll(async () => {
  central = await startTestCentral();
  depositId = (await central.asSystem((context) => putDeposit(context))).id;
});
afterAll(() => central.stop());
beforeEach(async () => {
  first = await openEngine({ centralUrl: central.url });
  await first.signIn("operator");
  await first.call("refunds", "saveDraft", { depositId, ...DRAFT });
  await first.call("session", "signOut", {});
  await first.stop();
});
afterEach(async () => {
  await again?.remove();
  again = null;
});

const cacheFile = () =>
  join(first.profile, readdirSync(first.profile).find((name) => /^cache-[0-9a-f]{16}\.db$/.test(name)) as string);
const namesWith = (label: string) => readdirSync(first.profile).filter((name) => name.includes(label));

async function restart(): Promise<TestEngine> {
  again = await openEngine({ centralUrl: central.url, profile: first.profile, ring: first.ring });
  return again;
}

async function expectWhole(desk: TestEngine, draft: boolean) {
  await desk.signIn("operator");
  expect((await desk.call("deposits", "search", {})).total).toBe(1);
  expect(await desk.call("refunds", "draft", { depositId })).toEqual(draft ? { depositId, ...DRAFT } : null);
  expect(desk.engine.session.state().fatal).toBe(null);
}

test("nothing happened: everything is there, the draft too", async () => {
  await expectWhole(await restart(), true);
});

test("a truncated cache is put aside and fetched again", async () => {
  truncateSync(cacheFile(), 40_000);
  const desk = await restart();
  await expectWhole(desk, false);
  expect(namesWith(".corrupt-").length).toBeGreaterThan(0);
  expect((await desk.call("sync", "status", {})).replaced).toMatch(/damaged.*fetched again/);
});

test("a cache of no length is fetched again", async () => {
  writeFileSync(cacheFile(), "");
  await expectWhole(await restart(), false);
});

test("a foreign file in its place is put aside, not lost", async () => {
  writeFileSync(cacheFile(), "shopping list\n".repeat(3_000));
  await expectWhole(await restart(), false);
  const [kept] = namesWith(".corrupt-") as [string];
  expect(readFileSync(join(first.profile, kept), "utf8")).toContain("shopping list");
});

test("a key that the keychain lost: the file is put aside under that name, and everything is fetched again", async () => {
  first.ring.entries.delete("test cache-key");
  const desk = await restart();
  await expectWhole(desk, false);
  expect(namesWith(".lost-key-").length).toBeGreaterThan(0);
  expect((await desk.call("sync", "status", {})).replaced).toMatch(/keychain.*no longer has the key.*fetched again/);
});

test("another key in the keychain: the file is put aside under that name, and comes back with its key", async () => {
  const key = first.ring.entries.get("test cache-key") as string;
  first.ring.entries.set("test cache-key", "ab".repeat(32));
  await expectWhole(await restart(), false);
  const kept = namesWith(".other-key-").find((name) => !/-wal|-shm|key-name/.test(name)) as string;
  const file = join(first.profile, kept);
  const store = openEncrypted({
    kind: "cache",
    file,
    key: Buffer.from(key, "hex"),
    synchronous: "NORMAL",
    migrationsFolder: null,
  });
  expect(store.sqlite.prepare("SELECT count(*) FROM drafts").pluck().get()).toBe(1);
  store.close();
});

test("a cache that a newer version wrote is left alone, and the sign-in says so", async () => {
  const key = Buffer.from(first.ring.entries.get("test cache-key") as string, "hex");
  const store = openEncrypted({ kind: "cache", file: cacheFile(), key, synchronous: "NORMAL", migrationsFolder: null });
  store.sqlite.prepare("INSERT INTO __drizzle_migrations (hash, created_at) VALUES ('x', 9999999999999)").run();
  store.close();
  const before = readFileSync(cacheFile());
  const desk = await restart();
  const answer = await desk.ask("session", "signIn", { username: "operator", password: "test-operator" });
  expect(answer).toMatchObject({
    ok: false,
    error: { code: "CACHE_FROM_FUTURE", message: expect.stringContaining("newer version") },
  });
  expect(desk.engine.session.state().phase).toBe("SIGNED_OUT");
  expect(readFileSync(cacheFile()).equals(before)).toBe(true);
  expect(desk.ring.entries.has("test refresh-token")).toBe(false);
});

test("another person on the same workstation has a cache of his own", async () => {
  const desk = await restart();
  await desk.signIn("supervisor");
  expect(await desk.refusal("refunds", "draft", { depositId })).toBe("PERMISSION_DENIED");
  expect(readdirSync(first.profile).filter((name) => /^cache-[0-9a-f]{16}\.db$/.test(name))).toHaveLength(2);
});

test("a program that cannot work says why in its state, lets it be copied, and answers nothing else", async () => {
  let copied = "";
  const clipboard = { writeText: (text: string) => void (copied = text), readText: () => copied };
  const cause = new AppError("CONFIG_INVALID", 'config.json is wrong at "connect". Correct it and start again.');
  const handlers = createFailedStart(cause, { appVersion: "1.0.0", log: silentLog, clipboard });
  expect(handlers.session.state({})).toMatchObject({
    phase: "SIGNED_OUT",
    environment: "PRODUCTION",
    fatal: { title: "Deposit Desk is not configured correctly", advice: cause.message },
  });
  expect(
    handlers.system.saveSettings({ theme: "dark", density: "compact", zone: "UTC", language: "zh-Hant" }),
  ).toMatchObject({
    theme: "dark",
  });
  expect(handlers.system.settings({})).toMatchObject({ theme: "dark" });
  await handlers.system.copy({ text: cause.message });
  expect(copied).toBe(cause.message);
  expect(() => handlers.session.signIn({ username: "u", password: "p" })).toThrow(cause);
  expect(() => handlers.deposits.search({})).toThrow(cause);
});
