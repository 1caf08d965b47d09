/** The workstation's own file: its id survives everything that can happen to a file. */
import { existsSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { silentLog } from "#main/log/Log.ts";
import { openWorkstationFile } from "#main/settings/workstationFile.ts";
import { machineRandom } from "#main/world/thisMachine.ts";

let folder: string;
let file: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "deposit-desk-workstation-"));
  file = join(folder, "profile", "workstation.json");
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));
const open = () => openWorkstationFile({ file, random: machineRandom, log: silentLog });

test("the id is made once and stays", () => {
  const { deviceId } = open().read();
  expect(open().read().deviceId).toBe(deviceId);
});

test("settings and the window's place are kept", () => {
  const first = open();
  first.update({ settings: { theme: "dark", density: "compact", zone: "UTC", language: "zh-Hant" } });
  first.update({ window: { x: 1, y: 2, width: 1300, height: 800, maximized: false, zoom: 1.25 } });
  expect(open().read()).toMatchObject({
    settings: { theme: "dark", density: "compact", zone: "UTC", language: "zh-Hant" },
    window: { x: 1, width: 1300, zoom: 1.25 },
  });
});

test.each(["", "{", "[]", '{"deviceId": "no uuid"}', "\0\0\0"])(
  "a file that holds %j is replaced from its last good copy, the id stays",
  (text) => {
    const first = open();
    first.update({ settings: { theme: "dark", density: "compact", zone: "UTC", language: "zh-Hant" } });
    const { deviceId } = first.read();
    writeFileSync(file, text);
    expect(open().read().deviceId).toBe(deviceId);
  },
);

test("a part that does not fit any more falls back to its default, the rest stays", () => {
  const { deviceId } = open().read();
  const value = JSON.parse(readFileSync(file, "utf8")) as object;
  writeFileSync(file, JSON.stringify({ ...value, settings: { theme: "pink" }, window: { x: "left" } }));
  expect(open().read()).toMatchObject({ deviceId, settings: { theme: "system" }, window: null });
});

test("a file that cannot be written is an error with words, and what was there stays", () => {
  const first = open();
  const before = readFileSync(file, "utf8");
  rmSync(folder, { recursive: true, force: true });
  expect(() => first.update({ window: null })).toThrow(expect.objectContaining({ code: "INTERNAL" }) as Error);
  expect(first.read()).toEqual(JSON.parse(before));
  expect(existsSync(file)).toBe(false);
});

test.runIf(process.platform === "linux")("a full disk is named as one, and what was there stays", () => {
  const first = open();
  const before = readFileSync(file, "utf8");
  // Whatever is written to this device meets a full disk.
  symlinkSync("/dev/full", `${file}.new`);
  expect(() => first.update({ window: null })).toThrow(expect.objectContaining({ code: "DISK_FULL" }) as Error);
  expect(readFileSync(file, "utf8")).toBe(before);
  rmSync(`${file}.new`);
  expect(open().read()).toEqual(first.read());
});
