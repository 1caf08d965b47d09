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
  handlers.at(-1)?.(signal);
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

/** The first signal this process was stopped with, or undefined: nothing new is started after one. */
export function interruption() {
  return received;
}
