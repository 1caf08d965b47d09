import type { InvariantId } from "#scripts/sim/checks/Findings.ts";
import type { Theme } from "#scripts/sim/themes.ts";

/** One rule of the product removed or broken: text of one of its files, replaced while it is loaded. */
export type Mutant = {
  name: string;
  /** what is broken, in words */
  breaks: string;
  /** invariants of which one must find it; a comment beside the name, the run accepts any */
  against: readonly InvariantId[];
  /** worlds in which the rule is tried hardest */
  theme: Theme;
  /** where the search begins: a seed that finds it in a world of this theme, so that nobody need wait; undefined: not yet found since the product or its worlds changed */
  seed?: number;
  edits: readonly { file: string; from: string; to: string }[];
};
