import { defineConfig } from "@playwright/test";

/** End-to-end tests in the real window, two files at a time, each with a chain and a central service of its own; never tried twice. */
export default defineConfig({
  testDir: "tests/e2e",
  testMatch: "**/*.e2e.ts",
  workers: 2,
  retries: 0,
  timeout: 180_000,
  expect: { timeout: 30_000 },
  outputDir: "out/test/e2e",
  reporter: "list",
});
