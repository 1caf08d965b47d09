/** What the log says of each step between a request and its payment, and what a refusal says beside its words. On books in memory. */
import { beforeEach, describe, expect, test } from "vitest";
import { http } from "#shared/contract/http.ts";
import { isAppError } from "#shared/errors.ts";
import { memoryWorld, PAYER } from "#tests/central/books/paperWorld.ts";

let world: ReturnType<typeof memoryWorld>;
beforeEach(() => {
  world = memoryWorld();
});

/** The newest line of a record's history with this action, and the same in the audit log. */
function written(action: string) {
  const line = world.memory.state.history.findLast((one) => one.action === action);
  const logged = world.memory.state.auditEvents.findLast((one) => one.action === action);
  return { line, logged };
}
async function refused(work: Promise<unknown>) {
  try {
    await work;
  } catch (error) {
    if (isAppError(error)) return { code: error.code, extra: error.extra };
    throw error;
  }
  throw new Error("It was not refused");
}

describe("R16.2 the log", () => {
  test("F3 says under which list, limits and fee cap it was requested, and what the trial said", async () => {
    world.chain.simulateTransfer = async () => ({ ok: true, refused: false, detail: "works", gas: null });
    const refund = await world.request(0);
    expect(refund.refundNo).toMatch(/^RF-20261122-\d+$/);
    expect(written("refund.requested").line).toMatchObject({
      entity: "refund",
      entityId: refund.id,
      fromStatus: "DRAFT",
      toStatus: "PENDING_APPROVAL",
      detail: {
        screeningList: "list-1",
        simulation: "works",
        feeCapWei: refund.intent.feeCapWei,
        limits: "version 0",
      },
    });
  });
  test("F8 F5 says which key decided on which content", async () => {
    const first = await world.approve(await world.request(1));
    const [own, other] = world.rows.keys;
    expect(written("refund.approved").logged).toMatchObject({ entity: "refund", entityId: first.id });
    expect(written("refund.approved").line).toMatchObject({
      entity: "refund",
      detail: { quorum: "1 of 2", intentHash: first.intentHash, deviceKey: own?.id },
    });
    await world.approve(first, world.people.second);
    expect(written("refund.approved").line?.detail).toEqual({
      quorum: "2 of 2",
      intentHash: first.intentHash,
      deviceKey: other?.id,
    });
    const rejected = await world.reject(await world.request(0));
    expect(written("refund.rejected").line?.detail).toEqual({ intentHash: rejected.intentHash, deviceKey: own?.id });
  });
  test("F6 says since when it lapsed", async () => {
    const { expiresAt } = await world.request(0);
    world.clock.advance(24 * 3_600_000);
    await world.memory.expireRefunds();
    expect(written("refund.expired").line?.detail).toEqual({ expiredAt: expiresAt });
  });
  test("F13 says from which slot, under which limits and list, when it is begun and when it is taken up again", async () => {
    const claimed = await world.claim(await world.approve(await world.request(0)));
    const { feeCapWei } = claimed.intent;
    const begun = { from: PAYER, nonce: "0", feeCapWei, screeningList: "list-1" };
    expect(written("refund.execution_started").line?.detail).toEqual({ ...begun, limits: "version 0" });
    await world.claim(await world.refund(claimed.refund.id));
    expect(written("refund.execution_resumed").line).toMatchObject({
      entity: "refund",
      entityId: claimed.refund.id,
      fromStatus: "SIGNING",
      toStatus: "SIGNING",
      detail: begun,
    });
  });
  test("F14 F15 says what was signed, and why a lock ended", async () => {
    const claimed = await world.claim(await world.approve(await world.request(0)));
    await world.release(claimed);
    expect(written("refund.sign_failed").line?.detail).toEqual({ cause: "released by its holder" });
    const again = await world.claim(await world.refund(claimed.refund.id));
    const bytes = world.sign(again);
    const attempt = await world.register(again, bytes);
    expect(written("refund.signed").line?.detail).toEqual({
      txHash: bytes.txHash,
      rawHash: expect.stringMatching(/^[0-9a-f]{64}$/),
      nonce: "0",
      maxFeeWei: attempt.maxFeeWei,
    });
    await world.release(again);
    expect(written("refund.lease_ended").logged).toMatchObject({
      entity: "refund",
      entityId: claimed.refund.id,
      after: { evidence: { cause: "released by its holder" } },
    });
  });
});

describe("R20.4 a refusal", () => {
  test("of a record that is not Credited carries the record as it is", async () => {
    const [deposit] = world.rows.deposits;
    world.memory.put.deposit({ ...deposit, status: "REORG_ALERT" } as never);
    expect(await refused(world.request(0))).toMatchObject({
      code: "DEPOSIT_NOT_CREDITED",
      extra: { current: { id: deposit?.id, status: "REORG_ALERT" } },
    });
  });
  test("of an amount points at the amount, with words", async () => {
    const { code, extra } = await refused(world.request(0, { amount: "6" }));
    expect(code).toBe("AMOUNT_EXCEEDS_DEPOSIT");
    expect(extra).toEqual({
      errors: [{ pointer: "/amount", code, detail: "The refund amount is more than was deposited" }],
    });
  });
  test("F5 of a rejection without a reason points at the comment", async () => {
    const refund = await world.request(0);
    const about = await world.decisionOf(refund, world.people.approver, "REJECT");
    const body = { ...about.body, comment: "" };
    expect(await refused(world.memory.call(world.people.approver, http.refunds.reject, { ...about, body }))).toEqual({
      code: "VALIDATION_FAILED",
      extra: { errors: [{ pointer: "/comment", code: "too_small", detail: "write a reason" }] },
    });
  });
});
