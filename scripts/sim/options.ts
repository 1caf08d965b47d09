/** What the command line of the simulator says. */
import { parseArgs } from "node:util";

/** Operations with faults in one world, where nobody says otherwise. */
export const WORLD = 2_500;
/** Longest calm after the faults, in operations. */
export const CALM = 15_000;

/** `operations`: over all seeds. On the command line --ops is for each seed where --seeds names how many, and for all of them otherwise. */
export type SimOptions = {
  /** null: not named */
  seed: number | null;
  /** null: not named */
  seeds: number | null;
  operations: number;
  mutant: string | null;
  list: boolean;
};

const USAGE = "use: npm run sim -- [--seed S] [--seeds N] [--ops M] [--mutant NAME] [--list-mutants]";

/** Throws an Error with words for a person. */
export function parseSimOptions(args: readonly string[]): SimOptions {
  const { values } = parseArgs({
    args: [...args],
    options: {
      seed: { type: "string" },
      seeds: { type: "string" },
      ops: { type: "string", default: "100000" },
      mutant: { type: "string" },
      "list-mutants": { type: "boolean", default: false },
    },
  });
  const asked = whole("--ops", values.ops, 1);
  const named = values.seeds === undefined ? null : whole("--seeds", values.seeds, 1);
  return {
    seed: values.seed === undefined ? null : whole("--seed", values.seed, 0),
    seeds: named,
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
