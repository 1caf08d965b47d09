/**
 * What proves to somebody without a node that a transaction is in a block and what came of it: block headers whose hashes can be reckoned, and
 * the branches of the block's two tries. A node that cannot give the parts is no fault: what is not proven is said instead.
 */
import { encodeRlp, keccak256, type RlpStructuredDataish } from "ethers";
import { z } from "#shared/zod.ts";
import type { ChainNode } from "./chainNode.ts";
import { NodeRefusal } from "./nodeRefusal.ts";
import { listTrie } from "./patriciaTrie.ts";
import { parseAnswer, rpcQuantity, toQuantity } from "./rpcShapes.ts";

/** 0x hex throughout; `headers` from the payment's block up. */
export type InclusionProof = {
  blockNumber: string;
  blockHash: string;
  /** RLP of each header; its keccak-256 is the block's hash, and it names the one before it */
  headers: string[];
  transactionIndex: number;
  /** encoded trie nodes from the header's root down; null where the node does not give what they are made of */
  transactionProof: string[] | null;
  receiptProof: string[] | null;
  /** what is not proven, in words */
  missing: string[];
};

/** Beyond it a block's parts are not fetched one by one. */
const MOST_TRANSACTIONS = 1_000;

const hex = z.string().regex(/^0x[0-9a-fA-F]*$/);
const quantity = hex.transform((text) => (/^0x0*$/.test(text) ? "0x" : evenHex(text)));
const header = z.object({
  hash: hex,
  parentHash: hex,
  sha3Uncles: hex,
  miner: hex,
  stateRoot: hex,
  transactionsRoot: hex,
  receiptsRoot: hex,
  logsBloom: hex,
  difficulty: quantity,
  number: quantity,
  gasLimit: quantity,
  gasUsed: quantity,
  timestamp: quantity,
  extraData: hex,
  mixHash: hex,
  nonce: hex,
  baseFeePerGas: quantity.optional(),
  withdrawalsRoot: hex.optional(),
  blobGasUsed: quantity.optional(),
  excessBlobGas: quantity.optional(),
  parentBeaconBlockRoot: hex.optional(),
  requestsHash: hex.optional(),
  transactions: z.array(z.union([hex, z.object({ hash: hex })])),
});
const receipt = z.object({
  type: rpcQuantity.optional(),
  status: quantity,
  cumulativeGasUsed: quantity,
  logsBloom: hex,
  logs: z.array(z.object({ address: hex, topics: z.array(hex), data: hex })),
  transactionIndex: rpcQuantity,
  blockHash: hex,
  blockNumber: hex,
});

/** null when the node does not have the transaction in a block. `blocks`: how many headers at most, the payment's own included. */
export async function readInclusion(node: ChainNode, txHash: string, blocks: number): Promise<InclusionProof | null> {
  const found = parseAnswer(
    node.name,
    "eth_getTransactionReceipt",
    receipt.nullable(),
    await node.ask("eth_getTransactionReceipt", [txHash]),
  );
  if (found === null) return null;
  const own = await readHeader(node, found.blockHash);
  const headers = await headersFrom(node, own, blocks);
  const index = Number.parseInt(found.transactionIndex.toString(), 10);
  const place = { blockNumber: found.blockNumber, blockHash: found.blockHash.toLowerCase(), transactionIndex: index };
  if (own === null || headers.length === 0)
    return {
      ...place,
      headers: [],
      transactionProof: null,
      receiptProof: null,
      missing: ["the block: its hash cannot be reckoned from its header, this network makes its headers otherwise"],
    };
  const missing: string[] = [];
  const proof = (values: string[] | null, root: string, what: string): string[] | null => {
    const trie = values === null ? null : listTrie(values);
    if (trie !== null && trie.root === root.toLowerCase()) return trie.proofOf(index);
    missing.push(`that the ${what} is in the block: the node does not give what the proof is made of`);
    return null;
  };
  const hashes = own.transactions.map((one) => (typeof one === "string" ? one : one.hash));
  return {
    ...place,
    headers,
    transactionProof: proof(await transactionsOf(node, hashes), own.transactionsRoot, "transaction"),
    receiptProof: proof(await receiptsOf(node, found.blockHash, hashes), own.receiptsRoot, "receipt"),
    missing,
  };
}

type Header = z.output<typeof header>;

/** Up to the first that is not there, or whose hash is not that of its RLP. */
async function headersFrom(node: ChainNode, own: Header | null, blocks: number): Promise<string[]> {
  const headers: string[] = [];
  for (let next = own; next !== null && headers.length < blocks;) {
    const encoded = headerRlp(next);
    if (keccak256(encoded) !== next.hash.toLowerCase()) break;
    headers.push(encoded);
    next = headers.length < blocks ? await readHeader(node, BigInt(next.number) + 1n) : null;
  }
  return headers;
}

async function readHeader(node: ChainNode, at: string | bigint): Promise<Header | null> {
  const method = typeof at === "string" ? "eth_getBlockByHash" : "eth_getBlockByNumber";
  const answer = await node.ask(method, [typeof at === "string" ? at : toQuantity(at), false]);
  return parseAnswer(node.name, method, header.nullable(), answer);
}

/** In the order of the forks that added them: London, Shanghai, Cancun, Prague. */
function headerRlp(block: Header): string {
  const { parentHash, sha3Uncles, miner, stateRoot, transactionsRoot, receiptsRoot, logsBloom } = block;
  const { difficulty, number, gasLimit, gasUsed, timestamp, extraData, mixHash, nonce } = block;
  const added = [
    block.baseFeePerGas,
    block.withdrawalsRoot,
    block.blobGasUsed,
    block.excessBlobGas,
    block.parentBeaconBlockRoot,
    block.requestsHash,
  ].filter((field) => field !== undefined);
  const roots = [parentHash, sha3Uncles, miner, stateRoot, transactionsRoot, receiptsRoot, logsBloom];
  return encodeRlp([...roots, difficulty, number, gasLimit, gasUsed, timestamp, extraData, mixHash, nonce, ...added]);
}

async function transactionsOf(node: ChainNode, hashes: readonly string[]): Promise<string[] | null> {
  if (hashes.length > MOST_TRANSACTIONS) return null;
  const raws: string[] = [];
  for (const hash of hashes) {
    const raw = hex.nullable().safeParse(await orNull(node.ask("eth_getRawTransactionByHash", [hash])));
    if (!raw.success || raw.data === null) return null;
    raws.push(raw.data);
  }
  return raws;
}

async function receiptsOf(node: ChainNode, blockHash: string, hashes: readonly string[]): Promise<string[] | null> {
  const whole = z.array(receipt).safeParse(await orNull(node.ask("eth_getBlockReceipts", [blockHash])));
  if (whole.success && whole.data.length === hashes.length) return whole.data.map(receiptBytes);
  if (hashes.length > MOST_TRANSACTIONS) return null;
  const single: string[] = [];
  for (const hash of hashes) {
    const one = receipt.safeParse(await orNull(node.ask("eth_getTransactionReceipt", [hash])));
    if (!one.success) return null;
    single.push(receiptBytes(one.data));
  }
  return single;
}

/** EIP-2718: the type before the list, none for a transaction of the oldest type. */
function receiptBytes({ type = 0n, status, cumulativeGasUsed, logsBloom, logs }: z.output<typeof receipt>): string {
  const entries = logs.map(({ address, topics, data }): RlpStructuredDataish => [address, topics, data]);
  const list = encodeRlp([status, cumulativeGasUsed, logsBloom, entries]);
  return type === 0n ? list : `0x${type.toString(16).padStart(2, "0")}${list.slice(2)}`;
}

/** null when the node refuses the question: many do not offer it. */
async function orNull(asked: Promise<unknown>): Promise<unknown> {
  try {
    return await asked;
  } catch (error) {
    if (error instanceof NodeRefusal) return null;
    throw error;
  }
}

function evenHex(text: string): string {
  const digits = text.slice(2).replace(/^0+/, "");
  return `0x${digits.length % 2 === 0 ? digits : `0${digits}`}`;
}
