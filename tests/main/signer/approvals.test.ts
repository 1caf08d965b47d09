/** Whose word the signer believes: each way in which an approval can be wrong, alone, with everything else right. */
import { describe, expect, test } from "vitest";
import { intentHashOf, type RefundIntent } from "#shared/domain/intent.ts";
import { assertApproved, assertVoidApproved, refused, trustedKeys } from "#main/signer/approvals.ts";
import { isDeviceSignature } from "#main/signer/deviceSignature.ts";
import { intentFor, PAPER_CHAIN } from "#tests/main/chain/payments.ts";
import { approvalOf, endorsementOf, makeApprover, pinned, sha256, voidingOf } from "./approvers.ts";

const EXECUTOR = "01890000-0000-7000-8000-00000000000e";
const first = makeApprover(1);
const second = makeApprover(2);
const third = makeApprover(3);
const stranger = makeApprover(4);
const SMALL = intentFor(PAPER_CHAIN);
const LARGE = intentFor(PAPER_CHAIN, { requiredApprovals: 2 });
const slot = { chainId: 31337, from: PAPER_CHAIN.account(2).address, nonce: "7" };

const refusing = (why: string) =>
  expect.objectContaining({ code: "SIGNER_REFUSED", message: `The signer refuses: ${why}` });
const UNTRUSTED = "an approval is not signed by a key that this signing key trusts";

type Approval = Parameters<typeof assertApproved>[0];
const asking =
  (intent: RefundIntent, more: Partial<Approval> = {}) =>
  () =>
    assertApproved({
      intent,
      intentHash: intentHashOf(intent, sha256),
      approvals: [approvalOf(first, intent)],
      endorsements: [],
      pinned: [pinned(first), pinned(second)],
      executorId: EXECUTOR,
      ...more,
    });

describe("I3 I4 R20a.3 approvals of a payment", () => {
  test("one of a small amount, two of a large one, and more than needed", () => {
    expect(asking(SMALL)).not.toThrow();
    expect(asking(LARGE, { approvals: [approvalOf(first, LARGE), approvalOf(second, LARGE)] })).not.toThrow();
    expect(asking(SMALL, { approvals: [approvalOf(first, SMALL), approvalOf(second, SMALL)] })).not.toThrow();
  });
  test("too few people", () => {
    expect(asking(SMALL, { approvals: [] })).toThrow(refusing("too few people approved it"));
    expect(asking(LARGE, { approvals: [approvalOf(first, LARGE)] })).toThrow(refusing("too few people approved it"));
  });
  test("one person twice", () => {
    const twice = [approvalOf(first, LARGE), approvalOf(first, LARGE)];
    expect(asking(LARGE, { approvals: twice })).toThrow(refusing("one person approved twice"));
  });
  test("the maker among the approvers", () => {
    const own = intentFor(PAPER_CHAIN, { requestedBy: first.userId });
    expect(asking(own)).toThrow(refusing("the person who requested it approved it"));
  });
  test("F13 the maker as executor", () => {
    expect(asking(SMALL, { executorId: SMALL.requestedBy })).toThrow(
      refusing("the person who requested it would execute it"),
    );
  });
  test("F13 an approver may execute a small amount, not a large one", () => {
    expect(asking(SMALL, { executorId: first.userId })).not.toThrow();
    const both = [approvalOf(first, LARGE), approvalOf(second, LARGE)];
    expect(asking(LARGE, { approvals: both, executorId: second.userId })).toThrow(
      refusing("an approver of a large amount would execute it"),
    );
  });
  test("one wrong approval among right ones is enough to refuse", () => {
    const wrong = { ...approvalOf(second, SMALL), decidedAt: "2026-11-22T10:00:00.001Z" };
    expect(asking(SMALL, { approvals: [approvalOf(first, SMALL), wrong] })).toThrow(refusing(UNTRUSTED));
  });
  test.each([
    ["another refund", { refundId: "01890000-0000-7000-8000-0000000000f2" }],
    ["another intent", { intentHash: "0".repeat(64) }],
    ["a rejection", { decision: "REJECT" }],
    ["another person", { userId: second.userId }],
    ["another key", { deviceKeyId: second.deviceKeyId }],
    ["another time", { decidedAt: "2026-11-22T10:00:00.001Z" }],
    ["another kind of statement", { type: "deposit-desk/refund-void/1" as "deposit-desk/refund-decision/1" }],
  ] as const)("a signature over %s", (_name, change) => {
    expect(asking(SMALL, { approvals: [approvalOf(first, SMALL, change)] })).toThrow(refusing(UNTRUSTED));
  });
  test("a trusted key that speaks for somebody else", () => {
    const borrowed = { ...approvalOf(makeApprover(2, first.userId), SMALL), deviceKeyId: second.deviceKeyId };
    expect(asking(SMALL, { approvals: [{ ...borrowed, userId: first.userId }] })).toThrow(refusing(UNTRUSTED));
    const own = { ...second, userId: first.userId };
    expect(asking(SMALL, { approvals: [approvalOf(own, SMALL)] })).toThrow(refusing(UNTRUSTED));
  });
  test("a key that nobody knows", () => {
    expect(asking(SMALL, { approvals: [approvalOf(stranger, SMALL)] })).toThrow(refusing(UNTRUSTED));
  });
});

describe("I3 trusted keys", () => {
  test("the pinned ones, by their id, with their owner", () => {
    expect([...trustedKeys([pinned(first)], [])]).toEqual([
      [first.deviceKeyId, { userId: first.userId, publicKey: first.publicKey }],
    ]);
  });
  test("then those whom a trusted key vouched for, in whatever order the words arrive", () => {
    const chain = [endorsementOf(stranger, third), endorsementOf(third, first)];
    for (const words of [chain, chain.toReversed()])
      expect([...trustedKeys([pinned(first)], words).keys()].sort()).toEqual(
        [first.deviceKeyId, third.deviceKeyId, stranger.deviceKeyId].sort(),
      );
    expect(trustedKeys([pinned(first)], chain).get(third.deviceKeyId)).toEqual({
      userId: third.userId,
      publicKey: third.publicKey,
    });
  });
  test("nobody without a trusted endorser, and nobody vouches for a key of his own", () => {
    expect(trustedKeys([pinned(first)], [endorsementOf(stranger, third)]).size).toBe(1);
    const another = makeApprover(5, first.userId);
    expect(trustedKeys([pinned(first)], [endorsementOf(another, first)]).has(another.deviceKeyId)).toBe(false);
  });
  test("a pinned key is never replaced by a word about it", () => {
    const forged = { ...endorsementOf({ ...stranger, deviceKeyId: second.deviceKeyId }, first) };
    expect(trustedKeys([pinned(first), pinned(second)], [forged]).get(second.deviceKeyId)?.publicKey).toBe(
      second.publicKey,
    );
  });
  test.each([
    ["the key's id", { deviceKeyId: stranger.deviceKeyId }],
    ["the key", { publicKey: stranger.publicKey }],
    ["the owner", { userId: stranger.userId }],
    ["the signature", { signature: endorsementOf(third, second).signature }],
  ])("a word in which %s was changed counts nothing", (_name, change) => {
    const changed = { ...endorsementOf(third, first), ...change };
    expect(trustedKeys([pinned(first), pinned(second)], [changed]).size).toBe(2);
  });
  test("a word in the name of another endorser counts nothing", () => {
    const changed = { ...endorsementOf(third, first), endorserKeyId: second.deviceKeyId };
    expect(trustedKeys([pinned(first), pinned(second)], [changed]).size).toBe(2);
  });
});

describe("F25 I3 the word for withholding", () => {
  type Voiding = Parameters<typeof assertVoidApproved>[0];
  const withholding =
    (more: Partial<Voiding> = {}) =>
    () =>
      assertVoidApproved({
        intent: SMALL,
        intentHash: intentHashOf(SMALL, sha256),
        slot,
        voiding: voidingOf(first, SMALL, slot),
        endorsements: [],
        pinned: [pinned(first), pinned(second)],
        executorId: EXECUTOR,
        ...more,
      });
  const NOT_APPROVED = "withholding it is not approved by a key that this signing key trusts";

  test("is enough from one trusted person who did not ask for it", () => {
    expect(withholding()).not.toThrow();
    const far = { voiding: voidingOf(third, SMALL, slot), endorsements: [endorsementOf(third, first)] };
    expect(withholding(far)).not.toThrow();
    expect(withholding({ ...far, endorsements: [] })).toThrow(refusing(NOT_APPROVED));
  });
  test("is not enough from the person who asked, nor for the maker to sign", () => {
    expect(withholding({ voiding: voidingOf(first, SMALL, slot, { requestedBy: first.userId }) })).toThrow(
      refusing("one person asked for it and approved it"),
    );
    expect(withholding({ executorId: SMALL.requestedBy })).toThrow(
      refusing("the person who requested it would execute it"),
    );
  });
  test.each([
    ["another refund", { refundId: "01890000-0000-7000-8000-0000000000f2" }],
    ["another intent", { intentHash: "0".repeat(64) }],
    ["another chain", { chainId: 1 }],
    ["another address", { from: PAPER_CHAIN.account(3).address }],
    ["another nonce", { nonce: "8" }],
    ["another person", { userId: second.userId }],
    ["another key", { deviceKeyId: second.deviceKeyId }],
    ["another time", { decidedAt: "2026-11-22T10:00:00.001Z" }],
    ["another kind of statement", { type: "deposit-desk/refund-decision/1" as "deposit-desk/refund-void/1" }],
  ] as const)("is nothing when it was signed over %s", (_name, change) => {
    expect(withholding({ voiding: voidingOf(first, SMALL, slot, change) })).toThrow(refusing(NOT_APPROVED));
  });
  test("is nothing when another person asked than it says", () => {
    const voiding = { ...voidingOf(first, SMALL, slot), requestedBy: second.userId };
    expect(withholding({ voiding })).toThrow(refusing(NOT_APPROVED));
  });
  test("is nothing in the name of another person's key", () => {
    const own = { ...second, userId: first.userId };
    expect(withholding({ voiding: voidingOf(own, SMALL, slot) })).toThrow(refusing(NOT_APPROVED));
  });
});

describe("R20a.3 signatures of device keys", () => {
  const approval = approvalOf(first, SMALL);
  test("what is no key and no signature is no word of anybody", () => {
    expect(isDeviceSignature("x", "00", approval.signature)).toBe(false);
    expect(isDeviceSignature("x", "", "")).toBe(false);
    expect(isDeviceSignature("x", first.publicKey, "")).toBe(false);
    expect(isDeviceSignature("x", first.publicKey, approval.signature)).toBe(false);
  });
  test("a refusal says that the signer refuses, and why", () => {
    expect(refused("because")).toMatchObject({ code: "SIGNER_REFUSED", message: "The signer refuses: because" });
  });
});
