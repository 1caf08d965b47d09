import { posix } from "node:path";
import { ACCOUNTED } from "./accounted.mjs";

/**
 * What a test file is made of: itself, what it imports, and what those import; whatever a quoted word names counts as
 * imported, be it a module, a worker's script or a folder. Code that may look at anything else of the repository is found
 * by its means to do so: then nobody can tell what the file is made of, and the whole tree is.
 *
 * @typedef {import("./readTree.mjs").Tree} Tree
 * @typedef {{ edges: ReadonlySet<string>, reaches: readonly string[] }} Links `reaches`: its means to look elsewhere
 */

/** Erased before the code runs (verbatimModuleSyntax). */
const TYPE_IMPORT = /^(?:import|export) type\b[^"'`;]*\bfrom "[^"\n]+";?$/gm;
const NEAR = /(["'`])((?:#[a-z]+|\.\.?)\/[^"'`\n]*)\1/g;
const IMPORTED = /\b(?:from|import|import\(|new URL\()\s*(["'`])([^"'`\n]+)\1/g;
const PLAIN = /(["'`])([\w.@-]+(?:\/[\w.@-]+)*)\1/g;
const DISK = /\bfrom "node:fs(?:\/promises)?"/;
const DISK_IMPORT = /\bimport\s+([^"';]*?)\s+from "node:fs(?:\/promises)?"/g;
/** Of node:fs: what tells nothing of what a file holds. The rest reads. */
const BLIND = /^(?:(?:mkdtemp|mkdir|rm|rmdir|unlink|chmod|chown|rename|writeFile|truncate|symlink|utimes)(?:Sync)?)$/;

/** @type {readonly (readonly [string, RegExp])[]} */
const MEANS = [
  ["starts programs or threads", /["'](?:node:)?(?:child_process|worker_threads|cluster|vm)["']/],
  ["asks where it stands", /import\.meta\.(?:dirname|filename|resolve|glob)|__dirname|__filename/],
  ["makes a path of its address", /(?<!new URL\(\s*"[^"\n$]+",\s*)import\.meta\.url/],
  ["asks for the working folder", /process\.cwd|INIT_CWD/],
  ["loads by name", /createRequire|\brequire\(|\bimport\(\s*(?!["'][^"'\n]+["']\s*\))/],
  ["makes a name", /`(?:#[a-z]+|\.\.?)\/[^`\n]*\$\{/],
  ["names a file by its whole path", /\b(?:from|import|import\()\s*["'](?:\/|file:)/],
];

/**
 * @param {string} path of a module
 * @param {string} text
 * @param {Tree} tree
 * @returns {Links}
 */
export function linksOf(path, text, tree) {
  const code = text.replaceAll(TYPE_IMPORT, "");
  const folders = foldersOf(tree);
  /** @type {Set<string>} */
  const edges = new Set();
  const reaches = MEANS.filter(([, sign]) => sign.test(code)).map(([means]) => means);
  if (/^(?:tests|scripts)\//.test(path) && readsDisk(code)) reaches.push("reads the disk");
  const add = (/** @type {string} */ name) => {
    if (tree.has(name)) edges.add(name);
    const within = folders.get(name) ?? [];
    for (const file of within) edges.add(file);
    return tree.has(name) || within.length > 0;
  };
  for (const [, , word = ""] of code.matchAll(NEAR)) add(targetOf(path, word));
  for (const [, , word = ""] of code.matchAll(IMPORTED)) {
    if (/^(?:#|\.)/.test(word) && !add(targetOf(path, word))) reaches.push(`imports ${word}, which is not there`);
  }
  // A path from the root, for what reads the disk.
  if (DISK.test(code))
    for (const [, , word = ""] of code.matchAll(PLAIN)) if (word.includes("/") || tree.has(word)) add(word);
  const excused = ACCOUNTED.get(path)?.means ?? [];
  return { edges, reaches: reaches.filter((means) => !excused.includes(means)) };
}

/** @param {string} code */
function readsDisk(code) {
  const statements = [...code.matchAll(DISK_IMPORT)];
  const whole = /["'](?:node:)?fs(?:\/promises)?["']/g;
  if ([...code.matchAll(whole)].length > statements.length) return true;
  return statements.some(([, names = ""]) => {
    const listed = /^\{([^}]*)\}$/.exec(names)?.[1];
    if (listed === undefined) return true;
    const all = listed.split(",").map((name) => name.trim().replace(/\s+as\s.*$/, ""));
    return all.some((name) => name !== "" && !name.startsWith("type ") && !BLIND.test(name));
  });
}

/**
 * @param {string} path
 * @param {string} word `./x`, `../x` or `#room/x`, perhaps with a query
 */
function targetOf(path, word) {
  const bare = word.replace(/[?].*$/, "").replace(/\/$/, "");
  if (!bare.startsWith("#")) return posix.join(posix.dirname(path), bare);
  const [room = "", ...rest] = bare.slice(1).split("/");
  return posix.join(room === "tests" || room === "scripts" ? room : `src-${room}`, ...rest);
}

/** @type {WeakMap<Tree, Map<string, string[]>>} */
const foldersByTree = new WeakMap();

/** Every folder with all that lies in it, at any depth. @param {Tree} tree */
function foldersOf(tree) {
  const known = foldersByTree.get(tree);
  if (known !== undefined) return known;
  /** @type {Map<string, string[]>} */
  const folders = new Map();
  for (const path of tree.keys()) {
    for (let folder = posix.dirname(path); folder !== "."; folder = posix.dirname(folder)) {
      const within = folders.get(folder);
      if (within === undefined) folders.set(folder, [path]);
      else within.push(path);
    }
  }
  foldersByTree.set(tree, folders);
  return folders;
}

/**
 * Follows the links of `starts` to their ends.
 *
 * @param {readonly string[]} starts
 * @param {Tree} tree
 * @param {Map<string, Links>} seen links already found in this tree
 * @returns {{ inputs: ReadonlySet<string>, reaches: readonly string[] }} `reaches` with the file that does
 */
export function inputsOf(starts, tree, seen) {
  /** @type {Set<string>} */
  const inputs = new Set(starts);
  /** @type {string[]} */
  const reaches = [];
  for (const path of inputs) {
    const text = tree.get(path)?.text;
    if (text === undefined) continue;
    const links = seen.get(path) ?? linksOf(path, text, tree);
    seen.set(path, links);
    for (const edge of links.edges) inputs.add(edge);
    reaches.push(...links.reaches.map((means) => `${path}: ${means}`));
  }
  return { inputs, reaches };
}
