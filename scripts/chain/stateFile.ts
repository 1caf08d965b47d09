import { randomBytes } from "node:crypto";
import { mkdir, open, readFile, rename, rm } from "node:fs/promises";
import { readFileSync } from "node:fs";
import { dirname } from "node:path";

import { loadableState } from "./savedState.ts";

/**
 * A chain's state on disk. It is replaced as a whole (write aside, fsync, rename): a kill or a power cut at any
 * moment leaves the old state or the new one. anvil's own --state writes in place; a kill in the middle of that
 * leaves half a file, and the chain is gone.
 */
export interface StateFile {
  /** The saved state as the JSON anvil loads, or undefined for a chain that has not been saved yet. */
  read(): Promise<string | undefined>;
  /** `dump`: the answer of anvil_dumpState (0x-hex of gzipped JSON). */
  write(dump: string): Promise<void>;
  release(): Promise<void>;
}

/** Takes the state file for this chain alone. Throws when another living chain has it. */
export async function openStateFile(path: string): Promise<StateFile> {
  await mkdir(dirname(path), { recursive: true });
  const lockPath = `${path}.lock`;
  const token = `${process.pid} ${birthOf(process.pid)} ${randomBytes(8).toString("hex")}`;
  await takeLock(lockPath, token, path);

  return {
    async read() {
      const bytes = await readFile(path).catch((error: NodeJS.ErrnoException) => {
        if (error.code === "ENOENT") return undefined;
        throw error;
      });
      if (bytes === undefined) return undefined;
      try {
        return loadableState(bytes);
      } catch (cause) {
        throw new Error(
          `${path} is not a readable chain state, so the dev chain does not start on it. ` +
            "Move it away to begin a new chain, or name another file.",
          { cause },
        );
      }
    },
    async write(dump) {
      const aside = `${path}.tmp`;
      const file = await open(aside, "w", 0o600);
      try {
        await file.writeFile(Buffer.from(dump.slice(2), "hex"));
        await file.sync();
      } finally {
        await file.close();
      }
      await rename(aside, path);
    },
    async release() {
      if ((await readFile(lockPath, "utf8").catch(() => "")) === token) await rm(lockPath, { force: true });
    },
  };
}

async function takeLock(lockPath: string, token: string, path: string): Promise<void> {
  for (let attempt = 0; attempt < 3; attempt++) {
    try {
      const lock = await open(lockPath, "wx", 0o600);
      await lock.writeFile(token);
      await lock.close();
      return;
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== "EEXIST") throw error;
    }
    const [holder, birth] = (await readFile(lockPath, "utf8").catch(() => "")).split(" ");
    if (birthOf(Number(holder)) === birth) {
      throw new Error(
        `${path} is in use by another dev chain (started by process ${holder}). Stop that one, or name another ` +
          `state file. If no dev chain runs, remove ${lockPath}.`,
      );
    }
    // Left behind by a process that was killed.
    await rm(lockPath, { force: true });
  }
  throw new Error(`${lockPath} could not be taken: several dev chains are starting on ${path} at once. Try again.`);
}

/**
 * Something that tells this process from a later one with the same number, or undefined when it does not live.
 * Linux: the start time in ticks (proc(5), stat field 22); elsewhere only that it lives.
 */
function birthOf(pid: number): string | undefined {
  if (!Number.isInteger(pid) || pid <= 0) return undefined;
  if (process.platform === "linux") {
    const stat = readProc(`/proc/${pid}/stat`);
    // The program's name may hold spaces and brackets; what follows its last bracket does not.
    const fields = stat?.slice(stat.lastIndexOf(")") + 2).split(" ");
    return fields?.[0] === "Z" ? undefined : fields?.[19];
  }
  try {
    process.kill(pid, 0);
    return "alive";
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === "EPERM" ? "alive" : undefined;
  }
}

function readProc(path: string): string | undefined {
  try {
    return readFileSync(path, "utf8");
  } catch {
    // No such entry means no such process, which is an answer and not a fault.
    return undefined;
  }
}
