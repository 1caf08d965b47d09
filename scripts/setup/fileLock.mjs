import { linkSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { dirname } from "node:path";

/**
 * Runs `work` while no other process holds the same lock file. A lock whose holder is dead is taken over. Two set-ups
 * started at once therefore do the work once, the second finds it done.
 *
 * @template T
 * @param {string} file
 * @param {() => Promise<T>} work
 * @param {(holder: number) => void} [onWait] told once when another process holds the lock
 * @returns {Promise<T>}
 */
export async function withFileLock(file, work, onWait = () => {}) {
  mkdirSync(dirname(file), { recursive: true });
  let told = false;
  for (;;) {
    const release = tryFileLock(file);
    if (typeof release === "function") {
      try {
        return await work();
      } finally {
        release();
      }
    }
    if (!told) onWait(release.holder);
    told = true;
    await new Promise((resolve) => setTimeout(resolve, 200));
  }
}

/**
 * Takes the lock now, or says who has it.
 *
 * @param {string} file its folder exists
 * @returns {(() => void) | { holder: number }} the function that gives the lock back, or the holder's process id
 */
export function tryFileLock(file) {
  const mine = `${file}.${process.pid}`;
  // The lock appears with its content in one step (link), so nobody ever reads an empty one.
  writeFileSync(mine, String(process.pid));
  try {
    for (;;) {
      try {
        linkSync(mine, file);
        return () => rmSync(file, { force: true });
      } catch (error) {
        if (codeOf(error) !== "EEXIST") throw error;
      }
      const holder = holderOf(file);
      if (holder === undefined) continue; // given back between the two calls
      if (isAlive(holder)) return { holder };
      buryDeadLock(file, mine, holder);
    }
  } finally {
    rmSync(mine, { force: true });
  }
}

/**
 * Moves a dead holder's lock aside. Another process may have done so and taken the lock in between: then what was moved
 * is a living lock, and it goes back.
 *
 * @param {string} file
 * @param {string} mine
 * @param {number} dead
 */
function buryDeadLock(file, mine, dead) {
  const aside = `${mine}.dead`;
  try {
    renameSync(file, aside);
  } catch (error) {
    if (codeOf(error) === "ENOENT") return;
    throw error;
  }
  if (Number(readFileSync(aside, "utf8")) !== dead) {
    try {
      linkSync(aside, file);
    } catch (error) {
      if (codeOf(error) !== "EEXIST") throw error;
    }
  }
  rmSync(aside, { force: true });
}

/** @param {string} file */
function holderOf(file) {
  try {
    return Number(readFileSync(file, "utf8"));
  } catch (error) {
    if (codeOf(error) === "ENOENT") return undefined;
    throw error;
  }
}

/** @param {number} pid */
function isAlive(pid) {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return codeOf(error) === "EPERM";
  }
}

/** @param {unknown} error */
function codeOf(error) {
  return error instanceof Error && "code" in error ? error.code : undefined;
}
