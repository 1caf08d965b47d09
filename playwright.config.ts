import { defineConfig } from "@playwright/test";

/** End-to-end tests in the real window: one at a time, for they share a chain and a central service; never tried twice. */
export default defineConfig({
  testDir: "tests/e2e",
  testMatch: "**/*.e2e.ts",
  workers: 1,
  retries: 0,
  timeout: 180_000,
  expect: { timeout: 30_000 },
  outputDir: "out/test/e2e",
  reporter: "list",
});
