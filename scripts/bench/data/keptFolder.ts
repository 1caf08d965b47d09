import { createHash } from "node:crypto";
import {
  existsSync,
  globSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

const ROOT = join(import.meta.dirname, "..", "..", "..");
const BASE = join(tmpdir(), "deposit-desk-bench");
const STALE_MS = 24 * 60 * 60 * 1000;

/** Where something costly is kept; `make` fills it when it is not there yet, or was made by other code than today's. */
export type KeptFolder = (
  name: string,
  /** files of the project on which the content depends, as glob patterns */
  madeBy: readonly string[],
  make: (folder: string) => Promise<void>,
) => Promise<string>;

export const keptFolder: KeptFolder = async (name, madeBy, make) => {
  mkdirSync(BASE, { recursive: true });
  const folder = join(BASE, `${name}-${fingerprint(madeBy)}`);
  if (existsSync(folder)) return folder;
  forgetStale();
  const making = mkdtempSync(join(BASE, `.making-${name}-`));
  try {
    await make(making);
    // Whole or not at all; when somebody else was faster, theirs is as good.
    if (!existsSync(folder)) renameSync(making, folder);
  } finally {
    rmSync(making, { recursive: true, force: true });
  }
  return folder;
};

function fingerprint(patterns: readonly string[]): string {
  const hash = createHash("sha256");
  for (const file of globSync([...patterns], { cwd: ROOT }).toSorted())
    hash.update(file).update(readFileSync(join(ROOT, file)));
  return hash.digest("hex").slice(0, 12);
}

/** What older code made takes gigabytes. */
function forgetStale(): void {
  for (const name of readdirSync(BASE)) {
    const folder = join(BASE, name);
    if (Date.now() - statSync(folder).mtimeMs > STALE_MS) rmSync(folder, { recursive: true, force: true });
  }
}
