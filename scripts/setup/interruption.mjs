import { readFileSync } from "node:fs";

/**
 * One place that hears SIGINT, SIGTERM and SIGHUP. The latest handler alone decides what a signal does: while a program
 * runs in the foreground, it gets the signal; between two programs, what was opened is closed.
 */
const SIGNALS = /** @type {const} */ (["SIGINT", "SIGTERM", "SIGHUP"]);

/** @typedef {(signal: NodeJS.Signals) => void} Handler */

/** @type {Handler[]} */
const handlers = [];
/** @type {NodeJS.Signals | undefined} */
let received;

/** @type {Handler} */
function hear(signal) {
  received ??= signal;
  const handler = handlers.at(-1);
  if (handler === undefined) process.exit(1);
  handler(signal);
}

/**
 * @param {Handler} handler
 * @returns {() => void} takes it away again
 */
export function onInterruption(handler) {
  if (handlers.length === 0) for (const signal of SIGNALS) process.on(signal, hear);
  handlers.push(handler);
  return () => {
    handlers.splice(handlers.indexOf(handler), 1);
    if (handlers.length === 0) for (const signal of SIGNALS) process.off(signal, hear);
  };
}

/**
 * For programs that run side by side: as the latest handler, it tells each of them.
 *
 * @returns {{ join(handler: Handler): () => void, leave(): void }} `join` as onInterruption, `leave` when all are over
 */
export function interruptionOfAll() {
  /** @type {Set<Handler>} */
  const members = new Set();
  const leave = onInterruption((signal) => {
    for (const member of members) member(signal);
  });
  return {
    join(handler) {
      members.add(handler);
      return () => void members.delete(handler);
    },
    leave,
  };
}

/** The first signal this process was stopped with, or undefined: nothing new is started after one. */
export function interruption() {
  return received;
}

/**
 * Ends us when npm ends. npm runs a script through a shell; a signal to npm ends npm and the shell but never reaches us,
 * and a desk nobody waits for would run on, holding the keyring. Only for what npm started: a person may well start a
 * command in the background and leave.
 *
 * @param {NodeJS.ProcessEnv} [env]
 */
export function endWithNpm(env = process.env) {
  if (env["npm_lifecycle_event"] === undefined) return;
  const ancestors = lineage();
  const timer = setInterval(() => {
    if (lineage() === ancestors) return;
    clearInterval(timer);
    hear("SIGTERM");
  }, 250);
  timer.unref();
}

/** Our parent (the shell) and, where /proc tells, its parent (npm). */
function lineage() {
  const { ppid } = process;
  if (process.platform !== "linux") return String(ppid);
  try {
    // The program's name, in brackets, may hold anything; state and parent follow the last bracket.
    const [, parent] = readFileSync(`/proc/${ppid}/stat`, "utf8").split(") ").at(-1)?.split(" ") ?? [];
    return `${ppid} ${parent}`;
  } catch {
    return `${ppid} gone`; // Between our parent's end and our being handed to another: the number says it next time.
  }
}
