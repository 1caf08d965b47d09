import { APPROVAL_MUTANTS } from "./approvalMutants.ts";
import { CHAIN_MUTANTS } from "./chainMutants.ts";
import { DESK_MUTANTS } from "./deskMutants.ts";
import { CALM } from "#scripts/sim/options.ts";
import type { Mutant } from "./Mutant.ts";
import { KEY_MUTANTS } from "./keyMutants.ts";
import { LIMIT_MUTANTS } from "./limitMutants.ts";
import { REPAIR_MUTANTS } from "./repairMutants.ts";
import { SERVICE_MUTANTS } from "./serviceMutants.ts";

/** Every protocol mutant, by the place whose rule it breaks. */
export const MUTANTS: readonly Mutant[] = [
  ...SERVICE_MUTANTS,
  ...APPROVAL_MUTANTS,
  ...REPAIR_MUTANTS,
  ...LIMIT_MUTANTS,
  ...KEY_MUTANTS,
  ...CHAIN_MUTANTS,
  ...DESK_MUTANTS,
];

/** Longest calm for a mutant's worlds, in operations. Only some show at the end: that something never settles. */
export function calmFor({ against }: Mutant): number {
  return against.includes("L1") ? CALM : 0;
}
