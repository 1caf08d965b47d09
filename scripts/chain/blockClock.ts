import type { JsonRpc } from "./jsonRpc.ts";

const TICK_MS = 1_000;
/** Enough empty blocks for anything in the last busy one to be final, with either epoch length. */
const IDLE_AFTER_BLOCKS = 80;
const IDLE_BLOCK_TIME_SECONDS = 15;

export interface BlockClock {
  /** Resolves when no block is on its way any more. */
  pause(): Promise<void>;
  resume(): void;
  stop(): Promise<void>;
}

/**
 * Mines a block every `blockTimeSeconds`. After 80 blocks without a transaction it slows down to one in 15 s, and is
 * back within a second of the next transaction: what a block costs anvil grows with their number (2 ms for one of
 * the first thousand, 20 ms after ten thousand), and a demo may be left open overnight.
 *
 * The blocks are asked for one by one, because anvil's own interval mining at 1 or 2 s keeps 1,500 states in
 * memory whatever --prune-history says: 1.7 GB after 5,000 blocks, against 0.2 GB this way.
 */
export async function blockClock(
  rpc: JsonRpc,
  blockTimeSeconds: number,
  warn: (line: string) => void,
): Promise<BlockClock> {
  let ended = false;
  let paused = false;
  let ticksSinceBlock = 0;
  let timer: NodeJS.Timeout | undefined;
  let running: Promise<void> = Promise.resolve();
  let lastBusy = await blockNumber();

  async function blockNumber(): Promise<number> {
    return Number.parseInt(await rpc<string>("eth_blockNumber"), 16);
  }

  async function tick(): Promise<void> {
    if (paused) return;
    ticksSinceBlock++;
    const head = await blockNumber();
    const { pending } = await rpc<{ pending: string }>("txpool_status");
    // A reorg or a rollback can make the chain shorter.
    lastBusy = pending === "0x0" ? Math.min(lastBusy, head) : head + 1;
    const idle = head - lastBusy >= IDLE_AFTER_BLOCKS;
    const ticksWanted = idle ? Math.max(IDLE_BLOCK_TIME_SECONDS, blockTimeSeconds) : blockTimeSeconds;
    if (ticksSinceBlock < ticksWanted) return;
    ticksSinceBlock = 0;
    await rpc("anvil_mine", ["0x1"]);
  }

  function watch(due: number): void {
    const wait = () => {
      running = tick().catch((error: unknown) => {
        if (!ended) warn(`dev chain: a block could not be mined: ${String(error)}`);
      });
      void running.then(() => {
        if (!ended) watch(Math.max(performance.now(), due + TICK_MS));
      });
    };
    timer = setTimeout(wait, Math.max(0, due - performance.now()));
    timer.unref();
  }

  await rpc("evm_setAutomine", [false]);
  watch(performance.now() + TICK_MS);
  return {
    async pause() {
      paused = true;
      await running;
    },
    resume() {
      paused = false;
    },
    async stop() {
      ended = true;
      clearTimeout(timer);
      await running;
    },
  };
}
