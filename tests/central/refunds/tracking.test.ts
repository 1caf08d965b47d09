/** What becomes of a payment is for the chain to say: F16 to F34, and with them D22 and D23 (R22, R23, I1, I8). */
import { eq } from "drizzle-orm";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";

import { MINUTE_MS } from "#central/clock.ts";
import { addCurrency } from "#central/configuration/saveCurrency.ts";
import { lockDeposit } from "#central/deposits/loadDeposit.ts";
import { moveDeposit, patchDeposit } from "#central/deposits/moveDeposit.ts";
import { refunds } from "#central/store/tables.ts";
import type { Refund } from "#shared/contract/refund.ts";
import { SYSTEM } from "#shared/domain/machine.ts";
import { CLIENT, CLIENT_INDEX, type MoneyWorld, startMoneyWorld } from "#tests/central/refunds/moneyWorld.ts";
import { FINALITY_DEPTH, REQUIRED_CONFIRMATIONS } from "#tests/support/centralWorld.ts";

/** Code that refuses whatever is sent to it: revert(0, 0). */
const REFUSES = "0x60006000fd";
let world: MoneyWorld;
let received = 0n;
beforeAll(async () => {
  world = await startMoneyWorld();
  await world.approver("supervisor");
  await world.executor();
});
afterAll(() => world.stop());
beforeEach(async () => {
  received = await world.chain.balanceOf("USDT", CLIENT.wallet);
});

const statusOf = async (id: string): Promise<string> => (await world.refund(id)).status;
const actionsOf = async (refund: { id: string; depositId: string }): Promise<string[]> => {
  const { items } = await (await world.api("auditor")).call("deposits.timeline", { params: { id: refund.depositId } });
  return items.filter(({ entityId }) => entityId === refund.id).map(({ action }) => action);
};
/** Registered bytes that nobody sent. */
async function signedOnly(about?: Refund) {
  const claimed = await world.claim(about ?? (await world.approved()));
  const bytes = await world.signed(claimed);
  await world.register(claimed, bytes);
  return { claimed, ...bytes, id: claimed.refund.id, depositId: claimed.refund.depositId };
}
let ether = 2;
const etherRefund = async (): Promise<Refund> => {
  ether += 1;
  return world.approved({}, await world.credited({ currency: "ETH", amount: `${ether}` }));
};
const codeAtPayee = (code: string) => world.chain.rpc("anvil_setCode", [CLIENT.wallet, code]);

test("feature 46 F16, F20, F31, D22, R22.1, R22.2, R22.4, R23.1: found by the service itself, counted to n, Refunded at n and not before", async () => {
  const sent = await world.paid();
  expect(await statusOf(sent.id)).toBe("SIGNED");
  await world.watch();
  const mined = await world.refund(sent.id);
  expect(mined).toMatchObject({
    status: "CONFIRMING",
    txHash: sent.txHash,
    confirmations: { current: 1, required: REQUIRED_CONFIRMATIONS, orphanedAt: null },
    attempts: [{ mined: { status: 1 } }],
  });
  expect(mined.feeWei).toBe(mined.attempts[0]?.mined?.feeWei);
  expect(await world.deposit(sent.depositId)).toMatchObject({
    status: "CREDITED",
    refundBadge: "Refund confirming 1/3",
  });
  await world.mine(REQUIRED_CONFIRMATIONS - 2);
  expect(await world.refund(sent.id)).toMatchObject({ status: "CONFIRMING", confirmations: { current: 2 } });
  expect(await world.deposit(sent.depositId)).toMatchObject({ status: "CREDITED", refundedAmount: null });
  await world.mine(1);
  const done = await world.refund(sent.id);
  expect(done).toMatchObject({
    status: "COMPLETED",
    confirmations: { current: 3 },
    lease: null,
    notification: { status: "OPEN" },
  });
  expect(await world.deposit(sent.depositId)).toMatchObject({
    status: "REFUNDED",
    refundedAmount: done.amount,
    refundBadge: null,
  });
  expect(await actionsOf(sent)).toEqual([
    "refund.requested",
    "refund.approved",
    "refund.execution_started",
    "refund.signed",
    "refund.broadcast",
    "refund.mined",
    "refund.completed",
  ]);
  const paid = (await world.chain.balanceOf("USDT", CLIENT.wallet)) - received;
  // The client paid the deposit out of the same wallet and has it back.
  expect(paid).toBe(0n);
});

test("F18, F20: an unknown answer is resolved by the chain", async () => {
  const sent = await signedOnly();
  expect(await world.report(sent.id, sent.txHash, "UNKNOWN")).toMatchObject({ status: "BROADCAST_UNKNOWN" });
  await world.watch();
  expect(await statusOf(sent.id)).toBe("BROADCAST_UNKNOWN");
  await world.chain.pauseMining();
  await world.send(sent.signedTx);
  await world.watch();
  expect(await statusOf(sent.id)).toBe("BROADCAST");
  await world.chain.resumeMining();
  await world.mine(3);
  expect(await statusOf(sent.id)).toBe("COMPLETED");
});

describe("R22.3: status 1 proves nothing, status 0 never leads to Refunded", () => {
  test("feature 47 F21, F33, I8: reverted, the lock stays until the block is final, and then another refund may be asked for", async () => {
    const refund = await etherRefund();
    const sent = await signedOnly(refund);
    await codeAtPayee(REFUSES);
    try {
      await world.send(sent.signedTx);
      expect((await world.chain.receipt(sent.txHash)).status).toBe("0x0");
      await world.watch();
      expect(await world.refund(sent.id)).toMatchObject({ status: "BROADCAST", confirmations: { current: 1 } });
      await world.mine(2);
      const failed = await world.refund(sent.id);
      expect(failed).toMatchObject({
        status: "FAILED_ON_CHAIN",
        lockReleased: false,
        failure: { code: "REVERTED" },
        notification: null,
      });
      expect(BigInt(failed.feeWei ?? "0")).toBeGreaterThan(0n);
    } finally {
      await codeAtPayee("0x");
    }
    const operator = await world.api("operator");
    const again = async () => {
      const fresh = await world.deposit(sent.depositId);
      return { params: { id: fresh.id }, ifMatch: fresh.version, body: await world.refundBody(fresh) };
    };
    expect(await world.deposit(sent.depositId)).toMatchObject({ status: "CREDITED" });
    expect(await operator.refusal("deposits.requestRefund", await again())).toMatchObject({
      code: "REFUND_ALREADY_OPEN",
    });

    // F33: a reorganisation mines the same bytes once more, and this time they pay.
    await world.chain.reorg(3);
    await codeAtPayee("0x");
    await world.send(sent.signedTx);
    expect((await world.chain.receipt(sent.txHash)).status).toBe("0x1");
    await world.watch();
    expect(await world.refund(sent.id)).toMatchObject({ status: "CONFIRMING", failure: null });
    await world.mine(2);
    expect(await statusOf(sent.id)).toBe("COMPLETED");
    expect(await world.deposit(sent.depositId)).toMatchObject({ status: "REFUNDED" });
  });

  test("F21, I8: at finality the lock opens", async () => {
    const sent = await signedOnly(await etherRefund());
    await codeAtPayee(REFUSES);
    try {
      await world.send(sent.signedTx);
      await world.chain.receipt(sent.txHash);
      await world.mine(FINALITY_DEPTH - 2);
      expect(await world.refund(sent.id)).toMatchObject({ status: "FAILED_ON_CHAIN", lockReleased: false });
    } finally {
      await codeAtPayee("0x");
    }
    await world.mine(1);
    expect(await world.refund(sent.id)).toMatchObject({ status: "FAILED_ON_CHAIN", lockReleased: true });
    expect(await world.deposit(sent.depositId)).toMatchObject({
      status: "CREDITED",
      activeRefundId: null,
      refundBadge: null,
    });
    expect(await world.request(await world.deposit(sent.depositId))).toMatchObject({ status: "PENDING_APPROVAL" });
  });

  test("R22.3: a token that keeps a part: mined with status 1, paid less; it stays open, with an alarm", async () => {
    const { wallet } = await world.executor();
    const token = await world.chain.deploy("FeeToken", [10n ** 30n], CLIENT_INDEX);
    await world.central.asSystem((context) =>
      addCurrency(context, {
        code: "FEE",
        name: "Fee token",
        network: "DEVNET",
        kind: "ERC20",
        contractAddress: token,
        decimals: 18,
        displayDecimals: 8,
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
    const give = async (to: string, value: bigint) => {
      const bytes = await world.bytesFrom(CLIENT_INDEX, { to, value, contract: token });
      await world.chain.receipt(await world.send(bytes.raw));
    };
    await give(wallet.address, 10n ** 24n);
    const record = await world.apply({ currency: "FEE", amount: "99" });
    await give(record.destinationAddress, 100n * 10n ** 18n);
    await world.mine(3);
    const sent = await world.paid(await world.approved({}, await world.deposit(record.id)));
    expect((await world.chain.receipt(sent.txHash)).status).toBe("0x1");
    await world.mine(5);
    expect(await world.refund(sent.id)).toMatchObject({
      status: "BROADCAST",
      failure: { code: "PAID_DIFFERENTLY", detail: expect.stringContaining("98010000000000000000") as string },
    });
    await world.mine(20);
    expect(await world.deposit(record.id)).toMatchObject({ status: "CREDITED", activeRefundId: sent.id });
    expect((await actionsOf(sent)).filter((action) => action === "refund.alarm")).toHaveLength(1);
  });
});

describe("R22.6: dropped, and the nonce lost", () => {
  test("F22, F26: known nowhere for ten minutes with the nonce unused; the same bytes sent again go on", async () => {
    const sent = await signedOnly();
    await world.report(sent.id, sent.txHash, "ACCEPTED");
    await world.watch();
    await world.advance(10 * MINUTE_MS - 1);
    await world.watch();
    expect(await statusOf(sent.id)).toBe("BROADCAST");
    await world.advance(1);
    await world.watch();
    expect(await statusOf(sent.id)).toBe("DROPPED");
    await world.send(sent.signedTx);
    expect(await world.report(sent.id, sent.txHash, "ACCEPTED")).toMatchObject({ status: "BROADCAST" });
    await world.mine(3);
    expect(await statusOf(sent.id)).toBe("COMPLETED");
  });

  test("F26: the service finds dropped bytes that came back, and never leaves them lying", async () => {
    const sent = await signedOnly();
    await world.report(sent.id, sent.txHash, "ACCEPTED");
    await world.watch();
    await world.advance(10 * MINUTE_MS);
    await world.watch();
    expect(await statusOf(sent.id)).toBe("DROPPED");
    await world.send(sent.signedTx);
    await world.chain.receipt(sent.txHash);
    await world.watch();
    expect(await statusOf(sent.id)).toBe("CONFIRMING");
    await world.mine(3);
  });

  test("F23: another transaction took the nonce: seen only when it lies as deep as a payment would have to", async () => {
    const sent = await signedOnly();
    await world.report(sent.id, sent.txHash, "ACCEPTED");
    await world.spendNonce(sent.claimed.slot.nonce);
    await world.watch();
    expect(await statusOf(sent.id)).toBe("BROADCAST");
    await world.mine(3);
    expect(await statusOf(sent.id)).toBe("NONCE_LOST");
    expect(await world.deposit(sent.depositId)).toMatchObject({ status: "CREDITED", activeRefundId: sent.id });
  });

  test("F19, F27, F17: the same from an unknown answer, from Dropped, and from bytes nobody reported on", async () => {
    const unknown = await signedOnly();
    await world.report(unknown.id, unknown.txHash, "UNKNOWN");
    await world.spendNonce(unknown.claimed.slot.nonce);
    const dropped = await signedOnly();
    await world.report(dropped.id, dropped.txHash, "ACCEPTED");
    const silent = await signedOnly();
    await world.watch();
    await world.advance(10 * MINUTE_MS);
    await world.watch();
    expect(await statusOf(dropped.id)).toBe("DROPPED");
    await world.spendNonce(dropped.claimed.slot.nonce);
    await world.spendNonce(silent.claimed.slot.nonce);
    await world.mine(4);
    for (const { id } of [unknown, dropped, silent]) expect(await statusOf(id)).toBe("NONCE_LOST");
    expect(await actionsOf(silent)).toEqual(expect.arrayContaining(["refund.broadcast_unknown", "refund.nonce_lost"]));
  });
});

describe("reorganisations of a payment", () => {
  test("F30, F20: reorganised out while it confirms; the service sends the identical bytes again, and pays once", async () => {
    const sent = await world.paid();
    await world.watch();
    expect(await statusOf(sent.id)).toBe("CONFIRMING");
    await world.chain.pauseMining();
    await world.chain.reorg(1);
    await world.watch();
    const back = await world.refund(sent.id);
    expect(back).toMatchObject({ status: "BROADCAST", confirmations: { current: 0, blockHash: null } });
    expect(back.confirmations?.orphanedAt).not.toBeNull();
    expect(back.attempts[0]).toMatchObject({ mined: null, broadcasts: [{ result: "ACCEPTED" }] });
    await world.chain.resumeMining();
    await world.mine(3);
    expect(await world.refund(sent.id)).toMatchObject({ status: "COMPLETED", txHash: sent.txHash });
    expect(await actionsOf(sent)).toEqual(expect.arrayContaining(["refund.orphaned", "refund.sent_again"]));
    expect(await world.chain.balanceOf("USDT", CLIENT.wallet)).toBe(received);
  });

  test("F29: mined again in another block between two rounds", async () => {
    const sent = await world.paid();
    await world.watch();
    const before = await world.refund(sent.id);
    await world.chain.reorg(1);
    await world.send(sent.signedTx);
    await world.chain.receipt(sent.txHash);
    await world.watch();
    const after = await world.refund(sent.id);
    expect(after.status).toBe("CONFIRMING");
    expect(after.confirmations?.blockHash).not.toBe(before.confirmations?.blockHash);
    await world.mine(3);
    expect(await statusOf(sent.id)).toBe("COMPLETED");
  });

  test("feature 49 F32, D23, R22.5: reorganised out after completion: reopened with an alarm, sent again, never paid twice", async () => {
    const sent = await world.paid();
    await world.watch();
    await world.mine(4);
    expect(await world.deposit(sent.depositId)).toMatchObject({ status: "REFUNDED" });
    await world.chain.pauseMining();
    await world.chain.reorg(5);
    await world.watch();
    expect(await world.refund(sent.id)).toMatchObject({ status: "BROADCAST", completedAt: null, notification: null });
    expect(await world.deposit(sent.depositId)).toMatchObject({ status: "CREDITED", refundedAmount: null });
    await world.chain.resumeMining();
    await world.mine(3);
    expect(await world.refund(sent.id)).toMatchObject({ status: "COMPLETED", notification: { status: "OPEN" } });
    expect(await world.deposit(sent.depositId)).toMatchObject({ status: "REFUNDED" });
    expect(await actionsOf(sent)).toContain("refund.reopened");
    expect(await world.chain.balanceOf("USDT", CLIENT.wallet)).toBe(received);
  });

  test("D20, D22: a refund that completes while its deposit is under alarm settles it when the alarm is over", async () => {
    const sent = await world.paid();
    await world.watch();
    const { confirmations } = await world.deposit(sent.depositId);
    const lost = { ...confirmations, current: 0, blockNumber: null, blockHash: null };
    await world.central.asSystem(async (context) =>
      moveDeposit(context, await lockDeposit(context, sent.depositId), "D19", {
        facts: { blockOrphaned: true },
        mover: SYSTEM,
        patch: { confirmations: lost },
      }),
    );
    await world.mine(3);
    expect(await statusOf(sent.id)).toBe("COMPLETED");
    expect(await world.deposit(sent.depositId)).toMatchObject({ status: "REORG_ALERT" });
    await world.central.asSystem(async (context) =>
      patchDeposit(context, await lockDeposit(context, sent.depositId), { confirmations }),
    );
    await world.mine(1);
    expect(await world.deposit(sent.depositId)).toMatchObject({ status: "REFUNDED" });
  });

  test("F34: what was voided is mined after all", async () => {
    const sent = await world.paid();
    await world.central.asSystem(({ db }) => db.update(refunds).set({ status: "VOID" }).where(eq(refunds.id, sent.id)));
    await world.watch();
    expect(await statusOf(sent.id)).toBe("CONFIRMING");
    await world.mine(3);
    expect(await statusOf(sent.id)).toBe("COMPLETED");
  });
});

test("reportObservation decides nothing: our own nodes do, at once", async () => {
  const sent = await world.paid();
  const { client } = await world.executor();
  const receipt = await world.chain.receipt(sent.txHash);
  const observe = (change: Record<string, unknown> = {}, txHash = sent.txHash) => ({
    params: { id: sent.id, txHash },
    body: {
      blockNumber: BigInt(receipt.blockNumber).toString(),
      blockHash: receipt.blockHash,
      confirmations: 1,
      receiptStatus: 1,
      transfer: null,
      feeWei: "0",
      node: "node-1",
      ...change,
    },
  });
  const refusal = async (change: Record<string, unknown>, txHash?: string) =>
    client.refusal("refunds.reportObservation", observe(change, txHash));
  expect(await refusal({}, `0x${"ef".repeat(32)}`)).toMatchObject({ status: 409, code: "TX_HASH_MISMATCH" });
  expect(await refusal({ blockHash: `0x${"11".repeat(32)}` })).toMatchObject({ status: 409, code: "REORG_DETECTED" });
  expect(await refusal({ confirmations: 99 })).toMatchObject({ status: 409, code: "CONFIRMATIONS_INSUFFICIENT" });
  expect(await statusOf(sent.id)).toBe("SIGNED");
  const seen = await client.call("refunds.reportObservation", observe());
  expect(seen).toMatchObject({ status: "CONFIRMING", confirmations: { current: 1 } });
  await world.mine(3);
  expect(await statusOf(sent.id)).toBe("COMPLETED");
});

test("R23.1, R23.4, R23.5: the notice is recorded; not reached leaves the task open; only a Completed refund has one", async () => {
  const sent = await world.paid();
  const operator = await world.api("operator");
  const note = async (change: Record<string, unknown> = {}) => ({
    params: { id: sent.id },
    ifMatch: (await world.refund(sent.id)).version,
    body: {
      channel: "PHONE" as const,
      outcome: "NOT_REACHED" as const,
      notifiedAt: world.central.clock.now(),
      remarks: "No answer",
      ...change,
    },
  });
  expect(await operator.refusal("refunds.notify", await note())).toMatchObject({ status: 409, code: "REFUND_STATE" });
  await world.mine(3);
  const tried = await operator.call("refunds.notify", await note());
  expect(tried.notification).toMatchObject({ status: "OPEN", attempts: [{ outcome: "NOT_REACHED" }] });
  expect(await operator.refusal("refunds.notify", await note({ remarks: " " }))).toMatchObject({
    code: "VALIDATION_FAILED",
  });
  const told = await operator.call("refunds.notify", await note({ outcome: "REACHED", remarks: "Thanked us" }));
  expect(told.notification).toMatchObject({
    status: "DONE",
    attempts: [{}, { outcome: "REACHED", by: { name: "Olivia Operator" } }],
  });
  expect(await operator.refusal("refunds.notify", await note())).toMatchObject({ code: "REFUND_STATE" });
  expect(await (await world.api("executor")).refusal("refunds.notify", await note())).toMatchObject({
    code: "PERMISSION_DENIED",
  });
});

test("I8: beyond ten times the confirmations a completed refund is final and no longer asked about", async () => {
  const sent = await world.paid();
  await world.mine(10 * REQUIRED_CONFIRMATIONS);
  const [row] = await world.central.asSystem(({ db }) => db.select().from(refunds).where(eq(refunds.id, sent.id)));
  expect(row?.status).toBe("COMPLETED");
  expect(row?.finalAt).not.toBeNull();
});

test("I10: the audit chain over all of this verifies", async () => {
  expect(await (await world.api("auditor")).call("audit.verify", {})).toMatchObject({ ok: true });
});
