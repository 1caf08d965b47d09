/** Mutants that no test can kill, because they change nothing that anybody could see. docs/mutation-testing.md is written from this list. */
import { CENTRAL_MUTANTS } from "./equivalent/centralMutants.ts";
import { CLIENT_MUTANTS } from "./equivalent/clientMutants.ts";
import type { Equivalent } from "./equivalent/Equivalent.ts";
import { SHARED_MUTANTS } from "./equivalent/sharedMutants.ts";

export const EQUIVALENT: readonly Equivalent[] = [...SHARED_MUTANTS, ...CLIENT_MUTANTS, ...CENTRAL_MUTANTS];
