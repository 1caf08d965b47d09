/** What a reorganisation does to deposit records: never silently, and never a credit on a block that is gone (R11.6, D9, D10, D19, D20, D27). */
import { afterAll, beforeAll, expect, test } from "vitest";

import type { ChainReader } from "#central/chain/ChainReader.ts";
import { ethersChainReader } from "#central/chain/ethersChainReader.ts";
import { followChain } from "#central/watcher/followChain.ts";
import { networkWatch } from "#central/watcher/NetworkWatch.ts";
import { startWatcher } from "#central/watcher/startWatcher.ts";
import type { Deposit } from "#shared/contract/deposit.ts";
import { toBaseUnits } from "#shared/money.ts";
import { CLIENT, CLIENT_INDEX, type MoneyWorld, startMoneyWorld } from "#tests/central/refunds/moneyWorld.ts";

const STRANGER = 15;
let world: MoneyWorld;
beforeAll(async () => {
  world = await startMoneyWorld();
});
afterAll(() => world.stop());

/** A record whose transfer is mined and seen, with the bytes at hand. */
async function seen(change: Record<string, unknown> = {}): Promise<{ record: Deposit; raw: string; hash: string }> {
  const record = await world.apply(change);
  const { raw, hash } = await world.bytesFrom(CLIENT_INDEX, {
    to: record.destinationAddress,
    value: toBaseUnits(record.declaredAmount, 6),
    token: "USDT",
  });
  await world.chain.receipt(await world.send(raw));
  await world.watch();
  return { record, raw, hash };
}
const actions = async (record: Deposit): Promise<string[]> => {
  const { items } = await (await world.api("auditor")).call("deposits.timeline", { params: { id: record.id } });
  return items.map(({ action }) => action).filter((action) => action.startsWith("deposit."));
};

test("D9, D6, R11.6: orphaned before the credit it counts from 0 again, and the same transaction mined anew is found", async () => {
  const { record, raw, hash } = await seen();
  await world.mine(1);
  expect(await world.deposit(record.id)).toMatchObject({ status: "CONFIRMING", confirmations: { current: 2 } });
  await world.chain.reorg(2);
  const report = await world.watch();
  expect(report).toMatchObject({ reorgDepth: 2, orphaned: 1 });
  const orphaned = await world.deposit(record.id);
  expect(orphaned).toMatchObject({ status: "AWAITING_TRANSFER", receivedAmount: null, transfer: null });
  expect(orphaned.confirmations).toMatchObject({ current: 0, blockHash: null });
  expect(orphaned.confirmations.orphanedAt).not.toBeNull();
  await world.send(raw);
  await world.chain.receipt(hash);
  await world.mine(2);
  expect(await world.deposit(record.id)).toMatchObject({ status: "CREDITED", txHash: hash });
  expect(await actions(record)).toContain("deposit.orphaned");
});

test("D9, D6: after the loss another transaction of the same client may take its place", async () => {
  const { record } = await seen();
  await world.chain.reorg(1);
  await world.watch();
  await world.pay(record);
  await world.mine(3);
  expect(await world.deposit(record.id)).toMatchObject({ status: "CREDITED" });
});

test("D10: mined again in another block between two rounds, it only starts to count anew", async () => {
  const { record, raw, hash } = await seen();
  const before = await world.deposit(record.id);
  await world.mine(1);
  await world.chain.reorg(2);
  await world.send(raw);
  await world.chain.receipt(hash);
  await world.watch();
  const after = await world.deposit(record.id);
  expect(after).toMatchObject({ status: "CONFIRMING", confirmations: { current: 1, orphanedAt: null } });
  expect(after.confirmations.blockHash).not.toBe(before.confirmations.blockHash);
  expect(await actions(record)).not.toContain("deposit.orphaned");
  await world.mine(2);
  expect(await world.deposit(record.id)).toMatchObject({ status: "CREDITED" });
});

test("D19, D20, F7, F11: a credit whose block is gone raises an alarm and holds its refund; it heals at depth", async () => {
  const { record, raw, hash } = await seen();
  await world.mine(2);
  expect(await world.deposit(record.id)).toMatchObject({ status: "CREDITED" });
  const refund = await world.request(record);
  await world.chain.reorg(4);
  await world.watch();
  expect(await world.deposit(record.id)).toMatchObject({
    status: "REORG_ALERT",
    creditedAmount: record.declaredAmount,
    confirmations: { current: 0, blockHash: null },
  });
  expect(await world.refund(refund.id)).toMatchObject({ status: "ON_HOLD", holdReason: "DEPOSIT_REORGANISED" });
  const supervisor = await world.api("supervisor");
  const release = async () => ({
    params: { id: refund.id },
    ifMatch: (await world.refund(refund.id)).version,
    body: { remarks: "The deposit is back" },
  });
  expect(await supervisor.refusal("refunds.releaseHold", await release())).toMatchObject({ code: "REFUND_STATE" });

  await world.send(raw);
  await world.chain.receipt(hash);
  await world.mine(1);
  expect(await world.deposit(record.id)).toMatchObject({ status: "REORG_ALERT", confirmations: { current: 2 } });
  await world.mine(1);
  expect(await world.deposit(record.id)).toMatchObject({ status: "CREDITED" });
  const released = await supervisor.call("refunds.releaseHold", await release());
  expect(released).toMatchObject({ status: "PENDING_APPROVAL", holdReason: null, approvals: [] });
});

test("D27, D12, D9: what was held while it confirmed is held again in its new block, and given up without one", async () => {
  const { raw, hash } = await world.bytesFrom(STRANGER, {
    to: CLIENT.depositAddress,
    value: 31_000_000n,
    token: "USDT",
  });
  await world.chain.receipt(await world.send(raw));
  await world.watch();
  const { items } = await (await world.api("auditor")).call("deposits.list", { query: { txHash: hash } });
  const exception = items[0] as Deposit;
  expect(exception).toMatchObject({ status: "ON_HOLD", holdReason: "UNKNOWN_SOURCE" });
  await world.chain.reorg(1);
  await world.send(raw);
  await world.chain.receipt(hash);
  await world.watch();
  const again = await world.deposit(exception.id);
  expect(again).toMatchObject({ status: "ON_HOLD", holdReason: "UNKNOWN_SOURCE" });
  expect(again.confirmations.blockHash).not.toBe(exception.confirmations.blockHash);
  await world.chain.reorg(2);
  await world.watch();
  expect(await world.deposit(exception.id)).toMatchObject({ status: "AWAITING_TRANSFER", receivedAmount: null });
  expect(await actions(exception)).toEqual([
    "deposit.unsolicited_arrival",
    "deposit.reincluded",
    "deposit.held",
    "deposit.reincluded",
    "deposit.orphaned",
  ]);
  // Mined a third time: the same record, on hold as before.
  await world.send(raw);
  await world.chain.receipt(hash);
  await world.watch();
  expect(await world.deposit(exception.id)).toMatchObject({ status: "ON_HOLD", receivedAmount: "31" });
});

test("D19: a reorganisation is found although more blocks followed it than the service remembers", async () => {
  const { record } = await seen();
  await world.mine(2);
  expect(await world.deposit(record.id)).toMatchObject({ status: "CREDITED" });
  await world.mine(20);
  await world.chain.reorg(25);
  await world.chain.mine(40);
  await world.watch();
  expect(await world.deposit(record.id)).toMatchObject({ status: "REORG_ALERT" });
});

test("D9, L3: a service that stops between reading a reorganisation and acting on it acts after its restart", async () => {
  const { record } = await seen();
  await world.chain.reorg(1);
  const { rooms } = world.central;
  const reader = rooms.chains.byNetwork.get("DEVNET");
  if (!reader) throw new Error("the service has a reader");
  // The old process reads on, saves its cursor, and is gone.
  expect(await followChain(networkWatch(rooms, reader))).toMatchObject({ reorgDepth: 1 });
  expect(await world.deposit(record.id)).toMatchObject({ status: "CONFIRMING" });
  const restarted = startWatcher(rooms, {
    timer: { every: () => () => undefined },
    intervalMs: 1_000,
    warn: (line) => void world.warnings.push(line),
  });
  await restarted.runOnce();
  await restarted.stop();
  expect(await restarted.runOnce()).toEqual([]);
  expect(await world.deposit(record.id)).toMatchObject({ status: "AWAITING_TRANSFER" });
});

test("R21.3, L4: while no node answers nothing changes, it is said once, and reading goes on by itself", async () => {
  const record = await world.apply();
  await world.pay(record);
  const chains = world.central.rooms.chains.byNetwork as Map<string, ChainReader>;
  const reader = chains.get("DEVNET") as ChainReader;
  const lines: string[] = [];
  const dead = ethersChainReader({
    network: "DEVNET",
    chainId: 31337,
    genesisHash: world.chain.genesisHash,
    rpcUrls: ["http://127.0.0.1:1/SECRETKEY"],
    clock: world.central.clock,
  });
  const blind = startWatcher(
    { ...world.central.rooms, chains: { byNetwork: new Map([["DEVNET", dead]]) } },
    { timer: { every: () => () => undefined }, intervalMs: 1_000, warn: (line) => void lines.push(line) },
  );
  expect(await blind.runOnce()).toEqual([]);
  expect(await blind.runOnce()).toEqual([]);
  await blind.stop();
  dead.close();
  expect(lines).toHaveLength(1);
  expect(lines[0]).not.toContain("SECRETKEY");
  expect(await world.deposit(record.id)).toMatchObject({ status: "AWAITING_TRANSFER" });
  expect(chains.get("DEVNET")).toBe(reader);
  await world.mine(3);
  expect(await world.deposit(record.id)).toMatchObject({ status: "CREDITED" });
});

test("D9: a reorganisation below everything the service remembers", async () => {
  await world.mine(70);
  const { record } = await seen();
  await world.chain.reorg(60);
  const report = await world.watch();
  expect(report.reorgDepth).toBeGreaterThan(40);
  expect(await world.deposit(record.id)).toMatchObject({ status: "AWAITING_TRANSFER" });
});

test("deeper than the watch window a credit is final and no longer watched", async () => {
  const { record } = await seen();
  await world.mine(2);
  await world.mine(40);
  await world.chain.reorg(45);
  await world.watch();
  expect(await world.deposit(record.id)).toMatchObject({ status: "CREDITED" });
});
