import type { JsonRpc } from "./jsonRpc.ts";
import type { StateFile } from "./stateFile.ts";

const POLL_MS = 400;
/** Saving may take at most this part of the time: the wait after a save is this many times its duration. */
const REST_FACTOR = 4;
const ATTEMPTS = 5;
const LAST_SAVE_TIMEOUT_MS = 30_000;

export interface StateKeeper {
  /** Stops watching, after one last save. Throws when that one cannot be made. */
  stop(): Promise<void>;
  /** Stops watching and saves nothing, as when the chain is gone. */
  abandon(): Promise<void>;
}

/**
 * Saves the chain's state within about half a second of every new block (a chain of 10,000 blocks takes 0.2 s to
 * save, and is given 0.8 s of rest). Changes that make no block, such as anvil_setBalance, go with the next block
 * or with the stop. While blocks follow each other faster than a save takes (automine under a burst of
 * transactions), the saved state stays the one from before the burst.
 */
export async function stateKeeper(rpc: JsonRpc, file: StateFile, warn: (line: string) => void): Promise<StateKeeper> {
  let saved = "";
  let behind = false;
  let ended = false;
  let timer: NodeJS.Timeout | undefined;
  let running: Promise<void> = Promise.resolve();

  const headHash = async () => (await rpc<{ hash: string }>("eth_getBlockByNumber", ["latest", false])).hash;

  async function save(attempts: number): Promise<boolean> {
    for (let attempt = 0; attempt < attempts; attempt++) {
      const before = await headHash();
      const dump = await rpc<string>("anvil_dumpState");
      // anvil reads its blocks and its accounts one after the other: a block mined between the two would leave
      // accounts that have paid and no transaction that says so. Such a dump is thrown away.
      if ((await headHash()) !== before) continue;
      await file.write(dump);
      saved = before;
      return true;
    }
    return false;
  }

  async function look(): Promise<void> {
    if ((await headHash()) === saved) return;
    const done = await save(ATTEMPTS);
    if (!done && !behind) warn("dev chain: blocks come too fast to be saved; they will be once there is a pause");
    behind = !done;
  }

  function watch(delayMs: number): void {
    timer = setTimeout(() => {
      const started = performance.now();
      running = look().catch((error: unknown) => {
        if (!ended) warn(`dev chain: its state could not be saved: ${String(error)}`);
      });
      void running.then(() => {
        if (!ended) watch(Math.max(POLL_MS, (performance.now() - started) * REST_FACTOR));
      });
    }, delayMs);
    timer.unref();
  }

  async function halt(): Promise<void> {
    ended = true;
    clearTimeout(timer);
    await running;
  }

  await save(ATTEMPTS);
  watch(POLL_MS);
  return {
    abandon: halt,
    async stop() {
      await halt();
      const deadline = performance.now() + LAST_SAVE_TIMEOUT_MS;
      while (!(await save(1))) {
        if (performance.now() > deadline) throw new Error("The dev chain could not be saved: it did not come to rest.");
      }
    },
  };
}
