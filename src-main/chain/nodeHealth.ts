/** How the nodes of a network are, for the status page. */
import type { Clock } from "#main/world/clock.ts";
import type { NodeHealth } from "#shared/contract/ipc.ts";
import type { ChainNetwork, ChainNode } from "./node.ts";
import { quantity } from "./rpcSchemas.ts";

export async function nodeHealth(
  network: ChainNetwork,
  nodes: readonly ChainNode[],
  clock: Clock,
): Promise<NodeHealth> {
  return { network: network.code, nodes: await Promise.all(nodes.map((node) => oneNode(network, node, clock))) };
}

async function oneNode(network: ChainNetwork, node: ChainNode, clock: Clock): Promise<NodeHealth["nodes"][number]> {
  const startedAt = clock.now();
  const head = await node.ask("eth_blockNumber", [], quantity);
  const latencyMs = clock.now() - startedAt;
  if (!head.ok) return { name: node.name, ok: false, blockNumber: null, latencyMs: null, problem: head.fault.text };
  const identity = await node.identity(network);
  const problem = !identity.ok ? identity.fault.text : identity.value.rightChain ? null : "stands on another chain";
  return { name: node.name, ok: problem === null, blockNumber: head.value.toString(), latencyMs, problem };
}
