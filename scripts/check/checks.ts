/** The list of static checks. Each is a program that says what is wrong and exits with something else than 0. */

export interface Check {
  readonly name: string;
  /** Program of node_modules/.bin (or `node`) with its arguments. */
  readonly command: readonly [string, ...string[]];
}

/** oxlint without paths would walk into node_modules. */
const LINTED = ["src-shared", "src-preload", "src-main", "src-renderer", "src-central", "scripts", "tests"];
const CONFIGS = ["electron.vite.config.ts", "vitest.config.ts", "playwright.config.ts"];

export const CHECKS: readonly Check[] = [
  { name: "types", command: ["node", "scripts/check/types.ts"] },
  { name: "lint", command: ["oxlint", "--type-aware", "--deny-warnings", ...LINTED, ...CONFIGS] },
  { name: "format", command: ["oxfmt", "--check"] },
  { name: "dead code", command: ["knip"] },
  { name: "contract fingerprint", command: ["node", "scripts/check/fingerprint.ts"] },
  { name: "OpenAPI document", command: ["node", "scripts/openapi.ts", "--check"] },
  { name: "requirements coverage", command: ["node", "scripts/coverage.ts", "--check"] },
  { name: "texts", command: ["node", "scripts/check/texts.ts"] },
  { name: "lock file", command: ["node", "scripts/check/lockfile.ts"] },
];
