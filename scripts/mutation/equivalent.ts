/** Mutants that no test can kill, because they change nothing that anybody could see. docs/mutation-testing.md is written from this list. */

/** `line`: the text of the line that is mutated, or a part of it that stands in no other mutated line of the file. */
export type Equivalent = { file: string; line: string; replacement: string; why: string };

export const EQUIVALENT: readonly Equivalent[] = [];
