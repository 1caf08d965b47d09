import { spawnSync } from "node:child_process";
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { tryFileLock, withFileLock } from "#scripts/setup/fileLock.mjs";

describe("two set-ups at once", () => {
  let folder = "";
  let file = "";
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), "file-lock-"));
    file = join(folder, "work.lock");
  });
  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  test("the second one is told who works, and gets its turn afterwards", async () => {
    const order: string[] = [];
    let finish = () => {};
    const first = withFileLock(file, async () => {
      await new Promise<void>((resolve) => (finish = resolve));
      order.push("first");
    });
    await expect.poll(() => existsSync(file)).toBe(true);
    let holder = 0;
    const second = withFileLock(
      file,
      async () => void order.push("second"),
      (pid) => {
        holder = pid;
        finish();
      },
    );
    await Promise.all([first, second]);
    expect(order).toEqual(["first", "second"]);
    expect(holder).toBe(process.pid);
    expect(readdirSync(folder)).toEqual([]);
  });
  test("the lock of a process that died is taken over", () => {
    const { pid } = spawnSync(process.execPath, ["-e", ""]);
    writeFileSync(file, String(pid));
    const release = tryFileLock(file);
    expect(readFileSync(file, "utf8")).toBe(String(process.pid));
    if (typeof release === "function") release();
    expect(readdirSync(folder)).toEqual([]);
  });
  test("the lock is given back when the work fails", async () => {
    await expect(withFileLock(file, () => Promise.reject(new Error("no disk")))).rejects.toThrow("no disk");
    expect(existsSync(file)).toBe(false);
  });
});
