/** Everything of the demo but the window: the chain, the central service with its data, and customers who go on depositing. */
import { existsSync } from "node:fs";
import { mkdir } from "node:fs/promises";
import { join } from "node:path";
import { startDevChain } from "#scripts/chain/devChain.ts";
import { startCentralProcess } from "./centralProcess.ts";
import { startCustomers } from "./customers.ts";

export type DemoServices = {
  chainUrl: string;
  centralUrl: string;
  /** rejects when chain or central service end without being asked to */
  failed: Promise<never>;
  /** JSON-RPC of the chain, for those who check what really happened */
  chainRpc: <T>(method: string, params: unknown[]) => Promise<T>;
  /** transactions wait in the pool until `resumeMining` */
  pauseMining(): Promise<void>;
  resumeMining(): Promise<void>;
  stop(): Promise<void>;
};

/** Invented, as everything of the demo. */
const ORGANISATION = "Harbour Light Securities Limited; 18/F Lantern Tower, 88 Connaught Road Central; Hong Kong";

const BLOCK_TIME_SECONDS = 1;
const GENESIS_AGE_MS = 60 * 24 * 60 * 60 * 1000;

/** Starts in order and stops in reverse. `folder` holds the state: a second start finds everything as it was left. */
export async function startDemoServices(options: {
  folder: string;
  say: (line: string) => void;
  customers?: boolean;
  /** how long a history the first start makes up; default the whole of it */
  records?: number;
}): Promise<DemoServices> {
  const { folder, say } = options;
  await mkdir(folder, { recursive: true, mode: 0o700 });
  const first = !existsSync(join(folder, "central"));
  say("Starting the test chain ...");
  const chain = await startDevChain({
    stateFile: join(folder, "chain.json"),
    blockTimeSeconds: BLOCK_TIME_SECONDS,
    // Older than the demo's history, whose blocks carry the times at which they would have been mined.
    genesisAt: new Date(Date.now() - GENESIS_AGE_MS),
  });
  try {
    // A block of the present would end the past.
    await chain.pauseMining();
    say(
      first
        ? "Starting the central service and filling it with demo records, once ..."
        : "Starting the central service ...",
    );
    const central = await startCentralProcess(
      [
        "--port",
        "0",
        "--data",
        join(folder, "central"),
        "--chain-rpc",
        chain.url,
        "--seed",
        options.records === undefined ? "demo" : `demo:${options.records}`,
        "--environment",
        "TEST:demo, this computer only",
        "--organisation",
        ORGANISATION,
      ],
      say,
    );
    await chain.resumeMining();
    const customers = await startCustomers({ centralUrl: central.url, chain, say, deposit: options.customers ?? true });
    let stopping = false;
    const failed = Promise.race([
      chain.exited.then(() => "The test chain ended unexpectedly."),
      central.exited.then((code) => `The central service ended unexpectedly with ${code}.`),
    ]).then((words): never => {
      // Nothing to report while we stop them ourselves; the promise then simply never settles.
      if (stopping) return new Promise<never>(() => {}) as never;
      throw new Error(words);
    });
    failed.catch(() => {}); // whoever listens hears it; a listener that comes later must not make it unhandled
    return {
      chainUrl: chain.url,
      centralUrl: central.url,
      failed,
      chainRpc: chain.rpc,
      pauseMining: () => chain.pauseMining(),
      resumeMining: () => chain.resumeMining(),
      async stop() {
        stopping = true;
        await customers.stop();
        await central.stop();
        await chain.stop();
      },
    };
  } catch (error) {
    await chain.stop();
    throw error;
  }
}
