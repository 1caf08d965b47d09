/** A mutant that no test can kill, because it changes nothing that anybody could see. `line`: the text of the line that is mutated, or a part of it that stands in no other mutated line of the file. */
export type Equivalent = { file: string; line: string; replacement: string; why: string };

/** Of one file: line, what stands there instead, and why nobody could see it. */
export function inFile(file: string, mutants: readonly (readonly [string, string, string])[]): Equivalent[] {
  return mutants.map(([line, replacement, why]) => ({ file, line, replacement, why }));
}
