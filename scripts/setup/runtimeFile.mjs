import { existsSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { RUNTIME_FILE } from "./places.mjs";

/**
 * @typedef {{ key: string, electron: "official" | "fallback", version: string, dist: string, sqlite: string | null }} Runtime
 *   `dist`: folder of Electron; `sqlite`: the compiled binding, null where the published one works
 */

/** @returns {Runtime | undefined} what the last set-up left, as long as its files are still there */
export function readRuntime(file = RUNTIME_FILE) {
  if (!existsSync(file)) return undefined;
  /** @type {Runtime} */
  const runtime = JSON.parse(readFileSync(file, "utf8"));
  if (!existsSync(join(runtime.dist, "version"))) return undefined;
  if (runtime.sqlite !== null && !existsSync(runtime.sqlite)) return undefined;
  return runtime;
}

/**
 * @param {Runtime} runtime
 * @param {string} [file]
 */
export function writeRuntime(runtime, file = RUNTIME_FILE) {
  const draft = `${file}.${process.pid}`;
  writeFileSync(draft, `${JSON.stringify(runtime, null, 2)}\n`);
  renameSync(draft, file);
}

/**
 * Variables that make every launch of Electron use this runtime: `electron`, Playwright and the app itself.
 *
 * @param {Runtime} runtime
 * @returns {Record<string, string>}
 */
export function runtimeVariables(runtime) {
  return {
    ...(runtime.electron === "fallback" ? { ELECTRON_OVERRIDE_DIST_PATH: runtime.dist } : {}),
    ...(runtime.sqlite === null ? {} : { DEPOSIT_DESK_SQLITE_BINDING: runtime.sqlite }),
    // Chromium refuses to run its sandbox as root; everybody else keeps it.
    ...(process.getuid?.() === 0 ? { DEPOSIT_DESK_NO_SANDBOX: "1" } : {}),
  };
}
