/** The calls that shim.c gives to a program, as writes to files of certain names. See the head of shim.c. */
import { openSync, writeSync } from "node:fs";
import { join } from "node:path";
import type { Control } from "./control.ts";

export const CALL_NAMES = ["fork", "wait", "exit", "reset"] as const;

export type ShimCalls = {
  /** null in the new process, its id in the old one */
  fork(): number | null;
  /** how the process ended, as waitpid(2) says it */
  wait(pid: number): number;
  /** ends this process at once: nothing is closed or flushed */
  exit(code: number): void;
  /** the count and the log begin anew */
  reset(): void;
};

export function openShimCalls(folder: string, control: Control): ShimCalls {
  const fds = new Map(CALL_NAMES.map((name) => [name, openSync(join(folder, name), "r+")]));
  const call = (name: (typeof CALL_NAMES)[number], value: number): void =>
    void writeSync(fds.get(name) as number, String(value));
  // Node remembers its own id from its start, also in a copy; its parent's id it asks for.
  const original = process.pid;
  return {
    fork() {
      call("fork", 0);
      return process.ppid === original ? null : control.answer();
    },
    wait(pid) {
      call("wait", pid);
      return control.answer();
    },
    exit: (code) => call("exit", code),
    reset: () => call("reset", 0),
  };
}
