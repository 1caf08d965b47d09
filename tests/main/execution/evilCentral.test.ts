import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from "vitest";
import type { Claim, Refund } from "#shared/contract/refund.ts";
import { intentHashOf, type RefundIntent } from "#shared/domain/intent.ts";
import { approvalOf, makeApprover, sha256 } from "#tests/main/signer/approvers.ts";
import { type EvilCentral, startEvilCentral } from "./evilCentral.ts";
import { claimOn, type MoneyWorld, startMoneyWorld } from "./moneyWorld.ts";
import { type Desk, type DeskOptions, openDesk } from "./openDesk.ts";

const THIEF = "0x90F79bf6EB2c4f870365E785982E1f101E93b906";
const CLAIM = /^POST .*\/claim$/;
const READ = /^GET \/v1\/refunds\/[0-9a-f-]+$/;
const ADDRESS = /^GET \/v1\/wallet-addresses\//;
const REGISTER = /^POST .*\/attempts$/;
const ATTEMPTS = /^GET .*\/attempts$/;
const POLL = { timeout: 20_000, interval: 100 };

let world: MoneyWorld;
let options: DeskOptions;
let evil: EvilCentral;
let desk: Desk;
/** lied about in every way, and paid once at the end */
let refund: Refund;
let before: bigint;

beforeAll(async () => {
  world = await startMoneyWorld();
  ({ options } = await world.newDesk());
  refund = await world.approved("USDT", "500");
  before = await world.paid("USDT");
}, 120_000);
afterAll(() => world.stop());
beforeEach(async () => {
  evil = await startEvilCentral(world.central.url);
  desk = await openDesk({ ...options, centralUrl: evil.url });
  refund = await world.refund(refund.id);
});
afterEach(async () => {
  await desk.close();
  await evil.stop();
});

const lieInClaim = (lie: (claim: Claim) => unknown) => evil.lieAbout(CLAIM, (body) => lie(body as unknown as Claim));

/** Nothing was signed, registered or paid. */
async function expectUnharmed(): Promise<void> {
  expect(desk.steps).not.toContain("SIGNED");
  expect(evil.asked.filter((what) => REGISTER.test(what))).toEqual([]);
  expect((await world.refund(refund.id)).attempts).toEqual([]);
  expect(await world.paid("USDT")).toBe(before);
}

/** A complete lie: refund, intent and hash fit each other again. */
function rewritten(truth: Refund, changes: Partial<RefundIntent>): Refund {
  const intent = { ...truth.intent, ...changes };
  return {
    ...truth,
    refundAddress: intent.to,
    amount: intent.amount,
    intent,
    intentHash: intentHashOf(intent, sha256),
  };
}

describe("matrix 24, I4, I9: a central service that lies gets no signature", () => {
  test.each<[string, Partial<RefundIntent>]>([
    ["another recipient", { to: THIEF }],
    ["another amount", { amount: "499999", amountBaseUnits: "499999000000" }],
    ["a higher fee cap", { feeCapWei: "900000000000000000" }],
    ["another chain", { chainId: 1 }],
  ])("%s under the old hash is refused at once, and the lock given back", async (_name, changes) => {
    lieInClaim((claim) => ({ ...claim, intent: { ...claim.intent, ...changes } }));
    await expect(claimOn(desk, world, refund)).rejects.toMatchObject({ code: "INTENT_MISMATCH" });
    expect(await world.refund(refund.id)).toMatchObject({ status: "APPROVED", lease: null });
    await expectUnharmed();
  });

  test("another recipient with fitting hashes everywhere: the approvals do not fit it", async () => {
    const lie = (truth: Refund) => rewritten(truth, { to: THIEF });
    evil.lieAbout(READ, (body) => lie(body as unknown as Refund));
    lieInClaim((claim) => {
      const lied = lie(claim.refund);
      return { ...claim, refund: lied, intent: lied.intent, intentHash: lied.intentHash };
    });
    evil.lieAbout(ADDRESS, (body) => ({ ...(body as object), address: THIEF }));
    await desk.close();
    // The step-up is bound to the true hash at the true service; a liar would do without.
    desk = await openDesk({ ...options, centralUrl: evil.url, stepUpHash: refund.intentHash });
    const { review, execute } = await claimOn(desk, world, refund);
    expect(review.to.transaction).toBe(THIEF);
    expect(review.approvals).toEqual([expect.objectContaining({ signatureValid: false })]);
    await expect(desk.handlers.refunds.execute(execute)).rejects.toMatchObject({ code: "SIGNER_REFUSED" });
    await desk.handlers.refunds.releaseClaim({ id: refund.id });
    await expectUnharmed();
  });

  test("approvals that nobody gave", async () => {
    const stranger = makeApprover(66);
    lieInClaim((claim) => {
      const [first] = claim.refund.approvals;
      const by = { id: stranger.userId, name: "Sam Supervisor" };
      const forged = { ...first, ...approvalOf(stranger, claim.intent), by, publicKey: stranger.publicKey };
      return { ...claim, refund: { ...claim.refund, approvals: [forged] } };
    });
    const { review, execute } = await claimOn(desk, world, refund);
    expect(review.preflight.find(({ key }) => key === "approvals")).toMatchObject({ ok: false });
    await expect(desk.handlers.refunds.execute(execute)).rejects.toMatchObject({ code: "SIGNER_REFUSED" });
    await desk.handlers.refunds.releaseClaim({ id: refund.id });
    await expectUnharmed();
  });

  test("a second slot for the same refund, and a slot of somebody else's address", async () => {
    lieInClaim((claim) => ({
      ...claim,
      slot: { ...claim.slot, nonce: (BigInt(claim.slot.nonce) + 1n).toString() },
    }));
    await expect(claimOn(desk, world, refund)).rejects.toMatchObject({ code: "SIGNER_REFUSED" });
    lieInClaim((claim) => ({ ...claim, slot: { ...claim.slot, from: THIEF } }));
    await expect(claimOn(desk, world, await world.refund(refund.id))).rejects.toMatchObject({ code: "SIGNER_REFUSED" });
    await expectUnharmed();
  });

  test("limits above the approved fee cap", async () => {
    lieInClaim((claim) => ({ ...claim, limits: { gasLimit: "30000000", maxFeePerGasWei: "900000000000000" } }));
    await world.chain.setBaseFee(20_000_000_000n);
    await world.chain.mine();
    const { review, execute } = await claimOn(desk, world, refund);
    expect(review.preflight.find(({ key }) => key === "fee")).toMatchObject({ ok: false });
    await expect(desk.handlers.refunds.execute(execute)).rejects.toMatchObject({ code: "FEE_ABOVE_CAP" });
    await desk.handlers.refunds.releaseClaim({ id: refund.id });
    await world.chain.setBaseFee(1_000_000_000n);
    await world.chain.mine();
    await expectUnharmed();
  });

  test("an address book that changes between the review and the signature", async () => {
    const { execute } = await claimOn(desk, world, refund);
    evil.lieAbout(ADDRESS, (body) => ({ ...(body as object), address: THIEF }));
    await expect(desk.handlers.refunds.execute(execute)).rejects.toMatchObject({ code: "REFUND_ADDRESS_NOT_VERIFIED" });
    await desk.handlers.refunds.releaseClaim({ id: refund.id });
    await expectUnharmed();
  });

  test("I20 an answer of another shape", async () => {
    lieInClaim(() => ({ ok: true }));
    await expect(claimOn(desk, world, refund)).rejects.toMatchObject({ code: "RESPONSE_INVALID" });
    await expectUnharmed();
  });

  test("I2 bytes whose registration was answered with another hash do not leave; told the truth, they are paid once", async () => {
    const { execute } = await claimOn(desk, world, refund);
    evil.lieAbout(REGISTER, (body) => ({ ...(body as object), txHash: `0x${"ab".repeat(32)}` }));
    evil.lieAbout(ATTEMPTS, (body) => ({ ...(body as object), items: [] }));
    await expect(desk.handlers.refunds.execute(execute)).rejects.toMatchObject({ code: "BROADCAST_UNKNOWN" });
    expect(await world.paid("USDT")).toBe(before);
    evil.lieAbout(REGISTER, null);
    evil.lieAbout(ATTEMPTS, null);
    await expect.poll(() => world.paid("USDT"), POLL).toBe(before + 500_000_000n);
    expect((await world.refund(refund.id)).attempts).toHaveLength(1);
  });
});
