import { spawn } from "node:child_process";
import { readdirSync, readFileSync } from "node:fs";
import { onInterruption } from "./interruption.mjs";
import { programPath } from "./systemPackages.mjs";

/**
 * Starts a program as the head of its own process group, so that all it starts can be ended with it, and so that Ctrl-C
 * in the terminal reaches it once, through us, and not its display and keyring at the same moment. On Linux it also gets
 * SIGTERM when this process dies without a word (kill -9).
 *
 * @param {string} program
 * @param {readonly string[]} args
 * @param {{ cwd?: string, env?: NodeJS.ProcessEnv, stdio: import("node:child_process").StdioOptions }} options
 */
export function startGroup(program, args, options) {
  const posix = process.platform !== "win32";
  const guard = process.platform === "linux" ? programPath("setpriv") : undefined;
  const command = guard === undefined ? [program, ...args] : [guard, "--pdeathsig", "TERM", "--", program, ...args];
  return spawn(command[0] ?? program, command.slice(1), { ...options, detached: posix });
}

/**
 * How it ended, as a shell would say: 127 when it could not be started, 128 + the signal when one ended it.
 *
 * @param {import("node:child_process").ChildProcess} child
 * @returns {Promise<number>}
 */
function exitCodeOf(child) {
  if (child.exitCode !== null) return Promise.resolve(child.exitCode);
  return new Promise((resolve) => {
    child.once("error", (error) => {
      process.stderr.write(`${error.message}\n`);
      resolve(127);
    });
    child.once("exit", (code, signal) => resolve(code ?? 128 + (SIGNAL_NUMBERS[signal ?? ""] ?? 0)));
  });
}

/** @type {Record<string, number>} */
const SIGNAL_NUMBERS = { SIGHUP: 1, SIGINT: 2, SIGQUIT: 3, SIGABRT: 6, SIGKILL: 9, SIGSEGV: 11, SIGTERM: 15 };

/**
 * Ends everything left in a program's group: asks first, then insists.
 *
 * @param {import("node:child_process").ChildProcess} child
 * @param {number} [patienceMs]
 */
export async function endGroup(child, patienceMs = 3000) {
  if (child.pid === undefined) return;
  if (process.platform === "win32") {
    child.kill();
    return;
  }
  const deadline = performance.now() + patienceMs;
  while (groupLives(child.pid)) {
    signalGroup(child.pid, performance.now() < deadline ? "SIGTERM" : "SIGKILL");
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}

/** @param {number} group */
function groupLives(group) {
  if (!signalGroup(group, 0)) return false;
  if (process.platform !== "linux") return true;
  // Where process 1 is not a real init, the dead stay in the list for ever: only the living count.
  return readdirSync("/proc").some((name) => /^\d+$/.test(name) && isLivingMember(name, group));
}

/**
 * @param {string} pid
 * @param {number} group
 */
function isLivingMember(pid, group) {
  try {
    // After the program's name in brackets: state, parent, group.
    const [state, , itsGroup] = readFileSync(`/proc/${pid}/stat`, "utf8").split(") ").at(-1)?.split(" ") ?? [];
    return itsGroup === String(group) && state !== "Z" && state !== "X";
  } catch {
    return false; // It ended meanwhile.
  }
}

/**
 * @param {number} group
 * @param {NodeJS.Signals | 0} signal 0 only asks
 * @returns {boolean} false when nobody is left
 */
function signalGroup(group, signal) {
  try {
    process.kill(-group, signal);
    return true;
  } catch (error) {
    // EPERM: what is left belongs to somebody else, which we did not start.
    if (error instanceof Error && "code" in error && (error.code === "ESRCH" || error.code === "EPERM")) return false;
    throw error;
  }
}

/**
 * Runs a program to its end, in the foreground, with our own stdin, stdout and stderr. Signals sent to us go on to it; a
 * second one, or ten seconds without an end, ends its whole group. Nothing it started outlives it. Programs side by side
 * each hand their words to a `hear` of their own, and their `interruptions` are one (interruptionOfAll).
 *
 * @param {string} program
 * @param {readonly string[]} args
 * @param {{ cwd?: string, env?: NodeJS.ProcessEnv, quietInput?: boolean, hear?: (words: Buffer) => void,
 *   interruptions?: typeof onInterruption }} [options] `quietInput`: it reads nothing
 * @returns {Promise<number>} its exit code
 */
export async function runForeground(program, args, options = {}) {
  const { quietInput = false, hear, interruptions = onInterruption, ...rest } = options;
  const out = hear === undefined ? "inherit" : "pipe";
  let asked = false;
  // Before it starts: a signal that comes while it does is its signal already.
  const leave = interruptions((signal) => {
    if (asked) return void endGroup(child, 0);
    asked = true;
    child.kill(signal);
    setTimeout(() => void endGroup(child, 0), 10_000).unref();
  });
  const child = startGroup(program, args, { ...rest, stdio: [quietInput ? "ignore" : "inherit", out, out] });
  if (hear !== undefined) for (const stream of [child.stdout, child.stderr]) stream?.on("data", hear);
  const silence = Promise.all([child.stdout, child.stderr].map(endOfStream));
  try {
    return await exitCodeOf(child);
  } finally {
    await endGroup(child);
    // Its last words may come after its end; somebody outside its group may hold the pipe for ever.
    await Promise.race([silence, new Promise((resolve) => setTimeout(resolve, 1_000).unref())]);
    leave();
  }
}

/**
 * @param {import("node:stream").Readable | null} stream
 * @returns {Promise<void>}
 */
function endOfStream(stream) {
  return stream === null ? Promise.resolve() : new Promise((resolve) => stream.once("close", () => resolve()));
}
