/** The ChainReader of an EVM network, over one or several JSON-RPC nodes through ethers. */
import type { Clock } from "#central/clock.ts";
import { AppError } from "#shared/errors.ts";
import type { ChainReader, ChainTransaction, ChainTransfer, FeeQuote } from "./ChainReader.ts";
import { chainNode, type ChainNode } from "./chainNode.ts";
import { readSignatureAnswer } from "./contractSignature.ts";
import { erc20 } from "./erc20.ts";
import { readInclusion } from "./inclusionProof.ts";
import { nativeTransfer } from "./nativeTransfer.ts";
import { NodeRefusal } from "./nodeRefusal.ts";
import {
  readBlock,
  readBlockContents,
  readCode,
  readPendingNaming,
  readQuantity,
  readReceipt,
  readTransaction,
  readTransfersTo,
} from "./nodeReads.ts";
import { nodeSet } from "./nodeSet.ts";
import { readToken } from "./readToken.ts";
import { parseAnswer, rpcBytes, rpcFeeBlock, toQuantity } from "./rpcShapes.ts";
import { sendRaw } from "./sendRaw.ts";
import { agreeOnSimulation, simulateTransfer } from "./simulateTransfer.ts";
import { findByNonce } from "./findByNonce.ts";
import { readSignedBytes } from "./signedBytes.ts";

export type ChainReaderOptions = {
  network: string;
  chainId: number;
  genesisHash: string;
  rpcUrls: readonly string[];
  clock: Clock;
  /** per request; ethers' own default is 300 s */
  timeoutMs?: number;
  /** the wire to one node; left out, it is the real one. A simulation gives its own. */
  connect?: typeof chainNode;
};

const TIMEOUT_MS = 10_000;
const MOST_RANGE = 256n;
/** Where a node does not say what tip is usual: 1 gwei. */
const USUAL_TIP_WEI = 1_000_000_000n;

/** Throws CONFIG_INVALID when no node, or a bad URL, is given. Asks nothing yet: an unreachable node is no reason not to start. */
export function ethersChainReader(options: ChainReaderOptions): ChainReader {
  const { network, chainId, genesisHash, rpcUrls, clock, timeoutMs = TIMEOUT_MS, connect = chainNode } = options;
  if (rpcUrls.length === 0) throw new AppError("CONFIG_INVALID", `Name at least one chain node for network ${network}`);
  const nodes = nodeSet({
    nodes: rpcUrls.map((url) => connect(url, { chainId, timeoutMs })),
    chainId,
    genesisHash,
    clock,
  });

  async function headNumber(): Promise<bigint> {
    const heads = await nodes.firstMajority((node) => readQuantity(node, "eth_blockNumber", []));
    return heads.reduce((lowest, head) => (head < lowest ? head : lowest));
  }

  async function head() {
    const number = await headNumber();
    const block = await nodes.agree((node) => readBlock(node, number));
    if (block === null) throw new AppError("CHAIN_UNAVAILABLE", `The nodes of ${network} do not know their own head`);
    return { number, hash: block.hash };
  }

  async function transfersTo(addresses: readonly string[], from: bigint, to: bigint): Promise<ChainTransfer[]> {
    if (to < from || addresses.length === 0) return [];
    if (to - from >= MOST_RANGE)
      throw new AppError("CHAIN_UNAVAILABLE", `More than ${MOST_RANGE} blocks at once are not searched`);
    const found = await nodes.agree((node) => readTransfersTo(node, addresses, from, to));
    const wanted = new Set(addresses.map((address) => address.toLowerCase()));
    for (let number = from; number <= to; number += 1n) {
      const contents = await nodes.agree((node) => readBlockContents(node, number));
      for (const transaction of contents?.transactions ?? []) {
        const transfer = nativeTransfer(transaction);
        if (transfer === null || !wanted.has(transfer.to.toLowerCase())) continue;
        const receipt = await nodes.agree((node) => readReceipt(node, transaction.hash));
        if (receipt?.status === 1) found.push(transfer);
      }
    }
    return found;
  }

  async function transaction(txHash: string): Promise<ChainTransaction | null> {
    const answers = await nodes.all((node) => readTransaction(node, txHash));
    const known = answers.map(({ value }) => value).filter((value) => value !== null);
    return known.find(({ blockHash }) => blockHash !== null) ?? known[0] ?? null;
  }

  async function nonceCounts(address: string) {
    const answers = await nodes.all(async (node) => ({
      latest: await readQuantity(node, "eth_getTransactionCount", [address, "latest"]),
      pending: await readQuantity(node, "eth_getTransactionCount", [address, "pending"]),
    }));
    const latest = reachedByMajority(
      answers.map(({ value }) => value.latest),
      nodes.needed,
    );
    // One node alone must not raise it: a slot far above the account's next nonce is never mined, and blocks its key for ever.
    const pending = reachedByMajority(
      answers.map(({ value }) => value.pending),
      nodes.needed,
    );
    return { latest, pending: pending > latest ? pending : latest };
  }

  async function balanceOf(contractAddress: string | null, address: string): Promise<bigint> {
    const at = toQuantity(await headNumber());
    if (contractAddress === null) return nodes.agree((node) => readQuantity(node, "eth_getBalance", [address, at]));
    const call = { to: contractAddress, data: erc20.encodeFunctionData("balanceOf", [address]) };
    return nodes.agree(async (node) => {
      const answer = parseAnswer(node.name, "eth_call", rpcBytes, await node.ask("eth_call", [call, at]));
      if (!/^0x[0-9a-f]{64}$/.test(answer))
        throw new AppError("CHAIN_UNAVAILABLE", `Node ${node.name} knows no token at the currency's address`);
      return BigInt(answer);
    });
  }

  const nonceAt: ChainReader["nonceAt"] = (address, blockNumber) =>
    nodes.agree((node) => readQuantity(node, "eth_getTransactionCount", [address, toQuantity(blockNumber)]));
  const blockContents: ChainReader["blockContents"] = (number) =>
    nodes.agree((node) => readBlockContents(node, number));

  return {
    network,
    chainId,
    quorum: { needed: nodes.needed, of: nodes.of },
    checkNodes: () => nodes.checkAll(),
    nodes: () => nodes.states(),
    head,
    finalizedNumber: async () => (await nodes.agree(readFinalized))?.number ?? null,
    blockAt: (number) => nodes.agree((node) => readBlock(node, number)),
    blockContents,
    receipt: (txHash) => nodes.agree((node) => readReceipt(node, txHash)),
    transaction,
    transfersTo,
    async pendingNaming(address) {
      const answers = await nodes.all((node) => readPendingNaming(node, address));
      const byHash = new Map(answers.flatMap(({ value }) => value ?? []).map((waiting) => [waiting.hash, waiting]));
      return { transactions: [...byHash.values()], nodes: answers.filter(({ value }) => value !== null).length };
    },
    nonceCounts,
    nextNonces: (addresses) => Promise.all(addresses.map(async (address) => (await nonceCounts(address)).pending)),
    nonceAt,
    findByNonce: (address, nonce) => findByNonce({ head, nonceAt, blockContents }, address, nonce),
    signedBytes: (txHash) => nodes.agree((node) => readSignedBytes(node, txHash)),
    balanceOf,
    hasCode: (address) => nodes.agree(async (node) => (await readCode(node, address)) !== "0x"),
    readToken: (address) => nodes.agree((node) => readToken(node, address)),
    isValidSignature: (address, text, signature) =>
      nodes.agree((node) => readSignatureAnswer(node, address, text, signature)),
    async simulateTransfer(request) {
      const answers = await nodes.all((node) => simulateTransfer(node, request));
      return agreeOnSimulation(
        answers.map(({ value }) => value),
        nodes.needed,
      );
    },
    feeQuote: async () => middleQuote((await nodes.all(readFees)).map(({ value }) => value)),
    proveInclusion: (txHash, blocks) => nodes.agree((node) => readInclusion(node, txHash, blocks)),
    sendRaw: (signedTx) => sendRaw(nodes, signedTx),
    close: () => nodes.close(),
  };
}

/** Highest value that at least `needed` answers have reached. */
function reachedByMajority(values: readonly bigint[], needed: number): bigint {
  const descending = values.toSorted((one, other) => (one < other ? 1 : one > other ? -1 : 0));
  return descending[needed - 1] as bigint;
}

async function readFinalized(node: ChainNode) {
  try {
    return await readBlock(node, "finalized");
  } catch (error) {
    // A chain without the tag answers with an error; that is an answer.
    if (error instanceof NodeRefusal) return null;
    throw error;
  }
}

/** As ethers reckons it: twice the base fee and the tip, so that six full blocks do not outrun it. Under the cap of the policy, not here. */
async function readFees(node: ChainNode): Promise<FeeQuote> {
  const latest = await node.ask("eth_getBlockByNumber", ["latest", false]);
  const { baseFeePerGas } = parseAnswer(node.name, "eth_getBlockByNumber", rpcFeeBlock, latest);
  const tip = await readQuantity(node, "eth_maxPriorityFeePerGas", []).catch((error: unknown) => {
    if (error instanceof NodeRefusal) return USUAL_TIP_WEI;
    throw error;
  });
  return { baseFeePerGas, maxPriorityFeePerGas: tip, maxFeePerGas: 2n * baseFeePerGas + tip };
}

/** The middle one: a single node's absurd fee moves nothing. */
function middleQuote(quotes: readonly FeeQuote[]): FeeQuote {
  const sorted = quotes.toSorted((one, other) => (one.maxFeePerGas < other.maxFeePerGas ? -1 : 1));
  return sorted[Math.floor((sorted.length - 1) / 2)] as FeeQuote;
}
