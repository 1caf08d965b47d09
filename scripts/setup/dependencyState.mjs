import { createHash } from "node:crypto";

/**
 * What the installed packages were installed from. Same stamp, same packages.
 *
 * @param {string} lockText package-lock.json
 * @param {{ platform: string, arch: string }} machine
 */
export function dependencyStamp(lockText, machine) {
  const hash = createHash("sha512").update(lockText).update(`\n${machine.platform}-${machine.arch}`);
  return hash.digest("hex").slice(0, 64);
}

/**
 * Decides whether `npm ci` must run. `stamp` is what the last run left behind. Where it differs, npm's own record of
 * what lies in node_modules (node_modules/.package-lock.json) decides: after a plain `npm install` the packages are
 * already the right ones and only the stamp is old.
 *
 * @param {{ stamp: string | undefined, expected: string, lockText: string, installedText: string | undefined,
 *   machine: { platform: string, arch: string } }} state
 * @returns {"current" | "restamp" | "install"}
 */
export function dependencyDecision({ stamp, expected, lockText, installedText, machine }) {
  if (installedText === undefined) return "install";
  if (stamp === expected) return "current";
  return installedMatches(JSON.parse(lockText), parseOr(installedText), machine) ? "restamp" : "install";
}

/**
 * @typedef {{ version?: string, integrity?: string, optional?: boolean, os?: string[],
 *   cpu?: string[], libc?: string[] }} LockEntry
 * @param {{ packages?: Record<string, LockEntry> }} lock
 * @param {{ packages?: Record<string, LockEntry> } | undefined} installed
 * @param {{ platform: string, arch: string }} machine
 */
function installedMatches(lock, installed, machine) {
  const wanted = lock.packages ?? {};
  const present = installed?.packages ?? {};
  for (const [path, entry] of Object.entries(present)) {
    if (wanted[path]?.version !== entry.version || wanted[path]?.integrity !== entry.integrity) return false;
  }
  return Object.entries(wanted).every(
    ([path, entry]) => path === "" || present[path] !== undefined || mayBeAbsent(entry, machine),
  );
}

/**
 * npm leaves out optional packages made for another platform or another C library, and what only those need (which names
 * no platform itself).
 *
 * @param {LockEntry} entry
 * @param {{ platform: string, arch: string }} machine
 */
function mayBeAbsent(entry, machine) {
  if (entry.optional !== true) return false;
  if (entry.os === undefined && entry.cpu === undefined) return true;
  return !fits(entry.os, machine.platform) || !fits(entry.cpu, machine.arch) || entry.libc !== undefined;
}

/**
 * @param {string | string[] | undefined} list as in package.json "os" and "cpu"
 * @param {string} value
 */
function fits(list, value) {
  if (list === undefined) return true;
  const names = Array.isArray(list) ? list : [list];
  if (names.includes(`!${value}`)) return false;
  return names.every((name) => name.startsWith("!")) || names.includes(value);
}

/** @param {string} text */
function parseOr(text) {
  try {
    return JSON.parse(text);
  } catch {
    return undefined; // A broken record means a broken installation: the caller installs anew.
  }
}
