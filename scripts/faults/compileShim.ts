/** shim.c as a library, compiled once per content into the project's cache folder. */
import { createHash } from "node:crypto";
import { existsSync, mkdirSync, mkdtempSync, readFileSync, renameSync, rmSync } from "node:fs";
import { join } from "node:path";
import { runCommand } from "#scripts/setup/command.mjs";
import { cacheFolder } from "#scripts/setup/places.mjs";

const SOURCE = join(import.meta.dirname, "shim.c");
const FLAGS = ["-O2", "-Wall", "-Wextra", "-Werror", "-shared", "-fPIC", "-fvisibility=hidden"];
const COMPILERS = ["cc", "gcc", "clang"];

/** Throws an Error whose message is one line for a person: no compiler, or not Linux. */
export async function compileShim(): Promise<string> {
  if (process.platform !== "linux")
    throw new Error("npm run faults works on Linux only: its shim is an LD_PRELOAD library");
  const recipe = createHash("sha256").update(FLAGS.join(" ")).update(readFileSync(SOURCE)).digest("hex").slice(0, 12);
  const folder = join(cacheFolder(), "faults");
  const file = join(folder, `shim-${process.arch}-${recipe}.so`);
  if (existsSync(file)) return file;
  mkdirSync(folder, { recursive: true });
  const work = mkdtempSync(join(folder, "building-"));
  try {
    const made = join(work, "shim.so");
    for (const compiler of COMPILERS) {
      const { code, output } = await runCommand(compiler, [...FLAGS, "-o", made, SOURCE, "-ldl"]);
      if (code === 0) {
        renameSync(made, file);
        return file;
      }
      if (output.includes("error:")) throw new Error(`compiling scripts/faults/shim.c failed: ${output.trim()}`);
    }
    throw new Error("npm run faults needs a C compiler: install gcc or clang and run the same command again");
  } finally {
    rmSync(work, { recursive: true, force: true });
  }
}
