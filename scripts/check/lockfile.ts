/**
 * The lock file must name the optional packages of every platform. Written on a machine whose registry lacks some of
 * them, it does not, and then `npm ci` fails in every fresh clone, on every machine.
 */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { z } from "#shared/zod.ts";

const lockFile = z.object({
  packages: z.record(z.string(), z.object({ optionalDependencies: z.record(z.string(), z.string()).optional() })),
});

const file = join(import.meta.dirname, "..", "..", "package-lock.json");
const { packages } = lockFile.parse(JSON.parse(readFileSync(file, "utf8")));

const missing = Object.entries(packages).flatMap(([path, entry]) =>
  Object.keys(entry.optionalDependencies ?? {}).filter((name) => !isLocked(path, name)),
);
if (missing.length > 0) {
  console.error(
    `package-lock.json names nothing for ${missing.length} optional packages, so npm ci fails: ${missing.slice(0, 5).join(", ")} ...\n` +
      "Run npm install on a machine that reaches the whole npm registry, and commit package-lock.json.",
  );
  process.exitCode = 1;
}

/** Node's own way up: beside the package, then beside each of its parents. */
function isLocked(from: string, name: string): boolean {
  for (let folder = from; ; folder = folder.slice(0, Math.max(0, folder.lastIndexOf("/node_modules/")))) {
    if (packages[`${folder === "" ? "" : `${folder}/`}node_modules/${name}`] !== undefined) return true;
    if (folder === "") return false;
  }
}
