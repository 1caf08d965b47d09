// Makes a fresh clone ready: npm packages, system packages, Electron, the SQLite binding. Only Node's own modules, for it
// runs before anything is installed, on the Node that happens to be there (20.19 or newer). Prints to stderr alone, does
// nothing when nothing is missing, and may run twice at once.
//
//   node scripts/bootstrap.mjs [--quiet] [--tests] [--official]
//     --quiet     no closing line
//     --tests     also what only `npm test` needs: a display and keyring of its own, PostgreSQL
//     --official  the fallback Electron will not do (release builds)
import { createHash } from "node:crypto";
import { join } from "node:path";
import { checkToolNode, installDependencies, readDependencies } from "./setup/dependencies.mjs";
import { ELECTRON_WISHES } from "./setup/electronChoice.mjs";
import {
  buildFallbackElectron,
  FALLBACK_VERSION,
  fallbackDist,
  fallbackFitsMachine,
} from "./setup/fallbackElectron.mjs";
import { withFileLock } from "./setup/fileLock.mjs";
import { installOfficialElectron, officialDist, officialVersion } from "./setup/officialElectron.mjs";
import { cacheFolder, ROOT } from "./setup/places.mjs";
import { createProgress } from "./setup/progress.mjs";
import { readRuntime, writeRuntime } from "./setup/runtimeFile.mjs";
import { needsOwnSession } from "./setup/sessionChoice.mjs";
import { SetupFault } from "./setup/SetupFault.mjs";
import { buildSqliteBinding, sqliteBindingFile } from "./setup/sqliteBinding.mjs";
import { installPackages, missingPackages } from "./setup/systemPackages.mjs";

const flags = new Set(process.argv.slice(2));
const progress = createProgress("set-up");

/** @type {Set<import("./setup/systemPackages.mjs").Purpose>} */
const purposes = new Set();
if (process.platform === "linux") {
  purposes.add("window");
  if (flags.has("--tests") || needsOwnSession()) purposes.add("session");
  if (flags.has("--tests")) purposes.add("tests");
}

/** @returns {import("./setup/runtimeFile.mjs").Runtime | undefined} what is there, when nothing has to be done */
function ready() {
  const { stamp, decision } = readDependencies();
  if (decision !== "current" || missingPackages(purposes).length > 0) return undefined;
  const runtime = readRuntime();
  if (runtime === undefined || runtime.key !== stamp) return undefined;
  if (runtime.electron === "official") return wish() === "fallback" ? undefined : runtime;
  if (wish() === "official" || runtime.dist !== fallbackDist() || runtime.sqlite !== sqliteBindingFile())
    return undefined;
  return runtime;
}

function wish() {
  if (flags.has("--official")) return "official";
  const given = process.env["DEPOSIT_DESK_ELECTRON"] ?? "auto";
  const known = ELECTRON_WISHES.find((name) => name === given);
  if (known !== undefined) return known;
  throw new SetupFault(`DEPOSIT_DESK_ELECTRON=${given} means nothing`, `use one of: ${ELECTRON_WISHES.join(", ")}`);
}

async function setUp() {
  const stamp = await installDependencies(progress);
  checkToolNode();
  const found = officialDist() !== undefined && wish() !== "fallback" ? "official" : await findElectron();
  if (found === "official") {
    await locked("system", () => installPackages(missingPackages(purposes), progress));
    const dist = officialDist();
    if (dist === undefined) throw new SetupFault("Electron's installer left nothing behind", "run: npm ci");
    writeRuntime({ key: stamp, electron: "official", version: officialVersion(), dist, sqlite: null });
    return;
  }
  if (wish() === "official" || !fallbackFitsMachine()) {
    throw new SetupFault(
      `the official Electron ${officialVersion()} cannot be reached from this machine`,
      "connect it to Electron's release server, or set ELECTRON_MIRROR to a mirror you trust",
    );
  }
  progress.say(
    `the official Electron cannot be reached from here: using ${FALLBACK_VERSION} for development and tests`,
  );
  purposes.add("compiler");
  await locked("system", () => installPackages(missingPackages(purposes), progress));
  // The compiler uses one core for a minute, the download mostly waits.
  const [dist, sqlite] = await allOf([
    locked("electron", () => buildFallbackElectron(progress)),
    locked("sqlite", () => progress.step("compiling the SQLite binding for it", buildSqliteBinding)),
  ]);
  writeRuntime({ key: stamp, electron: "fallback", version: FALLBACK_VERSION, dist, sqlite });
}

async function findElectron() {
  if (wish() === "fallback") return "fallback";
  return progress.step(`fetching the official Electron ${officialVersion()}`, installOfficialElectron);
}

/**
 * Waits for both even when one fails, so that no half-made folder is left behind by an early exit.
 *
 * @param {[Promise<string>, Promise<string>]} work
 * @returns {Promise<[string, string]>}
 */
async function allOf(work) {
  await Promise.allSettled(work);
  return Promise.all(work);
}

/**
 * @template T
 * @param {string} name
 * @param {() => Promise<T>} work
 */
function locked(name, work) {
  const file = join(cacheFolder(), "locks", `${name}.lock`);
  return withFileLock(file, work, (holder) => progress.say(`waiting for another set-up (process ${holder}) ...`));
}

const start = performance.now();
try {
  if (ready() === undefined) {
    const checkout = createHash("sha256").update(ROOT).digest("hex").slice(0, 12);
    await locked(`checkout-${checkout}`, async () => {
      if (ready() === undefined) await setUp();
    });
    progress.say(`ready after ${((performance.now() - start) / 1000).toFixed(1)} s`);
  } else if (!flags.has("--quiet")) {
    progress.say("ready");
  }
} catch (error) {
  if (!(error instanceof SetupFault)) throw error;
  process.stderr.write(`set-up stopped: ${error.message}\n  what to do: ${error.remedy}\n`);
  process.exitCode = 1;
}
