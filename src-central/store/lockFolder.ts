/** One process per data folder: a file with the owner's process id, taken over when that process is gone. */
import { open, readFile, rm } from "node:fs/promises";
import { join } from "node:path";

import { AppError } from "#shared/errors.ts";

/** Answers how to unlock. Throws CONFIG_INVALID when a running process has the folder. */
export async function lockFolder(folder: string): Promise<() => Promise<void>> {
  const path = join(folder, "in-use-by");
  for (let attempt = 0; attempt < 2; attempt += 1) {
    if (await create(path)) return () => rm(path, { force: true });
    const owner = Number.parseInt(await readFile(path, "utf8").catch(() => ""), 10);
    if (Number.isInteger(owner) && owner !== process.pid && isRunning(owner))
      throw new AppError("CONFIG_INVALID", `${folder} is in use by process ${owner}; stop it or name another folder`);
    if (owner === process.pid)
      throw new AppError("CONFIG_INVALID", `${folder} is already open in this process; name another folder`);
    await rm(path, { force: true });
  }
  throw new AppError("CONFIG_INVALID", `${folder} is in use by another process; stop it or name another folder`);
}

async function create(path: string): Promise<boolean> {
  try {
    const file = await open(path, "wx");
    await file.writeFile(`${process.pid}\n`);
    await file.close();
    return true;
  } catch (error) {
    if (error instanceof Error && "code" in error && error.code === "EEXIST") return false;
    throw error;
  }
}

function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    // EPERM: it runs as somebody else.
    return error instanceof Error && "code" in error && error.code === "EPERM";
  }
}
