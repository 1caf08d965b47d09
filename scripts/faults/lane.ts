/** One rig with its share of the faults, in a worker thread: posts each finding as it comes. */
import { setImmediate as nextTurn } from "node:timers/promises";
import { parentPort, workerData } from "node:worker_threads";
import { createDice } from "#tests/main/support/seededRandom.ts";
import type { Fault } from "./control.ts";
import { openFlipRig } from "./flipRig.ts";
import { openJournalRig } from "./journalRig.ts";
import type { Rig, Share } from "./plan.ts";
import { openStage } from "./stage.ts";
import type { Finding, Mode } from "./tally.ts";

export type LaneData = {
  rig: Rig;
  shares: Share[];
  seed: number;
  files: { shim: string; script: string; base: string };
};
export type LaneNews = { kind: "finding"; mode: Mode; finding: Finding } | { kind: "note"; words: string };

const FAULTS_OF: Record<Exclude<Mode, "power" | "flip">, readonly Fault[]> = {
  kill: ["kill"],
  torn: ["torn"],
  eio: ["eio-once", "eio"],
  enospc: ["enospc"],
};
/** Disks of one logged run of the journal. */
const DISKS_A_RUN = 600;
const CACHE_DISKS_A_RUN = 40;
const POSTGRES_DISKS_A_RUN = 20;
/** Disks that are looked at to see the wrong setting fail. */
const SELF_TEST_DISKS = 300;
/** How often one refund is struck. */
const STRIKES_A_REFUND = 3;

const { rig, shares, seed, files } = workerData as LaneData;
let stopped = false;
parentPort?.once("message", () => (stopped = true));

function tell(news: LaneNews): void {
  parentPort?.postMessage(news);
}

/** Until the share is full; faults that came after the end of a run are none. */
async function fill(share: Share, strike: (fault: Fault) => Promise<readonly Finding[]>): Promise<void> {
  const { mode } = share;
  if (mode === "power" || mode === "flip") return;
  const dice = createDice(seed + share.points);
  await repeat(share, () => strike(dice.pick(FAULTS_OF[mode])));
}

async function repeat({ mode, points }: Share, strike: () => Promise<readonly Finding[]>): Promise<void> {
  for (let made = 0; made < points && !stopped;) {
    for (const finding of await strike()) {
      made += 1;
      tell({ kind: "finding", mode, finding });
    }
    // What works without waiting would never hear that it is to stop.
    await nextTurn();
  }
}

async function cutPower(points: number, cuts: (most: number) => AsyncGenerator<Finding>, aRun: number): Promise<void> {
  for (let made = 0; made < points && !stopped;)
    for await (const finding of cuts(Math.min(points - made, aRun))) {
      made += 1;
      tell({ kind: "finding", mode: "power", finding });
      if (stopped) return;
    }
}

const listOf = (finding: Finding | null): Finding[] => (finding === null ? [] : [finding]);

async function runLane(): Promise<void> {
  if (rig === "central") return runCentral();
  if (rig === "postgres") return runPostgres();
  if (rig === "flip") return runFlips();
  const stage = await openStage(files);
  try {
    if (rig === "journal" || rig === "power") {
      const journal = openJournalRig(stage, seed);
      for (const share of shares)
        if (share.mode !== "power") await fill(share, async (fault) => listOf(await journal.strike(fault)));
        else {
          await assertLossIsNoticed((most) => journal.powerCuts(most, "NORMAL"), "synchronous=NORMAL");
          await cutPower(share.points, (most) => journal.powerCuts(most, "FULL"), DISKS_A_RUN);
        }
    } else if (rig === "cache") {
      const { openSyncRig } = await import("./syncRig.ts");
      const cache = await openSyncRig(stage, createDice(seed));
      try {
        for (const share of shares)
          if (share.mode !== "power") await fill(share, async (fault) => listOf(await cache.strike(fault)));
          else await cutPower(share.points, cache.powerCuts, CACHE_DISKS_A_RUN);
        tell({ kind: "note", words: `${cache.quarantined()} damaged caches were put aside and built again` });
      } finally {
        await cache.close();
      }
    } else if (rig === "payment") {
      const { openPayRig } = await import("./payRig.ts");
      const payment = await openPayRig(stage, createDice(seed));
      try {
        for (const share of shares)
          if (share.mode === "power") await repeat(share, () => payment.strike("power", STRIKES_A_REFUND));
          else await fill(share, (fault) => payment.strike(fault, STRIKES_A_REFUND));
      } finally {
        await payment.close();
      }
    }
  } finally {
    await stage.close();
  }
}

async function runCentral(): Promise<void> {
  const { openCentralRig } = await import("./centralRig.ts");
  const central = await openCentralRig(files, createDice(seed));
  try {
    for (const share of shares) await fill(share, async () => [await central.strike()]);
    const { writes, syncs } = central.calls();
    tell({ kind: "note", words: `the embedded database made ${writes} writes and ${syncs} syncs` });
  } finally {
    await central.close();
  }
}

async function runPostgres(): Promise<void> {
  const { openPostgresRig } = await import("./postgresRig.ts");
  const postgres = openPostgresRig(files, createDice(seed));
  try {
    await assertLossIsNoticed((most) => postgres.powerCuts(most, "off"), "fsync=off");
    for (const { points } of shares)
      await cutPower(points, (most) => postgres.powerCuts(most, "on"), POSTGRES_DISKS_A_RUN);
  } finally {
    postgres.close();
  }
}

async function runFlips(): Promise<void> {
  const flips = openFlipRig(files.base, createDice(seed));
  try {
    for (const share of shares) await repeat(share, async () => [flips.strike()]);
    const { detected, harmless } = flips.counts();
    tell({ kind: "note", words: `${detected} flips were detected, ${harmless} changed nothing that is shown` });
  } finally {
    flips.close();
  }
}

/** With a setting that does not sync a power cut takes acknowledged records. A harness that does not see it sees nothing. */
async function assertLossIsNoticed(cuts: (most: number) => AsyncGenerator<Finding>, setting: string): Promise<void> {
  let looked = 0;
  for await (const { violations } of cuts(SELF_TEST_DISKS)) {
    looked += 1;
    if (!violations.some((words) => words.includes("acknowledged"))) continue;
    return tell({ kind: "note", words: `${setting} was seen to lose acknowledged records (disk ${looked})` });
  }
  throw new Error(`${setting} lost nothing: the power cuts of this harness are not real`);
}

try {
  await runLane();
} finally {
  parentPort?.close();
}
