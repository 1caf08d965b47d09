import { createHash } from "node:crypto";
import { mkdirSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { dirname } from "node:path";

const VERSION = 1;

/**
 * The record of what passed: by test file, the key it passed under, how many tests passed, and when.
 *
 * @typedef {{ key: string, passed: number, atMs: number }} Entry
 * @typedef {Record<string, Entry>} Entries
 *
 * @param {string} file
 * @returns {Entries} nothing where there is no record, or one that is not exactly as it was written
 */
export function readRecord(file) {
  try {
    const { version, entries, sum } = JSON.parse(readFileSync(file, "utf8"));
    return version === VERSION && sum === sumOf(entries) && isEntries(entries) ? entries : {};
  } catch {
    // No record, or a damaged one: nothing is remembered, and every test runs.
    return {};
  }
}

/** @param {string} file @param {Entries} entries */
export function writeRecord(file, entries) {
  mkdirSync(dirname(file), { recursive: true });
  const draft = `${file}.${process.pid}`;
  writeFileSync(draft, `${JSON.stringify({ version: VERSION, sum: sumOf(entries), entries }, null, 1)}\n`);
  renameSync(draft, file);
}

/** @param {unknown} entries */
function sumOf(entries) {
  return createHash("sha256").update(JSON.stringify(entries)).digest("hex");
}

/**
 * @param {unknown} value
 * @returns {value is Entries}
 */
function isEntries(value) {
  return typeof value === "object" && value !== null && !Array.isArray(value) && Object.values(value).every(isEntry);
}

/** @param {any} entry */
function isEntry(entry) {
  return (
    /^[0-9a-f]{64}$/.test(entry?.key) &&
    Number.isSafeInteger(entry.passed) &&
    entry.passed > 0 &&
    Number.isFinite(entry.atMs)
  );
}
