/** Which nodes count, and when they are asked anew who they are. On nodes that answer from a table. */
import { describe, expect, test } from "vitest";
import type { ChainNode } from "#main/chain/node.ts";
import { createNodePool } from "#main/chain/nodePool.ts";
import { quantity } from "#main/chain/rpcSchemas.ts";
import { isAppError } from "#shared/errors.ts";
import { scriptedNode, SCRIPTED_NETWORK, SILENT } from "./scriptedNodes.ts";

const WRONG = { eth_chainId: "0x1" };
const DEAD = { eth_chainId: SILENT, eth_test: SILENT };
const GOOD = { eth_test: "0x7" };

/** One node for each script, named A, B, C…, with a clock and a count of identity checks. */
function pool(...scripts: Record<string, unknown>[]) {
  const clock = { ms: 1_000_000 };
  const checks: string[] = [];
  const closed: string[] = [];
  const nodes = scripts.map((script, index): ChainNode => {
    const node = scriptedNode(String.fromCodePoint(65 + index), script);
    return {
      ...node,
      identity: async (network) => (checks.push(node.name), node.identity(network)),
      close: () => void closed.push(node.name),
    };
  });
  return { clock, checks, closed, nodes, of: createNodePool(SCRIPTED_NETWORK, nodes, { now: () => clock.ms }) };
}
const refusal = async (work: Promise<unknown>): Promise<[string, string] | null> =>
  work.then(
    () => null,
    (error: unknown) => {
      if (!isAppError(error)) throw error;
      return [error.code, error.message];
    },
  );
const ask = ({ of }: ReturnType<typeof pool>) => of.askEach("eth_test", [], quantity);

describe("row 14 of the fault matrix: a node of another chain counts for nothing", () => {
  test("the majority of all that are configured is needed, and said", async () => {
    expect([pool(GOOD).of.needed, pool(GOOD, GOOD).of.needed, pool(GOOD, GOOD, GOOD).of.needed]).toEqual([1, 2, 2]);
    expect(await pool(GOOD, GOOD, WRONG).of.verify()).toEqual({ asked: 3, agree: 2, single: false });
    expect(await pool(GOOD).of.verify()).toEqual({ asked: 1, agree: 1, single: true });
    const { of, nodes } = pool(GOOD, GOOD);
    expect(of.nodes).toBe(nodes);
  });
  test("below it the fault is named: another chain, no node, or too few", async () => {
    expect(await refusal(pool(GOOD, WRONG, WRONG).of.verify())).toEqual([
      "NODE_WRONG_CHAIN",
      "Not the chain of DEVNET: node B, C",
    ]);
    expect(await refusal(pool(DEAD, WRONG, DEAD).of.verify())).toEqual([
      "NODE_WRONG_CHAIN",
      "Not the chain of DEVNET: node B",
    ]);
    const [code, words] = (await refusal(pool(DEAD, DEAD).of.verify())) ?? [];
    expect(code).toBe("NODE_UNREACHABLE");
    expect(words).toMatch(/^No node of DEVNET answers: A \(.+\), B \(.+\)$/);
    expect(await refusal(pool(GOOD, DEAD, DEAD).of.verify())).toEqual([
      "NODE_QUORUM_LOST",
      "1 of the 2 needed nodes of DEVNET answer",
    ]);
  });
  test("it is not asked, and what it says is not among the answers", async () => {
    const answers = await ask(pool(GOOD, WRONG, { eth_test: SILENT }));
    expect(answers.map(({ node, ok }) => [node.name, ok])).toEqual([
      ["A", true],
      ["C", false],
    ]);
  });
});

describe("good answers of a majority, or none", () => {
  test("they come with the node that gave them", async () => {
    const found = await pool(GOOD, { eth_test: SILENT }, GOOD).of.askQuorum("eth_test", [], quantity);
    expect(found.map(({ node, value }) => [node.name, value])).toEqual([
      ["A", 7n],
      ["C", 7n],
    ]);
  });
  test("too few of them, though enough stand on the right chain", async () => {
    const { of } = pool(GOOD, { eth_test: SILENT }, { eth_test: SILENT });
    expect(await refusal(of.askQuorum("eth_test", [], quantity))).toEqual([
      "NODE_QUORUM_LOST",
      "1 of 3 nodes of DEVNET answered",
    ]);
  });
  test("too few of them, because the nodes themselves fail: that is what is said", async () => {
    const { of } = pool(GOOD, WRONG, WRONG);
    expect((await refusal(of.askQuorum("eth_test", [], quantity)))?.[0]).toBe("NODE_WRONG_CHAIN");
  });
});

describe("who a node is, is known for half a minute", () => {
  test("not a millisecond longer; before a signature it is always asked anew", async () => {
    const one = pool(GOOD);
    await ask(one);
    await ask(one);
    expect(one.checks).toHaveLength(1);
    one.clock.ms += 29_999;
    await ask(one);
    expect(one.checks).toHaveLength(1);
    one.clock.ms += 1;
    await ask(one);
    expect(one.checks).toHaveLength(2);
    await one.of.verify();
    await one.of.verify();
    expect(one.checks).toHaveLength(4);
    await ask(one);
    expect(one.checks).toHaveLength(4);
  });
  test("a clock set back makes no old check fresh", async () => {
    const one = pool(GOOD);
    await ask(one);
    one.clock.ms -= 1;
    await ask(one);
    expect(one.checks).toHaveLength(2);
  });
  test("a node that was on the wrong chain stays so for that time; one that was silent is asked again at once", async () => {
    const one = pool(GOOD, { ...GOOD, ...WRONG }, { ...GOOD, ...DEAD });
    expect(await ask(one)).toHaveLength(1);
    expect(await ask(one)).toHaveLength(1);
    expect(one.checks).toEqual(["A", "B", "C", "C"]);
  });
  test("one that goes silent is not remembered as right", async () => {
    const script: Record<string, unknown> = { ...GOOD };
    let silent = false;
    script["eth_chainId"] = () => (silent ? SILENT : "0x7a69");
    const one = pool(script);
    await one.of.verify();
    silent = true;
    expect((await refusal(one.of.verify()))?.[0]).toBe("NODE_UNREACHABLE");
    expect(await ask(one)).toEqual([]);
    expect(one.checks).toHaveLength(3);
  });
});

test("all of them are closed", () => {
  const one = pool(GOOD, GOOD);
  one.of.close();
  expect(one.closed).toEqual(["A", "B"]);
});
