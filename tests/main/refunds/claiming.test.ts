/** "Execute Refund", first half, rule by rule: what is asked before a lock is taken, and what a person looks at last. On a desk of paper. */
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { http } from "#shared/contract/http.ts";
import type { Attempt, Refund } from "#shared/contract/refund.ts";
import { AppError } from "#shared/errors.ts";
import { claimRefund } from "#main/refunds/claimRefund.ts";
import { sha256 } from "#main/refunds/executionRooms.ts";
import { createHeldClaims, type HeldClaims } from "#main/refunds/heldClaim.ts";
import { reviewDigestOf } from "#main/refunds/prepareExecution.ts";
import { codeOf, paperDesk, type PaperDesk } from "./paperDesk.ts";
import {
  ADDRESS_ID,
  APPROVAL,
  AT,
  contentOf,
  EXECUTOR,
  FEE,
  LATER,
  NETWORK,
  paper,
  paperAttempt,
  paperClaim,
  paperRefund,
  PAYEE,
  PAYER,
  REFUND_ID,
  SIGNER_ID,
  SLOT,
  STRANGER_ID,
  TOKEN,
  VOIDING,
  WORKSTATION,
} from "./paperRefund.ts";

let desk: PaperDesk;
let held: HeldClaims;
function open(refund: Refund = paperRefund()): void {
  desk = paperDesk(refund);
  held = createHeldClaims(desk.rooms);
}
beforeEach(() => open());
afterEach(() => desk.journal.close());

const INPUT = { id: REFUND_ID, version: 3, proof: "secret", idempotencyKey: "key" };
const claim = (purpose: Attempt["kind"] = "PAYMENT") => claimRefund(desk.rooms, held, { ...INPUT, purpose });
const released = () => desk.service.asked(http.refunds.releaseLease);
const claimed = () => desk.service.asked(http.refunds.claim);
const failing = (code: "NODE_QUORUM_LOST" | "OFFLINE") => async () => {
  throw new AppError(code, "No");
};

describe("F13 before a lock is taken", () => {
  test("a whole claim: the proof, the lock, the slot that is kept, the review", async () => {
    const review = await claim();
    expect(desk.told("stepUp")).toEqual([
      [{ action: "refund.claim", resourceId: REFUND_ID, intentHash: desk.live.refund.intentHash, proof: "secret" }],
    ]);
    expect(claimed()).toMatchObject([
      {
        params: { id: REFUND_ID },
        body: { workstationId: WORKSTATION.id, signerId: SIGNER_ID, stepUpToken: "token", purpose: "PAYMENT" },
        ifMatch: 3,
      },
    ]);
    expect(desk.journal.execution(REFUND_ID)).toEqual({
      refundId: REFUND_ID,
      refundNo: desk.live.refund.refundNo,
      slot: SLOT,
    });
    expect(desk.progress()).toEqual(["CLAIMED", "CHECKED"]);
    expect(desk.told("remember")).toMatchObject([["refunds", { status: "SIGNING" }]]);
    expect(held.get(REFUND_ID)).toMatchObject({
      ...{ purpose: "PAYMENT", renewedAtMs: Date.parse(AT), vault: "vault", executing: false },
      ...{ addressId: ADDRESS_ID, fee: FEE, blockedBy: null, lease: { fencingToken: 1 } },
    });
    expect(held.get(REFUND_ID)?.review).toBe(review);
    expect(released()).toEqual([]);
  });

  test("the version on the screen is named for a payment, the newest for a replacement", async () => {
    open(paperRefund({ status: "BROADCAST", version: 9 }));
    desk.service.on(http.refunds.claim, () =>
      paperClaim(desk.live.refund, { outbid: { maxFeePerGasWei: "10", maxPriorityFeePerGasWei: "1" } }),
    );
    await claim("FEE_BUMP");
    expect(claimed()).toMatchObject([{ ifMatch: 9 }]);
  });

  test("what changed since it was shown is refused by the service, not claimed as it is now", async () => {
    open(paperRefund({ version: 9 }));
    await claim();
    expect(claimed()).toMatchObject([{ ifMatch: 3 }]);
  });

  test("each proof makes another request, the same proof the same one", async () => {
    await claim();
    await claim();
    desk.rooms.stepUp = async () => "other";
    await claim();
    const [first, second, third] = claimed().map(({ idempotencyKey }) => idempotencyKey);
    expect(first).toBe(second);
    expect(third).not.toBe(first);
  });

  test("while it is being signed nothing is claimed anew", async () => {
    await claim();
    const mine = held.get(REFUND_ID);
    if (mine) mine.executing = true;
    expect(await codeOf(claim())).toBe("REFUND_STATE");
    expect(claimed()).toHaveLength(1);
  });

  test.each<[string, () => void, string]>([
    [
      "the central log is another one",
      () => {
        desk.rooms.logBroken = async () => "cut off";
      },
      "LOG_BROKEN",
    ],
    [
      "there is no key here",
      () => {
        desk.rooms.keychain = { ...desk.rooms.keychain, get: async () => null };
      },
      "SIGNER_NOT_ENROLLED",
    ],
    ["its key is not enrolled", () => desk.service.on(http.signers.list, () => ({ items: [] })), "SIGNER_NOT_ENROLLED"],
    ["its key is another person's", () => signer({ executor: { id: STRANGER_ID } }), "SIGNER_NOT_ENROLLED"],
    ["another key of his is enrolled", () => signer({ address: PAYEE }), "SIGNER_NOT_ENROLLED"],
    ["its key is not approved", () => signer({ status: "PENDING" }), "SIGNER_NOT_APPROVED"],
    [
      "no node agrees",
      () => {
        desk.chain.verify = failing("NODE_QUORUM_LOST");
      },
      "NODE_QUORUM_LOST",
    ],
  ])("I6 no lock is taken when %s", async (_, change, code) => {
    change();
    expect(await codeOf(claim())).toBe(code);
    expect(claimed()).toEqual([]);
    expect(desk.told("stepUp")).toEqual([]);
  });
  const signer = (change: object) =>
    desk.service.on(http.signers.list, () => ({
      items: [{ id: SIGNER_ID, address: PAYER, executor: EXECUTOR, status: "APPROVED", ...change }],
    }));

  test("no lock is taken before the backup of the key was proven to open", async () => {
    desk.sqlite.prepare("DELETE FROM proven_backups").run();
    expect(await codeOf(claim())).toBe("SIGNER_STATE");
    expect(claimed()).toEqual([]);
    desk.journal.rememberBackupProof(PAYER);
    expect(await codeOf(claim())).toBeNull();
  });

  test("the chain of the intent is asked, by its id and its first block", async () => {
    const asked: unknown[] = [];
    const { verify } = desk.chain;
    desk.chain.verify = async (network) => (asked.push(network), verify(network));
    await claim();
    const { chainId, genesisHash } = desk.live.refund.intent;
    expect(asked[0]).toEqual({ code: NETWORK, chainId, genesisHash });
  });
});

/** Row 24 of the fault matrix: one of the record's own fields says something else than its content. */
const CONTRADICTIONS: [string, Partial<Refund>][] = [
  ["hash", { intentHash: "0".repeat(64) }],
  ["id", { id: STRANGER_ID }],
  ["deposit", { depositId: STRANGER_ID }],
  ["payee", { refundAddress: PAYER }],
  ["network", { network: "OTHER" }],
  ["currency", { currency: "USDT" }],
  ["amount", { amount: "4" }],
  ["maker", { requestedBy: EXECUTOR }],
  ["number of approvals", { requiredApprovals: 2 }],
];

describe("I5 what is shown, what was approved and what the service says is one", () => {
  test.each(CONTRADICTIONS)("%s: refused before a lock is taken", async (_, change) => {
    desk.live.refund = paperRefund(change);
    expect(await codeOf(claim())).toBe("INTENT_MISMATCH");
    expect(claimed()).toEqual([]);
  });
  test("base units that are not the amount are refused, however they were hashed", async () => {
    open(paperRefund({}, { amountBaseUnits: "5" }));
    expect(await codeOf(claim())).toBe("INTENT_MISMATCH");
    open(paperRefund({ amount: "5" }, { amount: "4" }));
    expect(await codeOf(claim())).toBe("INTENT_MISMATCH");
    open(paperRefund({ amount: "5.00" }));
    expect(await codeOf(claim())).toBeNull();
  });
  test.each(CONTRADICTIONS)("%s: refused in the claim too, and the lock is given back", async (_, change) => {
    desk.service.on(http.refunds.claim, () => {
      const one = paperClaim(desk.live.refund);
      return { ...one, refund: { ...one.refund, ...change } };
    });
    expect(await codeOf(claim())).toBe("INTENT_MISMATCH");
    expect(released()).toHaveLength(1);
    expect(desk.journal.execution(REFUND_ID)).toBeNull();
    expect(held.get(REFUND_ID)).toBeNull();
  });
  test("another content than the one on the screen is refused, though it is whole in itself", async () => {
    desk.service.on(http.refunds.claim, () => paperClaim(paperRefund({}, { reason: "Another" })));
    expect(await codeOf(claim())).toBe("INTENT_MISMATCH");
    desk.service.on(http.refunds.claim, () => paperClaim(paperRefund({ id: STRANGER_ID }, { refundId: STRANGER_ID })));
    expect(await codeOf(claim())).toBe("INTENT_MISMATCH");
    expect(released()).toHaveLength(2);
  });
  test.each([
    ["of another chain", { chainId: 1 }],
    ["of another address", { from: PAYEE }],
  ])("I9 a slot %s is refused", async (_, change) => {
    desk.service.on(http.refunds.claim, () => paperClaim(desk.live.refund, { slot: { ...SLOT, ...change } }));
    expect(await codeOf(claim())).toBe("SIGNER_REFUSED");
    expect(released()).toHaveLength(1);
  });
  test("I9 a second slot for a refund that has one is refused", async () => {
    await claim();
    desk.service.on(http.refunds.claim, () => paperClaim(desk.live.refund, { slot: { ...SLOT, nonce: "8" } }));
    expect(await codeOf(claim())).toBe("SIGNER_REFUSED");
  });
});

describe("F14 a lock that leads to nothing is given back", () => {
  test("under its own lease; what the service answers is shown", async () => {
    desk.chain.feeQuote = failing("NODE_QUORUM_LOST");
    expect(await codeOf(claim())).toBe("NODE_QUORUM_LOST");
    const { leaseId, fencingToken } = paperClaim(desk.live.refund).lease;
    expect(released()).toMatchObject([{ params: { id: REFUND_ID }, body: { leaseId, fencingToken } }]);
    expect(desk.told("remember").at(-1)).toEqual(["refunds", desk.live.refund]);
    expect(held.get(REFUND_ID)).toBeNull();
  });
  test("when it cannot be given back, the first error is the one that is told", async () => {
    desk.chain.feeQuote = failing("NODE_QUORUM_LOST");
    desk.service.on(http.refunds.releaseLease, failing("OFFLINE"));
    expect(await codeOf(claim())).toBe("NODE_QUORUM_LOST");
    expect(desk.logged).toMatchObject([
      ["warn", "refunds: the lock could not be given back; it lapses", { refundNo: desk.live.refund.refundNo }],
    ]);
  });
});

describe("I5 the review is drawn from the bytes", () => {
  test("of a payment, in every field", async () => {
    desk.service.on(http.deposits.get, () => ({ transfer: { blockAt: LATER }, creditedAt: AT }));
    const { intent, intentHash, refundNo, recordNo } = desk.live.refund;
    const unsigned = paper.unsigned(contentOf(intent));
    expect(await claim()).toEqual({
      ...{ purpose: "PAYMENT", replaces: null, refundId: REFUND_ID, refundNo, recordNo, intentHash },
      ...{ customerNo: "C-1001", customerName: "Client", reviewDigest: reviewDigestOf(unsigned, intentHash) },
      ...{ amount: "5", currency: "ETH", displayDecimals: 6, depositAmount: "6", remainderAmount: "1" },
      to: { transaction: PAYEE, approvedRequest: PAYEE, addressBook: PAYEE },
      ...{ addressVerifiedAt: AT, addressMethod: "MICRO_TRANSFER", from: PAYER, contractAddress: null },
      ...{ network: NETWORK, networkName: "Devnet", chainId: 31337, nonce: "7", feeSymbol: "ETH" },
      ...{ maxFeeWei: "210000", feeQuoteWei: "126000", receivedAt: LATER, approvalsValidUntil: LATER },
      requestedBy: { name: "Maker", at: AT, note: intent.reason },
      approvals: [{ name: "Approver", at: AT, comment: "Seen", signatureValid: true }],
      requiredApprovals: 1,
      preflight: [
        { key: "chain", label: "Chain id and first block are right (3 of 3 nodes agree)", ok: true },
        { key: "intent", label: "The request is exactly the approved one", ok: true },
        { key: "approvals", label: "1 of 1 needed approvals carry a signature that your key trusts", ok: true },
        { key: "address", label: "The refund address is Verified now", ok: true },
        { key: "nonce", label: "Payment slot 7 is unused", ok: true },
        { key: "amount", label: "The paying address holds the amount", ok: true },
        { key: "gas", label: "The paying address can pay the fee", ok: true },
        { key: "fee", label: "The fee is within the approved cap", ok: true },
        { key: "simulation", label: "nothing stands in the way", ok: true },
      ],
      lease: { takenAt: AT, expiresAt: LATER },
    });
    expect(held.get(REFUND_ID)?.unsigned).toBe(unsigned);
    expect(desk.service.asked(http.addresses.get)).toEqual([{ params: { id: ADDRESS_ID } }]);
    expect(desk.service.asked(http.deposits.get)).toEqual([{ params: { id: desk.live.refund.depositId } }]);
  });
  test("F24 of a payment that somebody asked to withhold it is still the maker's request", async () => {
    open(paperRefund({ voiding: VOIDING }));
    expect(await claim()).toMatchObject({ requestedBy: { name: "Maker" } });
  });
  test("the digest is over these bytes and this intent", () => {
    expect(reviewDigestOf("0xaa", "bb")).toBe(sha256("deposit-desk/execution-review/1\n0xaa\nbb"));
  });
  test("without a transfer it was received when it was credited; an approval that does not count is not listed", async () => {
    open(paperRefund({ approvals: [{ ...APPROVAL, decision: "REJECT" }, APPROVAL] }));
    desk.rooms.signer.validApprovals = () => [false];
    expect(await claim()).toMatchObject({ receivedAt: AT, approvals: [{ name: "Approver", signatureValid: false }] });
  });
  test("of a higher fee: what it replaces, and what it must outbid", async () => {
    const before = { ...paperAttempt(`0x${"8".repeat(64)}`), maxFeeWei: "77" };
    const older = ["5", "6", "7"].map((digit) => paperAttempt(`0x${digit.repeat(64)}`));
    open(paperRefund({ status: "BROADCAST", attempts: [...older, before] }));
    const outbid = { maxFeePerGasWei: "10", maxPriorityFeePerGasWei: "1" };
    const asked: unknown[] = [];
    desk.chain.chooseReplacementFee = (...of) => (asked.push(of), { ...FEE, maxFeePerGasWei: "12" });
    desk.service.on(http.refunds.claim, () => paperClaim(desk.live.refund, { outbid }));
    expect(await claim("FEE_BUMP")).toMatchObject({
      purpose: "FEE_BUMP",
      replaces: { txHash: before.txHash, maxFeeWei: "77" },
    });
    expect(asked).toEqual([[{ baseFeeWei: 5n, tipWei: 1n }, paperClaim(desk.live.refund).limits, outbid]]);
    expect(held.get(REFUND_ID)?.fee.maxFeePerGasWei).toBe("12");
  });
  test("by the token that the bytes move, its own digits and its own name", async () => {
    const of = { asset: "ERC20", contractAddress: TOKEN, currency: "USDT", decimals: 6, amountBaseUnits: "5000000" };
    open(paperRefund({}, of as never));
    expect(await claim()).toMatchObject({ amount: "5", currency: "USDT", displayDecimals: 2, contractAddress: TOKEN });
    open(paperRefund({}, { ...of, contractAddress: TOKEN.toUpperCase().replace("0X", "0x") } as never));
    expect(await codeOf(claim())).toBeNull();
  });
  test.each<[string, (currencies: Record<string, unknown>[]) => unknown[]]>([
    ["is not configured", () => []],
    ["is configured on another network alone", (all) => all.slice(1).map((one) => ({ ...one, network: "OTHER" }))],
    ["is configured under another name", (all) => all.map((one) => ({ ...one, code: "OTHER" }))],
    ["is configured with other decimals", (all) => all.map((one) => ({ ...one, decimals: 8 }))],
  ])("I11 a currency that %s is not paid", async (_, change) => {
    const currencies = change(desk.configuration.currencies) as never;
    desk.rooms.configuration = () => ({ ...desk.configuration, currencies }) as never;
    expect(await codeOf(claim())).toBe("INTENT_MISMATCH");
    expect(released()).toHaveLength(1);
  });
  test("a token's bytes find neither the coin nor another token", async () => {
    const of = { asset: "ERC20", contractAddress: PAYER, currency: "USDT", decimals: 6, amountBaseUnits: "5000000" };
    open(paperRefund({}, of as never));
    expect(await codeOf(claim())).toBe("INTENT_MISMATCH");
  });
  test("a network that is not configured is said", async () => {
    desk.rooms.configuration = () => ({ ...desk.configuration, networks: [] }) as never;
    expect(await codeOf(claim())).toBe("NETWORK_MISMATCH");
  });
  test("the approvals are judged for this refund, this content, this slot, with what the service endorses", async () => {
    const asked: unknown[] = [];
    desk.rooms.signer.validApprovals = (...of) => (asked.push(of), [true]);
    const endorsement = { endorserKeyId: "e", signature: "s" };
    desk.service.on(http.deviceKeys.list, () => ({
      items: [
        { id: "1", publicKey: "p", user: { id: "u" }, endorsement },
        { id: "2", publicKey: "q", user: { id: "v" }, endorsement: null },
      ],
    }));
    await claim();
    const { by, deviceKeyId, decidedAt, signature } = APPROVAL;
    expect(asked).toEqual([
      [
        "vault",
        [{ deviceKeyId: "1", publicKey: "p", userId: "u", ...endorsement }],
        { refundId: REFUND_ID, intentHash: desk.live.refund.intentHash, slot: SLOT },
        [{ userId: by.id, deviceKeyId, decidedAt, signature }],
      ],
    ]);
  });
});

describe("F25 a void is reviewed as what it is", () => {
  beforeEach(() =>
    open(paperRefund({ status: "BROADCAST", voiding: VOIDING, requiredApprovals: 2 }, { requiredApprovals: 2 })),
  );

  test("nobody is paid; who asked for it and who approved it", async () => {
    const review = await claim("VOID");
    expect(review).toMatchObject({
      ...{ purpose: "VOID", amount: "0", currency: "ETH", displayDecimals: 0, requiredApprovals: 1 },
      to: { transaction: PAYER, approvedRequest: PAYEE },
      requestedBy: { name: "Executor", at: LATER, note: "He called" },
      approvals: [{ name: "Approver", at: AT, comment: "Seen", signatureValid: true }],
    });
    expect(review.preflight).toEqual([
      { key: "chain", label: "Chain id and first block are right (3 of 3 nodes agree)", ok: true },
      { key: "approvals", label: "Another person approved withholding it, with a key that yours trusts", ok: true },
      { key: "void", label: "It pays nobody: nothing goes from the paying address to itself", ok: true },
      { key: "nonce", label: "Payment slot 7 is unused", ok: true },
      { key: "gas", label: "The paying address can pay the fee", ok: true },
      { key: "fee", label: "The fee is within the approved cap", ok: true },
    ]);
  });
  test("without the second person's word there is nothing to look at", async () => {
    for (const voiding of [null, { ...VOIDING, approval: null }]) {
      desk.live.refund = { ...desk.live.refund, voiding };
      expect(await codeOf(claim("VOID"))).toBe("REFUND_STATE");
    }
  });
  test("a word that the signer would not accept may be looked at, and is not executed", async () => {
    desk.rooms.signer.validVoiding = () => false;
    expect(await claim("VOID")).toMatchObject({ approvals: [{ signatureValid: false }] });
    expect(held.get(REFUND_ID)?.blockedBy?.code).toBe("SIGNER_REFUSED");
  });
  test.each([
    ["an amount", { amountBaseUnits: "1" }],
    ["a token", { contractAddress: TOKEN }],
  ])("bytes that would move %s are no void", async (_, change) => {
    const { intent } = desk.live.refund;
    desk.chain.buildVoid = (slot) =>
      paper.unsigned(contentOf(intent, { to: slot.from, amountBaseUnits: "0", contractAddress: null, ...change }));
    expect(await codeOf(claim("VOID"))).toBe("INTENT_MISMATCH");
  });
  test("bytes that go to somebody else are not executed", async () => {
    desk.chain.buildVoid = () =>
      paper.unsigned(contentOf(desk.live.refund.intent, { amountBaseUnits: "0", contractAddress: null }));
    await claim("VOID");
    expect(held.get(REFUND_ID)?.blockedBy?.code).toBe("SIGNED_TX_MISMATCH");
  });
});

describe("S21 the last questions, each on both sides of its limit", () => {
  const blocked = async (purpose: Attempt["kind"] = "PAYMENT") => {
    await claim(purpose);
    const by = held.get(REFUND_ID)?.blockedBy;
    expect(by == null || by.message.startsWith("Not executed: ")).toBe(true);
    return by?.code ?? null;
  };
  const units = 5n * 10n ** 18n;

  test.each(["PAYMENT", "VOID"] as const)("L2 %s: the slot's nonce is the next one at most", async (purpose) => {
    open(paperRefund({ voiding: VOIDING }));
    desk.chain.nextNonce = async () => 8n;
    expect(await blocked(purpose)).toBe("SIGNER_STATE");
    desk.chain.nextNonce = async () => 7n;
    expect(await blocked(purpose)).toBeNull();
  });
  test.each([
    ["PAYMENT", units + 210_000n],
    ["VOID", 210_000n],
  ] as const)("%s: the coin must do for what is sent and the highest fee", async (purpose, needed) => {
    open(paperRefund({ voiding: VOIDING }));
    desk.chain.balance = async () => needed - 1n;
    expect(await blocked(purpose)).toBe("BALANCE_TOO_LOW");
    desk.chain.balance = async () => needed;
    expect(await blocked(purpose)).toBeNull();
  });
  test("of a token the amount, of the coin the fee", async () => {
    const of = { asset: "ERC20", contractAddress: TOKEN, currency: "USDT", decimals: 6, amountBaseUnits: "5000000" };
    open(paperRefund({}, of as never));
    const holds = (coins: bigint, tokens: bigint) => {
      desk.chain.balance = async (_network, _account, contract) => (contract === null ? coins : tokens);
    };
    holds(210_000n, 5_000_000n);
    expect(await blocked()).toBeNull();
    holds(209_999n, 5_000_000n);
    expect(await blocked()).toBe("BALANCE_TOO_LOW");
    expect(held.get(REFUND_ID)?.review.preflight.filter(({ ok }) => !ok)).toMatchObject([{ key: "gas" }]);
    holds(10n ** 30n, 4_999_999n);
    expect(await blocked()).toBe("BALANCE_TOO_LOW");
    expect(held.get(REFUND_ID)?.review.preflight.filter(({ ok }) => !ok)).toMatchObject([{ key: "amount" }]);
  });
  test("the amount alone is not enough of the coin", async () => {
    desk.chain.balance = async () => units;
    await claim();
    expect(held.get(REFUND_ID)?.review.preflight.filter(({ ok }) => !ok)).toMatchObject([{ key: "gas" }]);
    desk.chain.balance = async () => units - 1n;
    await claim();
    expect(held.get(REFUND_ID)?.review.preflight.filter(({ ok }) => !ok)).toMatchObject([
      { key: "amount" },
      { key: "gas" },
    ]);
  });
  test.each(["PAYMENT", "VOID"] as const)(
    "%s: the fee within the cap, and enough for the base fee",
    async (purpose) => {
      open(paperRefund({ voiding: VOIDING }));
      const { intent } = desk.live.refund;
      const costing = (maxFeeWei: string) => {
        const own = { amountBaseUnits: "0", contractAddress: null };
        desk.chain.buildUnsigned = () => paper.unsigned(contentOf(intent, { maxFeeWei }));
        desk.chain.buildVoid = () => paper.unsigned(contentOf(intent, { to: PAYER, ...own, maxFeeWei }));
      };
      costing("210001");
      expect(await blocked(purpose)).toBe("FEE_ABOVE_CAP");
      costing("210000");
      expect(await blocked(purpose)).toBeNull();
      desk.chain.feeQuote = async () => ({ baseFeeWei: 11n, tipWei: 1n });
      expect(await blocked(purpose)).toBe("FEE_ABOVE_CAP");
      desk.chain.feeQuote = async () => ({ baseFeeWei: 10n, tipWei: 1n });
      expect(await blocked(purpose)).toBeNull();
    },
  );
  test.each<[string, object]>([
    ["not Verified any more", { status: "REVOKED" }],
    ["another one", { address: PAYER }],
  ])("I12 an address that is %s", async (_, change) => {
    const address = {
      id: ADDRESS_ID,
      address: PAYEE,
      network: NETWORK,
      status: "VERIFIED",
      verifiedAt: AT,
      method: null,
    };
    desk.service.on(http.addresses.get, () => ({ ...address, ...change }));
    expect(await blocked()).toBe("REFUND_ADDRESS_NOT_VERIFIED");
  });
  test.each<[boolean[], number, string | null]>([
    [[true, true], 2, null],
    [[true], 2, "SIGNER_REFUSED"],
    [[true, false], 1, "SIGNER_REFUSED"],
    [[true, true], 1, null],
  ])("I4 approvals %j of %i", async (valid, requiredApprovals, code) => {
    open(paperRefund({ approvals: valid.map(() => APPROVAL) }, { requiredApprovals }));
    desk.rooms.signer.validApprovals = () => valid;
    expect(await blocked()).toBe(code);
    const good = valid.filter(Boolean).length;
    expect(held.get(REFUND_ID)?.review.preflight.find(({ key }) => key === "approvals")?.label).toBe(
      `${good} of ${requiredApprovals} needed approvals carry a signature that your key trusts`,
    );
  });
  test.each<[object, string | null, string]>([
    [{ gas: 21_000n }, null, "fine"],
    [{ gas: 21_001n }, "SIMULATION_FAILED", "The payment needs more gas than it may use"],
    [{ gas: null }, null, "fine"],
    [{ ok: false, gas: null }, "SIMULATION_FAILED", "fine"],
    [{ ok: false, gas: 99_999n }, "SIMULATION_FAILED", "fine"],
    [{ payeeIsContract: true }, null, "fine; the payee is a contract"],
  ])("a trial that says %o", async (said, code, label) => {
    const asked: unknown[] = [];
    desk.chain.simulateTransfer = async (_network, transfer) => {
      asked.push(transfer);
      return { ok: true, detail: "fine", payeeIsContract: false, gas: 21_000n, ...said };
    };
    expect(await blocked()).toBe(code);
    expect(held.get(REFUND_ID)?.review.preflight.at(-1)).toMatchObject({ key: "simulation", label });
    expect(asked).toEqual([{ from: PAYER, to: PAYEE, contractAddress: null, amountBaseUnits: units }]);
  });
  test("one node alone is said to be alone", async () => {
    desk.chain.verify = async () => ({ asked: 1, agree: 1, single: true });
    const [first] = (await claim()).preflight;
    expect(first?.label).toBe("Chain id and first block are right (one node, nothing to compare it with)");
  });
});
