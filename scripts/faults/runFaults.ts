/** All faults of one run: which kinds, how many of each, and the test of the test. */
import { createDice } from "#tests/main/support/seededRandom.ts";
import { bundleInside } from "./bundleInside.ts";
import { compileShim } from "./compileShim.ts";
import type { Fault } from "./control.ts";
import type { FaultOptions } from "./faultOptions.ts";
import { type JournalRig, openJournalRig } from "./journalRig.ts";
import { openStage } from "./stage.ts";
import { createTally, type Mode, type Tally } from "./tally.ts";

export type FaultsReport = Tally & { seconds: number };

/** Disks that are looked at to see the wrong setting fail; many fewer are enough. */
const SELF_TEST_DISKS = 300;

/** Throws in words for a person when it cannot work at all, and when it would not notice a loss. */
export async function runFaults(options: FaultOptions, say: (line: string) => void): Promise<FaultsReport> {
  const start = performance.now();
  const shim = await compileShim();
  const bundle = await bundleInside();
  try {
    const stage = await openStage({ shim, script: bundle.script });
    try {
      const tally = createTally();
      const journal = openJournalRig(stage, options.seed);
      const share = Math.ceil(options.points / options.modes.length);
      for (const mode of options.modes) {
        await runMode(mode, share, journal, options.seed, tally.add);
        say(`${mode}: ${JSON.stringify(tally.read().modes[mode])} after ${secondsSince(start)} s`);
      }
      return { ...tally.read(), seconds: secondsSince(start) };
    } finally {
      await stage.close();
    }
  } finally {
    bundle.remove();
  }
}

async function runMode(
  mode: Mode,
  points: number,
  journal: JournalRig,
  seed: number,
  add: ReturnType<typeof createTally>["add"],
): Promise<void> {
  if (mode === "power") {
    await assertLossIsNoticed(journal);
    let made = 0;
    while (made < points)
      for await (const finding of journal.powerCuts(Math.min(points - made, 600), "FULL")) {
        made += 1;
        add(mode, finding);
      }
    return;
  }
  const calls = await journal.calls();
  const dice = createDice(seed);
  const faults: Record<Exclude<Mode, "power">, readonly Fault[]> = {
    kill: ["kill"],
    torn: ["torn"],
    eio: ["eio-once", "eio"],
    enospc: ["enospc"],
  };
  for (let point = 0; point < points; point += 1)
    add(mode, await journal.strike(dice.pick(faults[mode]), 1 + dice.below(calls)));
}

/** With synchronous=NORMAL a power cut takes acknowledged records. A harness that does not see it sees nothing. */
async function assertLossIsNoticed(journal: JournalRig): Promise<void> {
  for await (const { violations } of journal.powerCuts(SELF_TEST_DISKS, "NORMAL"))
    if (violations.some((words) => words.includes("acknowledged"))) return;
  throw new Error("synchronous=NORMAL lost nothing: the power cuts of this harness are not real");
}

function secondsSince(start: number): number {
  return Math.round((performance.now() - start) / 100) / 10;
}
