/** The real time and chance. Opened in index.ts and handed to every room; nobody else imports this file. */
import { randomBytes, randomUUID } from "node:crypto";
import type { Clock, Timer } from "./clock.ts";
import type { Random } from "./random.ts";

export const machineClock: Clock = { now: () => Date.now() };

export const machineTimer: Timer = {
  after(delayMs, run) {
    const handle = setTimeout(run, delayMs);
    return () => clearTimeout(handle);
  },
};

export const machineRandom: Random = {
  uuid: () => randomUUID(),
  fraction: () => Math.random(),
  bytes: (length) => randomBytes(length),
};
