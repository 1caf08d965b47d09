/**
 * The central service killed while it works: what it acknowledged is there after the next start, what it did not is there whole or not at all, and its
 * audit chain verifies (I10). Its own folder, its own process, killed at a chosen write of its database.
 */
import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Dice } from "#tests/main/support/seededRandom.ts";
import { emptyDataFolder } from "#tests/support/central.ts";
import { cancelAll, clientAt, type RunningService, serviceFaults, startService } from "./centralService.ts";
import { CONTROL_BYTES, openControl } from "./control.ts";
import type { Finding } from "./tally.ts";

export type CentralRig = {
  /** The service runs; it is killed at one of its next writes, started again and asked. */
  strike(): Promise<Finding>;
  /** what its database asked of the disk so far */
  calls(): { writes: number; syncs: number };
  close(): Promise<void>;
};

/** A cancellation makes about twenty writes. */
const WRITES_AHEAD = 300;

export async function openCentralRig(files: { shim: string; base: string }, dice: Dice): Promise<CentralRig> {
  const place = mkdtempSync(join(files.base, "central-"));
  const watched = join(place, "watched");
  mkdirSync(watched);
  // A migrated database: making one takes longer than ten kills.
  const empty = await emptyDataFolder();
  cpSync(empty, join(watched, "data"), { recursive: true });
  rmSync(empty, { recursive: true, force: true });
  writeFileSync(join(place, "control"), Buffer.alloc(CONTROL_BYTES));
  const control = openControl(join(place, "control"));
  const start = () =>
    startService(watched, { LD_PRELOAD: files.shim, FAULTS_CONTROL: join(place, "control"), FAULTS_FOLDER: watched });
  let running: RunningService | null = await start();

  return {
    async strike() {
      running ??= await start();
      const operator = await clientAt(running.url, "operator");
      const at = control.read().count + 1 + dice.below(WRITES_AHEAD);
      control.arm(dice.chance(0.5) ? "kill" : "torn", at);
      const where = `central service killed at write ${at}`;
      const { cancelled, underway } = await cancelAll(operator);
      if (underway === null) running.kill();
      const violations = (await running.exited) === "SIGKILL" ? [] : ["the service was not killed"];
      control.disarm();
      running = null;
      try {
        running = await start();
      } catch (error) {
        return { where, violations, unreadable: `the service does not start again: ${String(error)}` };
      }
      const { url } = running;
      violations.push(...(await serviceFaults(url, cancelled, underway)));
      return { where, violations, unreadable: null };
    },
    calls: () => control.read(),
    async close() {
      running?.kill();
      await running?.exited;
    },
  };
}
