import type { JsonRpc } from "./jsonRpc.ts";

const POLL_MS = 1_000;
/** Enough empty blocks for anything in the last busy one to be final, with either epoch length. */
const IDLE_AFTER_BLOCKS = 80;
const IDLE_BLOCK_TIME_SECONDS = 15;

export interface BlockClock {
  pause(): Promise<void>;
  resume(): Promise<void>;
  stop(): Promise<void>;
}

/**
 * Mines a block every `blockTimeSeconds`. When nothing has happened for 80 blocks it slows down to one in 15 s, and
 * is back within a second of the next transaction: anvil's cost of a block grows with their number (2 ms for one of
 * the first thousand, 20 ms after ten thousand), and a demo may be left open overnight.
 */
export async function blockClock(
  rpc: JsonRpc,
  blockTimeSeconds: number,
  warn: (line: string) => void,
): Promise<BlockClock> {
  let ended = false;
  let paused = false;
  let slow = false;
  let timer: NodeJS.Timeout | undefined;
  let running: Promise<void> = Promise.resolve();
  let seen = await blockNumber();
  let lastBusy = seen;

  async function blockNumber(): Promise<number> {
    return Number.parseInt(await rpc<string>("eth_blockNumber"), 16);
  }

  async function look(): Promise<void> {
    const head = await blockNumber();
    for (let number = Math.max(seen + 1, head - IDLE_AFTER_BLOCKS); number <= head; number++) {
      const count = await rpc<string | null>("eth_getBlockTransactionCountByNumber", [`0x${number.toString(16)}`]);
      if (count !== null && count !== "0x0") lastBusy = number;
    }
    // A reorg or a rollback can make the chain shorter.
    lastBusy = Math.min(lastBusy, head);
    seen = head;
    const { pending } = await rpc<{ pending: string }>("txpool_status");
    if (pending !== "0x0") lastBusy = head;

    const idle = head - lastBusy >= IDLE_AFTER_BLOCKS;
    if (paused || idle === slow) return;
    slow = idle;
    await apply();
    if (!slow) await rpc("anvil_mine", ["0x1"]);
  }

  function apply(): Promise<unknown> {
    const seconds = paused ? 0 : slow ? Math.max(IDLE_BLOCK_TIME_SECONDS, blockTimeSeconds) : blockTimeSeconds;
    return rpc("evm_setIntervalMining", [seconds]);
  }

  function watch(): void {
    timer = setTimeout(() => {
      running = look().catch((error: unknown) => {
        if (!ended) warn(`dev chain: its block clock could not look: ${String(error)}`);
      });
      void running.then(() => {
        if (!ended) watch();
      });
    }, POLL_MS);
    timer.unref();
  }

  await apply();
  watch();
  return {
    async pause() {
      paused = true;
      await apply();
    },
    async resume() {
      paused = false;
      await apply();
    },
    async stop() {
      ended = true;
      clearTimeout(timer);
      await running;
    },
  };
}
