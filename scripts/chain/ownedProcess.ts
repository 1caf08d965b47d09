import { type ChildProcess, type ChildProcessByStdio, spawn } from "node:child_process";
import { existsSync } from "node:fs";
import type { Readable } from "node:stream";

interface OwnedProcessOptions {
  /** The signal that makes it leave by itself when our own process is gone. */
  signalOnOrphan?: "SIGTERM" | "SIGQUIT";
  uid?: number;
  gid?: number;
  cwd?: string;
  env?: NodeJS.ProcessEnv;
}

export interface OwnedProcess {
  child: ChildProcessByStdio<null, Readable, Readable>;
  pid: number;
  /** Resolves once the process is gone, however it went. */
  exited: Promise<{ code: number | null; signal: NodeJS.Signals | null }>;
  /** Sends `signal`, waits; after `graceMs` it is killed outright. Resolves when it is gone. */
  end(signal: NodeJS.Signals, graceMs: number): Promise<void>;
}

const SETPRIV = "/usr/bin/setpriv";
const living = new Set<ChildProcess>();
let guarded = false;

/**
 * Starts a process that must not outlive us: it goes with a normal exit of ours everywhere, and on Linux also
 * when we are killed with SIGKILL (setpriv sets the parent-death signal and then becomes the program: same pid).
 */
export function ownedProcess(path: string, args: readonly string[], options: OwnedProcessOptions = {}): OwnedProcess {
  const { signalOnOrphan = "SIGTERM", ...spawnOptions } = options;
  const wrapped = process.platform === "linux" && existsSync(SETPRIV);
  const orphanArgs = ["--pdeathsig", signalOnOrphan.slice("SIG".length), "--", path, ...args];
  const child = spawn(wrapped ? SETPRIV : path, wrapped ? orphanArgs : args, {
    ...spawnOptions,
    stdio: ["ignore", "pipe", "pipe"],
    windowsHide: true,
  });
  guardExit();
  living.add(child);
  const exited = new Promise<{ code: number | null; signal: NodeJS.Signals | null }>((resolve, reject) => {
    child.once("exit", (code, signal) => {
      living.delete(child);
      resolve({ code, signal });
    });
    child.once("error", (error) => {
      living.delete(child);
      reject(error);
    });
  });
  // Whoever awaits `exited` sees a failed spawn; without anybody awaiting yet it must not crash the process.
  exited.catch(() => undefined);

  async function end(signal: NodeJS.Signals, graceMs: number): Promise<void> {
    child.kill(signal);
    // A process frozen with SIGSTOP would keep the signal for later.
    if (process.platform !== "win32") child.kill("SIGCONT");
    const timer = setTimeout(() => child.kill("SIGKILL"), graceMs);
    await exited.finally(() => clearTimeout(timer));
  }

  return { child, pid: child.pid ?? -1, exited, end };
}

function guardExit(): void {
  if (guarded) return;
  guarded = true;
  process.on("exit", () => {
    for (const child of living) child.kill("SIGKILL");
  });
}
