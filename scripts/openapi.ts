/** `npm run openapi`: writes docs/openapi.json from the contract; with `--check` only says whether it is up to date. */
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";

import { buildOpenApi } from "./openapi/buildOpenApi.ts";

const FILE = join(import.meta.dirname, "..", "docs", "openapi.json");

function committed(): string {
  try {
    return readFileSync(FILE, "utf8");
  } catch {
    // Not there yet: as out of date as can be.
    return "";
  }
}

const text = `${JSON.stringify(buildOpenApi(), null, 2)}\n`;
if (!process.argv.includes("--check")) {
  writeFileSync(FILE, text);
  console.error("docs/openapi.json is written");
} else if (committed() === text) console.error("docs/openapi.json is up to date");
else {
  console.error("docs/openapi.json is not what the contract says now. Run npm run openapi and commit it.");
  process.exitCode = 1;
}
