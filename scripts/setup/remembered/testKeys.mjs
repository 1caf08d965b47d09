import { createHash } from "node:crypto";
import { inputsOf } from "./fileInputs.mjs";

/** What every test file is made of beside its own inputs: the recipes, the migrations, and who decides all this. */
const AMBIENT =
  /^(?:(?:.+\/)?package\.json|package-lock\.json|\.env[^/]*|\.npmrc|[^/]+\.config\.ts|(?:[^/]+\/)?tsconfig[\w.]*\.json|drizzle\/.+|scripts\/setup\/.+|scripts\/run\.mjs)$/;
/** Vitest runs it around everything (vitest.config.ts, globalSetup). */
export const AROUND_EVERYTHING = "tests/support/postgresDoor.ts";
/** Tests that start the project's programs or look at the project itself. */
const OF_THE_WHOLE = /^(?:scripts|tests\/(?:scripts|contract|e2e|sim))\//;

/**
 * The key of a test file: the same key, the same outcome. It is made of the content of everything that the file is made of,
 * or of the whole tree where that cannot be told.
 *
 * @typedef {import("./readTree.mjs").Tree} Tree
 * @typedef {{ key: string, newestChangeMs: number, whole: boolean }} TestKey `newestChangeMs`: of all that is in the key
 *
 * @param {Tree} tree
 * @param {string} machine see machineWords.mjs
 * @returns {(path: string) => TestKey} throws for a file that is not in the tree
 */
export function testKeys(tree, machine) {
  /** @type {Map<string, import("./fileInputs.mjs").Links>} */
  const links = new Map();
  const around = tree.has(AROUND_EVERYTHING) ? inputsOf([AROUND_EVERYTHING], tree, links).inputs : [];
  const ambient = [...[...tree.keys()].filter((path) => AMBIENT.test(path)), ...around];
  /** @type {TestKey | undefined} */
  let whole;
  return (path) => {
    if (!tree.has(path)) throw new Error(`${path} is not in the tree`);
    const own = OF_THE_WHOLE.test(path) ? undefined : inputsOf([path], tree, links);
    if (own === undefined || own.reaches.length > 0) return (whole ??= keyOver(tree.keys(), tree, machine, true));
    return keyOver([...own.inputs, ...ambient], tree, machine, false);
  };
}

/**
 * @param {Iterable<string>} paths
 * @param {Tree} tree
 * @param {string} machine
 * @param {boolean} whole
 * @returns {TestKey}
 */
function keyOver(paths, tree, machine, whole) {
  const hash = createHash("sha256").update(machine);
  let newestChangeMs = 0;
  for (const path of [...new Set(paths)].toSorted()) {
    const file = tree.get(path);
    // A link that names a file which is not there would have been no link.
    hash.update(`\0${path}\0${file?.hash ?? "absent"}`);
    newestChangeMs = Math.max(newestChangeMs, file?.changedMs ?? 0);
  }
  return { key: hash.digest("hex"), newestChangeMs, whole };
}
