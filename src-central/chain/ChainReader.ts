/**
 * What the central service may ask a chain, whatever library answers. Nothing here signs; the only thing that is ever
 * sent are bytes that were registered before (`sendRaw`). Amounts, wei, nonces and block numbers are bigint.
 * Every read throws CHAIN_UNAVAILABLE when no majority of the trusted nodes gives the same answer.
 */

import type { Instant } from "#central/clock.ts";
import type { InclusionProof } from "./inclusionProof.ts";

export type ChainBlock = { number: bigint; hash: string; parentHash: string; at: Instant };
export type ChainHead = { number: bigint; hash: string };

/** Value that moved to somebody: native (no contract, no log index) or by an ERC-20 Transfer log. Addresses in EIP-55 form. */
export type ChainTransfer = {
  txHash: string;
  logIndex: number | null;
  contractAddress: string | null;
  from: string;
  to: string;
  value: bigint;
  blockNumber: bigint;
  blockHash: string;
};

export type ChainTransaction = {
  hash: string;
  from: string;
  /** null: the transaction creates a contract */
  to: string | null;
  nonce: bigint;
  value: bigint;
  input: string;
  /** null while it waits in the pool */
  blockNumber: bigint | null;
  blockHash: string | null;
};

export type ChainReceipt = {
  txHash: string;
  blockNumber: bigint;
  blockHash: string;
  status: 0 | 1;
  from: string;
  to: string | null;
  feeWei: bigint;
  /** ERC-20 Transfer logs of any contract */
  transfers: ChainTransfer[];
};

/** One block as the watcher reads it. Whether a transaction succeeded stands in its receipt only. */
export type BlockContents = {
  block: ChainBlock;
  transactions: ChainTransaction[];
  /** every ERC-20 Transfer log of the block, zero values included */
  tokenTransfers: ChainTransfer[];
};

/** Transactions that wait and name an address. `nodes` is how many nodes could tell at all: 0 means nobody knows. */
export type PendingAnswer = { transactions: ChainTransaction[]; nodes: number };

export type SimulationRequest = {
  from: string;
  to: string;
  /** null: native */
  contractAddress: string | null;
  value: bigint;
};
/** `gas` is the node's estimate. `refused`: payee or token say no, which waiting or funding will not change. */
export type Simulation = { ok: boolean; refused: boolean; detail: string; gas: bigint | null };

export type FeeQuote = { baseFeePerGas: bigint; maxPriorityFeePerGas: bigint; maxFeePerGas: bigint };

/** What a node said to raw bytes. ALREADY_KNOWN: it had them. UNKNOWN: the answer is lost, the bytes may be out. */
export type SendAnswer = {
  result: "ACCEPTED" | "ALREADY_KNOWN" | "UNKNOWN" | "REJECTED";
  node: string;
  error: string | null;
};

/** What a token's contract says of itself; null what it does not say. */
export type TokenFacts = { decimals: number | null; symbol: string | null };

export type NodeState = {
  /** host and port only: the rest of a node's URL may hold its key */
  name: string;
  state: "TRUSTED" | "UNREACHABLE" | "QUARANTINED" | "UNASKED";
  problem: string | null;
};

export type ChainReader = {
  readonly network: string;
  readonly chainId: number;
  /** How many nodes must agree, and how many are configured. */
  readonly quorum: { needed: number; of: number };
  /** Compares chain id and genesis of every node with the configuration again, and says what came of it. */
  checkNodes(): Promise<NodeState[]>;
  /** As last seen, without asking. */
  nodes(): NodeState[];
  /** The highest block that a majority has reached. */
  head(): Promise<ChainHead>;
  /** The block with the tag "finalized", null when the chain has no such tag. */
  finalizedNumber(): Promise<bigint | null>;
  blockAt(number: bigint): Promise<ChainBlock | null>;
  /** Whole contents of the canonical block at a height. */
  blockContents(number: bigint): Promise<BlockContents | null>;
  receipt(txHash: string): Promise<ChainReceipt | null>;
  /** Known to any trusted node, mined or waiting. A single node's word is enough here: it only makes us more careful. */
  transaction(txHash: string): Promise<ChainTransaction | null>;
  /** Successful transfers to these addresses in a range of at most 256 blocks, both ends included. Native ones only of plain transactions. */
  transfersTo(addresses: readonly string[], fromBlock: bigint, toBlock: bigint): Promise<ChainTransfer[]>;
  pendingNaming(address: string): Promise<PendingAnswer>;
  /** `latest`, and `pending` with what waits, each as a majority has reached it. */
  nonceCounts(address: string): Promise<{ latest: bigint; pending: bigint }>;
  /** The next nonce of each of these, what waits included, in their order. A reader of invented chains leaves it out. */
  nextNonces?(addresses: readonly string[]): Promise<bigint[]>;
  /** How many transactions of the address were mined up to this block. Nodes keep only the last 128 or so. */
  nonceAt(address: string, blockNumber: bigint): Promise<bigint>;
  /** The mined transaction of the address with this nonce; null when there is none, or longer ago than nodes can tell. A reader of invented chains leaves it out. */
  findByNonce?(address: string, nonce: bigint): Promise<ChainTransaction | null>;
  /** The bytes of a transaction of the kind we make, null when no node has it. A reader of invented chains leaves it out. */
  signedBytes?(txHash: string): Promise<string | null>;
  /** In wei, or in base units of the token at `contractAddress`. */
  balanceOf(contractAddress: string | null, address: string): Promise<bigint>;
  hasCode(address: string): Promise<boolean>;
  /** What the token at the address says of itself, null without a contract there. A reader of invented chains leaves it out. */
  readToken?(address: string): Promise<TokenFacts | null>;
  /** EIP-1271: whether the contract at the address takes these bytes as its signature of the text (hashed by EIP-191). False for an address without code. */
  isValidSignature(address: string, text: string, signature: string): Promise<boolean>;
  simulateTransfer(request: SimulationRequest): Promise<Simulation>;
  feeQuote(): Promise<FeeQuote>;
  /**
   * What proves without a node that a transaction is in a block; null when none has it in a block. `blocks`: how many headers at most.
   * A reader of invented chains has no such proofs and leaves it out.
   */
  proveInclusion?(txHash: string, blocks: number): Promise<InclusionProof | null>;
  /** The same bytes to every trusted node. Never throws for what a node answers. */
  sendRaw(signedTx: string): Promise<SendAnswer[]>;
  close(): void;
};

/** Readers by network code. */
export type Chains = { readonly byNetwork: ReadonlyMap<string, ChainReader> };
