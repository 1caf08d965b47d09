import { readFileSync } from "node:fs";
import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import { eq } from "drizzle-orm";
import { decryptKeystoreJson } from "ethers";
import { walletAddresses } from "#central/store/tables.ts";
import { decodeSigned } from "#main/chain/payment.ts";
// Makes ethers use Node's scrypt, which does not block the test for seconds.
import "#main/signer/keys.ts";
import { AppError } from "#shared/errors.ts";
import { toBaseUnits } from "#shared/money.ts";
import type { FaultPoint } from "#main/refunds/executionRooms.ts";
import { claimOn, type Currency, DECIMALS, type MoneyWorld, PIN, startMoneyWorld } from "./moneyWorld.ts";
import { type Desk, type DeskOptions, openDesk } from "./openDesk.ts";

let world: MoneyWorld;
let options: DeskOptions;
let address: string;
let backup: string;
let desk: Desk;
const open: Desk[] = [];

beforeAll(async () => {
  world = await startMoneyWorld();
  ({ options, address, backup } = await world.newDesk());
}, 120_000);
afterAll(() => world.stop());
afterEach(async () => {
  for (const one of open.splice(0)) await one.close();
});

async function sitDown(
  overrides: Partial<DeskOptions> = {},
  fault: (point: FaultPoint) => void = () => undefined,
): Promise<Desk> {
  desk = await openDesk({ ...options, ...overrides }, fault);
  open.push(desk);
  return desk;
}

const POLL = { timeout: 20_000, interval: 100 };

describe("R21.1 R21.2 R21.3 R22 executing a refund", () => {
  test.each<[Currency, string]>([
    ["ETH", "1.234567890123456789"],
    ["USDT", "1250.5"],
    ["HKDX", "7777.000000000000000001"],
  ])(
    "pays %s %s exactly, once, and follows it to the end",
    async (currency, amount) => {
      await sitDown();
      const refund = await world.approved(currency, amount);
      const before = await world.paid(currency);
      const { review, execute } = await claimOn(desk, world, refund);
      expect(review).toMatchObject({
        amount,
        currency,
        to: { transaction: world.payee, approvedRequest: world.payee, addressBook: world.payee },
        from: address,
        intentHash: refund.intentHash,
        chainId: 31337,
      });
      expect(review.preflight.filter(({ ok }) => !ok)).toEqual([]);
      expect(review.approvals).toEqual([expect.objectContaining({ name: "Sam Supervisor", signatureValid: true })]);
      // Nothing is signed by looking.
      const claimed = await world.refund(refund.id);
      expect(claimed.attempts).toEqual([]);
      // Both times by the central service's clock; the desk's own runs twenty times as fast here.
      expect(review.lease.takenAt).toBe(claimed.updatedAt);
      expect(Date.parse(review.lease.expiresAt) - Date.parse(review.lease.takenAt)).toBe(60_000);

      const sent = await desk.handlers.refunds.execute(execute);
      expect(["BROADCAST", "CONFIRMING", "COMPLETED"]).toContain(sent.status);
      expect(desk.steps).toEqual(["CLAIMED", "CHECKED", "SIGNED", "RECORDED", "BROADCAST", "TRACKING"]);
      await expect.poll(() => world.paid(currency), POLL).toBe(before + toBaseUnits(amount, DECIMALS[currency]));
      await world.chain.mine(8);
      await expect.poll(async () => (await world.refund(refund.id)).status, POLL).toBe("COMPLETED");
      const done = await world.refund(refund.id);
      expect(done.attempts).toHaveLength(1);
      expect(done.txHash).toBe(done.attempts[0]!.txHash);
      // I5: what the node has is what the screen showed.
      const raw = await world.chain.rpc<string>("eth_getRawTransactionByHash", [done.txHash]);
      expect(decodeSigned(raw)).toMatchObject({
        to: review.to.transaction,
        contractAddress: review.contractAddress,
        amountBaseUnits: toBaseUnits(review.amount, DECIMALS[currency]).toString(),
        chainId: review.chainId,
        nonce: review.nonce,
        from: review.from,
        maxFeeWei: review.maxFeeWei,
      });
      expect(done.attempts[0]!.nonce).toBe(review.nonce);
    },
    60_000,
  );

  test("R21.2 the last look must be confirmed: digest, last six characters, PIN", async () => {
    await sitDown();
    const refund = await world.approved("USDT", "11");
    const { execute } = await claimOn(desk, world, refund);
    const run = (changes: Partial<typeof execute>) => desk.handlers.refunds.execute({ ...execute, ...changes });
    await expect(run({ reviewDigest: "ab".repeat(32) })).rejects.toMatchObject({ code: "REVIEW_CHANGED" });
    await expect(run({ lastSix: "000000" })).rejects.toMatchObject({ code: "REVIEW_NOT_CONFIRMED" });
    await expect(run({ pin: "135792" })).rejects.toMatchObject({ code: "SIGNER_PIN_WRONG" });
    expect((await world.refund(refund.id)).attempts).toEqual([]);
    // The review is still open after a slip of the finger.
    const before = await world.paid("USDT");
    await run({ lastSix: execute.lastSix.toUpperCase() });
    await expect.poll(() => world.paid("USDT"), POLL).toBe(before + 11_000_000n);
    // And is over once it was signed.
    await expect(run({})).rejects.toMatchObject({ code: "REVIEW_CHANGED" });
  }, 60_000);

  test("I9 a workstation that has seen more of the log than the service holds takes no lock and no slot", async () => {
    await sitDown({ logBroken: "the log holds 80 events, 120 were seen" });
    const refund = await world.approved("USDT", "12.5");
    await expect(claimOn(desk, world, refund)).rejects.toMatchObject({ code: "LOG_BROKEN" });
    const after = await world.refund(refund.id);
    expect(after).toMatchObject({ status: "APPROVED", slot: null, lease: null });
    await sitDown();
    const { execute } = await claimOn(desk, world, after);
    expect(await desk.handlers.refunds.execute(execute)).toMatchObject({ id: refund.id });
  });

  test("feature 43 I2 no room to keep what was signed: nothing is sent; with room again the same review pays once", async () => {
    let full = true;
    await sitDown({}, (point) => {
      if (point === "after-sign" && full) throw new AppError("DISK_FULL", "The disk of this workstation is full");
    });
    const refund = await world.approved("USDT", "12");
    const before = await world.paid("USDT");
    const { execute } = await claimOn(desk, world, refund);
    await expect(desk.handlers.refunds.execute(execute)).rejects.toMatchObject({ code: "DISK_FULL" });
    expect(await world.refund(refund.id)).toMatchObject({ status: "SIGNING", attempts: [] });
    expect(await world.paid("USDT")).toBe(before);
    full = false;
    await desk.handlers.refunds.execute(execute);
    await expect.poll(() => world.paid("USDT"), POLL).toBe(before + 12_000_000n);
    expect((await world.refund(refund.id)).attempts).toHaveLength(1);
  }, 60_000);

  test("backing out gives the lock back, signs nothing, and keeps the slot", async () => {
    await sitDown();
    const refund = await world.approved("USDT", "13");
    const first = await claimOn(desk, world, refund);
    expect(await desk.handlers.refunds.releaseClaim({ id: refund.id })).toMatchObject({
      status: "APPROVED",
      lease: null,
    });
    expect(desk.leases.at(-1)).toBeNull();
    await expect(desk.handlers.refunds.execute(first.execute)).rejects.toMatchObject({ code: "REVIEW_CHANGED" });
    const second = await claimOn(desk, world, await world.refund(refund.id));
    expect(second.review.nonce).toBe(first.review.nonce);
    const before = await world.paid("USDT");
    await desk.handlers.refunds.execute(second.execute);
    await expect.poll(() => world.paid("USDT"), POLL).toBe(before + 13_000_000n);
  }, 60_000);

  test("the lock is renewed while the review is open; lost, the review closes and nothing is signed", async () => {
    await sitDown();
    const refund = await world.approved("USDT", "14");
    const { execute } = await claimOn(desk, world, refund);
    // Fifty seconds pass at the service, the lock would end after sixty: it was renewed.
    world.central.clock.advance(50_000);
    const taken = desk.leases.length;
    await expect.poll(() => desk.leases.length, POLL).toBeGreaterThan(taken);
    world.central.clock.advance(50_000);
    await expect.poll(() => desk.leases.length, POLL).toBeGreaterThan(taken + 1);
    world.central.clock.advance(61_000);
    await expect.poll(() => desk.leases.at(-1), POLL).toBeNull();
    await expect(desk.handlers.refunds.execute(execute)).rejects.toMatchObject({ code: "REVIEW_CHANGED" });
    expect((await world.refund(refund.id)).attempts).toEqual([]);
    // The executor goes on where he was, on the same slot.
    const again = await claimOn(desk, world, await world.refund(refund.id));
    await desk.handlers.refunds.execute(again.execute);
    await expect.poll(async () => (await world.refund(refund.id)).attempts.length, POLL).toBe(1);
  }, 60_000);

  test("R21.3 a disk that fills up after the nodes have the bytes: nobody is told that nothing happened, and it is paid once", async () => {
    await sitDown({}, (point) => {
      if (point === "after-broadcast") throw new AppError("DISK_FULL", "The disk of this workstation is full");
    });
    const refund = await world.approved("USDT", "31.25");
    const before = await world.paid("USDT");
    const { execute } = await claimOn(desk, world, refund);
    await expect(desk.handlers.refunds.execute(execute)).rejects.toMatchObject({ code: "BROADCAST_UNKNOWN" });
    await desk.close();
    open.length = 0;
    await sitDown();
    await desk.resume();
    await world.chain.mine(2);
    await expect.poll(() => world.paid("USDT"), POLL).toBe(before + toBaseUnits("31.25", 6));
    expect((await world.refund(refund.id)).attempts).toHaveLength(1);
  }, 60_000);

  test("I12 an address that is no longer Verified at the last moment is not paid", async () => {
    await sitDown();
    const refund = await world.approved("USDT", "15");
    const { execute } = await claimOn(desk, world, refund);
    await setAddressStatus(refund.refundAddressId, "REVOKED");
    await expect(desk.handlers.refunds.execute(execute)).rejects.toMatchObject({ code: "REFUND_ADDRESS_NOT_VERIFIED" });
    await setAddressStatus(refund.refundAddressId, "VERIFIED");
    expect((await world.refund(refund.id)).attempts).toEqual([]);
    await desk.handlers.refunds.execute(execute);
  }, 60_000);

  test("feature 41 a payment that the key cannot pay for may be looked at, and is not signed", async () => {
    const poor = await world.newDesk();
    const rich = options;
    options = poor.options;
    try {
      await sitDown();
      await world.chain.rpc("anvil_setBalance", [poor.address, "0x1"]);
      const refund = await world.approved("ETH", "2");
      const { review, execute } = await claimOn(desk, world, refund);
      expect(review.preflight.filter(({ ok }) => !ok).map(({ key }) => key)).toEqual(["amount", "gas", "simulation"]);
      await expect(desk.handlers.refunds.execute(execute)).rejects.toMatchObject({ code: "BALANCE_TOO_LOW" });
      expect((await world.refund(refund.id)).attempts).toEqual([]);
      await world.chain.rpc("anvil_setBalance", [poor.address, "0x8ac7230489e80000"]);
      await desk.handlers.refunds.releaseClaim({ id: refund.id });
      const again = await claimOn(desk, world, await world.refund(refund.id));
      await desk.handlers.refunds.execute(again.execute);
    } finally {
      options = rich;
    }
  }, 90_000);
});

describe("I16 R21.4 secrets", () => {
  test("no PIN, key or token in the log, the journal file or anything the page gets", async () => {
    await sitDown();
    const refund = await world.approved("USDT", "16");
    const { review, execute } = await claimOn(desk, world, refund);
    await expect(desk.handlers.refunds.execute({ ...execute, pin: "wrong-pin-canary" })).rejects.toMatchObject({
      code: "SIGNER_PIN_WRONG",
    });
    const sent = await desk.handlers.refunds.execute(execute);
    const token = desk.remote.streamHeaders()?.["authorization"]?.slice("Bearer ".length) ?? "";
    expect(token.length).toBeGreaterThan(10);
    const privateKey = (await decryptKeystoreJson(backup, Buffer.from(PIN))).privateKey.slice(2);
    const texts = [
      readFileSync(`${options.folder}/keyring.json`, "utf8"),
      ...desk.lines,
      JSON.stringify([review, sent, await desk.handlers.signingKey.mine({})]),
      readFileSync(`${options.folder}/journal.db`, "latin1"),
      readFileSync(`${options.folder}/journal.db-wal`, "latin1"),
    ];
    for (const text of texts)
      for (const secret of [PIN, "wrong-pin-canary", token, privateKey]) expect(text).not.toContain(secret);
  }, 60_000);
});

async function setAddressStatus(id: string, status: "VERIFIED" | "REVOKED"): Promise<void> {
  await world.central.rooms.database.db.update(walletAddresses).set({ status }).where(eq(walletAddresses.id, id));
}
