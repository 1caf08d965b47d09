import react from "@vitejs/plugin-react";
import { defineConfig } from "vitest/config";

/** Projects that run in Node, on the published SQLite binding. The window itself is tested by Playwright (tests/e2e). */
const NODE_PROJECTS = [
  { name: "shared", include: ["tests/shared/**/*.test.ts"] },
  { name: "main", include: ["tests/main/**/*.test.ts"] },
  { name: "central", include: ["tests/central/**/*.test.ts"] },
  { name: "contract", include: ["tests/contract/**/*.test.ts"] },
  { name: "scripts", include: ["tests/scripts/**/*.test.ts", "tests/support/**/*.test.ts"] },
  { name: "sim", include: ["tests/sim/**/*.test.ts"] },
];

export default defineConfig({
  test: {
    // Real chains, databases and services run beside the tests: more workers than this make them wait for each other.
    maxWorkers: 2,
    // Far more than any test takes: on a machine five times as busy none may fail for being slow.
    testTimeout: 90_000,
    hookTimeout: 120_000,
    teardownTimeout: 10_000,
    globalSetup: "tests/support/postgresDoor.ts",
    projects: [
      ...NODE_PROJECTS.map((project) => ({
        extends: true as const,
        // Files take turns in one process and share its modules: loading them anew cost two seconds a file (measured).
        test: { ...project, environment: "node", pool: "forks" as const, isolate: false },
      })),
      {
        extends: true as const,
        plugins: [react()],
        test: {
          name: "renderer",
          environment: "happy-dom",
          isolate: false,
          include: ["tests/renderer/**/*.test.{ts,tsx}"],
        },
      },
    ],
  },
});
