/** "Execute Refund", second half, rule by rule: what is asked before the signature, what happens to the bytes after it, and the lock meanwhile. On a desk of paper. */
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { http } from "#shared/contract/http.ts";
import type { Attempt, Refund } from "#shared/contract/refund.ts";
import { AppError, type ErrorCode } from "#shared/errors.ts";
import { claimRefund } from "#main/refunds/claimRefund.ts";
import { type ExecuteInput, executeRefund } from "#main/refunds/executeRefund.ts";
import { createHeldClaims, type HeldClaims } from "#main/refunds/heldClaim.ts";
import { createOneAtATime } from "#main/refunds/oneAtATime.ts";
import { isRegistered, registerAttempt } from "#main/refunds/registerAttempt.ts";
import { reportBroadcasts, sendAttempt } from "#main/refunds/sendAttempt.ts";
import { codeOf, paperDesk, type PaperDesk, settled } from "./paperDesk.ts";
import {
  ADDRESS_ID,
  APPROVAL,
  AT,
  contentOf,
  EXECUTOR,
  FEE,
  LATER,
  NETWORK,
  PAID,
  paper,
  paperClaim,
  paperRefund,
  PAYEE,
  PAYER,
  REFUND_ID,
  SLOT,
  VOIDING,
} from "./paperRefund.ts";

let desk: PaperDesk;
let held: HeldClaims;
function open(refund: Refund = paperRefund()): void {
  desk = paperDesk(refund);
  held = createHeldClaims(desk.rooms);
}
beforeEach(() => open());
afterEach(() => desk.journal.close());

async function reviewed(purpose: Attempt["kind"] = "PAYMENT"): Promise<ExecuteInput> {
  const input = { id: REFUND_ID, version: 3, proof: "secret", idempotencyKey: "key", purpose };
  const { reviewDigest, to } = await claimRefund(desk.rooms, held, input);
  return { id: REFUND_ID, reviewDigest, lastSix: to.transaction.slice(-6), pin: "246813" };
}
const execute = (input: ExecuteInput) => executeRefund(desk.rooms, held, input);
const failing = (code: ErrorCode) => async () => {
  throw new AppError(code, "No");
};
const states = () => desk.journal.attemptsOf(REFUND_ID).map(({ state }) => state);

describe("F15 F16 signed, stored, registered, sent, told", () => {
  test("in this order, with these bytes", async () => {
    const input = await reviewed();
    const before: Record<string, unknown> = {};
    const { sign } = desk.rooms.signer;
    desk.rooms.signer.sign = async (request) => {
      before["renewed"] = desk.service.asked(http.refunds.renewLease).length;
      before["executing"] = held.get(REFUND_ID)?.executing;
      return sign(request);
    };
    desk.service.on(http.refunds.registerAttempt, ({ body }: { body: { txHash: string } }) => {
      before["stored"] = states();
      before["heldWhileRegistering"] = held.get(REFUND_ID);
      return { txHash: body.txHash };
    });
    const sent: unknown[] = [];
    desk.chain.broadcast = async (network, raw) => {
      before["registered"] = states();
      sent.push([network.code, raw]);
      return [{ node: "n1", result: "ACCEPTED", error: null }];
    };
    expect(await execute(input)).toBe(desk.live.refund);
    expect(before).toEqual({
      ...{ renewed: 1, executing: true, stored: ["signed"], heldWhileRegistering: null },
      registered: ["registered"],
    });
    const [attempt] = desk.journal.attemptsOf(REFUND_ID);
    expect(sent).toEqual([[NETWORK, attempt?.signedTx]]);
    expect(attempt).toMatchObject({
      ...{ state: "broadcast", kind: "PAYMENT", executorId: EXECUTOR.id, intent: desk.live.refund.intent },
      lease: { fencingToken: 1 },
    });
    const { intent, intentHash } = desk.live.refund;
    const { by, deviceKeyId, decidedAt, signature } = APPROVAL;
    expect(desk.signed).toEqual([
      {
        ...{ pin: "246813", vault: "vault", intent, intentHash, voiding: null, endorsements: [], slot: SLOT, fee: FEE },
        approvals: [{ userId: by.id, deviceKeyId, decidedAt, signature }],
        unsigned: paper.unsigned(contentOf(intent)),
      },
    ]);
    expect(desk.told("guarded")).toEqual([[PAYER]]);
    expect(desk.service.asked(http.refunds.reportBroadcast)).toMatchObject([
      { params: { id: REFUND_ID, txHash: attempt?.txHash }, body: { result: "ACCEPTED", node: "n1", error: null } },
    ]);
    expect(desk.progress().slice(2)).toEqual(["SIGNED", "RECORDED", "BROADCAST", "TRACKING"]);
    expect(desk.told("fault")).toEqual([
      ...[["after-sign"], ["after-journal"], ["after-register"], ["mid-broadcast"], ["after-broadcast"]],
    ]);
    expect(desk.told("remember").at(-1)).toEqual(["refunds", desk.live.refund]);
  });

  test("F25 a void asks nothing of the address, and takes the second person's word along", async () => {
    open(paperRefund({ status: "BROADCAST", voiding: VOIDING }));
    const input = await reviewed("VOID");
    desk.service.on(http.addresses.get, failing("NOT_FOUND"));
    await execute(input);
    const { by, deviceKeyId, decidedAt, signature } = VOIDING.approval;
    expect(desk.signed[0]?.voiding).toEqual({
      requestedBy: EXECUTOR.id,
      approval: { userId: by.id, deviceKeyId, decidedAt, signature },
    });
    expect(desk.journal.attemptsOf(REFUND_ID)[0]?.kind).toBe("VOID");
  });

  test("only what is registered is sent with it, not what was sent or refused before", async () => {
    const old = desk.store({ txHash: `0x${"9".repeat(64)}` });
    desk.journal.markOrphan(old.txHash, "LEASE_LOST");
    const sent: string[] = [];
    desk.chain.broadcast = async (_network, raw) => (sent.push(raw), [{ node: "n", result: "ACCEPTED", error: null }]);
    await execute(await reviewed());
    expect(sent).toHaveLength(1);
    expect(sent).not.toContain(old.signedTx);
  });
});

describe("I5 exactly what was reviewed", () => {
  test.each<[string, Partial<ExecuteInput>, string]>([
    ["another refund", { id: "00000000-0000-7000-8000-000000000099" }, "REVIEW_CHANGED"],
    ["another digest", { reviewDigest: "0".repeat(64) }, "REVIEW_CHANGED"],
    ["another address's last six", { lastSix: "a1a1a1" }, "REVIEW_NOT_CONFIRMED"],
    ["fewer characters", { lastSix: "b2" }, "REVIEW_NOT_CONFIRMED"],
  ])("%s is refused, and nothing is signed", async (_, change, code) => {
    const input = await reviewed();
    expect(await codeOf(execute({ ...input, ...change }))).toBe(code);
    expect(desk.signed).toEqual([]);
    expect(held.get(REFUND_ID)?.executing).toBe(false);
  });
  test("the last six are compared without regard to case, on both sides", async () => {
    const input = await reviewed();
    const mine = held.get(REFUND_ID);
    if (mine) mine.review.to.transaction = PAYEE.toUpperCase();
    expect(await codeOf(execute({ ...input, lastSix: "B2B2b2" }))).toBeNull();
  });
  test("what blocks the review blocks the signature, with its own words", async () => {
    desk.chain.nextNonce = async () => 8n;
    await expect(execute(await reviewed())).rejects.toMatchObject({
      code: "SIGNER_STATE",
      message: "Not executed: Payment slot 7 is unused",
    });
  });
  test("one signature at a time", async () => {
    const input = await reviewed();
    const mine = held.get(REFUND_ID);
    if (mine) mine.executing = true;
    expect(await codeOf(execute(input))).toBe("REVIEW_CHANGED");
  });
  test.each<[string, (raw: string) => { raw?: string; txHash?: string }]>([
    ["other unsigned bytes", () => ({ raw: paper.signed(contentOf(desk.live.refund.intent, { nonce: "8" }), PAID) })],
    ["another hash", () => ({ txHash: `0x${"2".repeat(64)}` })],
    ["another sender", () => ({ raw: paper.signed(contentOf(desk.live.refund.intent), PAID, PAYEE) })],
  ])("a signer that hands back %s is not believed, and nothing is stored", async (_, change) => {
    const input = await reviewed();
    const raw = paper.signed(contentOf(desk.live.refund.intent), PAID);
    desk.rooms.signer.sign = async () => ({ raw, txHash: PAID, ...change(raw) }) as never;
    expect(await codeOf(execute(input))).toBe("SIGNED_TX_MISMATCH");
    expect(states()).toEqual([]);
    expect(held.get(REFUND_ID)?.executing).toBe(false);
  });
});

describe("S21 asked again before the signature", () => {
  test.each<[string, () => void, string]>([
    ["the lock is lost", () => desk.service.on(http.refunds.renewLease, failing("LEASE_LOST")), "LEASE_LOST"],
    [
      "too few nodes agree",
      () => {
        desk.chain.verify = failing("NODE_QUORUM_LOST");
      },
      "NODE_QUORUM_LOST",
    ],
    ["the address is revoked", () => address({ status: "REVOKED" }), "REFUND_ADDRESS_NOT_VERIFIED"],
    ["the address is another one", () => address({ address: PAYER }), "REFUND_ADDRESS_NOT_VERIFIED"],
    ["the address is of another network", () => address({ network: "OTHER" }), "REFUND_ADDRESS_NOT_VERIFIED"],
  ])("I12 I13 nothing is signed when %s", async (_, change, code) => {
    const input = await reviewed();
    change();
    expect(await codeOf(execute(input))).toBe(code);
    expect(desk.signed).toEqual([]);
  });
  const address = (change: object) =>
    desk.service.on(http.addresses.get, () => ({
      ...{ id: ADDRESS_ID, address: PAYEE, network: NETWORK, status: "VERIFIED", ...change },
    }));
  test("the address on the paper must be the book's too", async () => {
    const input = await reviewed();
    const mine = held.get(REFUND_ID);
    if (mine) mine.review.to.transaction = `0x${"c3".repeat(17)}b2b2b2`;
    expect(await codeOf(execute(input))).toBe("REFUND_ADDRESS_NOT_VERIFIED");
  });
  test("I9 the slot that the journal keeps is asked once more", async () => {
    const input = await reviewed();
    const mine = held.get(REFUND_ID);
    if (mine) mine.claim.slot = { ...SLOT, nonce: "8" };
    expect(await codeOf(execute(input))).toBe("SIGNER_REFUSED");
    expect(desk.signed).toEqual([]);
  });
  test("the chain of the intent and the address of the review are asked", async () => {
    const input = await reviewed();
    const asked: unknown[] = [];
    const { verify } = desk.chain;
    desk.chain.verify = async (network) => (asked.push(network), verify(network));
    await execute(input);
    const { chainId, genesisHash } = desk.live.refund.intent;
    expect(asked).toEqual([{ code: NETWORK, chainId, genesisHash }]);
    expect(desk.service.asked(http.addresses.get).at(-1)).toEqual({ params: { id: ADDRESS_ID } });
  });
});

describe("F17 I2 after the signature nothing is lost, and nothing unacknowledged leaves", () => {
  const sending = () => {
    const sent: string[] = [];
    desk.chain.broadcast = async (_network, raw) => (sent.push(raw), []);
    return sent;
  };
  test("unanswered, the bytes wait in the journal", async () => {
    const sent = sending();
    const input = await reviewed();
    desk.service.on(http.refunds.registerAttempt, failing("OFFLINE"));
    await expect(execute(input)).rejects.toMatchObject({
      code: "BROADCAST_UNKNOWN",
      message: expect.stringContaining("is sent as soon as"),
      cause: { code: "OFFLINE" },
    });
    expect([states(), sent]).toEqual([["signed"], []]);
    expect(held.get(REFUND_ID)).toBeNull();
  });
  test("refused, they are an orphan, and the refusal is told", async () => {
    const sent = sending();
    const input = await reviewed();
    desk.service.on(http.refunds.registerAttempt, failing("REFUND_STATE"));
    expect(await codeOf(execute(input))).toBe("REFUND_STATE");
    expect([states(), sent]).toEqual([["orphan"], []]);
  });
  test("registered, every later fault says that it may be on its way", async () => {
    const input = await reviewed();
    desk.chain.broadcast = failing("NODE_QUORUM_LOST");
    await expect(execute(input)).rejects.toMatchObject({
      code: "BROADCAST_UNKNOWN",
      message: expect.stringContaining("may be on its way"),
      cause: { code: "NODE_QUORUM_LOST" },
    });
    expect(states()).toEqual(["registered"]);
  });
  test("a service that is not told of the answers is told later", async () => {
    const input = await reviewed();
    desk.service.on(http.refunds.reportBroadcast, failing("OFFLINE"));
    expect(await codeOf(execute(input))).toBeNull();
    expect(desk.logged).toMatchObject([["warn", "refunds: the central service was not told yet", { error: {} }]]);
    expect(desk.journal.unreported(desk.journal.attemptsOf(REFUND_ID)[0]?.txHash ?? "")).toHaveLength(1);
  });
  test("what cannot be read back from the disk is not sent", async () => {
    const sent = sending();
    const input = await reviewed();
    desk.rooms.journal = { ...desk.journal, attempt: () => null };
    expect(await codeOf(execute(input))).toBe("JOURNAL_UNAVAILABLE");
    expect(sent).toEqual([]);
  });
});

describe("I2 registering", () => {
  const stored = () => {
    const { txHash } = desk.store();
    const attempt = desk.journal.attempt(txHash);
    if (!attempt) throw new Error("it was stored");
    return attempt;
  };
  test("the bytes, under the lease with which they were signed, always as the same request", async () => {
    const attempt = stored();
    await registerAttempt(desk.rooms, attempt);
    const { txHash, kind, signedTx, lease, registerKey } = attempt;
    expect(desk.service.asked(http.refunds.registerAttempt)).toEqual([
      { params: { id: REFUND_ID }, body: { ...lease, kind, signedTx, txHash }, idempotencyKey: registerKey },
    ]);
    expect(states()).toEqual(["registered"]);
  });
  test("bytes that were not signed here are not registered from here", async () => {
    expect(await codeOf(registerAttempt(desk.rooms, { ...stored(), lease: null }))).toBe("LEASE_LOST");
    expect(desk.service.asked(http.refunds.registerAttempt)).toEqual([]);
    expect(states()).toEqual(["signed"]);
  });
  test("a service that registered other bytes is not believed", async () => {
    desk.service.on(http.refunds.registerAttempt, () => ({ txHash: `0x${"2".repeat(64)}` }));
    expect(await codeOf(registerAttempt(desk.rooms, stored()))).toBe("TX_HASH_MISMATCH");
    expect(states()).toEqual(["signed"]);
  });
  test.each([
    ["LEASE_LOST", "orphan"],
    ["REFUND_STATE", "orphan"],
    ["SIGNED_TX_MISMATCH", "orphan"],
    ["VALIDATION_FAILED", "orphan"],
    ["PERMISSION_DENIED", "orphan"],
    ["NOT_FOUND", "orphan"],
    ["OFFLINE", "signed"],
    ["TIMEOUT", "signed"],
    ["RATE_LIMITED", "signed"],
  ] as const)("%s leaves them %s", async (code, state) => {
    const attempt = stored();
    desk.service.on(http.refunds.registerAttempt, failing(code));
    expect(await codeOf(registerAttempt(desk.rooms, attempt))).toBe(code);
    expect(states()).toEqual([state]);
    expect(desk.logged.map(([level, , more]) => [level, more])).toEqual(
      state === "orphan" ? [["warn", { txHash: attempt.txHash, code }]] : [],
    );
  });
  test("an error that is none of ours decides nothing", async () => {
    desk.service.on(http.refunds.registerAttempt, () => {
      throw new TypeError("broken");
    });
    await expect(registerAttempt(desk.rooms, stored())).rejects.toThrow("broken");
    expect(states()).toEqual(["signed"]);
  });
  test("the service has exactly these bytes, or has them not", async () => {
    const attempt = stored();
    const { txHash, signedTx } = attempt;
    const has = async (...items: object[]) => {
      desk.service.on(http.refunds.attempts, () => ({ items }));
      return isRegistered(desk.rooms, attempt);
    };
    expect(await has()).toBe(false);
    expect(await has({ txHash, signedTx: "0x00" })).toBe(false);
    expect(await has({ txHash: "0x00", signedTx })).toBe(false);
    expect(await has({ txHash: "0x00", signedTx: "0x00" }, { txHash, signedTx })).toBe(true);
    expect(desk.service.asked(http.refunds.attempts)[0]).toEqual({ params: { id: REFUND_ID } });
  });
});

describe("F16 F18 sending and telling", () => {
  const registered = () => {
    const { txHash } = desk.store();
    desk.journal.markRegistered(txHash);
    return txHash;
  };
  test.each(["signed", "orphan"])("I2 bytes that are only %s never leave", async (state) => {
    const { txHash } = desk.store();
    if (state === "orphan") desk.journal.markOrphan(txHash, "x");
    const sent: string[] = [];
    desk.chain.broadcast = async (_network, raw) => (sent.push(raw), []);
    await expect(sendAttempt(desk.rooms, txHash)).rejects.toThrow("only registered bytes are sent");
    await expect(sendAttempt(desk.rooms, "0x00")).rejects.toThrow("what is sent is in the journal");
    expect(sent).toEqual([]);
  });
  test("what each node said is kept, and told once each, oldest first, under a key of its own", async () => {
    const txHash = registered();
    const node = "n".repeat(120);
    desk.chain.broadcast = async () => [
      { node, result: "UNKNOWN", error: "cut off" },
      { node: "b", result: "ACCEPTED", error: null },
    ];
    await sendAttempt(desk.rooms, txHash);
    const waiting = desk.journal.unreported(txHash);
    expect(await reportBroadcasts(desk.rooms, txHash)).toBe(desk.live.refund);
    expect(desk.service.asked(http.refunds.reportBroadcast)).toEqual([
      {
        params: { id: REFUND_ID, txHash },
        body: { result: "UNKNOWN", node: "n".repeat(100), error: "cut off" },
        idempotencyKey: waiting[0]?.reportKey,
      },
      {
        params: { id: REFUND_ID, txHash },
        body: { result: "ACCEPTED", node: "b", error: null },
        idempotencyKey: waiting[1]?.reportKey,
      },
    ]);
    expect(desk.journal.unreported(txHash)).toEqual([]);
    expect(await reportBroadcasts(desk.rooms, txHash)).toBeNull();
    await expect(reportBroadcasts(desk.rooms, "0x00")).rejects.toThrow("what is reported is in the journal");
  });
  test("a report that comes too late is not told again; one that was not heard is", async () => {
    const txHash = registered();
    await sendAttempt(desk.rooms, txHash);
    desk.service.on(http.refunds.reportBroadcast, failing("OFFLINE"));
    expect(await codeOf(reportBroadcasts(desk.rooms, txHash))).toBe("OFFLINE");
    expect(desk.journal.unreported(txHash)).toHaveLength(1);
    desk.service.on(http.refunds.reportBroadcast, failing("REFUND_STATE"));
    expect(await reportBroadcasts(desk.rooms, txHash)).toBeNull();
    expect(desk.logged).toEqual([["info", "refunds: a late report was not needed", { txHash }]]);
    expect(desk.journal.unreported(txHash)).toEqual([]);
  });
});

describe("I13 the lock is renewed every twenty seconds while a person looks", () => {
  const renewals = () => desk.service.asked(http.refunds.renewLease).length;
  const told = () => desk.told("leaseChanged");

  test("under its token, until it is dropped", async () => {
    await reviewed();
    await desk.elapse(19_999);
    expect(renewals()).toBe(0);
    const { leaseId } = paperClaim(desk.live.refund).lease;
    const next = { ...paperClaim(desk.live.refund).lease, fencingToken: 2, expiresAt: AT };
    desk.service.on(http.refunds.renewLease, () => next);
    await desk.elapse(1);
    expect(desk.service.asked(http.refunds.renewLease)).toMatchObject([
      { params: { id: REFUND_ID }, body: { leaseId, fencingToken: 1 } },
    ]);
    expect(told()).toEqual([[REFUND_ID, AT]]);
    expect(held.get(REFUND_ID)).toMatchObject({ lease: next, renewedAtMs: Date.parse(AT) + 20_000 });
    await desk.elapse(20_000);
    expect(desk.service.asked(http.refunds.renewLease)[1]).toMatchObject({ body: { fencingToken: 2 } });
    held.drop(REFUND_ID);
    expect(desk.timers).toEqual([]);
    await desk.elapse(60_000);
    expect(renewals()).toBe(2);
    held.drop(REFUND_ID);
  });
  test("the time counts from the question, not from the answer", async () => {
    await reviewed();
    desk.service.on(http.refunds.renewLease, () => {
      desk.pass(5_000);
      return paperClaim(desk.live.refund).lease;
    });
    await desk.elapse(20_000);
    expect(held.get(REFUND_ID)?.renewedAtMs).toBe(Date.parse(AT) + 20_000);
  });
  test("a lost lock is dropped and told", async () => {
    await reviewed();
    desk.service.on(http.refunds.renewLease, failing("LEASE_LOST"));
    await desk.elapse(20_000);
    expect(held.get(REFUND_ID)).toBeNull();
    expect(held.all()).toEqual([]);
    expect(told()).toEqual([[REFUND_ID, null]]);
    expect(desk.timers).toEqual([]);
    expect(desk.logged).toEqual([
      ["warn", "refunds: execution lock lost", { refundNo: desk.live.refund.refundNo }],
      ["warn", "refunds: lock not renewed", { error: expect.objectContaining({ code: "LEASE_LOST" }) }],
    ]);
  });
  test("unanswered it is ours until its time is over: sixty seconds after it was last renewed", async () => {
    await reviewed();
    desk.service.on(http.refunds.renewLease, failing("OFFLINE"));
    await desk.elapse(20_000);
    await desk.elapse(20_000);
    expect(held.get(REFUND_ID)).not.toBeNull();
    expect(told()).toEqual([]);
    await desk.elapse(20_000);
    expect(held.get(REFUND_ID)).toBeNull();
    expect(told()).toEqual([[REFUND_ID, null]]);
    expect(renewals()).toBe(3);
  });
  test("at one thousandth of a second less it is ours still", async () => {
    await reviewed();
    const mine = held.get(REFUND_ID);
    if (!mine) throw new Error("it is held");
    desk.service.on(http.refunds.renewLease, failing("OFFLINE"));
    desk.pass(59_999);
    expect(await codeOf(held.renew(mine))).toBe("OFFLINE");
    expect(held.get(REFUND_ID)).toBe(mine);
    desk.pass(1);
    expect(await codeOf(held.renew(mine))).toBe("OFFLINE");
    expect(held.get(REFUND_ID)).toBeNull();
  });
  test("a new claim takes the place of the one before, whose renewal says nothing any more", async () => {
    await reviewed();
    const first = held.get(REFUND_ID);
    await reviewed();
    const second = held.get(REFUND_ID);
    if (!first || !second) throw new Error("both were held");
    expect(desk.timers).toHaveLength(1);
    expect(held.all()).toEqual([second]);
    desk.service.on(http.refunds.renewLease, failing("LEASE_LOST"));
    expect(await codeOf(held.renew(first))).toBe("LEASE_LOST");
    expect(held.get(REFUND_ID)).toBe(second);
    expect(told()).toEqual([]);
  });
  test("dropped while it is being renewed, it is not renewed again", async () => {
    await reviewed();
    let answer: (lease: unknown) => void = () => undefined;
    desk.service.on(http.refunds.renewLease, () => new Promise((resolve) => (answer = resolve)));
    await desk.elapse(20_000);
    held.drop(REFUND_ID);
    answer({ ...paperClaim(desk.live.refund).lease, expiresAt: LATER });
    await settled();
    expect(desk.timers).toEqual([]);
  });
  test("dropped before a refusal comes, it is not lost once more", async () => {
    await reviewed();
    const mine = held.get(REFUND_ID);
    if (!mine) throw new Error("it is held");
    held.drop(REFUND_ID);
    desk.service.on(http.refunds.renewLease, failing("LEASE_LOST"));
    expect(await codeOf(held.renew(mine))).toBe("LEASE_LOST");
    expect([told(), desk.logged]).toEqual([[], []]);
  });
});

describe("one refund, one work at a time", () => {
  test("the same refund's waits, another's does not; a failure does not stop the next", async () => {
    const turns = createOneAtATime();
    const done: string[] = [];
    let finish: () => void = () => undefined;
    const first = turns.run("a", async () => {
      await new Promise<void>((resolve) => (finish = resolve));
      done.push("first");
      throw new Error("failed");
    });
    const second = turns.run("a", async () => (done.push("second"), 2));
    await turns.run("b", async () => void done.push("other"));
    expect(done).toEqual(["other"]);
    expect([turns.isBusy("a"), turns.isBusy("c")]).toEqual([true, false]);
    let idle = false;
    const waiting = turns.idle().then(() => (idle = true));
    await settled();
    expect(idle).toBe(false);
    finish();
    await expect(first).rejects.toThrow("failed");
    expect(await second).toBe(2);
    await waiting;
    expect(done).toEqual(["other", "first", "second"]);
    expect(turns.isBusy("a")).toBe(false);
  });
  test("it is busy until the last of them is done", async () => {
    const turns = createOneAtATime();
    let finish: () => void = () => undefined;
    const first = turns.run("a", async () => undefined);
    const second = turns.run("a", async () => new Promise<void>((resolve) => (finish = resolve)));
    await first;
    await settled();
    expect(turns.isBusy("a")).toBe(true);
    finish();
    await second;
    await turns.idle();
    expect(turns.isBusy("a")).toBe(false);
  });
});
