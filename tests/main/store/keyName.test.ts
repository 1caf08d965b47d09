/** The name of the key beside an encrypted file: small, but a wrong one would keep a good journal closed. */
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { AppError } from "#shared/errors.ts";
import { keyNameFile, openEncrypted } from "#main/store/openEncrypted.ts";
import { JOURNAL_MIGRATIONS } from "#tests/main/journal/openTestJournal.ts";

let folder: string;
let file: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "deposit-desk-key-name-"));
  file = join(folder, "journal.db");
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

function open(key = 7) {
  const bytes = new Uint8Array(32).fill(key);
  openEncrypted({
    kind: "journal",
    file,
    key: bytes,
    synchronous: "FULL",
    migrationsFolder: JOURNAL_MIGRATIONS,
  }).close();
}

test.each([
  ["empty, as a power cut leaves a file whose bytes were still on their way", ""],
  ["half written", "0123abcd"],
  ["zeros in the place of its bytes", "\0".repeat(17)],
])("I2 a journal opens though the name of its key is %s, and the name is written again", (_how, left) => {
  open();
  const whole = readFileSync(keyNameFile(file), "utf8");
  writeFileSync(keyNameFile(file), left);
  open();
  expect(readFileSync(keyNameFile(file), "utf8")).toBe(whole);
});

test("the name comes whole or not at all: what is being written stands beside it until it is", () => {
  writeFileSync(`${keyNameFile(file)}.new`, "01");
  open();
  expect(readFileSync(keyNameFile(file), "utf8")).toMatch(/^[0-9a-f]{16}\n$/);
  expect(existsSync(`${keyNameFile(file)}.new`)).toBe(false);
});

test("another key is still told apart from a damaged file, and nothing is changed", () => {
  open();
  const before = readdirSync(folder).map((name) => readFileSync(join(folder, name)));
  expect(() => open(8)).toThrow(AppError);
  expect(() => open(8)).toThrow(/another key/);
  expect(readdirSync(folder).map((name) => readFileSync(join(folder, name)))).toEqual(before);
});
