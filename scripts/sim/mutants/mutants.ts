import type { Mutant } from "./Mutant.ts";

/** Every protocol mutant, by the place whose rule it breaks. */
export const MUTANTS: readonly Mutant[] = [];
