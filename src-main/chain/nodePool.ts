/**
 * The configured nodes of one network. Every question goes to all of them; what comes back counts only from nodes whose
 * chain id and genesis block were seen to be right, and only when a majority of all configured nodes stands behind it.
 */
import type { Clock } from "#main/world/clock.ts";
import { AppError } from "#shared/errors.ts";
import type { z } from "#shared/zod.ts";
import type { Answer, ChainNetwork, ChainNode } from "./node.ts";
import { majorityOf } from "./quorum.ts";

/** How long an identity check may serve for reading. Before a signature it is always made anew. */
const IDENTITY_AGE_MS = 30_000;

export type QuorumReport = {
  /** configured nodes */
  asked: number;
  /** of these on the right chain, now */
  agree: number;
  /** only one node is configured: nobody contradicts it */
  single: boolean;
};

export type NodePool = {
  readonly nodes: readonly ChainNode[];
  readonly needed: number;
  /**
   * Asks every node anew for chain id and genesis block.
   * Throws NODE_UNREACHABLE (none answered), NODE_WRONG_CHAIN (below the quorum, and a node stands on another chain) or NODE_QUORUM_LOST.
   */
  verify(): Promise<QuorumReport>;
  /** Good answers of nodes on the right chain; throws as `verify` when they are fewer than needed. */
  askQuorum<Schema extends z.ZodType>(
    method: string,
    params: readonly unknown[],
    schema: Schema,
  ): Promise<{ node: ChainNode; value: z.output<Schema> }[]>;
  /** Every node's answer, faults included, of nodes on the right chain. */
  askEach<Schema extends z.ZodType>(
    method: string,
    params: readonly unknown[],
    schema: Schema,
  ): Promise<Answer<z.output<Schema>>[]>;
  close(): void;
};

type Standing = { at: number; rightChain: boolean };

export function createNodePool(network: ChainNetwork, nodes: readonly ChainNode[], clock: Clock): NodePool {
  const needed = majorityOf(nodes.length);
  const standings = new Map<ChainNode, Standing>();

  async function look(node: ChainNode): Promise<Answer<{ rightChain: boolean }>> {
    const answer = await node.identity(network);
    if (answer.ok) standings.set(node, { at: clock.now(), rightChain: answer.value.rightChain });
    else standings.delete(node);
    return answer;
  }

  async function standsRight(node: ChainNode): Promise<boolean> {
    const known = standings.get(node);
    const now = clock.now();
    // A clock set back would make an old check look fresh.
    if (known !== undefined && known.at <= now && now - known.at < IDENTITY_AGE_MS) return known.rightChain;
    const answer = await look(node);
    return answer.ok && answer.value.rightChain;
  }

  const pool: NodePool = {
    nodes,
    needed,
    async verify() {
      const answers = await Promise.all(nodes.map(look));
      const right = answers.filter((answer) => answer.ok && answer.value.rightChain).length;
      if (right < needed) throw belowQuorum(network, answers, right, needed);
      return { asked: nodes.length, agree: right, single: nodes.length === 1 };
    },
    async askEach(method, params, schema) {
      const rights = await Promise.all(nodes.map(standsRight));
      return Promise.all(nodes.filter((_, index) => rights[index]).map((node) => node.ask(method, params, schema)));
    },
    async askQuorum(method, params, schema) {
      const answers = await pool.askEach(method, params, schema);
      const good = answers.flatMap((answer) => (answer.ok ? [{ node: answer.node, value: answer.value }] : []));
      if (good.length >= needed) return good;
      await pool.verify();
      throw new AppError("NODE_QUORUM_LOST", `${good.length} of ${nodes.length} nodes of ${network.code} answered`);
    },
    close() {
      for (const node of nodes) node.close();
    },
  };
  return pool;
}

function belowQuorum(
  network: ChainNetwork,
  answers: readonly Answer<{ rightChain: boolean }>[],
  right: number,
  needed: number,
): AppError {
  const wrong = answers.filter((answer) => answer.ok && !answer.value.rightChain).map((answer) => answer.node.name);
  if (wrong.length > 0)
    return new AppError("NODE_WRONG_CHAIN", `Not the chain of ${network.code}: node ${wrong.join(", ")}`);
  const silent = answers.flatMap((answer) => (answer.ok ? [] : [`${answer.node.name} (${answer.fault.text})`]));
  if (right === 0) return new AppError("NODE_UNREACHABLE", `No node of ${network.code} answers: ${silent.join(", ")}`);
  return new AppError("NODE_QUORUM_LOST", `${right} of the ${needed} needed nodes of ${network.code} answer`);
}
