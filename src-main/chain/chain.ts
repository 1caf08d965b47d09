/**
 * The chain room: the only place of the engine that knows ethers and JSON-RPC. Plain data in, plain data out.
 * It promises that nothing is believed that a majority of the configured nodes does not say, that a node of another chain counts for
 * nothing, that bytes are sent exactly once per call, and that no URL of a node leaves the room.
 */
import type { NodeHealth } from "#shared/contract/ipc.ts";
import { AppError } from "#shared/errors.ts";
import type { Log } from "#main/log/Log.ts";
import type { Clock } from "#main/world/clock.ts";
import { type BroadcastAnswer, broadcastTo } from "./broadcast.ts";
import { chooseFee, chooseReplacementFee, expectedFeeWei, feeQuote, type FeeQuote } from "./fees.ts";
import { type ChainNetwork, type ChainNode, createNode } from "./node.ts";
import { nodeHealth } from "./nodeHealth.ts";
import { createNodePool, type NodePool, type QuorumReport } from "./nodePool.ts";
import { observe, type Observation, type Wanted } from "./observe.ts";
import { buildUnsigned, buildVoid, decodeSigned, decodeUnsigned } from "./payment.ts";
import { reachedBy } from "./quorum.ts";
import { hexData, quantity } from "./rpcSchemas.ts";
import { simulateTransfer, type Simulation, type Transfer } from "./simulateTransfer.ts";
import { balanceCall } from "./tokens.ts";
import { type ConnectNode, connectNode } from "./transport.ts";

export type NodeSetting = string | { url: string; label: string };

export type ChainDependencies = {
  /** network code -> its nodes; a label is shown instead of the host */
  nodes: ReadonlyMap<string, readonly NodeSetting[]>;
  clock: Clock;
  log: Pick<Log, "warn">;
  /** the network; left out, it is the real one */
  connect?: ConnectNode;
};

export type Chain = {
  /** Chain id and genesis block of every node, asked anew: before each signature. Throws NODE_*. */
  verify(network: ChainNetwork): Promise<QuorumReport>;
  health(networks: readonly ChainNetwork[]): Promise<NodeHealth[]>;
  feeQuote(network: ChainNetwork): Promise<FeeQuote>;
  /** in base units; `contractAddress` null is the native coin. The least that a majority confirms. */
  balance(network: ChainNetwork, account: string, contractAddress: string | null): Promise<bigint>;
  /** how many transactions of the account are mined, as a majority has it */
  nextNonce(network: ChainNetwork, account: string): Promise<bigint>;
  simulateTransfer(network: ChainNetwork, transfer: Transfer): Promise<Simulation>;
  /** To every node, once each, never repeated by itself. Answers in the nodes' order, never throws for what a node says. */
  broadcast(network: ChainNetwork, raw: string): Promise<BroadcastAnswer[]>;
  observe(network: ChainNetwork, wanted: Wanted, nonce: string): Promise<Observation>;
  /** Pure: the unsigned bytes of an approved intent on its slot. */
  buildUnsigned: typeof buildUnsigned;
  /** Pure: the unsigned bytes that use a slot up and pay nobody. */
  buildVoid: typeof buildVoid;
  /** Pure: what bytes really say. Throws SIGNED_TX_MISMATCH on anything but a payment of this product. */
  decodeUnsigned: typeof decodeUnsigned;
  decodeSigned: typeof decodeSigned;
  /** Pure: fee fields within the limits. Throws FEE_ABOVE_CAP. */
  chooseFee: typeof chooseFee;
  /** Pure: the same for a transaction that takes another one's place. Throws FEE_ABOVE_CAP. */
  chooseReplacementFee: typeof chooseReplacementFee;
  expectedFeeWei: typeof expectedFeeWei;
  close(): void;
};

export function createChain(dependencies: ChainDependencies): Chain {
  const { clock, log } = dependencies;
  const connect = dependencies.connect ?? connectNode();
  const pools = new Map<string, NodePool>();

  function pool(network: ChainNetwork): NodePool {
    // Another chain id or genesis under the same name is another network: nothing known of the one holds for the other.
    const key = `${network.code}/${network.chainId}/${network.genesisHash}`;
    const open = pools.get(key);
    if (open) return open;
    const opened = createNodePool(network, openNodes(network, settingsOf(network), connect), clock);
    pools.set(key, opened);
    return opened;
  }

  const settingsOf = (network: ChainNetwork) => dependencies.nodes.get(network.code) ?? [];

  async function noted<T>(network: ChainNetwork, work: Promise<T>): Promise<T> {
    try {
      return await work;
    } catch (error) {
      if (error instanceof AppError) log.warn("chain: quorum", { network: network.code, code: error.code });
      throw error;
    }
  }

  return {
    verify: (network) => noted(network, pool(network).verify()),
    health: (networks) =>
      Promise.all(
        networks.map(async (network) =>
          settingsOf(network).length === 0
            ? { network: network.code, nodes: [] }
            : nodeHealth(network, pool(network).nodes, clock),
        ),
      ),
    feeQuote: (network) => noted(network, feeQuote(pool(network))),
    balance: (network, account, contractAddress) => noted(network, balance(pool(network), account, contractAddress)),
    nextNonce: (network, account) => noted(network, nextNonce(pool(network), account)),
    simulateTransfer: (network, transfer) => noted(network, simulateTransfer(pool(network), transfer)),
    broadcast: (network, raw) => broadcastTo(pool(network).nodes, raw, decodeSigned(raw).txHash),
    observe: (network, wanted, nonce) => observe(pool(network), wanted, BigInt(nonce)),
    buildUnsigned,
    buildVoid,
    decodeUnsigned,
    decodeSigned,
    chooseFee,
    chooseReplacementFee,
    expectedFeeWei,
    close() {
      for (const open of pools.values()) open.close();
      pools.clear();
    },
  };
}

function openNodes(network: ChainNetwork, settings: readonly NodeSetting[], connect: ConnectNode): ChainNode[] {
  if (settings.length === 0)
    throw new AppError(
      "NODE_UNREACHABLE",
      `No node is configured for ${network.code}: start with --node ${network.code}=URL, or name it in config.json`,
    );
  const names = new Map<string, number>();
  return settings.map((setting) => {
    const url = typeof setting === "string" ? setting : setting.url;
    const host = typeof setting === "string" ? hostOf(url) : setting.label;
    const count = (names.get(host) ?? 0) + 1;
    names.set(host, count);
    return createNode(count === 1 ? host : `${host} #${count}`, connect(url, network.chainId));
  });
}

/** The path of a node's URL often is its API key; so may a query be, or a user name. */
function hostOf(url: string): string {
  if (!URL.canParse(url)) throw new AppError("CONFIG_INVALID", "A node's URL is not a URL; write http(s)://host:port");
  return new URL(url).host;
}

async function balance(pool: NodePool, account: string, contractAddress: string | null): Promise<bigint> {
  if (contractAddress === null) {
    const answers = await pool.askQuorum("eth_getBalance", [account, "latest"], quantity);
    return reached(pool, answers);
  }
  const call = { to: contractAddress, data: balanceCall(account) };
  const answers = await pool.askQuorum("eth_call", [call, "latest"], hexData);
  return reached(
    pool,
    answers.map(({ value }) => ({ value: value.length === 66 ? BigInt(value) : 0n })),
  );
}

async function nextNonce(pool: NodePool, account: string): Promise<bigint> {
  return reached(pool, await pool.askQuorum("eth_getTransactionCount", [account, "latest"], quantity));
}

function reached(pool: NodePool, answers: readonly { value: bigint }[]): bigint {
  const value = reachedBy(
    answers.map((answer) => answer.value),
    pool.needed,
  );
  if (value === null) throw new AppError("NODE_QUORUM_LOST", "Too few nodes agree");
  return value;
}
