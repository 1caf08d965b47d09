import { createHash } from "node:crypto";
import { existsSync, mkdirSync, mkdtempSync, readFileSync, renameSync, rmSync } from "node:fs";
import { join } from "node:path";
import { runCommand } from "./command.mjs";
import { cacheFolder, MODULES } from "./places.mjs";
import { SetupFault } from "./SetupFault.mjs";

/**
 * The SQLite binding for the fallback Electron. The published prebuild asks for Node-API 10, Electron 33 offers 9, and
 * no way was found to make that file work; so the same sources are compiled, without Python or Node's headers.
 */
const SQLITE = join(MODULES, "better-sqlite3");
const ADDON_API = join(MODULES, "node-addon-api");
const API_HEADERS = join(MODULES, "node-api-headers", "include");
const COMPAT_HEADER = join(import.meta.dirname, "postFinalizer.h");

// -O1 compiles in half the time of -O2; inserts, scans, sorts and look-ups measured the same within 10 %.
const C_FLAGS = ["-std=c99", "-w", "-O1", "-fPIC", "-fvisibility=hidden"];
// 2147483647 is "experimental": what lets finalizers touch the collector's state safely in Electron 33.
const CXX_DEFINES = [
  "NAPI_VERSION=2147483647",
  "NAPI_DISABLE_CPP_EXCEPTIONS",
  "NODE_API_SWALLOW_UNTHROWABLE_EXCEPTIONS",
];
const CXX_FLAGS = ["-std=c++20", "-w", "-O1", "-fPIC", "-fvisibility=hidden", "-fvisibility-inlines-hidden"];
const LINK_FLAGS = [
  "-shared",
  "-Wl,-Bsymbolic",
  "-Wl,--exclude-libs,ALL",
  "-static-libstdc++",
  "-static-libgcc",
  "-ldl",
  "-lm",
];

/** File of the compiled binding in the cache, whether or not it has been made. */
export function sqliteBindingFile() {
  const { version } = JSON.parse(readFileSync(join(SQLITE, "package.json"), "utf8"));
  const recipe = createHash("sha256").update(JSON.stringify([C_FLAGS, CXX_DEFINES, CXX_FLAGS, LINK_FLAGS]));
  recipe.update(readFileSync(COMPAT_HEADER));
  return join(
    cacheFolder(),
    `sqlite-${version}-${process.arch}-${recipe.digest("hex").slice(0, 8)}`,
    "better_sqlite3.node",
  );
}

/**
 * Compiles the binding into the cache, once per version. There whole or not at all.
 *
 * @param {import("./progress.mjs").Progress} progress
 * @returns {Promise<string>} the file
 */
export async function buildSqliteBinding(progress) {
  const file = sqliteBindingFile();
  if (existsSync(file)) return file;
  mkdirSync(cacheFolder(), { recursive: true });
  const work = mkdtempSync(join(cacheFolder(), "building-sqlite-"));
  try {
    await progress.step("compiling the SQLite binding for it", () => compile(work));
    const folder = join(file, "..");
    rmSync(folder, { recursive: true, force: true });
    mkdirSync(folder);
    renameSync(join(work, "better_sqlite3.node"), file);
    return file;
  } finally {
    rmSync(work, { recursive: true, force: true });
  }
}

/** @param {string} work */
async function compile(work) {
  const sqliteSource = join(SQLITE, "deps", "sqlite3");
  const defines = sqliteDefines(readFileSync(join(SQLITE, "deps", "defines.gypi"), "utf8"));
  const cArgs = [...C_FLAGS, ...defines, "-c", join(sqliteSource, "sqlite3.c"), "-o", join(work, "sqlite3.o")];
  const cxxArgs = [
    ...CXX_FLAGS,
    ...CXX_DEFINES.map((name) => `-D${name}`),
    "-include",
    COMPAT_HEADER,
    ...[ADDON_API, API_HEADERS, sqliteSource].map((folder) => `-I${folder}`),
    "-c",
    join(SQLITE, "src", "better_sqlite3.cpp"),
    "-o",
    join(work, "better_sqlite3.o"),
  ];
  await Promise.all([compiler("gcc", cArgs), compiler("g++", cxxArgs)]);
  const objects = [join(work, "better_sqlite3.o"), join(work, "sqlite3.o")];
  await compiler("g++", [...objects, ...LINK_FLAGS, "-o", join(work, "better_sqlite3.node")]);
}

/**
 * The compile-time options of the package's own build, so both bindings are the same SQLite.
 *
 * @param {string} gypi deps/defines.gypi
 */
function sqliteDefines(gypi) {
  const names = [...gypi.matchAll(/'((?:HAVE|SQLITE)_[A-Z0-9_]+(?:=[^']*)?)'/g)].map((match) => `-D${match[1]}`);
  if (names.length < 20)
    throw new SetupFault("SQLite's build options could not be read", "reinstall the packages: npm ci");
  return names;
}

/**
 * @param {string} program
 * @param {readonly string[]} args
 */
async function compiler(program, args) {
  const result = await runCommand(program, args);
  if (result.code === 0) return;
  throw new SetupFault(
    `compiling the SQLite binding failed (${program}):\n${result.output.trim().split("\n").slice(-15).join("\n")}`,
    "install gcc 10 and g++ 10 or newer, free 100 MB of disk, and run the same command again",
  );
}
