import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join, relative } from "node:path";
import { Stryker } from "@stryker-mutator/core";
import { isSettled, type MutantResult } from "./mutant.ts";
import type { MoneyRoom } from "./moneyModules.ts";

type Options = ConstructorParameters<typeof Stryker>[0];

const OUT = join("out", "mutation");

/** Mutates the modules of one room and runs its fast tests against every mutant. Results of unchanged files and tests are taken from the run before. */
export async function mutateRoom(
  room: MoneyRoom,
  { fresh, workers }: { fresh: boolean; workers: number },
): Promise<readonly MutantResult[]> {
  process.env["MONEY_TESTS"] = testFilesOf(room).join(",");
  const options: Options & { vitest: object } = {
    mutate: [...room.modules],
    testRunner: "vitest",
    plugins: ["@stryker-mutator/vitest-runner", "./scripts/mutation/sentences.ts"],
    ignorers: ["sentences"],
    vitest: { configFile: "scripts/mutation/vitest.config.ts", related: false },
    coverageAnalysis: "perTest",
    concurrency: workers,
    // Endless loops end by the count of steps; a busy machine must not turn a survivor into a timeout.
    timeoutMS: 90_000,
    incremental: true,
    incrementalFile: join(OUT, `${room.name}.incremental.json`),
    force: fresh,
    reporters: ["json", "html", "progress-append-only"],
    jsonReporter: { fileName: join(OUT, `${room.name}.json`) },
    htmlReporter: { fileName: join(OUT, `${room.name}.html`) },
    tempDirName: join(OUT, "work"),
    ignorePatterns: ["out", "dist"],
    // Stryker would rewrite it with an interface that TypeScript 7 has no more; no test reads it.
    tsconfigFile: "none.json",
    disableTypeChecks: false,
    allowConsoleColors: false,
    logLevel: "warn" as NonNullable<Options["logLevel"]>,
  };
  forgetUnsettled(join(OUT, `${room.name}.incremental.json`));
  const results = await new Stryker(options).runMutationTest();
  // Stryker also hands back what it remembers of the room's other modules.
  return results
    .map((result) => ({ ...result, fileName: relative(process.cwd(), result.fileName) }))
    .filter(({ fileName }) => room.modules.includes(fileName));
}

/** Stryker would take the survivors, too, from the run before. */
function forgetUnsettled(file: string): void {
  if (!existsSync(file)) return;
  const report = JSON.parse(readFileSync(file, "utf8")) as { files: Record<string, { mutants: MutantResult[] }> };
  for (const module of Object.values(report.files)) module.mutants = module.mutants.filter(isSettled);
  writeFileSync(file, JSON.stringify(report));
}

/** As Vitest's patterns: a test folder means all tests in it. */
export function testFilesOf({ tests }: MoneyRoom): string[] {
  return tests.map((path) => (path.endsWith(".ts") ? path : `${path}/**/*.test.ts`));
}
