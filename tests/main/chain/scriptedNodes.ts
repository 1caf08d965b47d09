/** Nodes that answer from a table, behind the production's own pool: what a real node could say, and nothing that takes time. */
import type { ChainNode } from "#main/chain/node.ts";
import { createNode } from "#main/chain/node.ts";
import { createNodePool, type NodePool } from "#main/chain/nodePool.ts";

/** An answer by method, or by method and first parameter; a function sees the parameters; an Error is thrown. */
export type Script = Readonly<Record<string, unknown>>;

export const GENESIS = `0x${"9e".repeat(32)}`;
export const SCRIPTED_NETWORK = { code: "DEVNET", chainId: 31337, genesisHash: GENESIS };

const hex = (value: number | bigint) => `0x${value.toString(16)}`;
export const block = (number: number, hash: string, more: object = {}) => ({
  number: hex(number),
  hash,
  timestamp: "0x1",
  ...more,
});
const IDENTITY: Script = { eth_chainId: hex(31337), "eth_getBlockByNumber 0x0": block(0, GENESIS) };

/** A node's own words, as ethers would hand them on. */
export function saying(message: string, data?: string): Error {
  return Object.assign(new Error("rpc"), { error: { code: -32000, message, data } });
}
export const SILENT = Object.assign(new Error("gone"), { code: "ECONNRESET" });

export function scriptedNode(name: string, script: Script): ChainNode {
  const answers: Script = { ...IDENTITY, ...script };
  return createNode(name, {
    async send(method: string, params: readonly unknown[]) {
      const exact = `${method} ${String(params[0])}`;
      const found = Object.hasOwn(answers, exact) ? answers[exact] : answers[method];
      const answer: unknown = typeof found === "function" ? found(params) : found;
      if (answer instanceof Error) throw answer;
      if (answer === undefined) throw saying(`the method ${method} does not exist`);
      return answer;
    },
    close: () => undefined,
  });
}

/** One node for each script, named A, B, C… */
export function scriptedPool(...scripts: readonly Script[]): NodePool {
  const nodes = scripts.map((script, index) => scriptedNode(String.fromCodePoint(65 + index), script));
  return createNodePool(SCRIPTED_NETWORK, nodes, { now: () => 0 });
}
