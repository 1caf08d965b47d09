/** One JSON-RPC node of the simulated network: an idea of the chain of its own, a pool, and faults. Answers as geth and anvil do. */
import type { Dice } from "#scripts/sim/dice.ts";
import {
  accountOf,
  type Block,
  type Mined,
  NATIVE_GAS,
  TOKEN_GAS,
  type Transaction,
  whyNotMined,
} from "./blockTree.ts";
import { type ChainView, createChainView } from "./chainView.ts";
import { readTransaction } from "./readTransaction.ts";
import type { SimChain } from "./simChain.ts";

export const CHAIN_ID = 31_337;
export const TOKEN = `0x${"70".repeat(20)}`;
const TRANSFER_TOPIC = "0xddf252ad1be2c89b69c2b068fc378daa952ba7f163c4a11628f55a4df523b3ef";
const TRUE = `0x${"0".repeat(63)}1`;
/** revert data of "Pausable: paused" */
const PAUSED = `0x08c379a0${"20".padStart(64, "0")}${"10".padStart(64, "0")}${Buffer.from("Pausable: paused").toString("hex").padEnd(64, "0")}`;

/** A JSON-RPC error as an answer. */
export class RpcRefusal extends Error {
  readonly code: number;
  readonly data: string | null;
  constructor(code: number, message: string, data: string | null = null) {
    super(message);
    this.code = code;
    this.data = data;
  }
}

/** What a lying node says beside the truth. */
export type Lie =
  | "mined although it is not"
  | "another amount"
  | "wrong chain"
  | "empty chain"
  | "absurd fee"
  | "future head";

export type SimNode = {
  readonly name: string;
  readonly view: ChainView;
  /** follows the network's head this many blocks behind */
  behind: number;
  /** stays on whatever it has */
  frozen: boolean;
  lie: Lie | null;
  /** silent until then, in milliseconds of the world */
  silentUntil: number;
  /** takes bytes, says so, and tells nobody */
  swallows: boolean;
  /** still shows receipts of blocks that a reorganisation took away, as some nodes do */
  lingers: boolean;
  /** since when `lie` is what it is */
  lieSince: number;
  /** the central service is connected to the right network, whatever the workstations reach under this address */
  rightForService: boolean;
  follow(atMs: number): void;
  evictAll(): void;
  /** Tells the network of everything in its pool, as nodes do by and by. */
  passOn(): void;
  has(hash: string): boolean;
  answer(method: string, params: readonly unknown[], service: boolean): unknown;
};

const hex = (value: bigint | number): string => `0x${value.toString(16)}`;
const topicOf = (address: string): string => `0x${address.slice(2).padStart(64, "0")}`;

export function createSimNode(name: string, chain: SimChain, dice: Dice, finalDepth: number): SimNode {
  const view = createChainView(chain.truth.head());
  const pool = new Map<string, Transaction>();

  function headerOf(block: Block, full: boolean) {
    return {
      number: hex(block.number),
      hash: block.hash,
      parentHash: block.parent?.hash ?? `0x${"0".repeat(64)}`,
      timestamp: hex(block.atSeconds),
      baseFeePerGas: hex(node.lie === "absurd fee" ? block.baseFee * 1_000_000n : block.baseFee),
      transactions: full ? block.mined.map((mined) => transactionOf(mined.transaction, mined)) : [],
    };
  }

  function transactionOf(transaction: Transaction, mined: Mined | null) {
    const { hash, from, to, nonce, value, data, gasLimit, maxFeePerGas, maxTip, signature } = transaction;
    return {
      type: signature === undefined ? "0x0" : "0x2",
      chainId: hex(CHAIN_ID),
      gas: hex(gasLimit),
      maxFeePerGas: hex(maxFeePerGas),
      maxPriorityFeePerGas: hex(maxTip),
      v: hex(signature?.yParity ?? 0),
      r: signature === undefined ? "0x1" : hex(BigInt(signature.r)),
      s: signature === undefined ? "0x1" : hex(BigInt(signature.s)),
      hash,
      from,
      to,
      nonce: hex(nonce),
      value: hex(node.lie === "another amount" ? value + 1n : value),
      input: data,
      blockNumber: mined === null ? null : hex(mined.block.number),
      blockHash: mined === null ? null : mined.block.hash,
    };
  }

  function receiptOf({ transaction, block, status, logs, gasUsed, gasPrice }: Mined) {
    return {
      transactionHash: transaction.hash,
      blockNumber: hex(block.number),
      blockHash: block.hash,
      from: transaction.from,
      to: transaction.to,
      status: hex(status),
      gasUsed: hex(gasUsed),
      effectiveGasPrice: hex(gasPrice),
      logs: logs.map(({ from, to, units }, index) => ({
        address: TOKEN,
        topics: [TRANSFER_TOPIC, topicOf(from), topicOf(to)],
        data: `0x${(node.lie === "another amount" ? units + 1n : units).toString(16).padStart(64, "0")}`,
        logIndex: hex(index),
        transactionHash: transaction.hash,
        blockNumber: hex(block.number),
        blockHash: block.hash,
      })),
    };
  }

  function minedHere(hash: string): Mined | null {
    const mined = view.mined(hash);
    if (mined !== null) return mined;
    if (node.lingers && !pool.has(hash)) return view.before(hash);
    if (node.lie !== "mined although it is not") return null;
    const transaction = pool.get(hash) ?? chain.waiting.get(hash);
    if (transaction === undefined) return null;
    const block = view.blockAt(Math.max(0, view.head().number - 30)) as Block;
    const logs =
      transaction.transfer === null
        ? []
        : [{ from: transaction.from, to: transaction.transfer.to, units: transaction.transfer.units }];
    return { transaction, block, status: 1, logs, gasUsed: NATIVE_GAS, gasPrice: block.baseFee };
  }

  function blockFor(tag: unknown): Block | null {
    if (tag === "latest" || tag === "pending") return view.head();
    if (tag === "finalized" || tag === "safe") return view.blockAt(Math.max(0, view.head().number - finalDepth));
    return view.blockAt(Number(BigInt(String(tag))));
  }

  function waitingNonce(address: string): number {
    let { nonce } = accountOf(view.head().state, address);
    const nonces = new Set([...pool.values()].filter(({ from }) => from === address).map((one) => one.nonce));
    while (nonces.has(nonce)) nonce += 1;
    return nonce;
  }

  function call({ from, to, data, value }: { from?: string; to?: string; data?: string; value?: string }): string {
    const { state } = view.head();
    const target = String(to).toLowerCase();
    if (target !== TOKEN) {
      if (accountOf(state, String(from).toLowerCase()).coins < BigInt(value ?? "0x0"))
        throw new RpcRefusal(-32_000, "insufficient funds for transfer");
      return "0x";
    }
    const input = String(data);
    if (input.startsWith("0x70a08231"))
      return `0x${accountOf(state, `0x${input.slice(34, 74)}`)
        .tokens.toString(16)
        .padStart(64, "0")}`;
    const units = BigInt(`0x${input.slice(74, 138)}`);
    if (chain.token === "paused") throw new RpcRefusal(3, "execution reverted", PAUSED);
    if (accountOf(state, String(from).toLowerCase()).tokens < units)
      throw new RpcRefusal(3, "execution reverted: ERC20InsufficientBalance", null);
    return chain.token === "answers false" ? `0x${"0".repeat(64)}` : chain.token === "honest" ? "0x" : TRUE;
  }

  function take(raw: string): string {
    const transaction = readTransaction(raw);
    const { hash, from, nonce } = transaction;
    const { state } = view.head();
    if (view.mined(hash) !== null) throw new RpcRefusal(-32_003, dice.pick(["nonce too low", "already known"]));
    if (pool.has(hash)) throw new RpcRefusal(-32_000, dice.pick(["already known", "transaction already imported"]));
    if (nonce < accountOf(state, from).nonce) throw new RpcRefusal(-32_003, "nonce too low");
    const why = whyNotMined(state, node.lie === "absurd fee" ? 1n : chain.baseFee, transaction);
    if (why !== null && why !== "nonce gap" && why !== "nonce too low") throw new RpcRefusal(-32_003, why);
    if (!node.swallows) {
      const taken = chain.offer(transaction);
      if (taken === "underpriced") throw new RpcRefusal(-32_000, "replacement transaction underpriced");
    }
    for (const other of pool.values()) if (other.from === from && other.nonce === nonce) pool.delete(other.hash);
    pool.set(hash, transaction);
    return hash;
  }

  const node: SimNode = {
    name,
    view,
    behind: 0,
    frozen: false,
    lie: null,
    silentUntil: 0,
    swallows: false,
    lingers: false,
    lieSince: 0,
    rightForService: false,
    follow(atMs) {
      if (node.frozen) return;
      const target = chain.truth.blockAt(chain.truth.head().number - node.behind) ?? chain.truth.head();
      // A lagging node never goes back along the same branch.
      if (view.isCanonical(target) && target.number <= view.head().number) return;
      view.follow(target, atMs);
      // As nodes do with a new head: what is mined, and what can never be mined because its nonce is used up, leaves the pool.
      const { state } = view.head();
      for (const one of pool.values()) if (accountOf(state, one.from).nonce > one.nonce) pool.delete(one.hash);
    },
    evictAll: () => pool.clear(),
    passOn() {
      for (const transaction of pool.values()) chain.offer(transaction);
    },
    has: (hash) => pool.has(hash) || view.mined(hash) !== null,
    answer(method, params, service) {
      const [first, second] = params;
      const otherChain = node.lie === "wrong chain" && !(service && node.rightForService);
      const address = String(first).toLowerCase();
      switch (method) {
        case "eth_chainId":
          return hex(otherChain ? 1 : CHAIN_ID);
        case "eth_blockNumber":
          return hex(view.head().number + (node.lie === "future head" ? 1_000 : 0));
        case "eth_getBlockByNumber": {
          const block = blockFor(first);
          if (block === null) return null;
          const header = headerOf(block, second === true);
          return block.number === 0 && otherChain ? { ...header, hash: `0x${"13".repeat(32)}` } : header;
        }
        case "eth_getLogs": {
          // Only the logs of one named block are ever asked for here; all of them are the token's transfers.
          const { blockHash } = first as { blockHash?: string };
          for (let block: Block | null = view.head(); block !== null; block = block.parent)
            if (block.hash === blockHash) return block.mined.flatMap((mined) => receiptOf(mined).logs);
          throw new RpcRefusal(-32_000, "unknown block");
        }
        case "eth_getTransactionReceipt": {
          const mined = node.lie === "empty chain" ? null : minedHere(String(first));
          return mined === null ? null : receiptOf(mined);
        }
        case "eth_getTransactionByHash": {
          const mined = node.lie === "empty chain" ? null : minedHere(String(first));
          const transaction = mined?.transaction ?? pool.get(String(first));
          return transaction === undefined ? null : transactionOf(transaction, mined);
        }
        case "eth_getTransactionCount": {
          if (node.lie === "future head") return hex(1_000);
          if (second === "pending") return hex(waitingNonce(address));
          const block = blockFor(second);
          if (block === null) throw new RpcRefusal(-32_000, "header not found");
          return hex(accountOf(block.state, address).nonce);
        }
        case "eth_getBalance": {
          const block = blockFor(second);
          if (block === null) throw new RpcRefusal(-32_000, "header not found");
          return hex(accountOf(block.state, address).coins);
        }
        case "eth_getCode":
          return address === TOKEN ? "0x6001" : "0x";
        case "eth_call":
          return call(first as { to?: string });
        case "eth_estimateGas": {
          const request = first as { to?: string };
          call(request);
          return hex(String(request.to).toLowerCase() === TOKEN ? TOKEN_GAS : NATIVE_GAS);
        }
        case "eth_maxPriorityFeePerGas":
          return hex(1_000_000_000n);
        case "eth_sendRawTransaction":
          return take(String(first));
        default:
          throw new RpcRefusal(-32_601, "Method not found");
      }
    },
  };
  return node;
}
