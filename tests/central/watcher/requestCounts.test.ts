/** B18: how often a node is asked when a block comes depends on the blocks and on what concerns us in them, never on how many records wait. */
import { afterAll, beforeAll, expect, test } from "vitest";

import { chainNode } from "#central/chain/chainNode.ts";
import { ethersChainReader } from "#central/chain/ethersChainReader.ts";
import { newId } from "#central/context.ts";
import { deposits } from "#central/store/tables.ts";
import { networkWatch, type NetworkWatch } from "#central/watcher/NetworkWatch.ts";
import { runRound } from "#central/watcher/runRound.ts";
import { startTestCentral, type TestCentral } from "#tests/support/central.ts";
import { putDeposit } from "#tests/support/centralRecords.ts";
import { TEST_CUSTOMERS, TEST_NETWORK } from "#tests/support/centralWorld.ts";
import { startTestChain, type TestChain } from "#tests/support/chain.ts";

const PENDING = 1_000;
const ROWS_A_STATEMENT = 500;
const HITS = 5;
const [CLIENT] = TEST_CUSTOMERS;
/** dev account that holds the client's wallet */
const CLIENT_INDEX = 10;

let chain: TestChain;
let central: TestCentral;
let watch: NetworkWatch;
let asked: string[] = [];
beforeAll(async () => {
  chain = await startTestChain({ manualMining: true });
  central = await startTestCentral({ chainUrl: chain.url });
  const reader = ethersChainReader({
    network: TEST_NETWORK,
    chainId: chain.chainId,
    genesisHash: chain.genesisHash,
    rpcUrls: [chain.url],
    clock: central.clock,
    connect(url, options) {
      const node = chainNode(url, options);
      const ask = (method: string, params: readonly unknown[]) => {
        asked.push(method);
        return node.ask(method, params);
      };
      return { ...node, ask };
    },
  });
  watch = networkWatch(central.rooms, reader);
});
afterAll(async () => {
  watch.chain.close();
  await central.stop();
  await chain.stop();
});

/** What the nodes are asked until the watcher has read `blocks` new blocks. */
async function askedFor(blocks: number): Promise<string[]> {
  await chain.mine(blocks);
  asked = [];
  while (!(await runRound(watch)).caughtUp);
  return asked;
}

/** Records whose transfer lies in the newest block, far from confirmed. */
async function putPending(): Promise<void> {
  const number = await chain.blockNumber();
  const block = await watch.chain.blockAt(BigInt(number));
  await central.asSystem(async (context) => {
    const row = await putDeposit(context, {
      status: "CONFIRMING",
      receivedAmount: "1250.5",
      confirmations: {
        current: 1,
        required: 1_000_000,
        blockNumber: String(number),
        blockHash: block?.hash ?? "",
        observedAt: central.clock.now(),
        orphanedAt: null,
      },
    });
    for (let from = 1; from < PENDING; from += ROWS_A_STATEMENT)
      await context.db.insert(deposits).values(
        Array.from({ length: Math.min(ROWS_A_STATEMENT, PENDING - from) }, (_, index) => ({
          ...row,
          id: newId(context),
          recordNo: `DP-20261122-9${String(from + index).padStart(5, "0")}`,
        })),
      );
  });
}

test("a block that concerns nobody costs the same with none and with a thousand waiting, and each block as much as another", async () => {
  // The first rounds after a start look back.
  await askedFor(1);
  await askedFor(1);
  const quiet = await askedFor(1);
  await putPending();
  const waiting = await askedFor(1);
  expect(waiting.length).toBeLessThanOrEqual(quiet.length);
  expect(quiet.length).toBeLessThanOrEqual(6);
  const rows = await central.rooms.database.db.select({ confirmations: deposits.confirmations }).from(deposits);
  expect(rows.filter(({ confirmations }) => confirmations.current === 2)).toHaveLength(PENDING);
  const [of3, of6] = [(await askedFor(3)).length, (await askedFor(6)).length];
  expect(of6 - of3).toBe(((of3 - waiting.length) / 2) * 3);
});

test("a block with transfers to us costs one question more for each of them at most", async () => {
  const quiet = (await askedFor(1)).length;
  for (let hit = 0; hit < HITS; hit += 1)
    await chain.sendToken("USDT", CLIENT_INDEX, CLIENT.depositAddress, BigInt(1_000_000 + hit));
  const found = await askedFor(1);
  expect(found.filter((method) => method === "eth_getTransactionReceipt")).toHaveLength(HITS);
  expect(found.length).toBeLessThanOrEqual(quiet + 4 * HITS);
});
