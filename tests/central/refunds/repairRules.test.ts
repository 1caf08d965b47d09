/** Rules of second transactions and of closing unpaid, each field of what they write and answer. On books in memory. */
import { beforeEach, describe, expect, test } from "vitest";
import { type PersonActor, SYSTEM_ACTOR } from "#central/context.ts";
import { applyRefundFacts } from "#central/refunds/applyRefundFacts.ts";
import { closeUnpaid, lookAtSlot, type SlotLook } from "#central/refunds/closeUnpaid.ts";
import { readRefundFacts } from "#central/refunds/refundFacts.ts";
import { http } from "#shared/contract/http.ts";
import type { Attempt, Refund } from "#shared/contract/refund.ts";
import { voidText } from "#shared/domain/intent.ts";
import type { Permission } from "#shared/domain/permissions.ts";
import { isAppError } from "#shared/errors.ts";
import { bookWorld, PAYER } from "#tests/central/books/paperWorld.ts";

let at: ReturnType<typeof bookWorld>;
beforeEach(() => {
  at = bookWorld();
});

const codeOf = async (work: Promise<unknown>): Promise<string | null> =>
  work.then(
    () => null,
    (error: unknown) => {
      if (!isAppError(error)) throw error;
      return error.code;
    },
  );
const now = (refund: Pick<Refund, "id">) => at.world.refund(refund.id);
const also = (person: PersonActor, ...permissions: Permission[]): PersonActor => ({
  ...person,
  permissions: new Set([...person.permissions, ...permissions]),
});
async function signed(index = 0) {
  const claimed = await at.world.claim(await at.world.approve(await at.world.request(index)));
  const bytes = at.world.sign(claimed);
  await at.world.register(claimed, bytes);
  return { claimed, bytes };
}
async function sent(index = 0) {
  const { claimed, bytes } = await signed(index);
  at.world.chain.send(bytes.signedTx);
  await at.world.report(claimed.refund.id, bytes.txHash, "ACCEPTED");
  return { bytes, refund: await now(claimed.refund) };
}
async function claiming(refund: Refund, purpose: Attempt["kind"], by = at.world.people.executor) {
  const { central, rows } = at.world;
  const of = { action: "refund.claim", resourceId: refund.id, intentHash: refund.intentHash } as const;
  return central.call(by, http.refunds.claim, {
    params: { id: refund.id },
    ifMatch: refund.version,
    body: {
      workstationId: by.workstationId,
      signerId: rows.signer.id,
      purpose,
      stepUpToken: await central.stepUp(by, of),
    },
  });
}
const withheld = async (refund: Refund) => at.world.approveVoid(await at.world.requestVoid(refund));
const lastEvent = () => at.tables.history.at(-1);
async function patched(refund: Refund, change: object): Promise<void> {
  await at.books.transaction(async (own) => {
    const row = await own.refund(refund.id);
    if (row) await own.updateRefund(row.id, row.version, { ...change, version: row.version + 1 });
  });
}

describe("F16 F20 what the watcher finds", () => {
  test("the executor's lock stays as long as his payment can still be replaced, and ends with it", async () => {
    const { claimed, bytes } = await signed();
    at.world.chain.send(bytes.signedTx);
    await at.world.track();
    expect(await now(claimed.refund)).toMatchObject({ status: "BROADCAST", lease: { holder: { name: "Executor" } } });
    at.world.chain.mine(1);
    await at.world.track();
    expect(await now(claimed.refund)).toMatchObject({ status: "CONFIRMING", lease: { holder: { name: "Executor" } } });
    at.world.chain.mine(2);
    await at.world.track();
    expect(await now(claimed.refund)).toMatchObject({ status: "COMPLETED", lease: null });
  });

  test("D22 of a full refund no rest is spoken of", async () => {
    const { refund, bytes } = await sent();
    at.world.chain.mine(3);
    await at.world.track();
    expect(lastEvent()).toMatchObject({ action: "deposit.refunded" });
    expect(lastEvent()?.detail).toEqual({ refundNo: refund.refundNo, txHash: bytes.txHash, amount: "5" });
  });

  test("D23 only the refund that had completed takes the record's Refunded away", async () => {
    const { refund } = await sent();
    const agreed = await withheld(refund);
    const again = await claiming(agreed, "VOID");
    const nothing = at.world.sign(again, { fee: "20", to: PAYER, value: "0" });
    await at.world.register(again, nothing, "VOID");
    at.world.chain.send(nothing.signedTx);
    at.world.chain.mine(3);
    await at.world.track();
    expect((await now(refund)).status).toBe("VOID");
    await at.books.transaction(async (own) => {
      const row = await own.deposit(refund.depositId);
      if (row) await own.updateDeposit(row.id, row.version, { status: "REFUNDED", version: row.version + 1 });
    });
    const left = await at.within(SYSTEM_ACTOR, async (context) => {
      const attempts = await context.books.attempts([refund.id]);
      const [attempt] = attempts;
      if (!attempt) throw new Error("it was registered");
      const receipt = { blockNumber: 2n, blockHash: "0x2", status: 1, feeWei: 1n };
      const mined = { attempt, receipt, effect: { kind: "PAID" }, confirmations: 1, blockAt: "" } as never;
      const facts = { head: 9n, required: 3, attempts, mined, known: true, nonceTaken: false, final: false };
      return applyRefundFacts(context, refund, facts, 0);
    });
    expect(left.status).toBe("CONFIRMING");
    expect((await at.books.deposit(refund.depositId))?.status).toBe("REFUNDED");
  });

  test("of two attempts only the one that is mined is marked", async () => {
    const { refund } = await sent();
    const again = await claiming(refund, "FEE_BUMP");
    at.world.clock.advance(1_000);
    const bumped = at.world.sign(again, { fee: "11" });
    await at.world.register(again, bumped, "FEE_BUMP");
    at.world.chain.send(bumped.signedTx);
    at.world.chain.mine(1);
    await at.world.track();
    const { attempts } = await now(refund);
    expect(attempts.map(({ txHash, mined }) => [txHash, mined?.status])).toEqual([
      [refund.attempts[0]?.txHash, undefined],
      [bumped.txHash, 1],
    ]);
  });

  test("F23 a nonce counts as taken at exactly the depth that a payment would need, never before the first block", async () => {
    const { refund } = await sent();
    at.world.chain.evict();
    const row = async () => (await at.books.refund(refund.id)) as never;
    const asked: bigint[] = [];
    let taken = 1n;
    at.world.chain.nonceAt = async (_address, number) => {
      asked.push(number);
      return taken;
    };
    const facts = async (head: bigint) => {
      at.world.chain.head = async () => ({ number: head, hash: "" });
      return readRefundFacts(at.rooms, at.world.chain, await row());
    };
    expect(await facts(9n)).toMatchObject({ head: 9n, required: 3, nonceTaken: true, known: false, mined: null });
    expect((await facts(2n)).nonceTaken).toBe(true);
    expect((await facts(1n)).nonceTaken).toBe(false);
    taken = 0n;
    expect((await facts(9n)).nonceTaken).toBe(false);
    expect(asked).toEqual([7n, 0n, 7n]);
  });
});

describe("F24 F25 second transactions", () => {
  test.each([
    ["FEE_BUMP", "refund.fee_bump_started"],
    ["VOID", "refund.void_started"],
  ] as const)("R16.2 %s: that it was begun is written down with its slot and its cap", async (purpose, action) => {
    const { refund } = await sent();
    const ready = purpose === "VOID" ? await withheld(refund) : refund;
    await claiming(ready, purpose);
    expect(lastEvent()).toMatchObject({ action, fromStatus: "BROADCAST", toStatus: "BROADCAST" });
    expect(lastEvent()?.detail).toEqual({ from: PAYER, nonce: "0", feeCapWei: refund.intent.feeCapWei });
  });

  test.each([
    ["FEE_BUMP", "BROADCAST", "refund.replaced"],
    ["FEE_BUMP", "DROPPED", "refund.replacement_signed"],
    ["VOID", "BROADCAST", "refund.void_signed"],
  ] as const)("R16.2 %s of one that is %s: what it replaces is written down", async (kind, status, action) => {
    const { refund } = await sent();
    await patched(refund, { status });
    const current = await now(refund);
    const again = await claiming(kind === "VOID" ? await withheld(current) : current, kind);
    const bytes = at.world.sign(again, kind === "VOID" ? { fee: "20", to: PAYER, value: "0" } : { fee: "20" });
    await at.world.register(again, bytes, kind);
    expect(lastEvent()).toMatchObject({
      action,
      fromStatus: status,
      detail: { txHash: bytes.txHash, replaces: refund.attempts[0]?.txHash },
    });
    expect((await now(refund)).version).toBe(again.refund.version + 1);
  });

  test("L2 of a slot that was never used nothing is replaced", async () => {
    const claimed = await at.world.claim(await at.world.approve(await at.world.request(0)));
    await at.world.release(claimed);
    await patched(claimed.refund, { status: "EXPIRED" });
    const again = await claiming(await withheld(await now(claimed.refund)), "VOID");
    await at.world.register(again, at.world.sign(again, { fee: "20", to: PAYER, value: "0" }), "VOID");
    expect(lastEvent()).toMatchObject({ action: "refund.void_signed", detail: { replaces: "" } });
  });

  test("F13 who holds the lock is named to whoever comes too late", async () => {
    const { refund } = await sent();
    const elsewhere = { ...at.world.people.executor, workstationId: refund.id };
    await expect(claiming(refund, "FEE_BUMP", elsewhere)).rejects.toMatchObject({
      code: "REFUND_CLAIMED",
      extra: { holder: "Executor" },
    });
  });

  test("F24 its refusal says why it may not be paid any more", async () => {
    const { refund } = await sent();
    const again = await claiming(refund, "FEE_BUMP");
    await at.books.transaction(async (own) => {
      const row = await own.deposit(refund.depositId);
      if (row) await own.updateDeposit(row.id, row.version, { status: "REORG_ALERT", version: row.version + 1 });
    });
    await expect(at.world.register(again, at.world.sign(again, { fee: "11" }), "FEE_BUMP")).rejects.toMatchObject({
      code: "REFUND_STATE",
      message: expect.stringMatching(/^Its fee is not raised now: ./),
    });
  });
});

describe("F25 withholding, and the second person's word", () => {
  test("R16.2 asked for and dropped: why, and what was asked for, is written down", async () => {
    const { refund } = await sent();
    const asked = await at.world.requestVoid(refund);
    expect(asked.voiding).toEqual({
      requestedBy: { id: at.world.people.executor.userId, name: "Executor" },
      requestedAt: at.world.clock.now(),
      reason: "The client called: do not pay",
      approval: null,
    });
    expect(lastEvent()).toMatchObject({
      action: "refund.void_requested",
      remarks: "The client called: do not pay",
      fromStatus: "BROADCAST",
      toStatus: "BROADCAST",
    });
    await at.world.dropVoid(asked);
    expect(lastEvent()).toMatchObject({ action: "refund.void_dropped", remarks: "He called again" });
    expect(at.tables.auditEvents.at(-1)).toMatchObject({
      entity: "refund",
      entityId: refund.id,
      entityNo: refund.refundNo,
      before: { voiding: asked.voiding },
    });
  });

  test("approved without a comment: none is written down; with which key is", async () => {
    const { refund } = await sent();
    await withheld(refund);
    expect(lastEvent()).toMatchObject({
      action: "refund.void_approved",
      remarks: null,
      detail: { deviceKey: at.world.rows.keys[1]?.id, askedBy: "Executor", from: PAYER, nonce: "0" },
    });
  });

  test("I3 what nobody asked for, or what is approved already, is not approved; not by him who asked either", async () => {
    const { refund } = await sent();
    expect(await codeOf(at.world.approveVoid(refund))).toBe("REFUND_STATE");
    const agreed = await withheld(refund);
    expect(await codeOf(at.world.approveVoid(agreed, also(at.world.people.executor, "Refund.VoidApprove")))).toBe(
      "REFUND_STATE",
    );
  });

  test("I3 another person's key does not speak for one, though its signature is right", async () => {
    const { refund } = await sent();
    const asked = await at.world.requestVoid(refund);
    const { central, people, rows, clock } = at.world;
    const [others] = rows.keys;
    if (!others) throw new Error("the first approver has a key");
    const text = voidText(statement(asked, people.second.userId, others.id));
    const of = { action: "refund.approve-void", resourceId: asked.id, intentHash: asked.intentHash } as const;
    const approving = central.call(people.second, http.refunds.approveVoid, {
      params: { id: asked.id },
      ifMatch: asked.version,
      body: {
        ...{ comment: "", decidedAt: clock.now(), deviceKeyId: others.id },
        stepUpToken: await central.stepUp(people.second, of),
        signature: `${others.publicKey}:${text}`,
      },
    });
    expect(await codeOf(approving)).toBe("DEVICE_KEY_UNKNOWN");
  });

  test("I3 one's own approval counts nothing, however rightly it is signed", async () => {
    const { refund } = await sent();
    const agreed = await withheld(refund);
    const { approval } = agreed.voiding ?? {};
    if (!approval) throw new Error("it was approved");
    const requestedBy = approval.by;
    const own = { ...agreed, voiding: { ...agreed.voiding, requestedBy } } as Refund;
    const text = voidText(statement(own, requestedBy.id, approval.deviceKeyId));
    const signature = `${approval.publicKey}:${text}`;
    await patched(agreed, { voiding: { ...own.voiding, approval: { ...approval, signature } } });
    expect(await codeOf(claiming(await now(refund), "VOID"))).toBe("REFUND_STATE");
  });

  const statement = (about: Refund, userId: string, deviceKeyId: string) => ({
    type: "deposit-desk/refund-void/1" as const,
    refundId: about.id,
    intentHash: about.intentHash,
    chainId: about.slot?.chainId ?? 0,
    from: about.slot?.from ?? "",
    nonce: about.slot?.nonce ?? "",
    requestedBy: about.voiding?.requestedBy.id ?? "",
    userId,
    deviceKeyId,
    decidedAt: at.world.clock.now(),
  });
});

describe("F16 F17 what is told of an answer", () => {
  test("R16.2 node, answer and error are written down with the transition", async () => {
    const { claimed, bytes } = await signed();
    const say = (result: "UNKNOWN" | "ACCEPTED", error: string | null) =>
      at.world.central.call(at.world.people.executor, http.refunds.reportBroadcast, {
        params: { id: claimed.refund.id, txHash: bytes.txHash },
        ifMatch: null,
        body: { result, node: "n1", error },
      });
    await say("UNKNOWN", "cut off");
    const detail = { txHash: bytes.txHash, node: "n1", answer: "UNKNOWN", error: "cut off" };
    expect(lastEvent()?.detail).toEqual(detail);
    await say("ACCEPTED", null);
    expect(lastEvent()?.detail).toEqual({ txHash: bytes.txHash, node: "n1", answer: "ACCEPTED" });
    const [attempt] = (await now(claimed.refund)).attempts;
    expect(attempt?.broadcasts[0]).toEqual({
      ...{ result: "UNKNOWN", node: "n1", error: "cut off" },
      at: at.world.clock.now(),
    });
    const { version } = await now(claimed.refund);
    await say("UNKNOWN", null);
    expect((await now(claimed.refund)).version).toBe(version + 1);
  });
});

describe("F28 closed as unpaid", () => {
  const lookOf = async (refund: Pick<Refund, "id">): Promise<SlotLook> => {
    const look = await lookAtSlot(at.rooms, refund);
    if (!look.ok) throw look.error;
    return look.value;
  };

  test("a refund without a slot has none that could be used", async () => {
    at.world.chain.mine(9);
    expect(await lookOf(await at.world.approve(await at.world.request(0)))).toMatchObject({
      goneForEver: false,
      paidUnregistered: false,
    });
  });

  test("I8 the nonce is asked for at exactly the final block; without one nothing is gone for ever", async () => {
    const { refund } = await sent();
    const asked: bigint[] = [];
    at.world.chain.nonceAt = async (_address, number) => {
      asked.push(number);
      return 99n;
    };
    const atHead = async (head: bigint) => {
      at.world.chain.head = async () => ({ number: head, hash: "" });
      asked.length = 0;
      const { goneForEver } = await lookOf(refund);
      return [goneForEver, asked.at(-1)];
    };
    expect(await atHead(9n)).toEqual([true, 4n]);
    expect(await atHead(5n)).toEqual([true, 0n]);
    expect((await atHead(4n))[0]).toBe(false);
    const rules = at.rooms.books.rules;
    at.rooms.books.rules = async (...of) => {
      const found = await rules(...of);
      return found && { ...found, network: { ...found.network, finality: "FINALIZED" } };
    };
    at.world.chain.finalizedNumber = async () => null;
    expect((await atHead(9n))[0]).toBe(false);
    at.world.chain.finalizedNumber = async () => 8n;
    expect(await atHead(9n)).toEqual([true, 8n]);
  });

  test("F36 a forgotten payment is one that is mined, pays exactly this, and is none of its attempts", async () => {
    const { refund } = await sent();
    const again = await claiming(refund, "FEE_BUMP");
    const bumped = at.world.sign(again, { fee: "11" });
    await at.world.register(again, bumped, "FEE_BUMP");
    at.world.chain.send(bumped.signedTx);
    at.world.chain.mine(9);
    expect(await lookOf(refund)).toMatchObject({ goneForEver: true, paidUnregistered: false });
    const { receipt, findByNonce } = at.world.chain;
    const other = `0x${"9".repeat(64)}`;
    at.world.chain.findByNonce = async (address, nonce) => {
      const found = (await findByNonce?.(address, nonce)) ?? null;
      return found && { ...found, hash: other };
    };
    expect(await lookOf(refund)).toMatchObject({ goneForEver: true, paidUnregistered: false });
    at.world.chain.receipt = async (hash) => receipt(hash === other ? bumped.txHash : hash);
    expect(await lookOf(refund)).toMatchObject({ goneForEver: true, paidUnregistered: true });
    delete at.world.chain.findByNonce;
    expect(await lookOf(refund)).toMatchObject({ goneForEver: true, paidUnregistered: false });
  });

  test.each<[string, object, RegExp]>([
    [
      "what was mined is the payment",
      { mined: { effect: { kind: "PAID" } }, known: true },
      /cannot be closed as unpaid/,
    ],
    ["what was mined is not final", { mined: { effect: { kind: "WITHHELD" } }, known: true }, /still knows a payment/],
    ["a node knows it", { known: true }, /still knows a payment/],
    ["nothing is final", {}, /is not final yet/],
  ])("what is in the way is said: %s", async (_, seen, words) => {
    const { refund } = await sent();
    await patched(refund, { status: "NONCE_LOST" });
    const lost = await now(refund);
    const closing = at.within(at.world.people.approver, async (context) => {
      const attempts = await context.books.attempts([lost.id]);
      const facts = { head: 9n, required: 3, attempts, mined: null, known: false, nonceTaken: true, final: false };
      const value = { facts: { ...facts, ...seen }, goneForEver: false, paidUnregistered: false } as SlotLook;
      const input = { id: lost.id, version: lost.version, evidence: "Seen", stepUpToken: "" };
      return closeUnpaid(context, input, { ok: true, value });
    });
    await expect(closing).rejects.toMatchObject({
      code: "TX_MAY_STILL_CONFIRM",
      message: expect.stringMatching(words),
    });
  });
});
