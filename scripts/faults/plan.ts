/** How many faults of which kind each rig gets. */
import { type Mode, MODES } from "./tally.ts";

/**
 * What is made to fail: the money journal, the cache, a whole payment, the central service. `power` is the journal's rig for power cuts, in a lane of its own;
 * `postgres` the database server of the central service, when its power fails; `flip` the cache's files with one bit changed.
 */
export const RIGS = ["journal", "power", "cache", "payment", "central", "postgres", "flip"] as const;
export type Rig = (typeof RIGS)[number];
export type Share = { mode: Mode; points: number };

/** Of the kinds of fault, when all are asked for. A power cut costs a tenth of a killed process. */
const OF_MODES: Record<Mode, number> = { power: 0.4, flip: 0.1, kill: 0.14, torn: 0.12, eio: 0.12, enospc: 0.12 };
/** Of one kind, by rig: a payment costs ten times what a journal's life costs, a start of the central service a hundred times. */
const OF_RIGS: Record<Mode, Partial<Record<Rig, number>>> = {
  kill: { central: 0.01, payment: 0.12, cache: 0.2, journal: 1 },
  torn: { payment: 0.12, cache: 0.2, journal: 1 },
  eio: { payment: 0.12, cache: 0.2, journal: 1 },
  enospc: { payment: 0.12, cache: 0.2, journal: 1 },
  power: { postgres: 0.005, cache: 0.04, payment: 0.06, power: 1 },
  flip: { flip: 1 },
};

/** Rigs that were asked for and have something to do; the last one of each kind takes what the others leave. */
export function planFaults(points: number, modes: readonly Mode[], rigs: readonly Rig[]): Map<Rig, Share[]> {
  const plan = new Map<Rig, Share[]>();
  for (const mode of MODES.filter((name) => modes.includes(name))) {
    let left = modes.length === 1 ? points : Math.round(points * OF_MODES[mode]);
    const whole = left;
    const shares = Object.entries(OF_RIGS[mode]).filter(([rig]) => rigs.includes(rig as Rig));
    for (const [index, [rig, part]] of shares.entries()) {
      const mine = index === shares.length - 1 ? left : Math.min(left, Math.ceil(whole * part));
      left -= mine;
      if (mine > 0) plan.set(rig as Rig, [...(plan.get(rig as Rig) ?? []), { mode, points: mine }]);
    }
  }
  return plan;
}
