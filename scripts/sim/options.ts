/** What the command line of the simulator says. */
import { parseArgs } from "node:util";

/** `operations`: over all seeds. On the command line --ops is for each seed where --seeds names how many, and for all of them otherwise. */
export type SimOptions = { seed: number; seeds: number; operations: number; mutant: string | null; list: boolean };

const USAGE = "use: npm run sim -- [--seed S] [--seeds N] [--ops M] [--mutant NAME] [--list-mutants]";

/** Throws an Error with words for a person. */
export function parseSimOptions(args: readonly string[]): SimOptions {
  const { values } = parseArgs({
    args: [...args],
    options: {
      seed: { type: "string", default: "1" },
      seeds: { type: "string" },
      ops: { type: "string", default: "100000" },
      mutant: { type: "string" },
      "list-mutants": { type: "boolean", default: false },
    },
  });
  const asked = whole("--ops", values.ops, 1);
  const named = values.seeds === undefined ? null : whole("--seeds", values.seeds, 1);
  return {
    seed: whole("--seed", values.seed, 0),
    // Many short worlds find more than one long one: the mixture of faults differs.
    seeds: named ?? Math.max(1, Math.ceil(asked / 5_000)),
    operations: asked * (named ?? 1),
    mutant: values.mutant ?? null,
    list: values["list-mutants"],
  };
}

function whole(name: string, text: string, least: number): number {
  const value = /^\d{1,12}$/.test(text) ? Number(text) : -1;
  if (value < least) throw new Error(`${name} must be a whole number from ${least}; ${USAGE}`);
  return value;
}
