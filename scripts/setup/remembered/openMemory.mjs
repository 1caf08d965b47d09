import { join } from "node:path";
import { ROOT } from "#scripts/setup/places.mjs";
import { machineWords } from "./machineWords.mjs";
import { readRecord, writeRecord } from "./record.mjs";
import { readTree } from "./readTree.mjs";
import { testKeys } from "./testKeys.mjs";

/** Ignored by git, one for each checkout: a fresh clone remembers nothing. */
const RECORD = join(ROOT, "out", "remembered-tests.json");
/** After that long a file runs again, whatever its key says. */
const TRUSTED_MS = 7 * 24 * 3600 * 1000;

/**
 * Remembers which test files passed, and under which key (testKeys.mjs). A file whose key is the same as when it last
 * passed needs not run again.
 *
 * @typedef {{ path: string, passed: number, clean: boolean }} FileResult `clean`: every test of it passed, at the first try
 * @typedef {{ path: string, passed: number, atMs: number }} Unchanged
 * @typedef {{ unchanged: readonly Unchanged[], changed: readonly string[] }} Plan
 * @typedef {{ plan(owns: (path: string) => boolean): Plan,
 *   settle(plan: Plan, results: readonly FileResult[]): Promise<void> }} Memory
 *   `settle` is told what the run of a plan found; whatever should have run and is not clean there is forgotten
 *
 * @param {{ fresh: boolean, root?: string, file?: string, env?: NodeJS.ProcessEnv, now?: () => number }} options `fresh`:
 *   everything runs, as if nothing were remembered
 * @returns {Promise<Memory>}
 */
export async function openMemory({ fresh, root = ROOT, file = RECORD, env = process.env, now = Date.now }) {
  const startedMs = now();
  const look = async () => {
    const tree = await readTree(root);
    return tree && { tree, keyOf: testKeys(tree, await machineWords(tree, env)) };
  };
  const before = await look();
  return {
    plan(owns) {
      const record = fresh ? {} : readRecord(file);
      /** @type {Unchanged[]} */
      const unchanged = [];
      /** @type {string[]} */
      const changed = [];
      for (const path of [...(before?.tree.keys() ?? [])].filter(owns)) {
        const entry = record[path];
        const age = entry === undefined ? -1 : startedMs - entry.atMs;
        const trusted = age >= 0 && age < TRUSTED_MS && entry?.key === before?.keyOf(path).key;
        if (entry !== undefined && trusted) unchanged.push({ path, passed: entry.passed, atMs: entry.atMs });
        else changed.push(path);
      }
      return { unchanged, changed };
    },
    async settle({ changed }, results) {
      const after = await look();
      const record = readRecord(file);
      for (const path of [...changed, ...results.map((result) => result.path)]) delete record[path];
      for (const { path, passed, clean } of results) {
        if (!clean || passed === 0 || !before?.tree.has(path) || !after?.tree.has(path)) continue;
        const { key, newestChangeMs } = before.keyOf(path);
        // Nobody can say which of two contents it was that passed.
        if (
          newestChangeMs >= startedMs ||
          after.keyOf(path).key !== key ||
          after.keyOf(path).newestChangeMs >= startedMs
        )
          continue;
        record[path] = { key, passed, atMs: now() };
      }
      writeRecord(file, record);
    },
  };
}
