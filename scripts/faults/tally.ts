/** What a run of the faults found. */

export const MODES = ["kill", "torn", "eio", "enospc", "power", "flip"] as const;
export type Mode = (typeof MODES)[number];

/** One point at which something was made to fail, and what the production code made of it. */
export type Finding = {
  /** where: rig, fault, number of the call */
  where: string;
  violations: string[];
  /** a database that did not open, in words */
  unreadable: string | null;
};

export type ModeTally = { points: number; violations: number; unreadable: number };
export type Tally = ModeTally & {
  modes: Partial<Record<Mode, ModeTally>>;
  /** the first of what was found, in words */
  found: string[];
};

const MOST_WORDS = 20;

export function createTally() {
  const tally: Tally = { points: 0, violations: 0, unreadable: 0, modes: {}, found: [] };
  return {
    add(mode: Mode, { where, violations, unreadable }: Finding): void {
      const part = (tally.modes[mode] ??= { points: 0, violations: 0, unreadable: 0 });
      for (const one of [tally, part]) {
        one.points += 1;
        one.violations += violations.length;
        one.unreadable += unreadable === null ? 0 : 1;
      }
      for (const words of [...violations, ...(unreadable === null ? [] : [unreadable])])
        if (tally.found.length < MOST_WORDS) tally.found.push(`${mode} ${where}: ${words}`);
    },
    read: () => tally,
  };
}
