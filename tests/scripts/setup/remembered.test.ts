import { execFileSync } from "node:child_process";
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";

import { resultsOfPlaywright, resultsOfVitest } from "#scripts/setup/fileResults.mjs";
import { ROOT } from "#scripts/setup/places.mjs";
import { ACCOUNTED } from "#scripts/setup/remembered/accounted.mjs";
import { linksOf } from "#scripts/setup/remembered/fileInputs.mjs";
import { type FileResult, openMemory } from "#scripts/setup/remembered/openMemory.mjs";
import { readTree } from "#scripts/setup/remembered/readTree.mjs";
import { AROUND_EVERYTHING, testKeys } from "#scripts/setup/remembered/testKeys.mjs";
import { STAGES } from "#scripts/setup/stages.mjs";
import { rememberedLine } from "#scripts/setup/testCount.mjs";
import { parseTestArguments } from "#scripts/setup/testStages.mjs";

const DAY_MS = 24 * 3600 * 1000;

/** A small repository: three leaves, one module between, a worker, a page with a style, a script, migrations. */
const SMALL: Record<string, string> = {
  ".gitignore": "out/\n",
  "package.json": "{}",
  "drizzle/central/0000.sql": "create table a;",
  "src-shared/money.ts": "export const one = 1n;",
  "src-shared/rate.ts": "export const rate = 2n;",
  "src-shared/words.ts": "export type Word = string;",
  "src-shared/sum.ts": 'import { one } from "#shared/money.ts";\nexport const sum = one + one;',
  "src-main/worker.ts": 'import { rate } from "#shared/rate.ts";\nexport const work = rate;',
  "src-renderer/page.css": "a {}",
  "src-renderer/page.tsx": 'import "./page.css";\nexport const load = () => import("#shared/sum.ts");',
  "scripts/central.ts": 'import { sum } from "#shared/sum.ts";\nexport const start = sum;',
  "tests/shared/sum.test.ts": 'import type { Word } from "#shared/words.ts";\nimport { sum } from "#shared/sum.ts";',
  "tests/shared/rate.test.ts": 'import { rate } from "#shared/rate.ts";',
  "tests/main/worker.test.ts": 'const script = new URL("../../src-main/worker.ts", import.meta.url);',
  "tests/renderer/page.test.tsx": 'import { load } from "#renderer/page.tsx";',
  "tests/main/folder.test.ts": 'import { readdirSync } from "node:fs";\nexport const names = readdirSync("src-main");',
  "tests/scripts/central.test.ts": 'import { start } from "#scripts/central.ts";',
  "tests/e2e/refund.e2e.ts": 'import { test } from "@playwright/test";',
};
const TESTS = Object.keys(SMALL).filter((path) => /\.(?:test|e2e)\.tsx?$/.test(path));
const WHOLE = ["tests/e2e/refund.e2e.ts", "tests/main/folder.test.ts", "tests/scripts/central.test.ts"];
const isTest = (path: string) => TESTS.includes(path);

describe("a test file that passed and has not changed is not run again", () => {
  let root = "";
  let now = 0;
  beforeEach(() => {
    root = mkdtempSync(join(tmpdir(), "deposit-desk-remembered-"));
    for (const [path, text] of Object.entries(SMALL)) write(path, text);
    execFileSync("git", ["init", "-q", root]);
    // A day on from whatever was just written.
    now = Date.now() + DAY_MS;
  });
  afterEach(() => rmSync(root, { recursive: true, force: true }));

  function write(path: string, text: string): void {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), text);
  }
  const record = () => join(root, "out", "remembered.json");
  const open = (more: { fresh?: boolean; env?: NodeJS.ProcessEnv } = {}) =>
    openMemory({ fresh: false, root, file: record(), env: {}, now: () => now, ...more });
  const all = (paths: readonly string[]): FileResult[] => paths.map((path) => ({ path, passed: 2, clean: true }));
  /** One run of everything that has changed, all of it passing. Answers what ran. */
  async function run(more: { fresh?: boolean; env?: NodeJS.ProcessEnv } = {}): Promise<string[]> {
    const memory = await open(more);
    const plan = memory.plan(isTest);
    await memory.settle(plan, all(plan.changed));
    return plan.changed.toSorted();
  }
  const changedAfter = async (path: string, text = `${SMALL[path] ?? ""}\n// changed`) => {
    await run();
    write(path, text);
    const changed = (await open()).plan(isTest).changed.toSorted();
    expect(changed).toEqual(expect.arrayContaining(WHOLE));
    return changed.filter((one) => !WHOLE.includes(one));
  };

  test("nothing is remembered at first, everything afterwards, and its count is the one it passed with", async () => {
    expect(await run()).toEqual(TESTS.toSorted());
    const { unchanged, changed } = (await open()).plan(isTest);
    expect(changed).toEqual([]);
    expect(unchanged.map(({ path, passed }) => `${path} ${passed}`).toSorted()).toEqual(
      TESTS.map((path) => `${path} 2`).toSorted(),
    );
  });
  test("a changed leaf runs exactly the files that come to it, through modules, dynamic imports and workers", async () => {
    expect(await changedAfter("src-shared/money.ts")).toEqual([
      "tests/renderer/page.test.tsx",
      "tests/shared/sum.test.ts",
    ]);
    expect(await changedAfter("src-shared/rate.ts")).toEqual([
      "tests/main/worker.test.ts",
      "tests/shared/rate.test.ts",
    ]);
    expect(await changedAfter("src-renderer/page.css")).toEqual(["tests/renderer/page.test.tsx"]);
  });
  test("a type is gone before anything runs: a change in it runs only what looks at the whole tree", async () => {
    expect(await changedAfter("src-shared/words.ts")).toEqual([]);
    expect(await changedAfter("docs/new.md", "a file that git does not track yet")).toEqual([]);
  });
  test("a file that is taken away runs who imported it", async () => {
    await run();
    rmSync(join(root, "src-shared/money.ts"));
    expect((await open()).plan(isTest).changed.toSorted()).toEqual(
      [...WHOLE, "tests/renderer/page.test.tsx", "tests/shared/sum.test.ts"].toSorted(),
    );
  });
  test("a migration, a package, a variable that code asks for and a week that passed run everything", async () => {
    const everything = TESTS.filter((path) => !WHOLE.includes(path)).toSorted();
    expect(await changedAfter("drizzle/central/0000.sql")).toEqual(everything);
    expect(await changedAfter("package.json", '{"type":"module"}')).toEqual(everything);
    expect(await run({ env: { TZ: "Asia/Hong_Kong" } })).toEqual(TESTS.toSorted());
    expect(await run({ env: { TZ: "Asia/Hong_Kong" } })).toEqual([]);
    now += 7 * DAY_MS;
    expect(await run({ env: { TZ: "Asia/Hong_Kong" } })).toEqual(TESTS.toSorted());
  });
  test("--fresh runs everything, and what passes then is remembered", async () => {
    await run();
    expect(await run({ fresh: true })).toEqual(TESTS.toSorted());
    expect(await run()).toEqual([]);
  });
  test("a file that failed, was skipped in part or did not run is forgotten, also when it had passed before", async () => {
    await run();
    const again = await open({ fresh: true });
    const plan = again.plan(isTest);
    const [bad = "", absent = "", empty = "", ...fine] = plan.changed;
    await again.settle(plan, [
      { path: bad, passed: 1, clean: false },
      { path: empty, passed: 0, clean: true },
      ...all(fine),
    ]);
    expect((await open()).plan(isTest).changed.toSorted()).toEqual([bad, absent, empty].toSorted());
  });
  test("what changes while it runs is not remembered", async () => {
    const memory = await open();
    const plan = memory.plan(isTest);
    write("src-shared/rate.ts", "export const rate = 3n;");
    await memory.settle(plan, all(plan.changed));
    const changed = (await open()).plan(isTest).changed.toSorted();
    expect(changed).toEqual([...WHOLE, "tests/main/worker.test.ts", "tests/shared/rate.test.ts"].toSorted());
  });
  test("what is written after a run began is not remembered, although it is the same before and after", async () => {
    now = Date.now() - DAY_MS;
    expect(await run()).toEqual(TESTS.toSorted());
    expect(await run()).toEqual(TESTS.toSorted());
  });
  test.each([
    ["cut off", (text: string) => text.slice(0, text.length / 2)],
    ["with another count", (text: string) => text.replace('"passed": 2', '"passed": 3')],
    ["of another version", (text: string) => text.replace('"version": 1', '"version": 2')],
    ["empty", () => ""],
    ["something else", () => "[]"],
  ])("a record that is %s is none", async (_what, damage) => {
    await run();
    writeFileSync(record(), damage(readFileSync(record(), "utf8")));
    expect(await run()).toEqual(TESTS.toSorted());
    expect(await run()).toEqual([]);
  });
  test("where git knows nothing, nothing is remembered", async () => {
    rmSync(join(root, ".git"), { recursive: true });
    const memory = await open();
    const plan = memory.plan(isTest);
    expect(plan).toEqual({ unchanged: [], changed: [] });
    await memory.settle(plan, all(TESTS));
    expect(JSON.parse(readFileSync(record(), "utf8"))).toMatchObject({ entries: {} });
  });
});

describe("what a module can look at", () => {
  const tree = new Map(Object.entries(SMALL).map(([path, text]) => [path, { hash: "", text, changedMs: 0 }] as const));
  const reaches = (code: string, path = "tests/main/x.test.ts") => linksOf(path, code, tree).reaches.length > 0;

  test.each([
    'import { spawn } from "node:child_process";',
    'import { Worker } from "node:worker_threads";',
    'import { readFileSync } from "node:fs";',
    'import * as fs from "node:fs";',
    'import fs from "node:fs/promises";',
    'const fs = await import("node:fs");',
    'const root = join(import.meta.dirname, "..");',
    "const here = fileURLToPath(import.meta.url);",
    "const load = createRequire(import.meta.url);",
    "const page = new URL(`./${name}.ts`, import.meta.url);",
    "const page = await import(`#shared/${name}.ts`);",
    "const page = await import(name);",
    "const pages = import.meta.glob(pattern);",
    "const here = process.cwd();",
    'import { gone } from "./gone.ts";',
    'import { far } from "/src-shared/money.ts";',
  ])("%s makes the whole tree its input", (code) => {
    expect(reaches(code)).toBe(true);
  });
  test("what only writes, or names a file, does not", () => {
    expect(reaches('import { mkdtempSync, rmSync } from "node:fs";')).toBe(false);
    expect(reaches('const migrations = new URL("../../drizzle/central", import.meta.url);')).toBe(false);
    expect(linksOf("tests/main/x.test.ts", 'const all = "../../drizzle/central";', tree).edges).toContain(
      "drizzle/central/0000.sql",
    );
    expect(
      linksOf("src-main/x.ts", 'import { readFileSync } from "node:fs";\nread("drizzle/central/0000.sql");', tree)
        .edges,
    ).toContain("drizzle/central/0000.sql");
  });
});

describe("in this repository", () => {
  test("every file of every vitest project belongs to the stage that runs the project", async () => {
    const tree = await readTree(ROOT);
    const files = [...(tree?.keys() ?? [])].filter((path) => /\.(?:test\.tsx?|e2e\.ts)$/.test(path));
    expect(files.length).toBeGreaterThan(100);
    const ownersOf = (path: string) => STAGES.filter((stage) => stage.owns(path)).map(({ name }) => name);
    expect(files.filter((path) => ownersOf(path).length !== 1)).toEqual([]);
    expect(ownersOf("scripts/check/check.ts")).toEqual(["check"]);
  });
  test("what vitest runs around every file is in every key", () => {
    const config = readFileSync(join(ROOT, "vitest.config.ts"), "utf8");
    expect(config).toContain(`globalSetup: "${AROUND_EVERYTHING}"`);
    expect(config).not.toContain("setupFiles");
  });
  test("no module is excused that is gone or needs no excuse, and most tests have a key of their own", async () => {
    const tree = await readTree(ROOT);
    if (tree === undefined) throw new Error("git does not know this folder");
    for (const [path, { means, because }] of ACCOUNTED) {
      // Under a name that nobody excuses.
      const found = linksOf(path.replace(/[^/]+$/, "unexcused.ts"), tree.get(path)?.text ?? "", tree).reaches;
      expect(found, path).toEqual(expect.arrayContaining([...means]));
      expect(because).not.toBe("");
    }
    const keyOf = testKeys(tree, "machine");
    const unit = [...tree.keys()].filter((path) => STAGES.some(({ name, owns }) => name === "unit" && owns(path)));
    const own = unit.filter((path) => !keyOf(path).whole);
    expect(own).toContain("tests/central/refunds/approval.test.ts");
    expect(own).not.toContain("tests/central/command/central.test.ts");
    expect(existsSync(join(ROOT, own[0] ?? ""))).toBe(true);
  });
});

describe("what the reports say of a file", () => {
  test("vitest: clean when every test passed", () => {
    const file = (name: string, status: string, tests: string[]) => ({
      name: join(ROOT, name),
      status,
      assertionResults: tests.map((one) => ({ status: one })),
    });
    expect(
      resultsOfVitest({
        testResults: [
          file("tests/a.test.ts", "passed", ["passed", "passed"]),
          file("tests/b.test.ts", "passed", ["passed", "skipped"]),
          file("tests/c.test.ts", "failed", ["passed", "failed"]),
          file("tests/d.test.ts", "failed", []),
        ],
      }),
    ).toEqual([
      { path: "tests/a.test.ts", passed: 2, clean: true },
      { path: "tests/b.test.ts", passed: 1, clean: false },
      { path: "tests/c.test.ts", passed: 1, clean: false },
      { path: "tests/d.test.ts", passed: 0, clean: false },
    ]);
  });
  test("Playwright: clean when every test passed at the first try", () => {
    const spec = (file: string, ...results: string[]) => ({
      file,
      ok: true,
      tests: [{ status: results.length > 1 ? "flaky" : "expected", results: results.map((status) => ({ status })) }],
    });
    const skipped = { file: "c.e2e.ts", ok: true, tests: [{ status: "skipped", results: [{ status: "skipped" }] }] };
    const suites = [
      { specs: [spec("a.e2e.ts", "passed")], suites: [{ specs: [spec("a.e2e.ts", "passed")] }] },
      { specs: [spec("b.e2e.ts", "passed"), spec("b.e2e.ts", "failed", "passed")] },
      { specs: [spec("c.e2e.ts", "passed"), skipped] },
    ];
    expect(resultsOfPlaywright({ suites })).toEqual([
      { path: "tests/e2e/a.e2e.ts", passed: 2, clean: true },
      { path: "tests/e2e/b.e2e.ts", passed: 1, clean: false },
      { path: "tests/e2e/c.e2e.ts", passed: 1, clean: false },
    ]);
  });
  test("a stage leaves out what is unchanged, and the words above the last line say how much that was", () => {
    const plan = {
      unchanged: [{ path: "tests/e2e/a.e2e.ts", passed: 3, atMs: new Date(2026, 10, 22, 22, 41).getTime() }],
      changed: ["tests/e2e/b.e2e.ts"],
    };
    const argsOf = (stage: string) => STAGES.find(({ name }) => name === stage)?.run([], plan).args;
    expect(argsOf("e2e")).toContain("tests/e2e/b\\.e2e\\.ts$");
    expect(argsOf("unit")).toContain("--exclude=tests/e2e/a.e2e.ts");
    expect(rememberedLine(plan.unchanged).join()).toMatch(/^3 of these passed in an earlier run .*2026-11-22 22:41/);
    expect(rememberedLine([])).toEqual([]);
    expect(parseTestArguments(["--fresh"])).toEqual({ only: undefined, fresh: true, more: [] });
  });
});
