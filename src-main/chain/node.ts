/** One node of a network: asks, checks the shape of every answer, and knows whether it stands on the right chain. */
import { z } from "#shared/zod.ts";
import { type NodeFault, nodeFault } from "./nodeFault.ts";
import { blockHeader, quantity } from "./rpcSchemas.ts";
import type { RpcTransport } from "./transport.ts";

/** What makes a chain this chain: its number and the hash of its first block. */
export type ChainNetwork = { code: string; chainId: number; genesisHash: string };

export type Answer<T> = { node: ChainNode; ok: true; value: T } | { node: ChainNode; ok: false; fault: NodeFault };

export type ChainNode = {
  /** host or given label; never the URL, which may hold an API key */
  readonly name: string;
  /** the parsed answer; an answer of another shape is a fault like none at all (I20) */
  ask<Schema extends z.ZodType>(
    method: string,
    params: readonly unknown[],
    schema: Schema,
  ): Promise<Answer<z.output<Schema>>>;
  /** asks chain id and first block anew */
  identity(network: ChainNetwork): Promise<Answer<{ rightChain: boolean }>>;
  close(): void;
};

export function createNode(name: string, transport: RpcTransport): ChainNode {
  const node: ChainNode = {
    name,
    async ask(method, params, schema) {
      try {
        const parsed = schema.safeParse(await transport.send(method, params));
        if (parsed.success) return { node, ok: true, value: parsed.data };
        return { node, ok: false, fault: { kind: "LOST", text: "answer of another shape", rpcCode: null, data: null } };
      } catch (error) {
        return { node, ok: false, fault: nodeFault(error) };
      }
    },
    async identity(network) {
      const [chainId, first] = await Promise.all([
        node.ask("eth_chainId", [], quantity),
        node.ask("eth_getBlockByNumber", ["0x0", false], blockHeader.pick({ hash: true })),
      ]);
      if (!chainId.ok) return chainId;
      if (!first.ok) return first;
      const rightChain = chainId.value === BigInt(network.chainId) && first.value.hash === network.genesisHash;
      return { node, ok: true, value: { rightChain } };
    },
    close: () => transport.close(),
  };
  return node;
}
