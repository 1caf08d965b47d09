import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join, relative } from "node:path";
import { runCommand } from "./command.mjs";
import { toolNode } from "./dependencies.mjs";
import { withFileLock } from "./fileLock.mjs";
import { MODULES, ROOT } from "./places.mjs";
import { createProgress } from "./progress.mjs";
import { SetupFault } from "./SetupFault.mjs";

const SOURCES = ["src-main", "src-preload", "src-renderer", "src-shared"];
const RECIPES = ["electron.vite.config.ts", "package.json", "package-lock.json"];
const RECORD = join(ROOT, "out", ".built");

/**
 * Builds the app into out/ unless out/ is already made of exactly these sources. Sources are compared by content: times
 * say nothing after a checkout.
 *
 * @param {NodeJS.ProcessEnv} env
 * @throws {SetupFault} with the bundler's words
 */
export async function buildApp(env) {
  await withFileLock(join(MODULES, ".build.lock"), async () => {
    const digest = sourceDigest();
    if (existsSync(RECORD) && readFileSync(RECORD, "utf8") === digest) return;
    rmSync(RECORD, { force: true });
    await createProgress("build").step("building the app (electron-vite)", () => bundle(env));
    mkdirSync(dirname(RECORD), { recursive: true });
    writeFileSync(RECORD, digest);
  });
}

/** @param {NodeJS.ProcessEnv} env */
async function bundle(env) {
  const program = join(MODULES, "electron-vite", "bin", "electron-vite.js");
  const result = await runCommand(toolNode(), [program, "build"], { cwd: ROOT, env });
  if (result.code !== 0) {
    throw new SetupFault(`the app did not build:\n${result.output.trim()}`, "mend what the bundler names above");
  }
}

function sourceDigest() {
  const hash = createHash("sha256");
  const files = SOURCES.flatMap((folder) => filesIn(join(ROOT, folder))).concat(
    RECIPES.map((name) => join(ROOT, name)),
  );
  for (const file of files) {
    const content = existsSync(file) ? readFileSync(file) : "";
    hash.update(`${relative(ROOT, file)}\0${content.length}\0`).update(content);
  }
  return hash.digest("hex");
}

/**
 * @param {string} folder
 * @returns {string[]} sorted, so that the same tree gives the same digest
 */
function filesIn(folder) {
  if (!existsSync(folder)) return [];
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .toSorted();
}
