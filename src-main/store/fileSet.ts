/** A SQLite file and what stands beside it, moved and removed together: a stray write-ahead log would be replayed into the wrong file. */
import { existsSync, readdirSync, renameSync, rmSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import type { Log } from "#main/log/Log.ts";
import { type Clock, timestampOf } from "#main/world/clock.ts";
import { keyNameFile } from "./openEncrypted.ts";

const COMPANIONS = ["-wal", "-shm"];

export type AsideReason = "corrupt" | "other-key" | "lost-key";

/** So many of one cache are kept; each may be as large as the cache itself. */
const KEPT_ASIDE = 3;
const ASIDE = /^\.(?:corrupt|other-key|lost-key)-(\d{8}T\d{6}Z(?:-\d+)?)$/;

/** Moves a file that cannot be used aside, dated, for whoever repairs things later, and answers its new name. The oldest of many are removed. */
export function putAside({ clock, log }: { clock: Clock; log: Log }, file: string, reason: AsideReason): string {
  const kept = setAside(file, `${reason}-${fileTime(clock)}`);
  log.error("a database file could not be used and was put aside", { file: kept, reason });
  try {
    for (const old of asideOf(file).slice(KEPT_ASIDE)) removeFileSet(old);
  } catch (error) {
    log.warn("old files that were put aside could not be removed", { error });
  }
  return kept;
}

/** Newest first. */
function asideOf(file: string): string[] {
  const timed = readdirSync(dirname(file)).flatMap((name) => {
    const time = name.startsWith(basename(file)) ? ASIDE.exec(name.slice(basename(file).length))?.[1] : undefined;
    return time === undefined ? [] : [{ path: join(dirname(file), name), time }];
  });
  return timed.toSorted((one, other) => (one.time < other.time ? 1 : -1)).map(({ path }) => path);
}

/** 20261122T101500Z: a time that every file system takes */
function fileTime(clock: Clock): string {
  return timestampOf(clock.now()).replace(/[-:]|\.\d+/g, "");
}

function setAside(file: string, label: string): string {
  const target = freeName(`${file}.${label}`);
  for (const companion of ["", ...COMPANIONS])
    if (existsSync(file + companion)) renameSync(file + companion, target + companion);
  if (existsSync(keyNameFile(file))) renameSync(keyNameFile(file), keyNameFile(target));
  return target;
}

/** Puts a closed file in the place of another closed file, in one step as far as the operating system has one. */
export function swapIn(fresh: string, file: string): void {
  for (const companion of COMPANIONS) {
    rmSync(file + companion, { force: true });
    rmSync(fresh + companion, { force: true });
  }
  renameSync(keyNameFile(fresh), keyNameFile(file));
  renameSync(fresh, file);
}

export function removeFileSet(file: string): void {
  for (const companion of ["", ...COMPANIONS]) rmSync(file + companion, { force: true });
  rmSync(keyNameFile(file), { force: true });
}

function freeName(wanted: string): string {
  let name = wanted;
  for (let count = 2; existsSync(name); count += 1) name = `${wanted}-${count}`;
  return name;
}
