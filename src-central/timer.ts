/** Things that happen again and again: the watcher's rounds, the nudge stream. Given as a parameter, so that tests can turn the hands. */

export type Timer = {
  /** Runs `work` every `ms`, the first time after `ms`. Answers how to stop. */
  every(ms: number, work: () => void): () => void;
};

export const systemTimer: Timer = {
  every(ms, work) {
    const handle = setInterval(work, ms);
    // A process that is done may end although the timer still runs.
    handle.unref();
    return () => clearInterval(handle);
  },
};
