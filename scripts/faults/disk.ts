/**
 * Disks that a power cut could have left behind, built from shim.c's log. What was synced is there. What was not may each be kept, lost, reordered or torn;
 * names that were made, moved or removed come in their order up to any point, and all of them with the next sync, as journalling file systems do it.
 */
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { NOTES_FILE } from "./notes.ts";
import type { Dice } from "#tests/main/support/seededRandom.ts";

type Change =
  | { kind: "write"; file: number; offset: number; bytes: Buffer }
  | { kind: "truncate"; file: number; size: number };
type Naming =
  | { kind: "create"; path: string; file: number }
  | { kind: "rename"; path: string; to: string }
  | { kind: "unlink"; path: string };
/** What the process under test noted: acknowledged by the production code at this moment. */
type Note = { kind: "note"; text: string };
export type DiskEvent = Change | Naming | { kind: "sync"; file: number | null } | Note;

/** The first `size` bytes are the file. */
type Bytes = { room: Buffer; size: number };

/** Files by their path. */
export type Image = Map<string, Buffer>;
export const VARIANTS = ["kept", "lost", "torn", "some", "late", "last", "shreds", "names", "zeros"] as const;
export type Variant = (typeof VARIANTS)[number];

const OPS = ["", "write", "sync", "truncate", "unlink", "rename", "create"] as const;
const HEAD_BYTES = 24;
const SECTOR = 512;

/**
 * The log's records, files told apart by what they are and not by their names. `start`: files that were there before; `until`: the records that were written
 * when the log had so many bytes.
 */
export function readEvents(logFile: string, start: Image, until = Infinity): { events: DiskEvent[]; disk: Disk } {
  const log = readFileSync(logFile);
  const disk = new Disk(start);
  const names = new Map(disk.names);
  let last = disk.files.size;
  const events: DiskEvent[] = [];
  for (let at = 0; at < log.length;) {
    const kind = OPS[log.readUInt32LE(at)];
    const pathBytes = log.readUInt32LE(at + 4);
    const where = Number(log.readBigInt64LE(at + 8));
    const size = Number(log.readBigInt64LE(at + 16));
    const path = log.toString("utf8", at + HEAD_BYTES, at + HEAD_BYTES + pathBytes);
    const data = log.subarray(at + HEAD_BYTES + pathBytes, at + HEAD_BYTES + pathBytes + size);
    at += HEAD_BYTES + pathBytes + size;
    if (at > until) break;
    const made = (): number => {
      const known = names.get(path);
      if (known !== undefined && kind !== "create") return known;
      last += 1;
      names.set(path, last);
      events.push({ kind: "create", path, file: last });
      return last;
    };
    if (path.endsWith(`/${NOTES_FILE}`)) {
      if (kind === "write") events.push({ kind: "note", text: data.toString("utf8").trim() });
    } else if (kind === "write") events.push({ kind, file: made(), offset: where, bytes: Buffer.from(data) });
    else if (kind === "truncate") events.push({ kind, file: made(), size: where });
    else if (kind === "create") made();
    else if (kind === "sync") events.push({ kind, file: names.get(path) ?? null });
    else if (kind === "unlink") {
      names.delete(path);
      events.push({ kind, path });
    } else if (kind === "rename") {
      const to = data.toString("utf8");
      const file = names.get(path);
      names.delete(path);
      if (file !== undefined) names.set(to, file);
      events.push({ kind, path, to });
    } else throw new Error("the shim's log is not readable");
  }
  return { events, disk };
}

/** A folder as it is, all of it safely on the disk. */
export function readImage(folder: string): Image {
  const names = readdirSync(folder).filter((name) => name !== NOTES_FILE && !name.endsWith("-shm"));
  return new Map(names.map((name) => [join(folder, name), readFileSync(join(folder, name))]));
}

/** What is safely on the disk, and what is still on its way. */
export class Disk {
  readonly names = new Map<string, number>();
  readonly files = new Map<number, Bytes>();
  private changes: Change[] = [];
  private namings: Naming[] = [];

  constructor(start: Image) {
    for (const [path, bytes] of start) {
      const file = this.files.size + 1;
      this.names.set(path, file);
      this.files.set(file, copyOf({ room: bytes, size: bytes.length }));
    }
  }

  take(event: DiskEvent): void {
    if (event.kind === "note") return;
    if (event.kind === "write" || event.kind === "truncate") this.changes.push(event);
    else if (event.kind !== "sync") this.namings.push(event);
    else {
      for (const naming of this.namings) rename(this.names, naming);
      this.namings = [];
      const { file } = event;
      for (const change of this.changes) if (change.file === file) apply(this.files, change);
      this.changes = this.changes.filter((change) => change.file !== file);
    }
  }

  /** How much of what is on its way a power cut could still take. */
  pending(): number {
    return this.changes.length + this.namings.length;
  }

  image(variant: Variant, dice: Dice): Image {
    const names = new Map(this.names);
    const files = new Map(this.files);
    for (const naming of this.namings.slice(0, namesKept(variant, this.namings.length, dice))) rename(names, naming);
    const touched = new Set<number>();
    const grows = (change: Change) =>
      change.kind === "write" && change.offset >= (this.files.get(change.file)?.size ?? 0);
    for (const change of survivors(variant, this.changes, dice, grows)) {
      const file = files.get(change.file);
      if (file !== undefined && !touched.has(change.file)) files.set(change.file, copyOf(file));
      touched.add(change.file);
      apply(files, change);
    }
    return new Map([...names].map(([path, file]) => [path, bytesOf(files.get(file))]));
  }
}

function bytesOf(file: Bytes | undefined): Buffer {
  return file === undefined ? Buffer.alloc(0) : file.room.subarray(0, file.size);
}

function namesKept(variant: Variant, count: number, dice: Dice): number {
  if (variant === "lost") return 0;
  return variant === "some" || variant === "shreds" ? dice.below(count + 1) : count;
}

function survivors(
  variant: Variant,
  changes: readonly Change[],
  dice: Dice,
  grows: (change: Change) => boolean,
): Change[] {
  switch (variant) {
    case "kept":
      return [...changes];
    case "lost":
    case "names":
      return [];
    case "torn":
      return changes.flatMap((change, index) => (index < changes.length - 1 ? [change] : half(change)));
    case "some":
      return changes.filter(() => dice.chance(0.5));
    case "late":
      return changes.slice(Math.ceil(changes.length / 2));
    case "last":
      return changes.slice(-1);
    case "shreds":
      return changes.flatMap((change) => shred(change, dice));
    case "zeros":
      // A file may have grown before its bytes arrived; what was there before is not emptied.
      return changes.flatMap((change) =>
        change.kind === "write" && grows(change) ? [{ ...change, bytes: Buffer.alloc(change.bytes.length) }] : [],
      );
  }
}

function half(change: Change): Change[] {
  if (change.kind === "truncate") return [];
  return [{ ...change, bytes: change.bytes.subarray(0, Math.floor(change.bytes.length / 2)) }];
}

/** Whole sectors, each there or not. */
function shred(change: Change, dice: Dice): Change[] {
  if (change.kind === "truncate") return dice.chance(0.5) ? [change] : [];
  const pieces: Change[] = [];
  for (let at = 0; at < change.bytes.length; at += SECTOR)
    if (dice.chance(0.5))
      pieces.push({ ...change, offset: change.offset + at, bytes: change.bytes.subarray(at, at + SECTOR) });
  return pieces;
}

function rename(names: Map<string, number>, naming: Naming): void {
  if (naming.kind === "create") names.set(naming.path, naming.file);
  else if (naming.kind === "unlink") names.delete(naming.path);
  else {
    const file = names.get(naming.path);
    names.delete(naming.path);
    if (file !== undefined) names.set(naming.to, file);
  }
}

/** Changes the file in its place; it has room to grow, because a log writes thousands of pages. */
function apply(files: Map<number, Bytes>, change: Change): void {
  const known = files.get(change.file) ?? { room: Buffer.alloc(0), size: 0 };
  const size = change.kind === "truncate" ? change.size : Math.max(known.size, change.offset + change.bytes.length);
  const file = { room: roomFor(known, size), size };
  if (size < known.size) file.room.fill(0, size, known.size);
  if (change.kind === "write") change.bytes.copy(file.room, change.offset);
  files.set(change.file, file);
}

function roomFor({ room, size: used }: Bytes, size: number): Buffer {
  if (size <= room.length) return room;
  const larger = Buffer.alloc(Math.max(size, 2 * room.length));
  room.copy(larger, 0, 0, used);
  return larger;
}

function copyOf({ room, size }: Bytes): Bytes {
  return { room: Buffer.from(room.subarray(0, size)), size };
}
