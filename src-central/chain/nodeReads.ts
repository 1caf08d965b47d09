/** Single reads of one node, checked and translated. Together with a NodeSet they make the ChainReader. */
import { SECOND_MS, instantOfMs } from "#central/clock.ts";
import type { BlockContents, ChainBlock, ChainReceipt, ChainTransaction, ChainTransfer } from "./ChainReader.ts";
import type { ChainNode } from "./chainNode.ts";
import { TRANSFER_TOPIC, addressTopic, readTransferLog } from "./erc20.ts";
import { NodeRefusal } from "./nodeRefusal.ts";
import {
  parseAnswer,
  rpcBlock,
  rpcBytes,
  rpcFullBlock,
  rpcLogs,
  rpcPendingBlock,
  rpcPool,
  rpcQuantity,
  rpcReceipt,
  rpcTransaction,
  toQuantity,
} from "./rpcShapes.ts";

/** Beyond it, a filter by recipient is longer than the logs it would save. */
const MOST_TOPICS = 200;

type Header = { number: bigint; hash: string; parentHash: string; timestamp: bigint };
const toBlock = ({ number, hash, parentHash, timestamp }: Header): ChainBlock => ({
  number,
  hash,
  parentHash,
  at: instantOfMs(Number(timestamp) * SECOND_MS),
});

export async function readQuantity(node: ChainNode, method: string, params: readonly unknown[]): Promise<bigint> {
  return parseAnswer(node.name, method, rpcQuantity, await node.ask(method, params));
}

export async function readBlock(node: ChainNode, at: bigint | "finalized"): Promise<ChainBlock | null> {
  const method = "eth_getBlockByNumber";
  const answer = await node.ask(method, [typeof at === "bigint" ? toQuantity(at) : at, false]);
  const block = parseAnswer(node.name, method, rpcBlock, answer);
  return block === null ? null : toBlock(block);
}

/** Block and logs belong together: the logs are asked for by the block's own hash. */
export async function readBlockContents(node: ChainNode, number: bigint): Promise<BlockContents | null> {
  const method = "eth_getBlockByNumber";
  const full = parseAnswer(node.name, method, rpcFullBlock, await node.ask(method, [toQuantity(number), true]));
  if (full === null) return null;
  const logs = await readLogs(node, { blockHash: full.hash, topics: [TRANSFER_TOPIC] });
  return { block: toBlock(full), transactions: full.transactions, tokenTransfers: logs };
}

export async function readTransfersTo(
  node: ChainNode,
  addresses: readonly string[],
  fromBlock: bigint,
  toBlockNumber: bigint,
): Promise<ChainTransfer[]> {
  const topics: unknown[] = [TRANSFER_TOPIC];
  if (addresses.length <= MOST_TOPICS) topics.push(null, addresses.map(addressTopic));
  const range = { fromBlock: toQuantity(fromBlock), toBlock: toQuantity(toBlockNumber), topics };
  const wanted = new Set(addresses.map((address) => address.toLowerCase()));
  return (await readLogs(node, range)).filter(({ to, value }) => value > 0n && wanted.has(to.toLowerCase()));
}

async function readLogs(node: ChainNode, filter: Record<string, unknown>): Promise<ChainTransfer[]> {
  const logs = parseAnswer(node.name, "eth_getLogs", rpcLogs, await node.ask("eth_getLogs", [filter]));
  return logs.map(readTransferLog).filter((transfer) => transfer !== null);
}

export async function readReceipt(node: ChainNode, txHash: string): Promise<ChainReceipt | null> {
  const method = "eth_getTransactionReceipt";
  const receipt = parseAnswer(node.name, method, rpcReceipt, await node.ask(method, [txHash]));
  if (receipt === null) return null;
  const { gasUsed, effectiveGasPrice, logs, transactionHash, ...rest } = receipt;
  return {
    ...rest,
    txHash: transactionHash,
    feeWei: gasUsed * effectiveGasPrice,
    transfers: logs.map(readTransferLog).filter((transfer) => transfer !== null),
  };
}

export async function readTransaction(node: ChainNode, txHash: string): Promise<ChainTransaction | null> {
  const method = "eth_getTransactionByHash";
  return parseAnswer(node.name, method, rpcTransaction.nullable(), await node.ask(method, [txHash]));
}

/**
 * Waiting transactions that name the address, as recipient or anywhere in their data (a token transfer, a router).
 * null: this node cannot tell, it offers neither its pool nor a pending block.
 */
export async function readPendingNaming(node: ChainNode, address: string): Promise<ChainTransaction[] | null> {
  const waiting = (await readPool(node)) ?? (await readPendingBlock(node));
  if (waiting === null) return null;
  const lower = address.toLowerCase();
  return waiting.filter(({ to, input }) => to?.toLowerCase() === lower || input.includes(lower.slice(2)));
}

async function readPool(node: ChainNode): Promise<ChainTransaction[] | null> {
  const answer = await orMissing(node.ask("txpool_content", []));
  if (answer === undefined) return null;
  const pool = parseAnswer(node.name, "txpool_content", rpcPool, answer);
  return [pool.pending, pool.queued].flatMap((part) =>
    Object.values(part).flatMap((byNonce) => Object.values(byNonce).map(asWaiting)),
  );
}

async function readPendingBlock(node: ChainNode): Promise<ChainTransaction[] | null> {
  const answer = await orMissing(node.ask("eth_getBlockByNumber", ["pending", true]));
  if (answer === undefined || answer === null) return null;
  return parseAnswer(node.name, "eth_getBlockByNumber", rpcPendingBlock, answer).transactions.map(asWaiting);
}

const asWaiting = (transaction: ChainTransaction): ChainTransaction => ({
  ...transaction,
  blockNumber: null,
  blockHash: null,
});

/** undefined when the node does not know the method. */
async function orMissing(asked: Promise<unknown>): Promise<unknown> {
  try {
    return await asked;
  } catch (error) {
    if (error instanceof NodeRefusal && error.methodMissing) return undefined;
    throw error;
  }
}

export async function readCode(node: ChainNode, address: string): Promise<string> {
  return parseAnswer(node.name, "eth_getCode", rpcBytes, await node.ask("eth_getCode", [address, "latest"]));
}
