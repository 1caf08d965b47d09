/** Payments that do not end by themselves: a higher fee, a payment withheld on the chain, a lost nonce closed unpaid (F24 to F28, F33, F34). */
import { afterAll, beforeAll, describe, expect, test } from "vitest";

import { createUser } from "#central/accounts/createUser.ts";
import { argon2Hasher } from "#central/accounts/passwordHasher.ts";
import { HOUR_MS, MINUTE_MS } from "#central/clock.ts";
import type { Refund } from "#shared/contract/refund.ts";
import { CLIENT, type MoneyWorld, startMoneyWorld } from "#tests/central/refunds/moneyWorld.ts";
import { FINALITY_DEPTH, passwordOf, REQUIRED_CONFIRMATIONS } from "#tests/support/centralWorld.ts";

let world: MoneyWorld;
/** People with several roles at once, and a second executor: the rules between persons must hold for them too. */
const MORE_PEOPLE = [
  { username: "both", displayName: "Bo Both", roles: ["OPERATOR", "SUPERVISOR", "EXECUTOR"] },
  { username: "executor2", displayName: "Eva Executor", roles: ["EXECUTOR"] },
] as const;
beforeAll(async () => {
  const hasher = argon2Hasher({ memoryKiB: 32, passes: 1 });
  world = await startMoneyWorld({
    seed: async (context) => {
      for (const { username, displayName, roles } of MORE_PEOPLE)
        await createUser(context, {
          username,
          displayName,
          roles: [...roles],
          passwordHash: await hasher.hash(passwordOf(username)),
        });
    },
  });
  await world.approver("supervisor");
  await world.approver("supervisor2");
  await world.executor();
});
afterAll(() => world.stop());

const refundNow = (id: string): Promise<Refund> => world.refund(id);
const statusOf = async (id: string): Promise<string> => (await world.refund(id)).status;
const received = (): Promise<bigint> => world.chain.balanceOf("USDT", CLIENT.wallet);
const actionsOf = async (refund: { id: string; depositId: string }): Promise<string[]> => {
  const { items } = await (await world.api("auditor")).call("deposits.timeline", { params: { id: refund.depositId } });
  return items.filter(({ entityId }) => entityId === refund.id).map(({ action }) => action);
};

/** Registered and told to have reached a node, though no node has it: as a payment that was dropped. */
async function lostOnTheWay() {
  const claimed = await world.claim(await world.approved());
  const bytes = await world.signed(claimed);
  await world.register(claimed, bytes);
  await world.report(claimed.refund.id, bytes.txHash, "ACCEPTED");
  return { claimed, ...bytes, id: claimed.refund.id, depositId: claimed.refund.depositId };
}

/** Claimed, signed and registered with a higher fee. */
async function bumped(id: string, change: Record<string, bigint> = {}) {
  const claimed = await world.claim(await refundNow(id), "executor", "FEE_BUMP");
  const bytes = await world.signed(claimed, { ...world.outbidding(claimed), ...change });
  await world.register(claimed, bytes, "FEE_BUMP");
  return { claimed, ...bytes };
}

describe("F24, F26: the same payment with a higher fee", () => {
  test("F24 is claimed by the slot's own key, told what it must outbid, registered, and paid once", async () => {
    const before = await received();
    const sent = await lostOnTheWay();
    const deposited = (await refundNow(sent.id)).intent.amountBaseUnits;
    const { claimed, txHash, signedTx } = await bumped(sent.id);
    expect(claimed.slot).toEqual(sent.claimed.slot);
    expect(claimed.lease.fencingToken).toBeGreaterThan(sent.claimed.lease.fencingToken);
    expect(claimed.outbid).toEqual({ maxFeePerGasWei: "20000000000", maxPriorityFeePerGasWei: "1000000000" });
    expect(BigInt(claimed.limits.maxFeePerGasWei) * BigInt(claimed.limits.gasLimit)).toBeLessThanOrEqual(
      BigInt(claimed.intent.feeCapWei),
    );
    expect(await refundNow(sent.id)).toMatchObject({
      status: "BROADCAST",
      attempts: [{ kind: "PAYMENT" }, { kind: "FEE_BUMP", txHash }],
    });
    await world.send(signedTx);
    await world.chain.receipt(txHash);
    await world.mine(REQUIRED_CONFIRMATIONS);
    expect(await refundNow(sent.id)).toMatchObject({ status: "COMPLETED", txHash });
    // What the client paid in is what the client has back, and not twice.
    expect(await received()).toBe(before);
    expect(BigInt(deposited)).toBeGreaterThan(0n);
    expect(await actionsOf(sent)).toEqual(expect.arrayContaining(["refund.fee_bump_started", "refund.replaced"]));
  });

  test("F26 in Dropped the new bytes are registered and it stays Dropped until a node takes them", async () => {
    const sent = await lostOnTheWay();
    await world.watch();
    await world.advance(10 * MINUTE_MS);
    await world.watch();
    expect(await statusOf(sent.id)).toBe("DROPPED");
    const { txHash, signedTx } = await bumped(sent.id);
    expect(await statusOf(sent.id)).toBe("DROPPED");
    await world.send(signedTx);
    expect(await world.report(sent.id, txHash, "ACCEPTED")).toMatchObject({ status: "BROADCAST" });
    await world.mine(REQUIRED_CONFIRMATIONS);
    expect(await refundNow(sent.id)).toMatchObject({ status: "COMPLETED", txHash });
    expect(await actionsOf(sent)).toEqual(expect.arrayContaining(["refund.replacement_signed", "refund.rebroadcast"]));
  });

  test("F24 both fees a tenth above every registered attempt, not only above the last", async () => {
    const sent = await lostOnTheWay();
    const { client } = await world.executor();
    await bumped(sent.id, { maxFeePerGas: 40_000_000_000n, maxPriorityFeePerGas: 2_000_000_000n });
    const claimed = await world.claim(await refundNow(sent.id), "executor", "FEE_BUMP");
    expect(claimed.outbid).toEqual({ maxFeePerGasWei: "40000000000", maxPriorityFeePerGasWei: "2000000000" });
    for (const [maxFeePerGas, maxPriorityFeePerGas] of [
      [43_900_000_000n, 3_000_000_000n],
      [60_000_000_000n, 2_100_000_000n],
    ] as const) {
      const bytes = await world.signed(claimed, { maxFeePerGas, maxPriorityFeePerGas });
      const body = { ...world.leaseOf(claimed), kind: "FEE_BUMP" as const, ...bytes };
      const problem = await client.refusal("refunds.registerAttempt", { params: { id: sent.id }, body });
      expect(problem).toMatchObject({ code: "SIGNED_TX_MISMATCH" });
      expect(problem?.errors?.map(({ pointer }) => pointer)).toEqual(["/signedTx/fee"]);
    }
    expect((await refundNow(sent.id)).attempts).toHaveLength(2);
    await world.send(sent.signedTx);
    await world.mine(REQUIRED_CONFIRMATIONS);
    expect(await refundNow(sent.id)).toMatchObject({ status: "COMPLETED", txHash: sent.txHash });
  });

  test("I13 a claim fences off the one before; only the key of the slot, only its executor, only while it waits", async () => {
    const sent = await lostOnTheWay();
    const again = await world.claim(await refundNow(sent.id), "executor", "FEE_BUMP");
    const bytes = await world.signed(again, world.outbidding(again));
    const { client } = await world.executor();
    const stale = { ...world.leaseOf(sent.claimed), kind: "FEE_BUMP" as const, ...bytes };
    expect(await client.refusal("refunds.registerAttempt", { params: { id: sent.id }, body: stale })).toMatchObject({
      code: "LEASE_LOST",
    });
    const other = await world.executor("executor2");
    const request = await world.claimBody(other, await refundNow(sent.id), "FEE_BUMP");
    expect(await other.client.refusal("refunds.claim", request)).toMatchObject({ code: "REFUND_CLAIMED" });
    await world.advance(2 * MINUTE_MS);
    const later = await world.claimBody(other, await refundNow(sent.id), "FEE_BUMP");
    expect(await other.client.refusal("refunds.claim", later)).toMatchObject({ code: "SIGNER_NOT_APPROVED" });
    await world.send(sent.signedTx);
    await world.mine(REQUIRED_CONFIRMATIONS);
    const own = await world.executor();
    const over = await world.claimBody(own, await refundNow(sent.id), "FEE_BUMP");
    expect(await own.client.refusal("refunds.claim", over)).toMatchObject({ status: 409, code: "REFUND_STATE" });
  });
});

describe("F25: a payment withheld on the chain", () => {
  test("I3 two people: who asks never approves, and the approval is signed over exactly this slot", async () => {
    const sent = await lostOnTheWay();
    const supervisor = await world.approver("supervisor");
    const { client } = await world.executor();
    expect(
      await supervisor.client.refusal(
        "refunds.approveVoid",
        await world.voidApproval(supervisor, await refundNow(sent.id)),
      ),
    ).toMatchObject({ code: "REFUND_STATE" });
    const asked = await client.call("refunds.requestVoid", {
      params: { id: sent.id },
      ifMatch: (await refundNow(sent.id)).version,
      body: { reason: "Wrong client" },
    });
    expect(asked).toMatchObject({ status: "BROADCAST", voiding: { reason: "Wrong client", approval: null } });
    const refusal = async (change: Parameters<typeof world.voidApproval>[2], by = supervisor) =>
      by.client.refusal("refunds.approveVoid", await world.voidApproval(by, asked, change));
    for (const signed of [
      { nonce: "999" },
      { from: world.chain.account(3).address },
      { chainId: 1 },
      { requestedBy: supervisor.client.user.id },
      { intentHash: "0".repeat(64) },
      { refundId: sent.depositId },
    ])
      expect(await refusal({ signed }), JSON.stringify(signed)).toMatchObject({ code: "SIGNATURE_INVALID" });
    const other = await world.approver("supervisor2");
    expect(await refusal({ body: { deviceKeyId: other.key.id } })).toMatchObject({ code: "DEVICE_KEY_UNKNOWN" });
    expect(await refusal({ body: { stepUpToken: "made up" } })).toMatchObject({ code: "STEP_UP_REQUIRED" });
    // Nothing may be signed yet.
    const by = await world.executor();
    const early = await world.claimBody(by, asked, "VOID");
    expect(await by.client.refusal("refunds.claim", early)).toMatchObject({ code: "REFUND_STATE" });

    const approved = await supervisor.client.call("refunds.approveVoid", await world.voidApproval(supervisor, asked));
    expect(approved.voiding?.approval).toMatchObject({ by: { id: supervisor.client.user.id }, comment: "Seen" });
    expect(await refusal({})).toMatchObject({ code: "VERSION_MISMATCH" });

    // As long as nothing is signed it can be dropped again, and then nothing may be signed any more.
    const dropped = await client.call("refunds.dropVoid", {
      params: { id: sent.id },
      ifMatch: approved.version,
      body: { remarks: "A mistake" },
    });
    expect(dropped.voiding).toBeNull();
    const late = await world.claimBody(by, dropped, "VOID");
    expect(await by.client.refusal("refunds.claim", late)).toMatchObject({ code: "REFUND_STATE" });
    expect(await actionsOf(sent)).toEqual(
      expect.arrayContaining(["refund.void_requested", "refund.void_approved", "refund.void_dropped"]),
    );
    await world.send(sent.signedTx);
    await world.mine(REQUIRED_CONFIRMATIONS);
  });

  test("I3 a supervisor who may execute too never approves what he asked for himself", async () => {
    const sent = await lostOnTheWay();
    const both = await world.approver("both");
    const asked = await both.client.call("refunds.requestVoid", {
      params: { id: sent.id },
      ifMatch: (await refundNow(sent.id)).version,
      body: { reason: "Wrong client" },
    });
    expect(await both.client.refusal("refunds.approveVoid", await world.voidApproval(both, asked))).toMatchObject({
      status: 403,
      code: "SELF_APPROVAL_FORBIDDEN",
    });
    await world.send(sent.signedTx);
    await world.mine(REQUIRED_CONFIRMATIONS);
  });

  test("I5 registered are only bytes that pay nobody, on the slot, within the cap", async () => {
    const sent = await lostOnTheWay();
    const claimed = await world.claim(await world.withholdable(sent.id), "executor", "VOID");
    const { client } = await world.executor();
    const good = { to: claimed.slot.from, value: 0n, data: "0x", ...world.outbidding(claimed) };
    const wrong = [
      ["to", { ...good, to: world.chain.account(3).address }],
      ["amount", { ...good, value: 1n }],
      ["data", { ...good, data: "0x00" }],
      ["nonce", { ...good, nonce: Number.parseInt(claimed.slot.nonce, 10) + 1 }],
      ["chainId", { ...good, chainId: 1 }],
      ["fee", { ...good, maxFeePerGas: BigInt(claimed.limits.maxFeePerGasWei) + 1n }],
      ["fee", { ...good, maxFeePerGas: 21_000_000_000n }],
    ] as const;
    for (const [field, change] of wrong) {
      const body = { ...world.leaseOf(claimed), kind: "VOID" as const, ...(await world.signed(claimed, change)) };
      const problem = await client.refusal("refunds.registerAttempt", { params: { id: sent.id }, body });
      expect(problem, field).toMatchObject({ status: 422, code: "SIGNED_TX_MISMATCH" });
      expect(problem?.errors?.map(({ pointer }) => pointer)).toContain(`/signedTx/${field}`);
    }
    // A payment is not registered as a void, nor a void as a payment with a higher fee.
    const payment = {
      ...world.leaseOf(claimed),
      kind: "VOID" as const,
      ...(await world.signed(claimed, world.outbidding(claimed))),
    };
    expect(await client.refusal("refunds.registerAttempt", { params: { id: sent.id }, body: payment })).toMatchObject({
      code: "SIGNED_TX_MISMATCH",
    });
    const disguised = { ...world.leaseOf(claimed), kind: "FEE_BUMP" as const, ...(await world.signed(claimed, good)) };
    expect(await client.refusal("refunds.registerAttempt", { params: { id: sent.id }, body: disguised })).toMatchObject(
      { code: "SIGNED_TX_MISMATCH" },
    );
    await world.register(claimed, await world.signed(claimed, good), "VOID");
    await world.send(sent.signedTx);
    await world.mine(REQUIRED_CONFIRMATIONS);
    expect(await statusOf(sent.id)).toBe("COMPLETED");
  });

  test("F25 mined: Void at the required confirmations, the lock at finality, and nobody is paid", async () => {
    const sent = await lostOnTheWay();
    const before = await received();
    const bytes = await world.voided(await world.withholdable(sent.id));
    const { client } = await world.executor();
    const seen = await refundNow(sent.id);
    const drop = { params: { id: sent.id }, ifMatch: seen.version, body: { remarks: "Too late" } };
    expect(await client.refusal("refunds.dropVoid", drop)).toMatchObject({ code: "REFUND_STATE" });
    // Its fee is not raised any more: people want it withheld.
    const by = await world.executor();
    const raise = await world.claimBody(by, seen, "FEE_BUMP");
    expect(await by.client.refusal("refunds.claim", raise)).toMatchObject({ code: "REFUND_STATE" });

    await world.send(bytes.signedTx);
    await world.chain.receipt(bytes.txHash);
    await world.watch();
    expect(await refundNow(sent.id)).toMatchObject({ status: "BROADCAST", confirmations: { current: 1 } });
    await world.mine(REQUIRED_CONFIRMATIONS - 1);
    expect(await refundNow(sent.id)).toMatchObject({
      status: "VOID",
      lockReleased: false,
      lease: null,
      txHash: sent.txHash,
      attempts: [{ mined: null }, { kind: "VOID", mined: { status: 1 } }],
    });
    const operator = await world.api("operator");
    const record = await world.deposit(sent.depositId);
    const again = { params: { id: record.id }, ifMatch: record.version, body: await world.refundBody(record) };
    expect(await operator.refusal("deposits.requestRefund", again)).toMatchObject({ code: "REFUND_ALREADY_OPEN" });
    await world.mine(FINALITY_DEPTH);
    expect(await refundNow(sent.id)).toMatchObject({ status: "VOID", lockReleased: true });
    expect(await world.deposit(sent.depositId)).toMatchObject({ status: "CREDITED", activeRefundId: null });
    expect(await received()).toBe(before);
    expect(await actionsOf(sent)).toEqual(
      expect.arrayContaining(["refund.void_started", "refund.void_signed", "refund.voided_on_chain"]),
    );
    expect(await world.request(await world.deposit(sent.depositId))).toMatchObject({ status: "PENDING_APPROVAL" });
  });

  test("F25 raced by the payment: whichever is mined decides, here the payment", async () => {
    const sent = await lostOnTheWay();
    await world.voided(await world.withholdable(sent.id));
    await world.send(sent.signedTx);
    await world.chain.receipt(sent.txHash);
    await world.mine(REQUIRED_CONFIRMATIONS);
    expect(await refundNow(sent.id)).toMatchObject({
      status: "COMPLETED",
      txHash: sent.txHash,
      attempts: [{ mined: { status: 1 } }, { kind: "VOID", mined: null }],
    });
    expect(await world.deposit(sent.depositId)).toMatchObject({ status: "REFUNDED" });
  });

  test("F25 from Dropped, and from bytes nobody reported on", async () => {
    const dropped = await lostOnTheWay();
    const claimed = await world.claim(await world.approved());
    const silent = { id: claimed.refund.id };
    await world.register(claimed, await world.signed(claimed));
    await world.watch();
    await world.advance(10 * MINUTE_MS);
    await world.watch();
    expect([await statusOf(dropped.id), await statusOf(silent.id)]).toEqual(["DROPPED", "SIGNED"]);
    for (const { id } of [dropped, silent]) {
      const bytes = await world.voided(await world.withholdable(id));
      await world.send(bytes.signedTx);
      await world.chain.receipt(bytes.txHash);
    }
    await world.mine(REQUIRED_CONFIRMATIONS);
    expect([await statusOf(dropped.id), await statusOf(silent.id)]).toEqual(["VOID", "VOID"]);
  });

  test("F34 a reorganisation mines the payment instead: paid once, and never called Void again", async () => {
    const sent = await lostOnTheWay();
    const bytes = await world.voided(await world.withholdable(sent.id));
    await world.send(bytes.signedTx);
    await world.chain.receipt(bytes.txHash);
    await world.mine(REQUIRED_CONFIRMATIONS - 1);
    expect(await statusOf(sent.id)).toBe("VOID");
    await world.chain.reorg(REQUIRED_CONFIRMATIONS);
    await world.send(sent.signedTx);
    await world.chain.receipt(sent.txHash);
    await world.watch();
    expect(await refundNow(sent.id)).toMatchObject({ status: "CONFIRMING", txHash: sent.txHash });
    await world.mine(REQUIRED_CONFIRMATIONS);
    expect(await statusOf(sent.id)).toBe("COMPLETED");
    expect(await actionsOf(sent)).toContain("refund.reopened");
  });

  test("F25 I8 a void that a reorganisation takes out is sent again by the service itself, and the payment is not", async () => {
    const sent = await lostOnTheWay();
    const before = await received();
    const bytes = await world.voided(await world.withholdable(sent.id));
    await world.send(bytes.signedTx);
    await world.chain.receipt(bytes.txHash);
    await world.mine(REQUIRED_CONFIRMATIONS - 1);
    await world.chain.pauseMining();
    await world.chain.reorg(REQUIRED_CONFIRMATIONS);
    await world.watch();
    expect(await refundNow(sent.id)).toMatchObject({ status: "VOID", confirmations: { current: 0 } });
    await world.chain.resumeMining();
    await world.mine(FINALITY_DEPTH);
    expect(await refundNow(sent.id)).toMatchObject({ status: "VOID", lockReleased: true });
    expect(await received()).toBe(before);
    expect(await actionsOf(sent)).toContain("refund.sent_again");
  });
});

describe("F28: a lost nonce closed unpaid", () => {
  const closing = async (id: string, by = "supervisor") => {
    const { client } = await world.approver(by);
    const seen = await refundNow(id);
    const stepUpToken = await client.stepUp({
      action: "refund.close-unpaid",
      resourceId: id,
      intentHash: seen.intentHash,
    });
    return {
      client,
      request: {
        params: { id },
        ifMatch: seen.version,
        body: { evidence: "Block 17, a transfer of ours", stepUpToken },
      },
    };
  };

  test("F28 refused while the other transaction could be reorganised out; at finality it is closed, and may be asked for again", async () => {
    const sent = await lostOnTheWay();
    const before = await received();
    await world.spendNonce(sent.claimed.slot.nonce);
    await world.mine(REQUIRED_CONFIRMATIONS);
    expect(await statusOf(sent.id)).toBe("NONCE_LOST");
    const early = await closing(sent.id);
    expect(await early.client.refusal("refunds.closeUnpaid", early.request)).toMatchObject({
      status: 409,
      code: "TX_MAY_STILL_CONFIRM",
    });
    await world.mine(FINALITY_DEPTH);
    const bare = await closing(sent.id);
    const unproven = { ...bare.request, body: { ...bare.request.body, stepUpToken: "made up" } };
    expect(await bare.client.refusal("refunds.closeUnpaid", unproven)).toMatchObject({ code: "STEP_UP_REQUIRED" });
    const closed = await bare.client.call("refunds.closeUnpaid", bare.request);
    expect(closed).toMatchObject({
      status: "FAILED_ON_CHAIN",
      lockReleased: true,
      failure: { code: "CLOSED_UNPAID" },
      ended: { by: { id: bare.client.user.id }, remarks: "Block 17, a transfer of ours" },
    });
    expect(await received()).toBe(before);
    expect(await actionsOf(sent)).toContain("refund.closed_unpaid");
    expect(await world.request(await world.deposit(sent.depositId))).toMatchObject({ status: "PENDING_APPROVAL" });
  });

  test("F28 I3 not by the person who requested it", async () => {
    const both = await world.approver("both");
    const refund = await world.approve(await world.request(await world.credited(), {}, "both"));
    const claimed = await world.claim(refund);
    const bytes = await world.signed(claimed);
    await world.register(claimed, bytes);
    await world.report(refund.id, bytes.txHash, "ACCEPTED");
    await world.spendNonce(claimed.slot.nonce);
    await world.mine(FINALITY_DEPTH);
    expect(await statusOf(refund.id)).toBe("NONCE_LOST");
    const own = await closing(refund.id, "both");
    expect(own.client.user.id).toBe(both.client.user.id);
    expect(await own.client.refusal("refunds.closeUnpaid", own.request)).toMatchObject({
      code: "SELF_APPROVAL_FORBIDDEN",
    });
    const other = await closing(refund.id);
    expect(await other.client.call("refunds.closeUnpaid", other.request)).toMatchObject({ status: "FAILED_ON_CHAIN" });
  });

  test("F28 F35 I1 I8 never once the payment was mined after all: it is reopened with an alarm, keeps the lock, and is paid once", async () => {
    const before = await received();
    const sent = await lostOnTheWay();
    await world.spendNonce(sent.claimed.slot.nonce);
    await world.mine(REQUIRED_CONFIRMATIONS);
    expect(await statusOf(sent.id)).toBe("NONCE_LOST");
    await world.chain.reorg(REQUIRED_CONFIRMATIONS + 1);
    await world.send(sent.signedTx);
    await world.chain.receipt(sent.txHash);
    await world.mine(FINALITY_DEPTH);
    // What the client paid in is what he has back.
    expect(await refundNow(sent.id)).toMatchObject({ status: "COMPLETED", txHash: sent.txHash, failure: null });
    expect((await world.deposit(sent.depositId)).status).toBe("REFUNDED");
    expect(await received()).toBe(before);
    expect(await actionsOf(sent)).toEqual(expect.arrayContaining(["refund.nonce_lost", "refund.reopened"]));
    const late = await closing(sent.id);
    const problem = await late.client.refusal("refunds.closeUnpaid", late.request);
    expect(problem).toMatchObject({ code: "REFUND_STATE" });
  });
});

describe("I9: the slot of a refund that ended unsigned", () => {
  test("L2 F25 stands in the way of its key until it is voided on the chain; the refund stays what it is", async () => {
    const claimed = await world.claim(await world.approved());
    const { client } = await world.executor();
    const dead = { id: claimed.refund.id, depositId: claimed.refund.depositId };
    await client.call("refunds.releaseLease", { params: { id: dead.id }, body: world.leaseOf(claimed) });
    await world.advance(4 * HOUR_MS);
    await world.watch();
    expect(await statusOf(dead.id)).toBe("EXPIRED");
    const next = await world.approved();
    const by = await world.executor();
    const blocked = await by.client.refusal("refunds.claim", await world.claimBody(by, next));
    expect(blocked).toMatchObject({ code: "SIGNER_HAS_OPEN_SLOTS" });

    const bytes = await world.voided(await world.withholdable(dead.id));
    expect(bytes.claimed.outbid).toBeNull();
    expect(await statusOf(dead.id)).toBe("EXPIRED");
    // Registered is not mined: the key is still not free.
    expect(await by.client.refusal("refunds.claim", await world.claimBody(by, next))).toMatchObject({
      code: "SIGNER_HAS_OPEN_SLOTS",
    });
    await world.send(bytes.signedTx);
    await world.chain.receipt(bytes.txHash);
    await world.mine(1);
    expect(await refundNow(dead.id)).toMatchObject({
      status: "EXPIRED",
      txHash: null,
      attempts: [{ kind: "VOID", mined: { status: 1 } }],
    });
    const paid = await world.paid(await refundNow(next.id));
    await world.mine(REQUIRED_CONFIRMATIONS);
    expect(await statusOf(paid.id)).toBe("COMPLETED");
    await world.mine(FINALITY_DEPTH);
    // Used up for ever: nothing more to ask for.
    const seen = await refundNow(dead.id);
    expect(
      await client.refusal("refunds.requestVoid", {
        params: { id: dead.id },
        ifMatch: seen.version,
        body: { reason: "Once more" },
      }),
    ).toMatchObject({ code: "REFUND_STATE" });
  });
});

test("I10 the audit chain over all of this verifies", async () => {
  expect(await (await world.api("auditor")).call("audit.verify", {})).toMatchObject({ ok: true });
});
