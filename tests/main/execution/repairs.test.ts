/** Payments that do not end by themselves, through the product against a real chain: F22, F24 to F28, F30, F32. Each pays once or not at all. */
import { setTimeout as sleep } from "node:timers/promises";
import { decryptKeystoreJson, Wallet } from "ethers";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from "vitest";
import type { Refund } from "#shared/contract/refund.ts";
import { isAppError } from "#shared/errors.ts";
import { toBaseUnits } from "#shared/money.ts";
// Makes ethers use Node's scrypt, which does not block the test for seconds.
import "#main/signer/keys.ts";
import { type FaultyNode, startFaultyNode } from "#tests/main/chain/faultyNode.ts";
import { journalStates } from "./journalStates.ts";
import { claimOn, type MoneyWorld, PIN, startMoneyWorld } from "./moneyWorld.ts";
import { type Desk, type DeskOptions, openDesk } from "./openDesk.ts";

const POLL = { timeout: 40_000, interval: 150 };
const SEND = "eth_sendRawTransaction";
const CONFIRMED = 4;
const FINAL = 8;

let world: MoneyWorld;
let options: DeskOptions;
let address: string;
let backup: string;
let node: FaultyNode;
let desk: Desk;
let serial = 0;

beforeAll(async () => {
  world = await startMoneyWorld();
  ({ options, address, backup } = await world.newDesk());
}, 120_000);
afterAll(() => world.stop());
beforeEach(async () => {
  node = await startFaultyNode(world.chain.url);
  desk = await openDesk({ ...options, nodes: [node.url] });
});
afterEach(async () => {
  await desk.close();
  await node.stop();
  await world.chain.resumeMining();
});

const statusOf = async (id: string) => (await world.refund(id)).status;
const transactionCount = async () =>
  BigInt(await world.chain.rpc<string>("eth_getTransactionCount", [address, "latest"]));

type Fresh = { refund: Refund; units: bigint; before: bigint; count: bigint };
async function freshRefund(): Promise<Fresh> {
  serial += 1;
  const amount = `${60 + serial}.25`;
  const refund = await world.approved("USDT", amount);
  return { refund, units: toBaseUnits(amount, 6), before: await world.paid("USDT"), count: await transactionCount() };
}

/** Signed and registered, in the pool of a node that mines nothing for now. */
async function waiting(): Promise<Fresh & { txHash: string }> {
  const fresh = await freshRefund();
  const { execute } = await claimOn(desk, world, fresh.refund);
  await world.chain.pauseMining();
  const sent = await desk.handlers.refunds.execute(execute);
  return { ...fresh, txHash: sent.attempts[0]?.txHash ?? "" };
}

/** Signed and registered, and no node has it: every sending fails on the way. */
async function lost(): Promise<Fresh & { txHash: string }> {
  const fresh = await freshRefund();
  const { execute } = await claimOn(desk, world, fresh.refund);
  node.spoil(SEND, "reset-before");
  const sent = await desk.handlers.refunds.execute(execute);
  expect(sent.status).toBe("BROADCAST_UNKNOWN");
  return { ...fresh, txHash: sent.attempts[0]?.txHash ?? "" };
}

/** Claims it as it is at this moment: what nodes answer is reported meanwhile, and each report is a new version. */
async function claimNow(id: string, purpose: "FEE_BUMP" | "VOID") {
  for (let tries = 1; ; tries += 1)
    try {
      return await claimOn(desk, world, await world.refund(id), purpose);
    } catch (error) {
      if (!isAppError(error, "VERSION_MISMATCH") || tries === 40) throw error;
    }
}

/** Mined once, counted to the end, and not a unit more. */
async function expectPaidOnce({ refund, units, before, count }: Fresh) {
  await expect.poll(() => world.paid("USDT"), POLL).toBe(before + units);
  await world.chain.mine(FINAL);
  await world.watch();
  await expect.poll(() => statusOf(refund.id), POLL).toBe("COMPLETED");
  expect(await world.paid("USDT")).toBe(before + units);
  expect(await transactionCount()).toBe(count + 1n);
}

async function ownWallet(): Promise<Wallet> {
  const { privateKey } = await decryptKeystoreJson(backup, Buffer.from(PIN, "utf8"));
  return new Wallet(privateKey);
}

describe("F24 a higher fee on the same slot", () => {
  test("I9 stuck in the pool: replaced by an eighth more, mined, paid once", async () => {
    const fresh = await waiting();
    await expect.poll(() => statusOf(fresh.refund.id), POLL).toBe("BROADCAST");
    const { review, execute } = await claimNow(fresh.refund.id, "FEE_BUMP");
    const [payment] = (await world.refund(fresh.refund.id)).attempts;
    expect(review).toMatchObject({
      purpose: "FEE_BUMP",
      replaces: { txHash: fresh.txHash, maxFeeWei: payment?.maxFeeWei },
      nonce: payment?.nonce,
      to: { transaction: fresh.refund.refundAddress },
    });
    expect(BigInt(review.maxFeeWei) * 8n).toBeGreaterThanOrEqual(BigInt(payment?.maxFeeWei ?? "0") * 9n);
    const bumped = await desk.handlers.refunds.execute(execute);
    expect(bumped.attempts.map(({ kind }) => kind)).toEqual(["PAYMENT", "FEE_BUMP"]);
    await world.chain.resumeMining();
    await world.chain.mine();
    await expectPaidOnce(fresh);
    expect((await world.refund(fresh.refund.id)).txHash).toBe(bumped.attempts[1]?.txHash);
  }, 150_000);

  test("L4 the payment that was replaced is followed until what paid instead is final, not only Completed", async () => {
    const fresh = await waiting();
    await expect.poll(() => statusOf(fresh.refund.id), POLL).toBe("BROADCAST");
    const { execute } = await claimNow(fresh.refund.id, "FEE_BUMP");
    await desk.handlers.refunds.execute(execute);
    await world.chain.resumeMining();
    await world.chain.mine(CONFIRMED);
    await world.watch();
    await expect.poll(() => statusOf(fresh.refund.id), POLL).toBe("COMPLETED");
    // Several looks of the desk.
    await sleep(2_000);
    expect(journalStates(options.folder, fresh.refund.id)).not.toContain("settled");
    await world.chain.mine(FINAL);
    await expect.poll(() => journalStates(options.folder, fresh.refund.id), POLL).toEqual(["settled", "settled"]);
    await expectPaidOnce(fresh);
  }, 150_000);

  test("backed out before signing: nothing changes, and the lock is free", async () => {
    const fresh = await waiting();
    await expect.poll(() => statusOf(fresh.refund.id), POLL).toBe("BROADCAST");
    await claimNow(fresh.refund.id, "FEE_BUMP");
    const released = await desk.handlers.refunds.releaseClaim({ id: fresh.refund.id });
    expect(released).toMatchObject({ status: "BROADCAST", lease: null });
    expect(released.attempts).toHaveLength(1);
    await world.chain.resumeMining();
    await world.chain.mine();
    await expectPaidOnce(fresh);
  }, 150_000);

  test("no room under the approved cap: said in words, nothing signed, the lock given back", async () => {
    const fresh = await waiting();
    await expect.poll(() => statusOf(fresh.refund.id), POLL).toBe("BROADCAST");
    await world.chain.setBaseFee(900_000_000_000n);
    await world.chain.mine();
    await expect(claimNow(fresh.refund.id, "FEE_BUMP")).rejects.toMatchObject({ code: "FEE_ABOVE_CAP" });
    expect(await world.refund(fresh.refund.id)).toMatchObject({ lease: null, attempts: [{ kind: "PAYMENT" }] });
    await world.chain.setBaseFee(1_000_000_000n);
    await world.chain.mine();
    await world.chain.resumeMining();
    await expectPaidOnce(fresh);
  }, 150_000);
});

describe("F25 withheld on the chain", () => {
  test("I4 I5 the review shows that nobody is paid; mined, Void, and the payment is never sent again by itself", async () => {
    const fresh = await lost();
    await world.withholdable(fresh.refund.id);
    const { review, execute } = await claimNow(fresh.refund.id, "VOID");
    expect(review).toMatchObject({
      purpose: "VOID",
      amount: "0",
      to: { transaction: address, approvedRequest: fresh.refund.refundAddress },
      from: address,
      contractAddress: null,
      replaces: { txHash: fresh.txHash },
      requestedBy: { note: "The client changed his mind" },
      approvals: [{ signatureValid: true }],
      requiredApprovals: 1,
    });
    expect(review.preflight.map(({ ok }) => ok)).not.toContain(false);
    const sent = await desk.handlers.refunds.execute(execute);
    expect(sent.attempts.map(({ kind }) => kind)).toEqual(["PAYMENT", "VOID"]);
    const voidHash = sent.attempts[1]?.txHash ?? "";
    // Both are stored, and neither has reached a node: what is sent from now on is the newest, not the payment.
    node.spoil(SEND, undefined);
    await expect
      .poll(() => world.chain.rpc("eth_getTransactionReceipt", [voidHash]), POLL)
      .toMatchObject({ status: "0x1" });
    await world.chain.mine(FINAL);
    await world.watch();
    await expect.poll(() => statusOf(fresh.refund.id), POLL).toBe("VOID");
    expect(await world.paid("USDT")).toBe(fresh.before);
    expect(await transactionCount()).toBe(fresh.count + 1n);
  }, 150_000);

  test("without a second person's approval nothing is signed", async () => {
    const fresh = await waiting();
    await expect.poll(() => statusOf(fresh.refund.id), POLL).toBe("BROADCAST");
    await expect(claimNow(fresh.refund.id, "VOID")).rejects.toMatchObject({ code: "REFUND_STATE" });
    await world.chain.resumeMining();
    await world.chain.mine();
    await expectPaidOnce(fresh);
  }, 150_000);

  test("raced by the payment, which is mined first: paid once, Completed, the void pays nobody and is never mined", async () => {
    const fresh = await waiting();
    await expect.poll(() => statusOf(fresh.refund.id), POLL).toBe("BROADCAST");
    await world.withholdable(fresh.refund.id);
    const { execute } = await claimNow(fresh.refund.id, "VOID");
    node.spoil(SEND, "reset-before");
    const sent = await desk.handlers.refunds.execute(execute);
    expect(sent.attempts.map(({ kind }) => kind)).toEqual(["PAYMENT", "VOID"]);
    await world.chain.resumeMining();
    await world.chain.mine();
    node.spoil(SEND, undefined);
    await expectPaidOnce(fresh);
    expect((await world.refund(fresh.refund.id)).attempts).toMatchObject([{ mined: { status: 1 } }, { mined: null }]);
  }, 150_000);
});

describe("reorganisations", () => {
  test("F30 I1 before it is completed, with a replacement among the attempts: paid once", async () => {
    const fresh = await waiting();
    await expect.poll(() => statusOf(fresh.refund.id), POLL).toBe("BROADCAST");
    const { execute } = await claimNow(fresh.refund.id, "FEE_BUMP");
    await desk.handlers.refunds.execute(execute);
    await world.chain.resumeMining();
    await world.chain.mine();
    await expect.poll(() => world.paid("USDT"), POLL).toBe(fresh.before + fresh.units);
    await world.watch();
    await world.chain.reorg(2);
    expect(await world.paid("USDT")).toBe(fresh.before);
    await world.watch();
    await expectPaidOnce(fresh);
  }, 150_000);

  test("F32 I1 I8 after it was completed: reopened, the same bytes again, paid once", async () => {
    const fresh = await freshRefund();
    const { execute } = await claimOn(desk, world, fresh.refund);
    await desk.handlers.refunds.execute(execute);
    await expect.poll(() => world.paid("USDT"), POLL).toBe(fresh.before + fresh.units);
    await world.chain.mine(CONFIRMED);
    await world.watch();
    await expect.poll(() => statusOf(fresh.refund.id), POLL).toBe("COMPLETED");
    await world.chain.reorg(CONFIRMED + 1);
    expect(await world.paid("USDT")).toBe(fresh.before);
    await world.watch();
    await expectPaidOnce(fresh);
    expect((await world.refund(fresh.refund.id)).attempts).toHaveLength(1);
  }, 150_000);
});

describe("F28 a stranger's transaction took the nonce", () => {
  test("F19 Nonce lost; closed as unpaid at finality and not before; never paid", async () => {
    const fresh = await lost();
    const wallet = await ownWallet();
    const { slot } = await world.refund(fresh.refund.id);
    const raw = await wallet.signTransaction({
      type: 2,
      chainId: slot?.chainId ?? 0,
      nonce: Number.parseInt(slot?.nonce ?? "", 10),
      to: world.chain.account(3).address,
      value: 1n,
      gasLimit: 21_000n,
      maxFeePerGas: 60_000_000_000n,
      maxPriorityFeePerGas: 3_000_000_000n,
    });
    await world.chain.rpc(SEND, [raw]);
    node.spoil(SEND, undefined);
    await world.chain.mine(CONFIRMED - 1);
    await world.watch();
    await world.watch();
    await expect.poll(() => statusOf(fresh.refund.id), POLL).toBe("NONCE_LOST");
    await expect(world.closeUnpaid(fresh.refund.id)).rejects.toThrow(/TX_MAY_STILL_CONFIRM/);
    await world.chain.mine(FINAL);
    expect(await world.closeUnpaid(fresh.refund.id)).toMatchObject({
      status: "FAILED_ON_CHAIN",
      lockReleased: true,
      failure: { code: "CLOSED_UNPAID" },
    });
    expect(await world.paid("USDT")).toBe(fresh.before);
  }, 150_000);
});

// Time passes from here on: sessions end.
test("feature 48 F22 F26 I1 dropped by a higher base fee, raised on the same slot, paid once", async () => {
  const fresh = await waiting();
  await expect.poll(() => statusOf(fresh.refund.id), POLL).toBe("BROADCAST");
  await world.chain.setBaseFee(60_000_000_000n);
  await world.chain.mine();
  const auditor = async () =>
    (await world.central.api("auditor")).call("refunds.get", { params: { id: fresh.refund.id } });
  // No node knows it from now on, and the service notices by itself.
  await world.watch();
  await desk.close();
  world.central.clock.advance(10 * 60_000);
  await world.watch();
  expect((await auditor()).status).toBe("DROPPED");
  desk = await openDesk({ ...options, nodes: [node.url] });
  await world.chain.setBaseFee(60_000_000_000n);
  const { execute } = await claimOn(desk, world, await auditor(), "FEE_BUMP");
  const sent = await desk.handlers.refunds.execute(execute);
  expect(sent.attempts.map(({ kind }) => kind)).toEqual(["PAYMENT", "FEE_BUMP"]);
  await world.chain.mine();
  await world.chain.resumeMining();
  await expect.poll(() => world.paid("USDT"), POLL).toBe(fresh.before + fresh.units);
  await world.chain.mine(FINAL);
  await world.watch();
  expect(await auditor()).toMatchObject({ status: "COMPLETED", txHash: sent.attempts[1]?.txHash });
  expect(await world.paid("USDT")).toBe(fresh.before + fresh.units);
  expect(await transactionCount()).toBe(fresh.count + 1n);
}, 150_000);
