/**
 * What became of a transaction: asked anew each time, of a majority, with the block's place in the canonical chain and the transfer it really made.
 * A receipt with status 1 alone is no payment: a token may answer false, or take a fee on the way (chain page, "proof of payment").
 */
import { getAddress } from "ethers";
import { confirmationsAt } from "#shared/domain/confirmations.ts";
import type { Answer, ChainNode } from "./node.ts";
import type { NodePool } from "./nodePool.ts";
import { agreed, reachedBy } from "./quorum.ts";
import { blockHeader, quantity, receipt, transaction, type NodeTransaction, type Receipt } from "./rpcSchemas.ts";
import { transferLogs } from "./tokens.ts";

/** The attempt to look for: its hash, and what it was to do. */
export type Wanted = { txHash: string; from: string; to: string; contractAddress: string | null };

export type Mined = {
  state: "MINED";
  blockNumber: bigint;
  blockHash: string;
  /** 1 for the block itself; by the head that a majority has reached */
  confirmations: number;
  receiptStatus: 0 | 1;
  /** the one transfer to the payee; null when there was none, or more than one */
  transfer: { from: string; to: string; value: bigint } | null;
  feeWei: bigint;
  /** the block is at or below the chain's finalized block; null when the nodes have no such tag */
  finalized: boolean | null;
  /** nodes that say exactly this, and how many were asked */
  agree: number;
  asked: number;
  node: string;
};
export type Observation =
  | Mined
  /** at least one node has it in its pool */
  | { state: "WAITING" }
  /** a majority knows nothing of it; `nonceUsed`: yet the account's next nonce is beyond it */
  | { state: "ABSENT"; nonceUsed: boolean }
  /** too few nodes answered, or they contradict each other */
  | { state: "UNCERTAIN" };

type Sight = { node: string; receipt: Receipt; value: bigint };

export async function observe(pool: NodePool, wanted: Wanted, nonce: bigint): Promise<Observation> {
  const receipts = await pool.askEach("eth_getTransactionReceipt", [wanted.txHash], receipt.nullable());
  const sights = (await Promise.all(receipts.map((answer) => canonicalSight(answer, wanted)))).filter(
    (sight) => sight !== null,
  );
  const same = agreed(sights, pool.needed, sightKey(wanted));
  if (same) return mined(pool, wanted, same.value, same.agree);
  if (sights.length > 0) return { state: "UNCERTAIN" };

  const known = await pool.askEach("eth_getTransactionByHash", [wanted.txHash], transaction.nullable());
  if (known.some((answer) => answer.ok && answer.value !== null)) return { state: "WAITING" };
  if (known.filter((answer) => answer.ok).length < pool.needed) return { state: "UNCERTAIN" };
  const counts = await pool.askEach("eth_getTransactionCount", [wanted.from, "latest"], quantity);
  const latest = counts.flatMap((answer) => (answer.ok ? [answer.value] : []));
  const next = reachedBy(latest, pool.needed);
  return next === null ? { state: "UNCERTAIN" } : { state: "ABSENT", nonceUsed: next > nonce };
}

/** A node's receipt counts only while the node itself has that block at that height: after a reorganisation old receipts linger. */
async function canonicalSight(answer: Answer<Receipt | null>, wanted: Wanted): Promise<Sight | null> {
  if (!answer.ok || answer.value === null || answer.value.transactionHash !== wanted.txHash) return null;
  const { node, value } = answer;
  const height = `0x${value.blockNumber.toString(16)}`;
  const block = await node.ask("eth_getBlockByNumber", [height, false], blockHeader.nullable());
  if (!block.ok || block.value === null || block.value.hash !== value.blockHash) return null;
  return { node: node.name, receipt: value, value: await nativeValue(node, wanted) };
}

/** A receipt does not tell the value of a plain transfer. */
async function nativeValue(node: ChainNode, wanted: Wanted): Promise<bigint> {
  if (wanted.contractAddress !== null) return 0n;
  const answer = await node.ask("eth_getTransactionByHash", [wanted.txHash], transaction.nullable());
  const found: NodeTransaction | null = answer.ok ? answer.value : null;
  return found !== null && found.hash === wanted.txHash ? found.value : 0n;
}

const sightKey =
  (wanted: Wanted) =>
  ({ receipt: seen, value }: Sight): string => {
    const transfer = effect(wanted, seen, value);
    return [seen.blockHash, seen.status, seen.gasUsed * seen.effectiveGasPrice, transfer?.to, transfer?.value].join();
  };

function effect(wanted: Wanted, seen: Receipt, value: bigint): Mined["transfer"] {
  if (seen.status !== 1n) return null;
  if (wanted.contractAddress === null)
    return seen.to === null ? null : { from: getAddress(seen.from), to: getAddress(seen.to), value };
  const paid = transferLogs(wanted.contractAddress, seen.logs).filter(
    ({ from, to }) => from === wanted.from.toLowerCase() && to === wanted.to.toLowerCase(),
  );
  const [only, ...more] = paid;
  if (only === undefined || more.length > 0) return null;
  return { from: getAddress(only.from), to: getAddress(only.to), value: only.value };
}

async function mined(pool: NodePool, wanted: Wanted, sight: Sight, agree: number): Promise<Observation> {
  const { receipt: seen, value, node } = sight;
  const heads = await pool.askEach("eth_blockNumber", [], quantity);
  const head = reachedBy(
    heads.flatMap((answer) => (answer.ok ? [answer.value] : [])),
    pool.needed,
  );
  if (head === null) return { state: "UNCERTAIN" };
  return {
    state: "MINED",
    blockNumber: seen.blockNumber,
    blockHash: seen.blockHash,
    confirmations: confirmationsAt(head, seen.blockNumber),
    receiptStatus: seen.status === 1n ? 1 : 0,
    transfer: effect(wanted, seen, value),
    feeWei: seen.gasUsed * seen.effectiveGasPrice,
    finalized: await isFinalized(pool, seen.blockNumber),
    agree,
    asked: pool.nodes.length,
    node,
  };
}

async function isFinalized(pool: NodePool, blockNumber: bigint): Promise<boolean | null> {
  const tags = await pool.askEach("eth_getBlockByNumber", ["finalized", false], blockHeader.nullable());
  const heights = tags.flatMap((answer) => (answer.ok && answer.value !== null ? [answer.value.number] : []));
  const finalHeight = reachedBy(heights, pool.needed);
  return finalHeight === null ? null : finalHeight >= blockNumber;
}
