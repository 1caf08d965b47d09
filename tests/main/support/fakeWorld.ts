/** Time that stands still until the test moves it, and a connection that a test switches. */
import type { Connection, ConnectionState } from "#main/remote/connection.ts";
import type { Clock, Timer } from "#main/world/clock.ts";
import type { Random } from "#main/world/random.ts";
import { createDice } from "./seededRandom.ts";

export type FakeTime = { clock: Clock; timer: Timer; advance(ms: number): Promise<void>; pending(): number };

export function createFakeTime(start = Date.parse("2026-11-22T10:00:00.000Z")): FakeTime {
  let now = start;
  let order = 0;
  const waiting = new Map<number, { at: number; run: () => void }>();
  const settle = async () => {
    for (let turn = 0; turn < 20; turn += 1) await new Promise((resolve) => setImmediate(resolve));
  };
  return {
    clock: { now: () => now },
    timer: {
      after(delayMs, run) {
        const key = (order += 1);
        waiting.set(key, { at: now + delayMs, run });
        return () => waiting.delete(key);
      },
    },
    async advance(ms) {
      await settle();
      const end = now + ms;
      for (;;) {
        const next = [...waiting].filter(([, item]) => item.at <= end).toSorted(([, a], [, b]) => a.at - b.at)[0];
        if (next === undefined) break;
        waiting.delete(next[0]);
        now = Math.max(now, next[1].at);
        next[1].run();
        await settle();
      }
      now = end;
      await settle();
    },
    pending: () => waiting.size,
  };
}

export function createFakeRandom(seed = 1): Random {
  const dice = createDice(seed);
  return { uuid: dice.uuid, fraction: dice.fraction, bytes: (length) => Buffer.from(dice.hex(length * 2), "hex") };
}

export function createFakeConnection(): Connection & { become(state: Partial<ConnectionState>): void } {
  let state: ConnectionState = { online: true, offlineSince: null, nextTryAt: null, problem: null };
  const listeners = new Set<(state: ConnectionState) => void>();
  return {
    state: () => state,
    watcher: { reached: () => undefined, unreached: () => undefined, offline: () => !state.online },
    tryNow: async () => undefined,
    onChange(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    close: () => listeners.clear(),
    become(change) {
      state = { ...state, ...change };
      for (const listener of listeners) listener(state);
    },
  };
}
