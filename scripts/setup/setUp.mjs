import { createHash } from "node:crypto";
import { join } from "node:path";
import { checkToolNode, installDependencies, readDependencies } from "./dependencies.mjs";
import { ELECTRON_WISHES } from "./electronChoice.mjs";
import { buildFallbackElectron, FALLBACK_VERSION, fallbackDist, fallbackFitsMachine } from "./fallbackElectron.mjs";
import { withFileLock } from "./fileLock.mjs";
import { installOfficialElectron, officialDist, officialVersion } from "./officialElectron.mjs";
import { cacheFolder, ROOT } from "./places.mjs";
import { createProgress } from "./progress.mjs";
import { readRuntime, writeRuntime } from "./runtimeFile.mjs";
import { needsOwnSession } from "./sessionChoice.mjs";
import { SetupFault } from "./SetupFault.mjs";
import { buildSqliteBinding, sqliteBindingFile } from "./sqliteBinding.mjs";
import { installPackages, missingPackages } from "./systemPackages.mjs";

/**
 * What the caller is about to do: run tools on Node alone ("tools"), open the window ("desk"), run the tests ("tests"),
 * or build a release ("release", for which the fallback Electron will not do).
 *
 * @typedef {"tools" | "desk" | "tests" | "release"} Goal
 * @typedef {import("./runtimeFile.mjs").Runtime} Runtime
 * @typedef {import("./systemPackages.mjs").Purpose} Purpose
 */

const progress = createProgress("set-up");

/**
 * Makes this checkout ready for a goal; does nothing, in a fifth of a second, when it is. May run several times at once.
 *
 * @param {Goal} goal
 * @throws {SetupFault} with the command that mends it
 */
export async function setUp(goal) {
  if (isReady(goal)) return;
  const start = performance.now();
  const checkout = createHash("sha256").update(ROOT).digest("hex").slice(0, 12);
  await locked(`checkout-${checkout}`, async () => {
    if (!isReady(goal)) await install(goal);
  });
  progress.say(`ready after ${((performance.now() - start) / 1000).toFixed(1)} s`);
}

/** @param {Goal} goal */
function isReady(goal) {
  const { stamp, decision } = readDependencies();
  if (decision !== "current") return false;
  if (goal === "tools") return true;
  if (missingPackages(purposesOf(goal)).length > 0) return false;
  const runtime = readRuntime();
  if (runtime === undefined || runtime.key !== stamp) return false;
  if (runtime.electron === "official") return electronWish(goal) !== "fallback";
  return electronWish(goal) !== "official" && runtime.dist === fallbackDist() && runtime.sqlite === sqliteBindingFile();
}

/** @param {Goal} goal */
async function install(goal) {
  const stamp = await installDependencies(progress);
  checkToolNode();
  if (goal === "tools") return;
  const wish = electronWish(goal);
  const packages = (/** @type {readonly Purpose[]} */ ...more) =>
    locked("system", () => installPackages(missingPackages(new Set([...purposesOf(goal), ...more])), progress));
  if ((await findElectron(wish)) === "official") {
    await packages();
    const dist = officialDist();
    if (dist === undefined) throw new SetupFault("Electron's installer left nothing behind", "run: npm ci");
    writeRuntime({ key: stamp, electron: "official", version: officialVersion(), dist, sqlite: null });
    return;
  }
  if (wish === "official" || !fallbackFitsMachine()) {
    const whose = goal === "release" ? "; a release is never built on the fallback" : "";
    throw new SetupFault(
      `the official Electron ${officialVersion()} cannot be reached from this machine${whose}`,
      "connect it to Electron's release server, or set ELECTRON_MIRROR to a mirror you trust",
    );
  }
  progress.say(`the official Electron cannot be reached: using ${FALLBACK_VERSION}, for development and tests only`);
  await packages("compiler");
  // The compiler keeps one core busy, the download mostly waits.
  const [dist, sqlite] = await both(
    locked("electron", () => buildFallbackElectron(progress)),
    locked("sqlite", () => buildSqliteBinding(progress)),
  );
  writeRuntime({ key: stamp, electron: "fallback", version: FALLBACK_VERSION, dist, sqlite });
}

/**
 * @param {"auto" | "official" | "fallback"} wish
 * @returns {Promise<"official" | "fallback">}
 */
async function findElectron(wish) {
  if (wish === "fallback") return "fallback";
  if (officialDist() !== undefined) return "official";
  return progress.step(`fetching the official Electron ${officialVersion()}`, installOfficialElectron);
}

/** @param {Goal} goal */
function electronWish(goal) {
  if (goal === "release") return "official";
  const given = process.env["DEPOSIT_DESK_ELECTRON"] ?? "auto";
  const known = ELECTRON_WISHES.find((name) => name === given);
  if (known !== undefined) return known;
  throw new SetupFault(`DEPOSIT_DESK_ELECTRON=${given} means nothing`, `use one of: ${ELECTRON_WISHES.join(", ")}`);
}

/**
 * @param {Goal} goal
 * @returns {Set<Purpose>}
 */
function purposesOf(goal) {
  /** @type {Set<Purpose>} */
  const purposes = new Set();
  if (process.platform !== "linux" || goal === "tools") return purposes;
  purposes.add("window");
  if (goal === "tests" || needsOwnSession()) purposes.add("session");
  if (goal === "tests") purposes.add("tests");
  // The fault tests compile their shim (scripts/faults/compileShim.ts).
  if (goal === "tests") purposes.add("compiler");
  return purposes;
}

/**
 * Waits for both even when one fails, so that no half-made folder is left behind by an early exit.
 *
 * @template T
 * @param {Promise<T>} first
 * @param {Promise<T>} second
 */
async function both(first, second) {
  await Promise.allSettled([first, second]);
  return Promise.all([first, second]);
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
