/**
 * Sends stored bytes to every node, once each. No error of a node proves that it did not take the bytes (chain page,
 * "Transport faults"): whatever is not plainly accepted, known or refused is UNKNOWN, and the only thing done about it later is the same bytes again.
 */
import type { BROADCAST_RESULTS } from "#shared/contract/refund.ts";
import type { ChainNode } from "./node.ts";
import type { NodeFault } from "./nodeFault.ts";
import { word } from "./rpcSchemas.ts";

export type BroadcastResult = (typeof BROADCAST_RESULTS)[number];
export type BroadcastAnswer = { node: string; result: BroadcastResult; error: string | null };

/** Words of geth, Nethermind, Besu, anvil and EDR for bytes that are in the pool, or in a block, already. */
const KNOWN = /already known|alreadyknown|known transaction|already imported|already in (the )?(mempool|blockchain)/i;
/** Words that speak of these bytes themselves, or of what the account can pay: no node would have passed them on. */
const REFUSED =
  /insufficient funds|doesn't have enough funds|intrinsic gas too|exceeds block gas limit|max fee per gas less than block base fee|invalid chain ?id|only replay-protected|exceeds the configured cap|max priority fee per gas higher than max fee/i;

export async function broadcastTo(
  nodes: readonly ChainNode[],
  raw: string,
  txHash: string,
): Promise<BroadcastAnswer[]> {
  return Promise.all(nodes.map((node) => broadcastOne(node, raw, txHash)));
}

async function broadcastOne(node: ChainNode, raw: string, txHash: string): Promise<BroadcastAnswer> {
  const answer = await node.ask("eth_sendRawTransaction", [raw], word);
  if (!answer.ok) return { node: node.name, ...classify(answer.fault) };
  if (answer.value === txHash) return { node: node.name, result: "ACCEPTED", error: null };
  return { node: node.name, result: "UNKNOWN", error: "the node answered with another hash" };
}

export function classify(fault: NodeFault): { result: BroadcastResult; error: string } {
  if (fault.kind === "NOT_SENT") return { result: "UNKNOWN", error: `not sent: ${fault.text}` };
  if (fault.kind === "LOST") return { result: "UNKNOWN", error: `answer lost: ${fault.text}` };
  if (KNOWN.test(fault.text)) return { result: "ALREADY_KNOWN", error: fault.text };
  if (REFUSED.test(fault.text)) return { result: "REJECTED", error: fault.text };
  // "nonce too low" may mean these very bytes are mined; "underpriced" that they wait: the slot is looked up, never replaced.
  return { result: "UNKNOWN", error: fault.text };
}
