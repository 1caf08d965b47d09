/** The world's time, handed in: core code never asks the machine itself, so that a simulator can run the production code. */

export type Clock = {
  /** milliseconds since 1970, UTC */
  now(): number;
};

export type Timer = {
  /** Runs once after `delayMs`; the returned function calls it off. */
  after(delayMs: number, run: () => void): () => void;
};

/** Milliseconds since 1970 -> RFC 3339 UTC with milliseconds, as the contract writes every time. */
export function timestampOf(epochMs: number): string {
  return new Date(epochMs).toISOString();
}

/** RFC 3339 -> milliseconds since 1970. */
export function epochOf(timestamp: string): number {
  return Date.parse(timestamp);
}

/** Waits on the given timer; ends early, without an error, when the signal is given. */
export function pause(timer: Timer, delayMs: number, signal?: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (signal?.aborted === true) {
      resolve();
      return;
    }
    const end = () => {
      cancel();
      signal?.removeEventListener("abort", end);
      resolve();
    };
    const cancel = timer.after(delayMs, end);
    signal?.addEventListener("abort", end);
  });
}
