/**
 * Progress on stderr: one line when a step starts, one with its seconds when it is done. stdout stays free for
 * commands that print JSON there.
 *
 * @typedef {{ say(line: string): void, step<T>(name: string, work: () => Promise<T>): Promise<T> }} Progress
 */

/**
 * @param {string} label the word before each line
 * @param {{ write(text: string): unknown }} [sink]
 * @returns {Progress}
 */
export function createProgress(label, sink = process.stderr) {
  /** @param {string} line */
  const say = (line) => void sink.write(`${label}: ${line}\n`);
  return {
    say,
    async step(name, work) {
      say(`${name} ...`);
      const start = performance.now();
      const result = await work();
      say(`${name}: ${((performance.now() - start) / 1000).toFixed(1)} s`);
      return result;
    },
  };
}
