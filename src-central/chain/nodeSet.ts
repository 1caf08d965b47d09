/**
 * Several nodes as one. A node counts only after its chain id and genesis block were compared with the configuration;
 * a wrong one is quarantined and named. What the nodes say counts only when a majority of the configured ones says it.
 */
import { msOf, type Clock } from "#central/clock.ts";
import { AppError } from "#shared/errors.ts";
import type { NodeState } from "./ChainReader.ts";
import type { ChainNode } from "./chainNode.ts";
import { parseAnswer, rpcBlock, rpcQuantity } from "./rpcShapes.ts";

/** How long a node's chain id and genesis are believed. ethers itself never checks them under a static network. */
const TRUST_FOR_MS = 15_000;

type Member = { node: ChainNode; state: NodeState["state"]; problem: string | null; checkedAt: number };
export type Answer<T> = { node: string; value: T };
export type Question<T> = (node: ChainNode) => Promise<T>;

export type NodeSet = {
  readonly needed: number;
  readonly of: number;
  states(): NodeState[];
  checkAll(): Promise<NodeState[]>;
  /** The answer that a majority gives, as soon as it is complete. Throws CHAIN_UNAVAILABLE when there is none. */
  agree<T>(question: Question<T>): Promise<T>;
  /** Every answer that came, at least a majority's. */
  all<T>(question: Question<T>): Promise<Answer<T>[]>;
  /** The first answers that make a majority, whatever they say. */
  firstMajority<T>(question: Question<T>): Promise<T[]>;
  /** One question to every trusted node, failures included. */
  each<T>(question: Question<T>): Promise<{ node: string; outcome: PromiseSettledResult<T> }[]>;
  close(): void;
};

export function nodeSet(options: {
  nodes: readonly ChainNode[];
  chainId: number;
  genesisHash: string;
  clock: Clock;
}): NodeSet {
  const { chainId, genesisHash, clock } = options;
  const nowMs = () => msOf(clock.now());
  const members = options.nodes.map((node): Member => ({ node, state: "UNASKED", problem: null, checkedAt: 0 }));
  const of = members.length;
  const needed = Math.floor(of / 2) + 1;

  async function check(member: Member): Promise<void> {
    const { node } = member;
    try {
      const [id, genesis] = await Promise.all([
        node.ask("eth_chainId", []),
        node.ask("eth_getBlockByNumber", ["0x0", false]),
      ]);
      const seenId = parseAnswer(node.name, "eth_chainId", rpcQuantity, id);
      const seenGenesis = parseAnswer(node.name, "eth_getBlockByNumber", rpcBlock, genesis)?.hash;
      const problem =
        seenId !== BigInt(chainId)
          ? `chain id ${seenId} instead of ${chainId}`
          : seenGenesis !== genesisHash.toLowerCase()
            ? `its genesis block is another one (${seenGenesis ?? "none"})`
            : null;
      Object.assign(member, { state: problem === null ? "TRUSTED" : "QUARANTINED", problem, checkedAt: nowMs() });
    } catch (error) {
      // A refusal of these two calls is as good as no answer. Not remembered for long: checkedAt stays, the next question asks again.
      const problem = error instanceof Error ? error.message : "no answer";
      // Quarantine is left only by a right answer, never by silence.
      if (member.state !== "QUARANTINED") Object.assign(member, { state: "UNREACHABLE", problem });
    }
  }

  async function checkIfOld(member: Member): Promise<boolean> {
    const fresh = member.state === "TRUSTED" && nowMs() - member.checkedAt < TRUST_FOR_MS;
    if (!fresh) await check(member);
    return member.state === "TRUSTED";
  }

  async function askOne<T>(member: Member, question: Question<T>): Promise<T> {
    if (!(await checkIfOld(member)))
      throw new AppError("CHAIN_UNAVAILABLE", `Node ${member.node.name} is not used: ${member.problem ?? "no answer"}`);
    return question(member.node);
  }

  function noMajority(failures: readonly string[], disagree: boolean): AppError {
    const what = disagree ? "The nodes disagree" : "Too few nodes answer";
    const why = failures.length === 0 ? "" : ` (${[...new Set(failures)].join("; ")})`;
    return new AppError("CHAIN_UNAVAILABLE", `${what}: ${needed} of ${of} must agree${why}`);
  }

  const states = (): NodeState[] => members.map(({ node, state, problem }) => ({ name: node.name, state, problem }));

  async function each<T>(question: Question<T>) {
    const outcomes = await Promise.allSettled(members.map((member) => askOne(member, question)));
    return outcomes.map((outcome, index) => ({ node: (members[index] as Member).node.name, outcome }));
  }

  async function all<T>(question: Question<T>): Promise<Answer<T>[]> {
    const answers: Answer<T>[] = [];
    const failures: string[] = [];
    for (const { node, outcome } of await each(question)) {
      if (outcome.status === "fulfilled") answers.push({ node, value: outcome.value });
      else failures.push(wordsOf(outcome.reason));
    }
    if (answers.length < needed) throw noMajority(failures, false);
    return answers;
  }

  /** Answers one after the other as they come; resolves by what `accept` makes of those so far. */
  function race<T, R>(question: Question<T>, accept: (values: readonly T[]) => R | undefined): Promise<R> {
    return new Promise<R>((resolve, reject) => {
      const values: T[] = [];
      const failures: string[] = [];
      let open = members.length;
      const settle = () => {
        open -= 1;
        if (open === 0) reject(noMajority(failures, values.length >= needed));
      };
      for (const member of members)
        askOne(member, question).then(
          (value) => {
            values.push(value);
            const result = accept(values);
            if (result !== undefined) resolve(result);
            settle();
          },
          (error: unknown) => {
            failures.push(wordsOf(error));
            settle();
          },
        );
    });
  }

  return {
    needed,
    of,
    states,
    async checkAll() {
      await Promise.all(members.map(check));
      return states();
    },
    agree: async <T>(question: Question<T>) =>
      (await race(question, (values: readonly T[]) => majority(values, needed))).value,
    all,
    firstMajority: (question) => race(question, (values) => (values.length >= needed ? [...values] : undefined)),
    each,
    close: () => members.forEach(({ node }) => node.close()),
  };
}

/** Wrapped, because the answer itself may be null. */
function majority<T>(values: readonly T[], needed: number): { value: T } | undefined {
  if (needed === 1) return { value: values[0] as T };
  const counts = new Map<string, { value: T; count: number }>();
  for (const value of values) {
    const key = JSON.stringify(value, (_, part: unknown) => (typeof part === "bigint" ? `${part}n` : part));
    const seen = counts.get(key) ?? { value, count: 0 };
    seen.count += 1;
    if (seen.count >= needed) return { value };
    counts.set(key, seen);
  }
  return undefined;
}

function wordsOf(error: unknown): string {
  return error instanceof Error ? error.message : "no answer";
}
