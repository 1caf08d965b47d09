import { afterAll, beforeAll, expect, test } from "vitest";
import { http } from "#shared/contract/http.ts";
import type { Deposit } from "#shared/contract/deposit.ts";
import { type MoneyWorld, startMoneyWorld } from "./moneyWorld.ts";
import { type Desk, type DeskOptions, openDesk } from "./openDesk.ts";

let world: MoneyWorld;
let options: DeskOptions;
let desk: Desk;
beforeAll(async () => {
  world = await startMoneyWorld();
  ({ options } = await world.newDesk());
  desk = await openDesk({ ...options, username: "operator", password: "test-operator" });
}, 120_000);
afterAll(async () => {
  await desk.close();
  await world.stop();
});

async function quote(deposit: Deposit, amount: string, changes: Partial<Deposit> = {}) {
  const { networks, currencies } = desk.context.configuration();
  const { items } = await desk.remote.call(http.addresses.list, { query: { customerNo: deposit.customerNo } });
  return desk.quote({
    deposit: { ...deposit, ...changes },
    address: items[0]!,
    amount,
    network: networks[0]!,
    currency: currencies.find(({ code }) => code === deposit.currency)!,
  });
}

test("R20.9 fee and trial of a refund, asked by an operator who knows no payment key", async () => {
  const deposit = await world.credited("USDT", "321.5");
  const answer = await quote(deposit, "321.5");
  expect(answer).toMatchObject({
    feeCapWei: "20000000000000000",
    requiredApprovals: 1,
    feeSymbol: "ETH",
    simulation: { ok: true, detail: "The payment would succeed now" },
    sourceWarning: null,
    nodes: { asked: 1, agree: 1 },
  });
  expect(BigInt(answer.feeQuoteWei)).toBeGreaterThan(21_000n);
  expect(BigInt(answer.feeQuoteWei)).toBeLessThan(BigInt(answer.feeCapWei));
});

test("an amount that nobody holds was not tried, and says so", async () => {
  const deposit = await world.credited("HKDX", "222");
  const answer = await quote(deposit, "99000000000");
  expect(answer.simulation).toEqual({ ok: false, detail: expect.stringContaining("Not tried") });
});

test("R20.8 warns before paying back to where an exchange or a contract sent from", async () => {
  const deposit = await world.credited("USDT", "323");
  const from = world.payee;
  const transfer = (sourceKind: "WALLET" | "EXCHANGE" | "CONTRACT") => ({
    transfer: { ...deposit.transfer!, from, sourceKind },
  });
  expect((await quote(deposit, "323", transfer("WALLET"))).sourceWarning).toBeNull();
  expect((await quote(deposit, "323", transfer("EXCHANGE"))).sourceWarning).toContain("exchange");
  expect((await quote(deposit, "323", transfer("CONTRACT"))).sourceWarning).toContain("contract");
});

test("a node of another chain gives no quote; its name stands in the health", async () => {
  const deposit = await world.credited("USDT", "324");
  const blind = await openDesk({ ...options, nodes: ["http://127.0.0.1:9/secret-key"] });
  try {
    const { networks, currencies } = blind.context.configuration();
    const { items } = await blind.remote.call(http.addresses.list, { query: { customerNo: deposit.customerNo } });
    const currency = currencies.find(({ code }) => code === "USDT")!;
    const input = { deposit, address: items[0]!, amount: "324", network: networks[0]!, currency };
    await expect(blind.quote(input)).rejects.toMatchObject({ code: "NODE_UNREACHABLE" });
    expect(await blind.nodes()).toEqual([
      {
        network: "DEVNET",
        nodes: [{ name: "127.0.0.1:9", ok: false, blockNumber: null, latencyMs: null, problem: "connection refused" }],
      },
    ]);
    expect(blind.lines.join("\n")).not.toContain("secret-key");
  } finally {
    await blind.close();
  }
});
