import { createHash } from "node:crypto";
import { readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { runCommand } from "#scripts/setup/command.mjs";

/** Whatever can import: only their words are kept in memory. */
const MODULE = /\.(?:ts|tsx|mjs|js|cjs)$/;

/**
 * Every file of the repository at one moment: tracked, and untracked unless ignored. Paths are relative to its root, with
 * forward slashes.
 *
 * @typedef {{ hash: string, text: string | undefined, changedMs: number }} TreeFile `text` of modules only; `changedMs` is
 *   when the system last saw its content change (ctime: no program can set it)
 * @typedef {ReadonlyMap<string, TreeFile>} Tree
 *
 * @param {string} root
 * @returns {Promise<Tree | undefined>} undefined where git does not know the folder: then nothing can be told
 */
export async function readTree(root) {
  const listed = await listFiles(root);
  if (listed === undefined) return undefined;
  /** @type {Map<string, TreeFile>} */
  const tree = new Map();
  for (const path of listed) {
    const file = readFileOf(join(root, path), path);
    if (file !== undefined) tree.set(path, file);
  }
  return tree;
}

/** @param {string} root */
async function listFiles(root) {
  const args = ["-C", root, "ls-files", "-z", "--cached", "--others", "--exclude-standard"];
  const result = await runCommand("git", args).catch(() => undefined);
  if (result === undefined || result.code !== 0) return undefined;
  return [...new Set(result.stdout.split("\0"))].filter((path) => path !== "").toSorted();
}

/**
 * @param {string} file
 * @param {string} path
 * @returns {TreeFile | undefined} undefined for a tracked file that was removed, and for a submodule's folder
 */
function readFileOf(file, path) {
  const status = statSync(file, { throwIfNoEntry: false });
  if (status === undefined || !status.isFile()) return undefined;
  const content = readFileSync(file);
  return {
    hash: createHash("sha256").update(content).digest("hex"),
    text: MODULE.test(path) ? content.toString("utf8") : undefined,
    changedMs: status.ctimeMs,
  };
}
