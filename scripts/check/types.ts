/**
 * Types of all rooms. The compiler remembers in node_modules/.cache what it has seen and looks only at what differs by content
 * and at what depends on it. TypeScript 7.0.2 keeps old answers when a global declaration file comes or goes (measured), so
 * everything is looked at again whenever declaration files, settings or packages differ.
 */
import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { runCommand } from "#scripts/setup/command.mjs";

const ROOT = join(import.meta.dirname, "..", "..");
const MEMORY = join(ROOT, "node_modules", ".cache", "tsc");
const SURROUNDINGS = join(MEMORY, "surroundings");
const ROOMS = ["src-shared", "src-preload", "src-main", "src-renderer", "src-central", "scripts", "tests"];
const SETTINGS = ["package.json", "tsconfig.json", "tsconfig.base.json", "node_modules/.package-lock.json"];

const now = surroundings();
const known = existsSync(SURROUNDINGS) && readFileSync(SURROUNDINGS, "utf8") === now;
if (!known) rmSync(SURROUNDINGS, { force: true });
// One checker a project: several share nothing and check the libraries again, twice the work on two cores (measured).
const args = ["-b", "--checkers", "1", "--builders", "2", ...(known ? [] : ["--force"])];
const { code, output } = await runCommand(join(ROOT, "node_modules", ".bin", "tsc"), args, { cwd: ROOT });
process.stdout.write(output);
process.exitCode = code;
if (code === 0) {
  mkdirSync(MEMORY, { recursive: true });
  writeFileSync(SURROUNDINGS, now);
}

/** What the compiler's memory does not cover. */
function surroundings(): string {
  const hash = createHash("sha256");
  const inRooms = ROOMS.flatMap((room) =>
    readdirSync(join(ROOT, room), { recursive: true, encoding: "utf8" })
      .filter((name) => name.endsWith(".d.ts") || name.endsWith("tsconfig.json"))
      .toSorted()
      .map((name) => join(room, name)),
  );
  for (const file of [...SETTINGS, ...inRooms]) {
    const path = join(ROOT, file);
    hash.update(`${file}\0`).update(existsSync(path) ? readFileSync(path) : "");
  }
  return hash.digest("hex");
}
