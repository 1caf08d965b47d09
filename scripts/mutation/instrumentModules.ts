import { readFileSync } from "node:fs";
import { Instrumenter } from "@stryker-mutator/instrumenter";
import type { Mutant } from "./mutant.ts";
import { sentences } from "./sentences.ts";

type Options = Parameters<Instrumenter["instrument"]>[1];

/** It asks whether each level is wanted, and tells nothing of use. */
const silent = new Proxy({}, { get: (_, name) => () => (String(name).startsWith("is") ? false : undefined) });

/** What takes the place of each module, with all of its mutants in it, of which one at a time can be switched on. Paths from the project's folder. */
export async function instrumentModules(
  modules: readonly string[],
): Promise<{ sources: ReadonlyMap<string, string>; mutants: readonly Mutant[] }> {
  const instrumenter = new Instrumenter(silent as ConstructorParameters<typeof Instrumenter>[0]);
  const options = {
    plugins: null,
    excludedMutations: [],
    ignorers: [sentences],
    mutator: { plugins: null, excludedMutations: [] },
  } as unknown as Options;
  const { files, mutants } = await instrumenter.instrument(
    modules.map((name) => ({ name, mutate: true, content: readFileSync(name, "utf8") })),
    options,
  );
  return {
    sources: new Map(files.map(({ name, content }) => [name, content])),
    mutants: mutants.map(({ id, fileName, location, mutatorName, replacement, status }) => ({
      id,
      fileName,
      line: location.start.line + 1,
      column: location.start.column + 1,
      mutatorName,
      replacement,
      sentence: status === "Ignored",
    })),
  };
}
