/** R12.3 on a real chain: the client pays in the very moment in which an operator cancels. */
import { afterAll, beforeAll, expect, test } from "vitest";

import { startWatcher } from "#central/watcher/startWatcher.ts";
import { systemTimer } from "#central/timer.ts";
import { startTestCentral, type TestCentral } from "#tests/support/central.ts";
import type { TestClient } from "#tests/support/centralClient.ts";
import { TEST_CUSTOMERS, unverifiedApplication } from "#tests/support/centralWorld.ts";
import { startTestChain, type TestChain } from "#tests/support/chain.ts";

let chain: TestChain;
let central: TestCentral;
let operator: TestClient;
const WALLET_INDEX = 11;
const [, client] = TEST_CUSTOMERS;

beforeAll(async () => {
  chain = await startTestChain({ manualMining: true });
  central = await startTestCentral({ chainUrl: chain.url });
  operator = await central.api("operator");
});
afterAll(async () => {
  await central?.stop();
  await chain?.stop();
});

const watch = async () => {
  const watcher = startWatcher(central.rooms, { timer: systemTimer, intervalMs: 3_600_000, warn: () => undefined });
  await watcher.runOnce();
  await watcher.stop();
};
const apply = async () => {
  const channel = await central.api("client-channel");
  const { depositId } = await channel.call("applications.submit", { body: unverifiedApplication() });
  return operator.call("deposits.get", { params: { id: depositId ?? "" } });
};
const cancel = (id: string) =>
  operator.send("deposits.cancel", { params: { id }, ifMatch: 1, body: { remarks: "Duplicate user request" } });

test("D3 D5 R12.3 a transfer in the pool stops the cancelling; once it is mined the record moves on", async () => {
  await watch();
  const record = await apply();
  expect((await operator.call("deposits.cancelCheck", { params: { id: record.id } })).transferSeen).toBe(false);
  await chain.sendToken("USDT", WALLET_INDEX, client.depositAddress, 1_000_500_000n);

  expect((await operator.call("deposits.cancelCheck", { params: { id: record.id } })).transferSeen).toBe(true);
  expect((await cancel(record.id)).body).toMatchObject({ status: 409, code: "TRANSFER_SEEN" });
  await chain.mine(1);
  // Mined, and the watcher has not looked yet.
  expect((await cancel(record.id)).body).toMatchObject({ status: 409, code: "TRANSFER_SEEN" });
  await watch();
  const moved = await operator.call("deposits.get", { params: { id: record.id } });
  expect(moved.status).toBe("CONFIRMING");
  expect((await cancel(record.id)).body).toMatchObject({
    code: "DEPOSIT_NOT_CANCELLABLE",
    current: { status: "CONFIRMING" },
  });
});

test("D3 with nobody paying, the cancelling succeeds and says at which height the chain was asked", async () => {
  const record = await apply();
  const { status } = await cancel(record.id);
  expect(status).toBe(200);
  const { items } = await operator.call("deposits.timeline", { params: { id: record.id } });
  expect(items.at(-1)?.detail).toMatchObject({
    headBlock: String(await chain.blockNumber()),
    nodes: "1",
    transferSeen: "no",
  });
});

test("R12.4 a node that does not answer: nothing is cancelled", async () => {
  const record = await apply();
  chain.freeze();
  try {
    const { status, body } = await cancel(record.id);
    expect(status).toBe(503);
    expect(body).toMatchObject({ code: "CHAIN_UNAVAILABLE", retryable: true });
  } finally {
    chain.thaw();
  }
  expect(await operator.call("deposits.get", { params: { id: record.id } })).toMatchObject({ version: 1 });
}, 60_000);
