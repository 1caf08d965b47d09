/** A journal that is damaged, cut, replaced or gone moves no money, is left as it is, and is never begun a second time. */
import { cpSync, existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import type { AppError } from "#shared/errors.ts";
import { silentLog } from "#main/log/Log.ts";
import { createKeychain, type Keychain } from "#main/keychain/Keychain.ts";
import { type JournalTips, openJournalTips } from "#main/keychain/journalTips.ts";
import type { Journal } from "#main/store/journal.ts";
import { openEncrypted } from "#main/store/openEncrypted.ts";
import { openJournal } from "#main/store/openJournal.ts";
import { machineRandom, machineTimer } from "#main/world/thisMachine.ts";
import { memoryRing } from "#tests/main/support/openEngine.ts";
import { createDice } from "#tests/main/support/seededRandom.ts";
import { JOURNAL_MIGRATIONS } from "./openTestJournal.ts";

const KEY = new Uint8Array(32).fill(9);
const FLIPS = 40;
let folder: string;
let file: string;
let ring: ReturnType<typeof memoryRing>;
let keychain: Keychain;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "deposit-desk-journal-"));
  file = join(folder, "profile", "journal.db");
  cpSync(mkdtempSync(join(folder, "empty-")), join(folder, "profile"), { recursive: true });
  ring = memoryRing();
  keychain = createKeychain({
    loadKeyring: async () => ring,
    service: "test",
    timer: machineTimer,
    random: machineRandom,
  });
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

function openWith(tips?: JournalTips): Journal {
  return openJournal({
    file,
    key: KEY,
    migrationsFolder: JOURNAL_MIGRATIONS,
    nativeBinding: undefined,
    clock: { now: () => Date.UTC(2026, 10, 22) },
    random: machineRandom,
    ...(tips && { tips }),
  });
}

/** One run of the program: opened, some lines noted, closed. */
async function run(lines: number): Promise<void> {
  const tips = await openJournalTips({ keychain, log: silentLog }, file);
  const journal = openWith(tips);
  for (let line = 0; line < lines; line += 1) journal.note({ action: "test.noted", detail: { line } });
  await tips.settled();
  journal.close();
}

async function refusal(): Promise<string> {
  const tips = await openJournalTips({ keychain, log: silentLog }, file);
  try {
    openWith(tips).close();
  } catch (error) {
    expect(error).toMatchObject({ code: "JOURNAL_UNAVAILABLE" });
    expect((error as AppError).message).toMatch(
      /Nothing is signed.*Leave journal\.db.*A journal that cannot be trusted/,
    );
    return (error as AppError).message;
  }
  return "it opened";
}

const removeFiles = (names: RegExp) => {
  for (const name of readdirSync(join(folder, "profile"))) if (names.test(name)) rmSync(join(folder, "profile", name));
};

test("I10 a whole journal opens again and again, and the keychain has its newest line", async () => {
  for (let times = 1; times <= 3; times += 1) {
    await run(2);
    const [kept] = [...ring.entries].filter(([name]) => name.includes("journal-tip:"));
    expect(JSON.parse(kept?.[1] ?? "")).toMatchObject({ seq: 2 * times });
  }
  expect(await refusal()).toBe("it opened");
});

test("I10 a crash between the journal and the keychain leaves a journal that is ahead, and that opens", async () => {
  await run(2);
  const journal = openWith();
  journal.note({ action: "test.noted" });
  journal.close();
  expect(await refusal()).toBe("it opened");
});

test("I10 a journal that is gone is not begun anew", async () => {
  await run(1);
  removeFiles(/./);
  expect(await refusal()).toContain("it is gone");
  expect(existsSync(file)).toBe(false);
});

test("I10 a journal that is gone is missed also without the keychain, when the name of its key is left", async () => {
  openWith().close();
  removeFiles(/^journal\.db(-wal|-shm)?$/);
  ring.entries.clear();
  expect(await refusal()).toContain("it is empty or gone");
  expect(existsSync(file)).toBe(false);
});

test("I10 an emptied journal is refused and left empty", async () => {
  await run(1);
  writeFileSync(file, "");
  expect(await refusal()).toContain("it is empty or gone");
  expect(readFileSync(file)).toHaveLength(0);
});

test("I10 an older copy put back in its place is refused", async () => {
  await run(1);
  cpSync(join(folder, "profile"), join(folder, "backup"), { recursive: true });
  await run(1);
  rmSync(join(folder, "profile"), { recursive: true });
  cpSync(join(folder, "backup"), join(folder, "profile"), { recursive: true });
  expect(await refusal()).toContain("audit line 2, which it held before, is missing");
});

test.each([
  ["the last line was cut off", "DELETE FROM audit_lines WHERE seq = 3", /audit line 3.*missing/],
  ["all lines were cut off", "DELETE FROM audit_lines", /audit line 3.*missing/],
  ["a line was changed", "UPDATE audit_lines SET detail = '{}' WHERE seq = 2", /audit line 2 was changed/],
])("I10 %s: refused", async (_what, sql, words) => {
  await run(3);
  const store = openEncrypted({ kind: "journal", file, key: KEY, synchronous: "FULL", migrationsFolder: null });
  store.sqlite.exec(`DROP TRIGGER audit_lines_fixed; DROP TRIGGER audit_lines_kept; ${sql}`);
  store.close();
  expect(await refusal()).toMatch(words);
});

test("I10 a bit that flipped anywhere in the file is found before anything is signed", async () => {
  await run(3);
  const whole = readFileSync(file);
  const dice = createDice(5);
  for (let flip = 0; flip < FLIPS; flip += 1) {
    const bytes = Buffer.from(whole);
    const at = dice.below(bytes.length);
    bytes.writeUInt8(bytes.readUInt8(at) ^ (1 << dice.below(8)), at);
    writeFileSync(file, bytes);
    expect(await refusal(), `byte ${at}`).toContain("its file is damaged");
    expect(readFileSync(file).equals(bytes)).toBe(true);
  }
});

test("a keychain that refuses to keep the newest line stops nothing, and keeps a later one", async () => {
  const tips = await openJournalTips({ keychain, log: silentLog }, file);
  const journal = openWith(tips);
  const { setPassword } = ring;
  ring.setPassword = () => Promise.reject(new Error("locked"));
  journal.note({ action: "test.noted" });
  await tips.settled();
  expect([...ring.entries]).toEqual([]);
  ring.setPassword = setPassword;
  journal.note({ action: "test.noted" });
  await tips.settled();
  journal.close();
  expect((await openJournalTips({ keychain, log: silentLog }, file)).known).toMatchObject({ seq: 2 });
});
