import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from "vitest";
import type { Refund } from "#shared/contract/refund.ts";
import { toBaseUnits } from "#shared/money.ts";
import { type FaultyNode, startFaultyNode } from "#tests/main/chain/faultyNode.ts";
import { claimOn, type MoneyWorld, startMoneyWorld } from "./moneyWorld.ts";
import { type Desk, type DeskOptions, openDesk } from "./openDesk.ts";

const POLL = { timeout: 30_000, interval: 100 };
const NODE_TIMEOUT_MS = 700;

let world: MoneyWorld;
let options: DeskOptions;
let address: string;
let node: FaultyNode;
let desk: Desk;
let serial = 0;

beforeAll(async () => {
  world = await startMoneyWorld();
  ({ options, address } = await world.newDesk());
}, 120_000);
afterAll(() => world.stop());
beforeEach(async () => {
  node = await startFaultyNode(world.chain.url);
  desk = await openDesk({ ...options, nodes: [node.url], nodeTimeoutMs: NODE_TIMEOUT_MS });
});
afterEach(async () => {
  await desk.close();
  await node.stop();
});

async function freshRefund(): Promise<{ refund: Refund; units: bigint; before: bigint; count: bigint }> {
  serial += 1;
  const amount = `${30 + serial}.25`;
  const refund = await world.approved("USDT", amount);
  return { refund, units: toBaseUnits(amount, 6), before: await world.paid("USDT"), count: await transactionCount() };
}
const transactionCount = async () =>
  BigInt(await world.chain.rpc<string>("eth_getTransactionCount", [address, "latest"]));

async function expectPaidOnce({ refund, units, before, count }: Awaited<ReturnType<typeof freshRefund>>) {
  await expect.poll(() => world.paid("USDT"), POLL).toBe(before + units);
  await world.chain.mine(8);
  await expect.poll(async () => (await world.refund(refund.id)).status, POLL).toBe("COMPLETED");
  expect(await world.paid("USDT")).toBe(before + units);
  expect(await transactionCount()).toBe(count + 1n);
  expect((await world.refund(refund.id)).attempts).toHaveLength(1);
}

describe("R21.6 the chain takes a payment back, and no second transaction is made", () => {
  test("dropped from the pool: the same bytes again", async () => {
    const fresh = await freshRefund();
    const { execute } = await claimOn(desk, world, fresh.refund);
    await world.chain.pauseMining();
    await desk.handlers.refunds.execute(execute);
    await world.chain.dropAll();
    await expect.poll(() => node.calls("eth_sendRawTransaction"), POLL).toBeGreaterThan(1);
    await world.chain.mine();
    await world.chain.resumeMining();
    await expectPaidOnce(fresh);
  }, 60_000);

  test("R22.5 reorganised out: the same bytes again, still one payment", async () => {
    const fresh = await freshRefund();
    const { execute } = await claimOn(desk, world, fresh.refund);
    await desk.handlers.refunds.execute(execute);
    await expect.poll(() => world.paid("USDT"), POLL).toBe(fresh.before + fresh.units);
    await world.chain.reorg(1);
    expect(await world.paid("USDT")).toBe(fresh.before);
    await expectPaidOnce(fresh);
  }, 60_000);

  test("by hand, from another workstation: the registered bytes and no others", async () => {
    const fresh = await freshRefund();
    const { execute } = await claimOn(desk, world, fresh.refund);
    node.spoil("eth_sendRawTransaction", "reset-before");
    const { attempts } = await desk.handlers.refunds.execute(execute);
    await desk.close();
    const { options: elsewhere } = await world.newDesk();
    desk = await openDesk(elsewhere);
    const sent = await desk.handlers.refunds.rebroadcast({ id: fresh.refund.id });
    expect(sent.attempts.map(({ txHash }) => txHash)).toEqual(attempts.map(({ txHash }) => txHash));
    await expectPaidOnce(fresh);
    await expect(desk.handlers.refunds.rebroadcast({ id: fresh.refund.id })).rejects.toMatchObject({
      code: "REFUND_STATE",
    });
  }, 90_000);
});

describe("R20.3 before the signature", () => {
  test("a node that turns out to be on another chain stops the signature", async () => {
    const fresh = await freshRefund();
    const { execute } = await claimOn(desk, world, fresh.refund);
    node.spoil("eth_chainId", { result: "0x1" });
    await expect(desk.handlers.refunds.execute(execute)).rejects.toMatchObject({ code: "NODE_WRONG_CHAIN" });
    expect(desk.steps).not.toContain("SIGNED");
    expect((await world.refund(fresh.refund.id)).attempts).toEqual([]);
    node.spoil("eth_chainId", undefined);
    await desk.handlers.refunds.execute(execute);
    await expectPaidOnce(fresh);
  }, 60_000);

  test("a node that does not answer takes no lock", async () => {
    const fresh = await freshRefund();
    node.spoil("eth_chainId", "hang-before");
    await expect(claimOn(desk, world, fresh.refund)).rejects.toMatchObject({ code: "NODE_UNREACHABLE" });
    expect(await world.refund(fresh.refund.id)).toMatchObject({ status: "APPROVED", lease: null, slot: null });
  }, 60_000);

  test("a fee above the approved cap: nothing signed, and the lock is given back", async () => {
    const fresh = await freshRefund();
    // 0.02 ETH over some 60,000 gas is about 330 gwei.
    await world.chain.setBaseFee(900_000_000_000n);
    await world.chain.mine();
    await expect(claimOn(desk, world, fresh.refund)).rejects.toMatchObject({ code: "FEE_ABOVE_CAP" });
    expect(await world.refund(fresh.refund.id)).toMatchObject({ status: "APPROVED", lease: null, attempts: [] });
    await world.chain.setBaseFee(1_000_000_000n);
    await world.chain.mine();
    const { execute } = await claimOn(desk, world, await world.refund(fresh.refund.id));
    await desk.handlers.refunds.execute(execute);
    await expectPaidOnce(fresh);
  }, 60_000);
});
