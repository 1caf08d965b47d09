/**
 * The watcher: follows every network that has nodes, and moves deposit records and refunds as the chain tells.
 * It keeps nothing that the database has not; stopped at any moment it goes on where it was. One watcher a database.
 */
import { later, MINUTE_MS } from "#central/clock.ts";
import type { Rooms } from "#central/context.ts";
import { errorForLog } from "#central/http/errorForLog.ts";
import { holdConcerned } from "#central/refunds/holdRefunds.ts";
import { expireRefunds } from "#central/refunds/expireRefunds.ts";
import type { Timer } from "#central/timer.ts";
import { isAppError } from "#shared/errors.ts";
import { networkWatch } from "./NetworkWatch.ts";
import { type RoundReport, runRound } from "./runRound.ts";

export type WatcherOptions = {
  timer: Timer;
  intervalMs: number;
  /** lines for the service's log, without secrets */
  warn: (line: string) => void;
  /** something was recorded: the nudge stream may tell */
  committed?: () => void;
};

export type Watcher = {
  /** One round of every network, after the one that is running. A network whose nodes do not answer is left out of the reports. Throws what is a fault of ours. */
  runOnce(): Promise<RoundReport[]>;
  /** A round as soon as possible, for example because a transfer was seen that is not recorded yet. */
  wake(): void;
  /** Ends after the round that is running. */
  stop(): Promise<void>;
};

/** Refunds that wait are looked at again this often. */
const CONCERNS_EVERY_MS = MINUTE_MS;

export function startWatcher(rooms: Rooms, options: WatcherOptions): Watcher {
  const { timer, intervalMs, warn, committed } = options;
  const watches = [...rooms.chains.byNetwork.values()].map((chain) => networkWatch(rooms, chain));
  const troubled = new Map<string, string>();
  let last: Promise<unknown> = Promise.resolve();
  let waiting = 0;
  let stopped = false;
  let concernsDue = rooms.clock.now();

  async function round(): Promise<RoundReport[]> {
    if (stopped) return [];
    const reports: RoundReport[] = [];
    for (const watch of watches) {
      try {
        reports.push(await runRound(watch));
        if (troubled.delete(watch.network)) warn(`watcher: ${watch.network} answers again`);
      } catch (error) {
        if (!isAppError(error, "CHAIN_UNAVAILABLE")) throw error;
        if (troubled.get(watch.network) !== error.message) warn(`watcher: ${watch.network}: ${error.message}`);
        troubled.set(watch.network, error.message);
      }
    }
    await expireRefunds(rooms);
    const at = rooms.clock.now();
    if (at >= concernsDue) {
      await holdConcerned(rooms);
      concernsDue = later(at, CONCERNS_EVERY_MS);
    }
    committed?.();
    return reports;
  }

  /** Never two at once: each takes up what the one before left. */
  function runOnce(): Promise<RoundReport[]> {
    waiting += 1;
    const next = last.then(
      () => round(),
      () => round(),
    );
    // The caller hears of a failed round; what comes after it must not stop, nor fail again, because of it.
    const settled = (): void => {
      waiting -= 1;
    };
    last = next.then(settled, settled);
    return next;
  }

  function runInBackground(): void {
    if (stopped || waiting > 0) return;
    runOnce().catch((error: unknown) => {
      warn(`watcher: a round failed: ${JSON.stringify(errorForLog(error))}`);
    });
  }

  const stopTimer = timer.every(intervalMs, runInBackground);
  return {
    runOnce,
    wake: runInBackground,
    async stop() {
      stopped = true;
      stopTimer();
      // Its failure was told where it was run.
      await last.catch(() => undefined);
    },
  };
}
