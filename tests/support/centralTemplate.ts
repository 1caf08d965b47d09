/**
 * A fresh PGlite cluster takes seconds, reopening one a fraction. So the migrated and seeded folder is made once per machine and
 * state of the code, and every test copies it. Two test files that start at once may both make it; the first one's stays.
 */
import { createHash } from "node:crypto";
import { existsSync } from "node:fs";
import { cp, mkdir, mkdtemp, readdir, readFile, rename, rm, stat } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";

const ROOT = join(import.meta.dirname, "..", "..");
const CACHE = join(tmpdir(), "deposit-desk-test-databases");
/** Whatever decides what lies in the folder. */
const SOURCES = [
  "drizzle/central",
  "src-central/accounts",
  "src-central/addresses",
  "src-central/audit",
  "src-central/configuration",
  "src-central/machines",
  "src-central/store",
  "src-shared/domain",
  "tests/support/centralWorld.ts",
];
const OLD_MS = 24 * 3600 * 1000;

/** A copy of the template that `fill` makes, in a folder of its own. The caller removes it. */
export async function copyTemplate(kind: string, fill: (folder: string) => Promise<void>): Promise<string> {
  const template = join(CACHE, `${await fingerprint()}-${kind}`);
  if (!existsSync(template)) await makeTemplate(template, fill);
  const copy = await mkdtemp(join(tmpdir(), "deposit-desk-central-"));
  await cp(template, copy, { recursive: true });
  return copy;
}

async function makeTemplate(template: string, fill: (folder: string) => Promise<void>): Promise<void> {
  await mkdir(CACHE, { recursive: true });
  await removeOld();
  const making = await mkdtemp(join(CACHE, "making-"));
  try {
    await fill(making);
    await rename(making, template);
  } catch (error) {
    await rm(making, { recursive: true, force: true });
    // Somebody else was faster: his is as good.
    if (!existsSync(template)) throw error;
  }
}

async function fingerprint(): Promise<string> {
  const hash = createHash("sha256");
  for (const source of SOURCES) {
    const path = join(ROOT, source);
    const files = (await stat(path)).isDirectory() ? await filesBelow(path) : [path];
    for (const file of files) hash.update(file).update(await readFile(file));
  }
  return hash.digest("hex").slice(0, 16);
}

async function filesBelow(folder: string): Promise<string[]> {
  const names = await readdir(folder, { recursive: true });
  return names
    .filter((name) => /\.(ts|sql|json)$/.test(name))
    .toSorted()
    .map((name) => join(folder, name));
}

async function removeOld(): Promise<void> {
  for (const name of await readdir(CACHE)) {
    const path = join(CACHE, name);
    const age = Date.now() - (await stat(path)).mtimeMs;
    if (age > OLD_MS) await rm(path, { recursive: true, force: true });
  }
}
