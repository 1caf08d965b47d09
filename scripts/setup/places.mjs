import { homedir } from "node:os";
import { join } from "node:path";

/** The project's root folder. */
export const ROOT = join(import.meta.dirname, "..", "..");
export const MODULES = join(ROOT, "node_modules");
/** What the set-up left for those who start Electron: see runtimeFile.mjs. */
export const RUNTIME_FILE = join(MODULES, ".runtime.json");

/**
 * Folder for what is expensive to make and the same for every checkout: the fallback Electron, the compiled binding.
 *
 * @param {NodeJS.ProcessEnv} [env]
 */
export function cacheFolder(env = process.env) {
  const base =
    env["XDG_CACHE_HOME"] ||
    (process.platform === "win32" ? env["LOCALAPPDATA"] : undefined) ||
    (process.platform === "darwin" ? join(homedir(), "Library", "Caches") : join(homedir(), ".cache"));
  return join(base, "deposit-desk");
}
