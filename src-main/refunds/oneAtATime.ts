/** Work on one refund at a time: a signature in the making and the tracking must not both register or send its bytes. */
export type OneAtATime = {
  /** Runs after whatever runs for this key. */
  run<T>(key: string, work: () => Promise<T>): Promise<T>;
  isBusy(key: string): boolean;
  /** Resolves when nothing runs any more. */
  idle(): Promise<void>;
};

export function createOneAtATime(): OneAtATime {
  const tails = new Map<string, Promise<unknown>>();
  return {
    isBusy: (key) => tails.has(key),
    async idle() {
      while (tails.size > 0) await Promise.all(tails.values());
    },
    run(key, work) {
      const before = tails.get(key) ?? Promise.resolve();
      const mine = before.then(work);
      // Whoever waits next only waits; the outcome belongs to the caller.
      const tail = mine.then(
        () => undefined,
        () => undefined,
      );
      tails.set(key, tail);
      void tail.then(() => {
        if (tails.get(key) === tail) tails.delete(key);
      });
      return mine;
    },
  };
}
