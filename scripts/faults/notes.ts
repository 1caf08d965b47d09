/** Notes that a process under test makes beside its files, in the order of its writes; what is noted has been acknowledged by the production code. */
import { existsSync, openSync, readFileSync, writeSync } from "node:fs";
import { join } from "node:path";

/** shim.c lets the file of this name alone. */
export const NOTES_FILE = "notes";

export function openNotes(folder: string): (text: string) => void {
  const fd = openSync(join(folder, NOTES_FILE), "a");
  return (text) => void writeSync(fd, `${text}\n`);
}

export function readNotes(folder: string): string[] {
  const file = join(folder, NOTES_FILE);
  return existsSync(file) ? linesOf(readFileSync(file, "utf8")) : [];
}

export function linesOf(text: string): string[] {
  return text.split("\n").filter((line) => line !== "");
}
