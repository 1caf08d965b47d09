/**
 * The dev chain: an Ethereum node of our own (anvil) with the demo tokens on it, for the demo and for tests.
 * It promises known accounts and known token addresses, a genesis hash of its own for each new chain, one owner at
 * a time for a state file, and that a kill at any moment loses at most about the last second.
 */
import { randomInt } from "node:crypto";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { anvilProcess } from "./anvilProcess.ts";
import { type BlockClock, blockClock } from "./blockClock.ts";
import { type DemoToken, type DemoTokenSymbol, demoTokens, deployDemoTokens, hasDemoTokens } from "./demoTokens.ts";
import { DEV_ACCOUNT_COUNT, DEV_MNEMONIC, type DevAccount, devAccounts } from "./devAccounts.ts";
import { type JsonRpc, jsonRpc } from "./jsonRpc.ts";
import { type StateFile, openStateFile } from "./stateFile.ts";
import { type StateKeeper, stateKeeper } from "./stateKeeper.ts";

export interface DevChainOptions {
  /** 0, the default, picks a free port. */
  port?: number;
  host?: string;
  chainId?: number;
  /** Where the chain lives on between starts. Without it the chain ends with its process. */
  stateFile?: string;
  /** A block every so many seconds. Without it every transaction gets its own block at once. */
  blockTimeSeconds?: number;
  /** No block but by `mine()`. Excludes blockTimeSeconds. */
  manualMining?: boolean;
  /** The tag "safe" lags one such epoch behind, "finalized" two. Default 2 (2 and 4 blocks); the main net's is 32. */
  slotsInAnEpoch?: number;
  /** When a new chain's first block was mined, for a history that lies in the past. Its clock then runs that much late until `evm_setTime`. */
  genesisAt?: Date;
  /** Receives what goes wrong while the chain runs. Default: a line on stderr. */
  warn?: (line: string) => void;
}

export interface DevChain {
  readonly url: string;
  readonly chainId: number;
  /** Hash of block 0: the same after a restart from the state file, another one for every new chain. */
  readonly genesisHash: string;
  readonly pid: number;
  readonly tokens: Record<DemoTokenSymbol, DemoToken>;
  readonly accounts: readonly DevAccount[];
  readonly rpc: JsonRpc;
  /** Resolves when the node is gone, for whatever reason. */
  readonly exited: Promise<void>;
  mine(blocks?: number): Promise<void>;
  /** Transactions stay in the pool until `resumeMining` or `mine`. */
  pauseMining(): Promise<void>;
  resumeMining(): Promise<void>;
  /** Saves the state (when there is a state file) and ends the node. */
  stop(): Promise<void>;
  /** Ends the node at once with SIGKILL and saves nothing. */
  kill(): Promise<void>;
}

/** How many blocks back anvil can still answer about state, and reorganise. More costs memory for each block. */
const KEPT_STATES = 128;
const GAS_LIMIT = 30_000_000;
const STOP_GRACE_MS = 5_000;

export async function startDevChain(options: DevChainOptions = {}): Promise<DevChain> {
  const { stateFile, warn = (line: string) => void process.stderr.write(`${line}\n`) } = options;
  checkOptions(options);
  const file = stateFile === undefined ? undefined : await openStateFile(stateFile);
  try {
    return await start(options, file, warn);
  } catch (error) {
    await file?.release();
    throw error;
  }
}

async function start(
  options: DevChainOptions,
  file: StateFile | undefined,
  warn: (line: string) => void,
): Promise<DevChain> {
  const { chainId = 31337, blockTimeSeconds, manualMining = false } = options;
  const saved = await file?.read();
  const { process: node, url } = await spawnNode(options, chainId, saved);
  const rpc = jsonRpc(url);
  let clock: BlockClock | undefined;
  let keeper: StateKeeper | undefined;
  let genesisHash: string;
  try {
    if (saved) await checkRestored(rpc, chainId, options.stateFile ?? "");
    else await deployDemoTokens(rpc);
    // Only now: the deployment used automine, which is the fastest.
    if (blockTimeSeconds !== undefined) clock = await blockClock(rpc, blockTimeSeconds, warn);
    else if (manualMining) await rpc("evm_setAutomine", [false]);
    if (file) keeper = await stateKeeper(rpc, file, warn);
    genesisHash = (await rpc<{ hash: string }>("eth_getBlockByNumber", ["0x0", false])).hash;
  } catch (error) {
    await Promise.all([clock?.stop(), keeper?.abandon(), node.end("SIGKILL", 0)]);
    throw error;
  }

  let ending: Promise<void> | undefined;
  async function end(graceful: boolean): Promise<void> {
    try {
      if (graceful) {
        // A node frozen with SIGSTOP must run again to tell its state.
        if (process.platform !== "win32") node.child.kill("SIGCONT");
        await clock?.stop();
        if (keeper && isRunning()) {
          // A block after the last save would be lost; what waits in the pool is lost in any case.
          await rpc("evm_setAutomine", [false]);
          await keeper.stop();
        }
      }
    } finally {
      // Told first that it is over, they do not complain about a node that answers no more.
      const loosened = Promise.all([clock?.stop(), keeper?.abandon()]);
      await node.end(graceful ? "SIGTERM" : "SIGKILL", STOP_GRACE_MS);
      await Promise.all([loosened, exited]);
    }
  }
  async function loosen(): Promise<void> {
    await Promise.all([clock?.stop(), keeper?.abandon()]);
    await file?.release();
  }
  const isRunning = () => node.child.exitCode === null && node.child.signalCode === null;
  const exited = node.exited.then(loosen);
  const setAutomine = (on: boolean) => rpc("evm_setAutomine", [on]);

  return {
    url,
    chainId,
    genesisHash,
    pid: node.pid,
    tokens: demoTokens(),
    accounts: devAccounts(),
    rpc,
    exited,
    async mine(blocks = 1) {
      await rpc("anvil_mine", [`0x${blocks.toString(16)}`]);
    },
    async pauseMining() {
      if (clock) await clock.pause();
      else await setAutomine(false);
    },
    async resumeMining() {
      if (clock) clock.resume();
      else await setAutomine(!manualMining);
    },
    stop: () => (ending ??= end(true)),
    kill: () => (ending ??= end(false)),
  };
}

async function spawnNode(options: DevChainOptions, chainId: number, saved: string | undefined) {
  const { port = 0, host = "127.0.0.1", slotsInAnEpoch = 2 } = options;
  const settings = {
    "chain-id": chainId,
    mnemonic: DEV_MNEMONIC,
    accounts: DEV_ACCOUNT_COUNT,
    "slots-in-an-epoch": slotsInAnEpoch,
    // Without it anvil writes the state of every older block to the home folder, about 1 MB each after 5,000
    // blocks, and leaves them there when it is killed.
    "prune-history": KEPT_STATES,
    // It still makes an empty folder there, which a killed node leaves behind.
    "cache-path": tmpdir(),
    // Two chains born in the same second have the same genesis hash unless something differs; this harms nothing.
    "gas-limit": GAS_LIMIT + randomInt(1_000_000),
  };
  if (!saved && options.genesisAt)
    Object.assign(settings, { timestamp: Math.floor(options.genesisAt.getTime() / 1000) });
  const extraArgs = Object.entries(settings).flatMap(([name, value]) => [`--${name}`, String(value)]);
  if (!saved) return anvilProcess({ host, port, extraArgs });

  const dir = await mkdtemp(join(tmpdir(), "deposit-desk-chain-"));
  try {
    const loadFile = join(dir, "state.json");
    await writeFile(loadFile, saved, { mode: 0o600 });
    return await anvilProcess({ host, port, extraArgs: [...extraArgs, "--load-state", loadFile] });
  } finally {
    // anvil has read it by the time it answers.
    await rm(dir, { recursive: true, force: true });
  }
}

function checkOptions({ port = 0, blockTimeSeconds, manualMining }: DevChainOptions): void {
  if (!Number.isInteger(port) || port < 0 || port > 65_535) {
    throw new Error(`The port must be a whole number from 0 to 65535, not ${port}.`);
  }
  if (blockTimeSeconds === undefined) return;
  if (!Number.isInteger(blockTimeSeconds) || blockTimeSeconds < 1) {
    throw new Error(`The block time must be a whole number of seconds from 1, not ${blockTimeSeconds}.`);
  }
  if (manualMining) throw new Error("A block time and manual mining exclude each other.");
}

/** anvil loads any state under any chain id; a chain that is not ours would only show its fault much later. */
async function checkRestored(rpc: JsonRpc, chainId: number, path: string): Promise<void> {
  const first = await rpc<{ transactions: { chainId?: string }[] } | null>("eth_getBlockByNumber", ["0x1", true]);
  const savedId = first?.transactions[0]?.chainId;
  if (!(await hasDemoTokens(rpc))) {
    throw new Error(`${path} holds a chain without the demo tokens. Name another state file, or move it away.`);
  }
  if (savedId !== undefined && Number.parseInt(savedId, 16) !== chainId) {
    throw new Error(
      `${path} holds chain ${Number.parseInt(savedId, 16)}, not chain ${chainId}. ` +
        "Start it with its own chain id, or name another state file.",
    );
  }
}
