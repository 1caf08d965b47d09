import { APPROVAL_MUTANTS } from "./approvalMutants.ts";
import { CHAIN_MUTANTS } from "./chainMutants.ts";
import { DESK_MUTANTS } from "./deskMutants.ts";
import type { Mutant } from "./Mutant.ts";
import { REPAIR_MUTANTS } from "./repairMutants.ts";
import { SERVICE_MUTANTS } from "./serviceMutants.ts";

/** Every protocol mutant, by the place whose rule it breaks. */
export const MUTANTS: readonly Mutant[] = [
  ...SERVICE_MUTANTS,
  ...APPROVAL_MUTANTS,
  ...REPAIR_MUTANTS,
  ...CHAIN_MUTANTS,
  ...DESK_MUTANTS,
];

/** Some show only at the end: that something never settles, or that the records contradict the chain. */
export function needsTheEnd({ against }: Mutant): boolean {
  return against.includes("L1");
}
