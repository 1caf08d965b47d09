/** Which of our modules lead to a file, by the imports that they write down. */
import { globSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

const ROOT = fileURLToPath(new URL("../../../", import.meta.url));
const PLACES: Record<string, string> = {
  "#shared/": "src-shared/",
  "#main/": "src-main/",
  "#central/": "src-central/",
  "#scripts/": "scripts/",
};
const IMPORT = /(?:from|import)\s*\(?\s*"((?:#|\.\/)[^"]+\.ts)"/g;

let importers: ReadonlyMap<string, readonly string[]> | null = null;

/** The files themselves and everything that imports them, at whatever distance. Paths from the project's folder. */
export function importersOf(files: readonly string[]): ReadonlySet<string> {
  importers ??= readImports();
  const found = new Set(files);
  for (const file of found) for (const importer of importers.get(file) ?? []) found.add(importer);
  return found;
}

function readImports(): Map<string, string[]> {
  const known = new Map<string, string[]>();
  for (const file of globSync("{src-main,src-central,src-shared,scripts/sim}/**/*.ts", { cwd: ROOT }))
    for (const [, target = ""] of readFileSync(join(ROOT, file), "utf8").matchAll(IMPORT)) {
      const path = placeOf(target, file);
      known.set(path, [...(known.get(path) ?? []), file]);
    }
  return known;
}

function placeOf(target: string, from: string): string {
  if (target.startsWith("./")) return `${from.slice(0, from.lastIndexOf("/") + 1)}${target.slice(2)}`;
  const [room = ""] = /^#\w+\//.exec(target) ?? [];
  return `${PLACES[room] ?? room}${target.slice(room.length)}`;
}
