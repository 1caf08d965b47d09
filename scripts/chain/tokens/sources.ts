import { createHash } from "node:crypto";
import { readdirSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";

const SOURCES_DIR = new URL("./contracts/", import.meta.url);

/** What shapes the bytecode besides the sources. `paris` runs on every later hard fork too (no PUSH0). */
export const COMPILER_SETTINGS = {
  evmVersion: "paris",
  optimizer: { enabled: true, runs: 200 },
  // Without the metadata tail the bytecode depends on the code alone, not on comments or file names.
  metadata: { appendCBOR: false, bytecodeHash: "none" },
} as const;

/** Our own Solidity files by name, with line ends as they are in the repository. */
export function readSources(): Record<string, string> {
  const names = readdirSync(SOURCES_DIR)
    .filter((name) => name.endsWith(".sol"))
    .sort();
  return Object.fromEntries(
    names.map((name) => [name, readFileSync(new URL(name, SOURCES_DIR), "utf8").replaceAll("\r\n", "\n")]),
  );
}

/** SHA-256 over everything the artifacts were made from; artifacts.json carries the value it was compiled at. */
export function sourcesSha256(): string {
  const library = createRequire(import.meta.url)("@openzeppelin/contracts/package.json") as { version: string };
  const whole = JSON.stringify({ sources: readSources(), settings: COMPILER_SETTINGS, library: library.version });
  return createHash("sha256").update(whole).digest("hex");
}
