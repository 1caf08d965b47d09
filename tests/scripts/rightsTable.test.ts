import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { rightsTable } from "#scripts/rights/rightsTable.ts";

test("docs/rights.md is what the service goes by; otherwise run scripts/rights.ts", () => {
  expect(readFileSync(new URL("../../docs/rights.md", import.meta.url), "utf8")).toBe(rightsTable());
});
