/**
 * Is the central service reached? Three failures in a row mean offline; then its health is asked, less and less often up to once a minute,
 * until it answers. Every other answered request ends the offline time too.
 */
import type { AppError } from "#shared/errors.ts";
import type { Log } from "#main/log/Log.ts";
import type { Clock, Timer } from "#main/world/clock.ts";
import type { Random } from "#main/world/random.ts";
import type { ReachWatcher } from "./Remote.ts";

export type ConnectionState = {
  online: boolean;
  /** milliseconds since 1970 */
  offlineSince: number | null;
  nextTryAt: number | null;
  /** words for a person */
  problem: string | null;
};

export type Connection = {
  state(): ConnectionState;
  watcher: ReachWatcher;
  /** asks at once instead of at the planned time */
  tryNow(): Promise<void>;
  onChange(listener: (state: ConnectionState) => void): () => void;
  close(): void;
};

const FAILURES_TO_OFFLINE = 3;
const FIRST_DELAY_MS = 1_000;
const LONGEST_DELAY_MS = 60_000;

export function createConnection(rooms: {
  /** one cheap question to the service; its outcome reaches the watcher by itself */
  probe: () => Promise<unknown>;
  clock: Clock;
  timer: Timer;
  random: Random;
  log: Log;
}): Connection {
  const { clock, timer, random, log } = rooms;
  const listeners = new Set<(state: ConnectionState) => void>();
  let state: ConnectionState = { online: true, offlineSince: null, nextTryAt: null, problem: null };
  let failures = 0;
  let probes = 0;
  let cancelProbe: (() => void) | null = null;
  let closed = false;

  function become(next: ConnectionState): void {
    state = next;
    for (const listener of listeners) listener(state);
  }

  function planProbe(): void {
    cancelProbe?.();
    if (closed) return;
    const ceiling = Math.min(FIRST_DELAY_MS * 2 ** probes, LONGEST_DELAY_MS);
    // Half fixed, half by chance: many workstations must not come back in one instant.
    const delay = Math.floor(ceiling / 2 + (random.fraction() * ceiling) / 2);
    probes += 1;
    cancelProbe = timer.after(delay, () => void probe());
    become({ ...state, nextTryAt: clock.now() + delay });
  }

  async function probe(): Promise<void> {
    cancelProbe?.();
    cancelProbe = null;
    try {
      await rooms.probe();
    } catch (error) {
      log.info("the central service is still not reached", { error });
    }
    if (!state.online && cancelProbe === null) planProbe();
  }

  return {
    state: () => state,
    watcher: {
      offline: () => !state.online,
      reached() {
        failures = 0;
        if (state.online) return;
        log.info("the central service is reached again");
        probes = 0;
        cancelProbe?.();
        cancelProbe = null;
        become({ online: true, offlineSince: null, nextTryAt: null, problem: null });
      },
      unreached(error: AppError) {
        failures += 1;
        if (!state.online || failures < FAILURES_TO_OFFLINE) return;
        log.warn("the central service is not reached", { code: error.code, error });
        state = { online: false, offlineSince: clock.now(), nextTryAt: null, problem: error.message };
        planProbe();
      },
    },
    async tryNow() {
      await probe();
    },
    onChange(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    close() {
      closed = true;
      cancelProbe?.();
      listeners.clear();
    },
  };
}
