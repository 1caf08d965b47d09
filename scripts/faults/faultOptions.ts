/** What `npm run faults` may be told. */
import { parseArgs } from "node:util";
import { type Rig, RIGS } from "./plan.ts";
import { type Mode, MODES } from "./tally.ts";

export type FaultOptions = { points: number; modes: readonly Mode[]; rigs: readonly Rig[]; seed: number };

const DEFAULT_POINTS = 2_000;
const USAGE = `npm run faults -- [--points N] [--mode ${MODES.join("|")}] [--rig NAME]... [--seed S]
  --points N   faults in all (default ${DEFAULT_POINTS})
  --mode M     only this kind of fault
  --rig NAME   only this: ${RIGS.join(", ")} (repeatable)
  --seed S     another choice of moments (default 1)`;

export function parseFaultOptions(args: readonly string[]): FaultOptions | { problem: string } {
  try {
    const { values } = parseArgs({
      args: [...args],
      options: {
        points: { type: "string", default: String(DEFAULT_POINTS) },
        mode: { type: "string" },
        rig: { type: "string", multiple: true, default: [...RIGS] },
        seed: { type: "string", default: "1" },
        help: { type: "boolean", default: false },
      },
    });
    if (values.help) return { problem: USAGE };
    const [points, seed] = [wholeNumber(values.points), wholeNumber(values.seed)];
    if (points === null || points < 1 || seed === null) return { problem: USAGE };
    const mode = MODES.find((name) => name === values.mode);
    if (values.mode !== undefined && mode === undefined) return { problem: USAGE };
    const rigs = RIGS.filter((name) => values.rig.includes(name));
    if (values.rig.some((name) => !RIGS.some((known) => known === name))) return { problem: USAGE };
    return { points, seed, rigs, modes: mode === undefined ? MODES : [mode] };
  } catch (error) {
    return { problem: `${error instanceof Error ? error.message : String(error)}\n${USAGE}` };
  }
}

function wholeNumber(text: string): number | null {
  return /^\d{1,9}$/.test(text) ? Number(text) : null;
}
