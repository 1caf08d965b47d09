/** One change of a module, and how it ended. */

/** `line`, `column`: where the change begins, from 1. */
export type Mutant = {
  id: string;
  fileName: string;
  line: number;
  column: number;
  mutatorName: string;
  replacement: string;
  /** a text for people: not tried */
  sentence: boolean;
};

/**
 * - Killed: a test failed.
 * - Endless: the tests that go through it did not come to an end: too many steps, or twice no answer where the test takes milliseconds.
 * - Survived: every test that goes through it passed.
 * - Unseen: no test goes through it.
 * - Sentence: a text for people, not tried.
 */
export type Outcome = "Killed" | "Endless" | "Survived" | "Unseen" | "Sentence";

export type MutantResult = Mutant & { outcome: Outcome };

export const isKilled = ({ outcome }: MutantResult): boolean => outcome === "Killed" || outcome === "Endless";
export const isLeft = ({ outcome }: MutantResult): boolean => outcome === "Survived" || outcome === "Unseen";
