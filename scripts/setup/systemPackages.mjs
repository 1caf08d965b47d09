import { existsSync, mkdirSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { delimiter, dirname, join } from "node:path";
import { runCommand } from "./command.mjs";
import { SetupFault } from "./SetupFault.mjs";

/**
 * @typedef {"window" | "session" | "compiler" | "tests"} Purpose what a package is needed for: Electron itself, a display
 *   and keyring of our own, compiling for the fallback runtime, the contract tests on a real PostgreSQL
 * @typedef {{ names: readonly string[], purpose: Purpose, library?: string, program?: string, postgres?: true }} Package
 *   `names` are Debian names, newest distribution's first; presence is decided by a file, so any distribution will do
 */

/** @type {readonly Package[]} */
const PACKAGES = [
  { names: ["libgtk-3-0t64", "libgtk-3-0"], purpose: "window", library: "libgtk-3.so.0" },
  { names: ["libsecret-1-0"], purpose: "window", library: "libsecret-1.so.0" },
  { names: ["libnss3"], purpose: "window", library: "libnss3.so" },
  { names: ["libgbm1"], purpose: "window", library: "libgbm.so.1" },
  { names: ["libasound2t64", "libasound2"], purpose: "window", library: "libasound.so.2" },
  { names: ["libxss1"], purpose: "window", library: "libXss.so.1" },
  { names: ["libxtst6"], purpose: "window", library: "libXtst.so.6" },
  { names: ["xvfb"], purpose: "session", program: "Xvfb" },
  { names: ["dbus"], purpose: "session", program: "dbus-daemon" },
  // Named because gnome-keyring wants a session bus package, and the one apt would choose pulls in systemd.
  { names: ["dbus-x11"], purpose: "session", program: "dbus-launch" },
  { names: ["gnome-keyring"], purpose: "session", program: "gnome-keyring-daemon" },
  { names: ["gcc"], purpose: "compiler", program: "gcc" },
  { names: ["g++"], purpose: "compiler", program: "g++" },
  { names: ["unzip"], purpose: "compiler", program: "unzip" },
  { names: ["postgresql"], purpose: "tests", postgres: true },
];

/** A PostgreSQL installed for the tests makes no system cluster: the tests start their own, and nothing is left running. */
const NO_CLUSTER = "/etc/postgresql-common/createcluster.d/no-main-cluster.conf";

/**
 * @param {ReadonlySet<Purpose>} purposes
 * @param {(item: Package) => boolean} [isPresent]
 * @returns {readonly Package[]}
 */
export function missingPackages(purposes, isPresent = presentHere) {
  return PACKAGES.filter((item) => purposes.has(item.purpose) && !isPresent(item));
}

/**
 * The one line that tells a person without root what to type.
 *
 * @param {readonly (readonly string[])[]} missing Debian names, each with its alternatives
 * @param {boolean} hasApt
 */
export function missingPackagesFault(missing, hasApt) {
  const names = missing.map((alternatives) => alternatives.at(-1));
  const what = `${names.length} system package${names.length === 1 ? " is" : "s are"} missing: ${names.join(", ")}`;
  const remedy = hasApt
    ? `run: sudo apt-get update && sudo apt-get install -y --no-install-recommends ${names.join(" ")}`
    : `install what your distribution calls these (Debian's names): ${names.join(" ")}`;
  return new SetupFault(what, remedy);
}

/**
 * Installs what is missing when this is root on a Debian system, else says what to type.
 *
 * @param {readonly Package[]} missing
 * @param {import("./progress.mjs").Progress} progress
 */
export async function installPackages(missing, progress) {
  if (missing.length === 0) return;
  const names = missing.map((item) => item.names);
  const hasApt = programPath("apt-get") !== undefined;
  if (process.getuid?.() !== 0 || !hasApt) throw missingPackagesFault(names, hasApt);
  await progress.step(`installing system packages (${names.map((list) => list.at(-1)).join(", ")})`, async () => {
    const forgetCluster = missing.some((item) => item.postgres === true) ? preventCluster() : () => {};
    try {
      await aptInstall(names);
    } finally {
      forgetCluster();
    }
  });
  const left = missing.filter((item) => !presentHere(item)).map((item) => item.names);
  if (left.length > 0) throw missingPackagesFault(left, hasApt);
}

/** @param {readonly (readonly string[])[]} names */
async function aptInstall(names) {
  if (!hasPackageLists()) await aptGet(["update"]);
  let result = await aptGet(["install", "--no-install-recommends", ...(await availableNames(names))]);
  if (result.code !== 0) {
    // Old package lists name files the mirror no longer has.
    await aptGet(["update"]);
    result = await aptGet(["install", "--no-install-recommends", ...(await availableNames(names))]);
  }
  if (result.code === 0) return;
  const lastWords = result.output.trim().split("\n").slice(-8).join("\n");
  throw new SetupFault(
    `apt-get could not install system packages:\n${lastWords}`,
    missingPackagesFault(names, true).remedy,
  );
}

/** @param {readonly string[]} args */
function aptGet(args) {
  const options = ["-y", "-q", "-o", "DPkg::Lock::Timeout=300", "-o", "Dpkg::Options::=--force-confold"];
  return runCommand("apt-get", [...options, ...args], {
    env: { ...process.env, DEBIAN_FRONTEND: "noninteractive", LC_ALL: "C" },
  });
}

/**
 * Of each package's names the first this distribution knows.
 *
 * @param {readonly (readonly string[])[]} names
 */
async function availableNames(names) {
  const chosen = [];
  for (const alternatives of names) {
    let known;
    for (const name of alternatives) {
      const shown = await runCommand("apt-cache", ["show", "--no-all-versions", name]);
      if (shown.code === 0 && shown.stdout.includes("Package:")) {
        known = name;
        break;
      }
    }
    chosen.push(known ?? alternatives.at(-1) ?? "");
  }
  return chosen;
}

function hasPackageLists() {
  const folder = "/var/lib/apt/lists";
  return existsSync(folder) && readdirSync(folder).some((name) => /_Packages(\.\w+)?$/.test(name));
}

function preventCluster() {
  if (existsSync("/usr/share/postgresql-common")) return () => {};
  mkdirSync(dirname(NO_CLUSTER), { recursive: true });
  writeFileSync(NO_CLUSTER, "create_main_cluster = false\n");
  return () => rmSync(NO_CLUSTER, { force: true });
}

/** @param {Package} item */
function presentHere(item) {
  if (item.library !== undefined)
    return libraryFolders().some((folder) => existsSync(join(folder, item.library ?? "")));
  if (item.program !== undefined) return programPath(item.program) !== undefined;
  return postgresFolder() !== undefined;
}

function libraryFolders() {
  const triplet = process.arch === "arm64" ? "aarch64-linux-gnu" : "x86_64-linux-gnu";
  return [`/usr/lib/${triplet}`, `/lib/${triplet}`, "/usr/lib64", "/lib64", "/usr/lib"];
}

/**
 * @param {string} program
 * @returns {string | undefined}
 */
export function programPath(program) {
  const folders = (process.env["PATH"] ?? "").split(delimiter).concat("/usr/bin", "/usr/sbin", "/bin");
  return folders.map((folder) => join(folder, program)).find((file) => existsSync(file));
}

/** Folder of the newest PostgreSQL server's programs, whether or not they are on PATH (Debian keeps them off it). */
function postgresFolder() {
  const base = "/usr/lib/postgresql";
  const versions = existsSync(base) ? readdirSync(base) : [];
  const newest = versions.toSorted((a, b) => Number.parseInt(b, 10) - Number.parseInt(a, 10));
  const debian = newest.map((version) => join(base, version, "bin")).find((bin) => existsSync(join(bin, "initdb")));
  const onPath = programPath("initdb");
  return debian ?? (onPath === undefined ? undefined : dirname(onPath));
}
