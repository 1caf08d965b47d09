/**
 * inside.ts and all it imports as one plain script, made anew at every run (0.3 s). Without it Node would hold its TypeScript reader in memory,
 * 280 MB that every fork has to copy.
 */
import { mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { join } from "node:path";
import { build } from "vite";
import { MODULES } from "#scripts/setup/places.mjs";

/** Below node_modules, so that native packages are found from there. */
const PLACE = join(MODULES, ".cache", "deposit-desk-faults");

export async function bundleInside(): Promise<{ script: string; remove(): void }> {
  mkdirSync(PLACE, { recursive: true });
  const folder = mkdtempSync(join(PLACE, "inside-"));
  await build({
    configFile: false,
    logLevel: "error",
    root: join(MODULES, ".."),
    ssr: { noExternal: true, external: ["better-sqlite3"] },
    build: {
      ssr: join(import.meta.dirname, "inside.ts"),
      outDir: folder,
      emptyOutDir: false,
      minify: false,
      rolldownOptions: { output: { format: "cjs", entryFileNames: "inside.cjs" } },
    },
  });
  return { script: join(folder, "inside.cjs"), remove: () => rmSync(folder, { recursive: true, force: true }) };
}
