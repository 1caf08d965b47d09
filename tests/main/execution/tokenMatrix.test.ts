/**
 * Every kind of token and payee that a payment can meet, on a real chain: what is known before the signature is refused with words, what
 * shows itself only afterwards ends in the right status. Nobody who was not paid in full is ever "Refunded" (R22.3, I8).
 */
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { getAddress, Interface } from "ethers";
import { addCurrency } from "#central/configuration/saveCurrency.ts";
import type { Deposit } from "#shared/contract/deposit.ts";
import type { Refund } from "#shared/contract/refund.ts";
import { refundOutlook } from "#shared/domain/refundOutlook.ts";
import { toBaseUnits } from "#shared/money.ts";
import { goodApplication } from "#tests/support/centralWorld.ts";
import { claimOn, type MoneyWorld, startMoneyWorld } from "./moneyWorld.ts";
import { type Desk, openDesk } from "./openDesk.ts";

/** dev accounts of the test world */
const ISSUER = 1;
const CLIENT_WALLET = 10;
const DEPOSIT_WALLET = 20;

type Token = { code: string; decimals: number; contract: string };

let world: MoneyWorld;
let desk: Desk;
let payer: string;
/** runtime code of contracts that misbehave, to be put in a token's or a payee's place at the right moment */
let code: Record<"ReturnsFalseToken" | "FeeToken" | "Reverter" | "GasHungryReceiver", string>;

beforeAll(async () => {
  world = await startMoneyWorld();
  const { options, address } = await world.newDesk();
  payer = address;
  await addTokens();
  desk = await openDesk(options);
}, 120_000);
afterAll(async () => {
  await desk.close();
  await world.stop();
});

const tokens = new Map<string, Token>();

async function addTokens(): Promise<void> {
  const { chain } = world;
  const runtime = async (address: string) => chain.rpc<string>("eth_getCode", [address, "latest"]);
  code = {
    ReturnsFalseToken: await runtime(await chain.deploy("ReturnsFalseToken", [1n])),
    FeeToken: await runtime(await chain.deploy("FeeToken", [1n])),
    Reverter: await runtime(await chain.deploy("Reverter")),
    GasHungryReceiver: await runtime(await chain.deploy("GasHungryReceiver")),
  };
  const holders = [chain.account(CLIENT_WALLET).address, payer];
  const standard = (supply: bigint) =>
    chain.deploy("StdToken", ["Test token", "TST", holders, holders.map(() => supply)], ISSUER);
  await add("PLAIN", 18, await standard(10n ** 30n));
  await add("WIDE", 24, await standard(10n ** 36n));
  await add("CENTS", 2, await standard(10n ** 12n));
  const guarded = await chain.deploy("GuardedToken", [10n ** 20n], ISSUER);
  for (const holder of holders) await issue(guarded, "transfer", [holder, 10n ** 18n]);
  await add("GUARD", 6, guarded);
}

async function add(symbol: string, decimals: number, contract: string): Promise<void> {
  tokens.set(symbol, { code: symbol, decimals, contract: getAddress(contract) });
  await world.central.asSystem((context) =>
    addCurrency(context, {
      code: symbol,
      name: `${symbol} token`,
      network: "DEVNET",
      kind: "ERC20",
      contractAddress: getAddress(contract),
      decimals,
      displayDecimals: Math.min(decimals, 8),
      minDeposit: "1",
      confirmationBands: [],
      mismatchTolerance: "0",
      waitingWindowHours: 168,
      largeAmount: "1000000",
      depositEnabled: true,
      refundEnabled: true,
      proofPerDeposit: false,
      effectiveFrom: context.clock.now(),
    }),
  );
}

const ISSUERS = new Interface([
  "function transfer(address to, uint256 value)",
  "function setPaused(bool value)",
  "function setBlacklisted(address account, bool value)",
]);

async function issue(contract: string, name: string, args: unknown[], from = ISSUER): Promise<void> {
  const { status } = await world.chain.receipt(
    await world.chain.send(from, { to: contract, data: ISSUERS.encodeFunctionData(name, args) }),
  );
  expect(status).toBe("0x1");
}

const tokenOf = (symbol: string): Token => {
  const token = tokens.get(symbol);
  if (!token) throw new Error(`There is no token ${symbol} in this test`);
  return token;
};

/** Deposited by a real transfer of the token, credited, requested and approved. */
async function approved(symbol: string, amount: string): Promise<Refund> {
  const { contract, decimals } = tokenOf(symbol);
  const clients = await world.central.api("client-channel");
  const operator = await world.central.api("operator");
  const application = await clients.call("applications.submit", {
    body: { ...goodApplication(), currency: symbol, amount },
  });
  const to = world.chain.account(DEPOSIT_WALLET).address;
  await issue(contract, "transfer", [to, toBaseUnits(amount, decimals)], CLIENT_WALLET);
  await world.chain.mine(8);
  let deposit: Deposit | undefined;
  for (let round = 0; round < 5 && deposit?.status !== "CREDITED"; round += 1) {
    await world.watch();
    deposit = await operator.call("deposits.get", { params: { id: application.depositId ?? "" } });
  }
  if (deposit?.status !== "CREDITED") throw new Error(`The deposit of ${symbol} was not credited`);
  return world.approve(await world.requestedOf(deposit, amount));
}

const setCode = (address: string, bytes: string) => world.chain.rpc("anvil_setCode", [address, bytes]);
const held = (symbol: string) => world.chain.balanceOf(tokenOf(symbol).contract, world.payee);

/** Signed and waiting in the pool; what `then` changes is there when the block is mined. */
async function paidWhile(refund: Refund, then: () => Promise<unknown>): Promise<Refund> {
  const { execute } = await claimOn(desk, world, refund);
  await world.chain.rpc("evm_setAutomine", [false]);
  try {
    await desk.handlers.refunds.execute(execute);
    await then();
    await world.chain.mine(1);
  } finally {
    await world.chain.rpc("evm_setAutomine", [true]);
  }
  await world.chain.mine(4);
  await world.watch();
  return world.refund(refund.id);
}

async function finished(refund: Refund): Promise<Refund> {
  const { execute } = await claimOn(desk, world, refund);
  await desk.handlers.refunds.execute(execute);
  await world.chain.mine(8);
  await world.watch();
  return world.refund(refund.id);
}

const depositOf = async (refund: Refund) =>
  (await world.central.api("auditor")).call("deposits.get", { params: { id: refund.depositId } });

async function expectNeverRefunded(refund: Refund): Promise<void> {
  await world.chain.mine(20);
  await world.watch();
  expect(await depositOf(refund)).toMatchObject({ status: "CREDITED", refundedAmount: null });
}

describe("R22.3 tokens that pay", () => {
  test.each([
    ["PLAIN", "12.000000000000000001"],
    ["WIDE", "3.000000000000000007"],
    ["CENTS", "99.05"],
    ["GUARD", "41.5"],
  ])(
    "%s: %s arrives exactly, and only then it is Refunded",
    async (symbol, amount) => {
      const refund = await approved(symbol, amount);
      const before = await held(symbol);
      const done = await finished(refund);
      expect(await held(symbol)).toBe(before + toBaseUnits(amount, tokenOf(symbol).decimals));
      expect(done).toMatchObject({ status: "COMPLETED", failure: null });
      expect(await depositOf(done)).toMatchObject({ status: "REFUNDED", refundedAmount: amount });
    },
    60_000,
  );
});

describe("R21.1 R20.9 what is known before the signature is refused, and nothing is signed", () => {
  const refusedNow = async (refund: Refund, words: RegExp) => {
    const { review, execute } = await claimOn(desk, world, refund);
    const simulation = review.preflight.find(({ key }) => key === "simulation");
    expect(simulation).toMatchObject({ ok: false });
    expect(simulation?.label).toMatch(words);
    await expect(desk.handlers.refunds.execute(execute)).rejects.toMatchObject({ code: "SIMULATION_FAILED" });
    expect((await world.refund(refund.id)).attempts).toEqual([]);
    return desk.handlers.refunds.releaseClaim({ id: refund.id });
  };

  test("a token that answers false; once it answers true again it pays", async () => {
    const { contract } = tokenOf("PLAIN");
    const refund = await approved("PLAIN", "21");
    const good = await world.chain.rpc<string>("eth_getCode", [contract, "latest"]);
    await setCode(contract, code.ReturnsFalseToken);
    const released = await refusedNow(refund, /would not transfer/);
    await setCode(contract, good);
    expect(await finished(released)).toMatchObject({ status: "COMPLETED" });
  }, 60_000);

  test("a token that is paused, and one that lists the payee, in the token's own words", async () => {
    const { contract } = tokenOf("GUARD");
    const refund = await approved("GUARD", "22");
    await issue(contract, "setPaused", [true]);
    const released = await refusedNow(refund, /paused/);
    await issue(contract, "setPaused", [false]);
    await issue(contract, "setBlacklisted", [world.payee, true]);
    const again = await refusedNow(released, /Refused/);
    await issue(contract, "setBlacklisted", [world.payee, false]);
    expect(await finished(again)).toMatchObject({ status: "COMPLETED" });
  }, 60_000);

  test("a token whose contract is gone", async () => {
    const { contract } = tokenOf("CENTS");
    const refund = await approved("CENTS", "23");
    const good = await world.chain.rpc<string>("eth_getCode", [contract, "latest"]);
    await setCode(contract, "0x");
    const review = desk.handlers.refunds.claim(world.claimInput(refund));
    const blocked = (await review).preflight.find(({ key, ok }) => key === "simulation" && !ok);
    expect(blocked?.label).toMatch(/no contract/);
    await setCode(contract, good);
    expect(await finished(await desk.handlers.refunds.releaseClaim({ id: refund.id }))).toMatchObject({
      status: "COMPLETED",
    });
  }, 60_000);

  test("a payee that takes no coins; one that needs more than 21,000 gas is paid", async () => {
    const refund = await world.approved("ETH", "1.25");
    await setCode(world.payee, code.Reverter);
    try {
      const released = await refusedNow(refund, /Refused/);
      await setCode(world.payee, code.GasHungryReceiver);
      const before = await world.paid("ETH");
      const done = await finished(released);
      expect(done).toMatchObject({ status: "COMPLETED" });
      expect(await world.paid("ETH")).toBe(before + toBaseUnits("1.25", 18));
    } finally {
      await setCode(world.payee, "0x");
    }
  }, 60_000);
});

describe("R22.3 R22.5 I8 what shows itself only when it is mined", () => {
  test("status 1 without a Transfer: paid nobody, stays open with an alarm, is never Refunded", async () => {
    const { contract } = tokenOf("PLAIN");
    const good = await world.chain.rpc<string>("eth_getCode", [contract, "latest"]);
    const refund = await approved("PLAIN", "31");
    const before = await held("PLAIN");
    try {
      const mined = await paidWhile(refund, () => setCode(contract, code.ReturnsFalseToken));
      expect(mined).toMatchObject({ status: "BROADCAST", failure: { code: "PAID_DIFFERENTLY" } });
      const outlook = refundOutlook(mined);
      expect(outlook).toMatchObject({ money: "HAS", attention: true });
      expect(outlook.moneySays[0]?.key).toBe("paidDifferently");
    } finally {
      await setCode(contract, good);
    }
    await expectNeverRefunded(refund);
    expect(await held("PLAIN")).toBe(before);
  }, 60_000);

  test("a token that keeps a part: paid less, stays open with an alarm that names the sum, is never Refunded", async () => {
    const { contract } = tokenOf("WIDE");
    const good = await world.chain.rpc<string>("eth_getCode", [contract, "latest"]);
    const refund = await approved("WIDE", "100");
    try {
      // Asked beforehand such a token says yes: only the mined transfer shows what it kept.
      await setCode(contract, code.FeeToken);
      const mined = await finished(refund);
      expect(mined).toMatchObject({ status: "BROADCAST", failure: { code: "PAID_DIFFERENTLY" } });
      expect(mined.failure?.detail).toContain(toBaseUnits("99", 24).toString());
    } finally {
      await setCode(contract, good);
    }
    await expectNeverRefunded(refund);
  }, 60_000);

  test("a token that reverts meanwhile: Failed on chain, and the lock opens only at finality", async () => {
    const { contract } = tokenOf("GUARD");
    const good = await world.chain.rpc<string>("eth_getCode", [contract, "latest"]);
    const refund = await approved("GUARD", "32");
    const before = await held("GUARD");
    try {
      const mined = await paidWhile(refund, () => setCode(contract, code.Reverter));
      expect(mined).toMatchObject({ status: "FAILED_ON_CHAIN", failure: { code: "REVERTED" }, lockReleased: false });
      expect(await depositOf(refund)).toMatchObject({ status: "CREDITED", activeRefundId: refund.id });
      expect(refundOutlook(mined)).toMatchObject({ money: "DID_NOT", attention: true });
    } finally {
      await setCode(contract, good);
    }
    await expectNeverRefunded(refund);
    expect(await world.refund(refund.id)).toMatchObject({ status: "FAILED_ON_CHAIN", lockReleased: true });
    expect(await depositOf(refund)).toMatchObject({ activeRefundId: null });
    expect(await held("GUARD")).toBe(before);
  }, 60_000);
});
