import { globSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { startVitest } from "vitest/node";
import { instrumentModules } from "./instrumentModules.ts";
import type { MoneyRoom } from "./moneyModules.ts";
import type { MutantResult } from "./mutant.ts";
import type { Plan } from "./trial.ts";

const OUT = join("out", "mutation");
const TRIAL = "scripts/mutation/trial.ts";
const COLLECTOR = resolve("scripts/mutation/collector.ts");

/** Tries every mutant of one room's modules with its fast tests. Throws when a test fails without any mutant. */
export async function mutateRoom(room: MoneyRoom): Promise<readonly MutantResult[]> {
  const { sources, mutants } = await instrumentModules(room.modules);
  const results = join(OUT, `${room.name}.json`);
  const plan: Plan = { mutants, tests: testFilesOf(room).flatMap((pattern) => globSync(pattern).sort()), results };
  mkdirSync(OUT, { recursive: true });
  writeFileSync(join(OUT, `${room.name}.plan.json`), JSON.stringify(plan));
  process.env["MUTATION_PLAN"] = join(OUT, `${room.name}.plan.json`);
  const instrumented = new Map([...sources].map(([name, source]) => [resolve(name), source]));
  const vitest = await startVitest(
    "test",
    [],
    {
      config: false,
      include: [TRIAL],
      environment: "node",
      watch: false,
      // A module as it was before it was changed must not come back.
      fsModuleCache: false,
      reporters: ["minimal"],
      // What a mutant leaves behind may fail at any later time, when another one is on: only what its tests say counts.
      dangerouslyIgnoreUnhandledErrors: true,
    },
    {
      plugins: [
        {
          name: "mutants",
          enforce: "pre",
          load: (id) => instrumented.get(id) ?? null,
          // Vitest answers for its own name before any plugin could.
          transform: (code, id) =>
            id.startsWith(resolve("tests")) ? code.replaceAll('from "vitest"', `from "${COLLECTOR}"`) : null,
        },
      ],
    },
  );
  await vitest.close();
  if (Number(process.exitCode ?? 0) !== 0) throw new Error(`the tests of the room ${room.name} could not be run`);
  return JSON.parse(readFileSync(results, "utf8")) as MutantResult[];
}

/** As Vitest's patterns: a test folder means all tests in it. */
export function testFilesOf({ tests }: MoneyRoom): string[] {
  return tests.map((path) => (path.endsWith(".ts") ? path : `${path}/**/*.test.ts`));
}
