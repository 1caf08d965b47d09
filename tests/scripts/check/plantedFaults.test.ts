import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { runCommand } from "#scripts/setup/command.mjs";
import { z } from "#shared/zod.ts";

const ROOT = join(import.meta.dirname, "..", "..", "..");

/** File, content, and the rule that must find the fault in it. */
const PLANTED: readonly (readonly [string, string, string])[] = [
  ["src-main/chain/a.ts", 'export { b } from "#main/store/b.ts";', "house(rooms)"],
  ["src-main/refunds/lazy.ts", 'export const load = () => import("#main/chain/a.ts");', "house(rooms)"],
  ["src-main/refunds/named.ts", 'export type A = import("#central/store/x.ts").A;', "house(rooms)"],
  ["src-main/refunds/up.ts", 'export * from "../chain/a.ts";', "house(rooms)"],
  ["src-main/sync/now.ts", "export const at = () => Date.now();", "house(world)"],
  ["src-main/sync/date.ts", "export const at = () => new Date();", "house(world)"],
  ["src-central/refunds/wait.ts", "export const wait = () => setTimeout(() => {}, 1);", "house(world)"],
  ["src-shared/domain/dice.ts", "export const dice = () => Math.random();", "house(world)"],
  ["src-renderer/ui/sum.ts", "export const sum = (r: { amount: string }) => Number(r.amount);", "house(money)"],
  ["src-main/chain/fee.ts", "export const f = (feeWei: bigint) => Math.floor(Number(feeWei) / 2);", "house(money)"],
  ["src-main/chain/plus.ts", "export const f = (tx: { value: string }) => +tx.value;", "house(money)"],
  ["src-main/store/ring1.ts", 'import { two } from "./ring2.ts";\nexport const one = () => two();', "import(no-cycle)"],
  [
    "src-main/store/ring2.ts",
    'import { one } from "./ring1.ts";\nexport const two = (): unknown => one();',
    "import(no-cycle)",
  ],
  ["src-main/store/lost.ts", "export async function f() {}\nexport function g() { f(); }", "no-floating-promises"],
  ["src-main/store/swallow.ts", "export function f() { try { f(); } catch {} }", "eslint(no-empty)"],
  ["src-main/store/any.ts", "export const f = (x: any) => x;", "typescript(no-explicit-any)"],
  ["src-main/store/quiet.ts", "// @ts-ignore\nexport const x = 1;", "typescript(ban-ts-comment)"],
  ["src-main/store/default.ts", "export default 1;", "import(no-default-export)"],
  ["src-main/store/shout.ts", 'console.log("amount");', "eslint(no-console)"],
  ["src-main/store/later.ts", "// TODO finish\nexport const x = 1;", "no-warning-comments"],
  ["src-renderer/ui/html.tsx", "export const H = () => <b dangerouslySetInnerHTML={{ __html: '' }} />;", "no-danger"],
  ["src-renderer/menu.tsx", 'export const M = () => <button aria-label="Close">×</button>;', "house(texts)"],
  ["src-renderer/says.ts", 'export const says = "Nothing was done.";', "house(texts)"],
  ["tests/a.test.ts", 'import { test } from "vitest";\ntest.only("x", () => {});', "no-focused-tests"],
  ["tests/b.test.ts", 'import { test } from "vitest";\ntest.skip("x", () => {});', "no-disabled-tests"],
  ["tests/c.test.ts", 'import { test } from "vitest";\ntest("x", () => {});', "house(asserts)"],
  ["tests/d.test.ts", 'import { test } from "vitest";\ntest.each([1])("x", () => {});', "house(asserts)"],
];

const diagnostics = z.object({ diagnostics: z.array(z.object({ code: z.string(), filename: z.string() })) });

describe("planted faults", () => {
  const folder = mkdtempSync(join(tmpdir(), "planted-"));
  let found: { code: string; filename: string }[] = [];

  beforeAll(async () => {
    for (const [file, content] of PLANTED) plant(file, content);
    plant("src-main/store/fine.ts", "export const fine = (from: string): Date => new Date(from);");
    plant("tsconfig.json", JSON.stringify({ compilerOptions: { strict: true, jsx: "react-jsx", noEmit: true } }));
    symlinkSync(join(ROOT, "node_modules"), join(folder, "node_modules"));
    const oxlint = join(ROOT, "node_modules", ".bin", "oxlint");
    const args = ["--config", join(ROOT, ".oxlintrc.json"), "--type-aware", "--format=json", "src-main", "tests"];
    const { stdout } = await runCommand(oxlint, [...args, "src-central", "src-renderer", "src-shared"], {
      cwd: folder,
    });
    found = diagnostics.parse(JSON.parse(stdout)).diagnostics;
  });
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  function plant(file: string, content: string): void {
    mkdirSync(dirname(join(folder, file)), { recursive: true });
    writeFileSync(join(folder, file), `${content}\n`);
  }

  test.each(PLANTED)("lint finds what is wrong in %s", (file, _content, rule) => {
    const codes = found.filter(({ filename }) => filename === file).map(({ code }) => code);
    expect(codes.join(" ")).toContain(rule);
  });
  test("lint says nothing about a file without fault", () => {
    expect(found.filter(({ filename }) => filename.endsWith("fine.ts"))).toEqual([]);
  });
});
