/** The backup of a payment key on its way out of the program: whole, to its owner alone, and nowhere else. */
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { BrowserWindow, SaveDialogOptions } from "electron";
import { afterEach, describe, expect, test } from "vitest";
import { makeTranslator } from "#shared/texts/translator.ts";
import { createLog } from "#main/log/Log.ts";
import type { KeptFiles } from "#main/files/KeptFiles.ts";
import { saveBackup } from "#main/signingKey/saveBackup.ts";
import { backupFiles } from "#main/window/backupFiles.ts";
import { createFakeTime } from "#tests/main/support/fakeWorld.ts";

const BACKUP = JSON.stringify({
  version: 3,
  address: "AbCdEf0123".repeat(4),
  Crypto: { ciphertext: "00", kdf: "scrypt", kdfparams: { n: 131_072 } },
});

const folders: string[] = [];
afterEach(() => {
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true, force: true });
});

function place() {
  const folder = mkdtempSync(join(tmpdir(), "deposit-desk-backup-"));
  folders.push(folder);
  return folder;
}

/** Electron's dialog, in which the person always chooses `answer`. */
function openFiles(answer: { canceled: boolean; filePath: string }): {
  files: KeptFiles;
  asked: SaveDialogOptions[];
} {
  const asked: SaveDialogOptions[] = [];
  const files = backupFiles({
    app: { getPath: () => "/home/person/Documents" },
    dialog: {
      showSaveDialog: (async (_window: BrowserWindow, options: SaveDialogOptions) => {
        asked.push(options);
        return answer;
      }) as never,
    },
    window: () => ({}) as BrowserWindow,
    t: makeTranslator("en").t,
  });
  return { files, asked };
}

const lines: string[] = [];
const log = createLog(createFakeTime().clock, (_level, line) => lines.push(line));

describe("saving the backup of a signing key", () => {
  test("money safety: it is written whole, readable for its owner alone, and the answer names no place", async () => {
    const folder = place();
    const filePath = join(folder, "kept.json");
    const { files, asked } = openFiles({ canceled: false, filePath });
    expect(await saveBackup({ files, log }, { backup: BACKUP })).toEqual({ saved: true });
    expect(readFileSync(filePath, "utf8")).toBe(BACKUP);
    expect(statSync(filePath).mode & 0o777).toBe(0o600);
    expect(readdirSync(folder)).toEqual(["kept.json"]);
    expect(asked[0]?.defaultPath).toBe("/home/person/Documents/deposit-desk-signing-key-abcdef01.json");
    expect(lines.join("\n")).not.toContain(folder);
  });

  test("who closes the dialog has saved nothing", async () => {
    const { files } = openFiles({ canceled: true, filePath: "" });
    expect(await saveBackup({ files, log }, { backup: BACKUP })).toEqual({ saved: false });
  });

  test.each(["", "{}", "not json", JSON.stringify({ version: 3, address: "00", Crypto: {} })])(
    "I17 a page that was taken over writes no other file by this way: %s",
    async (backup) => {
      const { files, asked } = openFiles({ canceled: false, filePath: join(place(), "x") });
      await expect(saveBackup({ files, log }, { backup })).rejects.toMatchObject({ code: "SIGNER_REFUSED" });
      expect(asked).toEqual([]);
    },
  );

  test.runIf(process.platform === "linux")(
    "a full disk leaves an older backup as it was, and says what to do",
    async () => {
      const folder = place();
      const filePath = join(folder, "kept.json");
      writeFileSync(filePath, "older");
      // Whatever is written to this device meets a full disk.
      symlinkSync("/dev/full", `${filePath}.part`);
      const { files } = openFiles({ canceled: false, filePath });
      const error: unknown = await saveBackup({ files, log }, { backup: BACKUP }).catch((thrown: unknown) => thrown);
      expect(error).toMatchObject({ code: "DISK_FULL", retryable: true });
      expect(JSON.stringify([error, String(error)])).not.toContain(folder);
      expect(readFileSync(filePath, "utf8")).toBe("older");
    },
  );

  test("a place that cannot be written is refused without a trace of it", async () => {
    const { files } = openFiles({ canceled: false, filePath: join(place(), "no such folder", "kept.json") });
    await expect(saveBackup({ files, log }, { backup: BACKUP })).rejects.toMatchObject({
      code: "INPUT_INVALID",
      message: "The backup could not be written there (ENOENT). Choose another place.",
    });
  });
});
