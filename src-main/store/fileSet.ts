/** A SQLite file and what stands beside it, moved and removed together: a stray write-ahead log would be replayed into the wrong file. */
import { existsSync, renameSync, rmSync } from "node:fs";
import { keyNameFile } from "./openEncrypted.ts";

const COMPANIONS = ["-wal", "-shm"];

/** Moves the file aside and answers its new name. Nothing is deleted: whoever repairs things later finds all of it. */
export function setAside(file: string, label: string): string {
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
