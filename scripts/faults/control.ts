/** The 64 bytes that the director and the processes under test share with shim.c: what fails where, and how many calls there were. */
import { openSync, readSync, writeSync } from "node:fs";

/** In the order of shim.c. `eio-once` fails one call, `eio` and `enospc` every call from there on. */
export const FAULTS = ["none", "kill", "torn", "eio-once", "eio", "enospc"] as const;
export type Fault = (typeof FAULTS)[number];

/** Calls that change files, since the last reset. */
export type Counters = { count: number; hits: number; writes: number; syncs: number };

export type Control = {
  /** `at` counts from 1 */
  arm(fault: Fault, at: number): void;
  disarm(): void;
  setLogging(on: boolean): void;
  read(): Counters;
  /** of the last fork or wait (shimCalls.ts) */
  answer(): number;
};

export const CONTROL_BYTES = 64;
const [MODE, ARMED_AT, COUNT, HITS, LOGGING, WRITES, SYNCS, ANSWER] = [0, 8, 16, 24, 32, 40, 48, 56];

export function openControl(file: string): Control {
  const fd = openSync(file, "r+");
  const put = (place: number, value: number): void => {
    const bytes = Buffer.alloc(8);
    bytes.writeBigInt64LE(BigInt(value));
    writeSync(fd, bytes, 0, 8, place);
  };
  const take = (place: number): number => {
    const bytes = Buffer.alloc(8);
    readSync(fd, bytes, 0, 8, place);
    return Number(bytes.readBigInt64LE());
  };
  return {
    arm(fault, at) {
      put(ARMED_AT, at);
      put(MODE, FAULTS.indexOf(fault));
    },
    disarm: () => put(MODE, 0),
    setLogging: (on) => put(LOGGING, on ? 1 : 0),
    read: () => ({ count: take(COUNT), hits: take(HITS), writes: take(WRITES), syncs: take(SYNCS) }),
    answer: () => take(ANSWER),
  };
}
