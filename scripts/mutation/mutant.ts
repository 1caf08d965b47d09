/** How one mutant ended. */
import type { Stryker } from "@stryker-mutator/core";

export type MutantResult = Awaited<ReturnType<Stryker["runMutationTest"]>>[number];

/** A mutant that ran in circles was caught; one that only took long on a busy machine was not. */
export function isKilled({ status, statusReason }: MutantResult): boolean {
  return status === "Killed" || (status === "Timeout" && (statusReason ?? "").startsWith("Hit limit"));
}

/** Not worth another try: survivors may meet a new test, and what only took long, or broke before its tests ran, is not known. */
export function isSettled(result: MutantResult): boolean {
  return isKilled(result) || result.status === "Ignored";
}
