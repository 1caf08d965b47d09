/** What people order at a desk beside executing: request, decide, withhold, close, quote. What can be seen here is refused here, before anybody is asked to prove anything. */
import { beforeEach, describe, expect, test } from "vitest";
import { http } from "#shared/contract/http.ts";
import type { Refund } from "#shared/contract/refund.ts";
import { decisionText, voidText } from "#shared/domain/intent.ts";
import { AppError, type ErrorCode } from "#shared/errors.ts";
import { approveRefund, rejectRefund } from "#main/refunds/decideRefund.ts";
import { recordNotice, releaseHold, withdrawRefund } from "#main/refunds/endRefund.ts";
import { quoteRefund } from "#main/refunds/quoteRefund.ts";
import { quoteRefund as quoteOf, requestRefund } from "#main/refunds/requestRefund.ts";
import { adoptPayment, approveVoid, closeUnpaid, dropVoid, requestVoid } from "#main/refunds/withholdRefund.ts";
import { createOncePerKey } from "#main/session/oncePerKey.ts";
import type { Desk } from "#main/session/Desk.ts";
import { codeOf, paperDesk, paperService } from "./paperDesk.ts";
import {
  APPROVER,
  AT,
  DEPOSIT_ID,
  EXECUTOR,
  MAKER,
  NETWORK,
  paperAttempt,
  paperRefund,
  PAID,
  PAYEE,
  PAYER,
  REFUND_ID,
  SLOT,
  STRANGER_ID,
  TOKEN,
  VOIDING,
  WORKSTATION,
} from "./paperRefund.ts";

const KEY_ID = "00000000-0000-7000-8000-00000000000d";
let service: ReturnType<typeof paperService>;
let live: { refund: Refund };
let desk: Desk;
let remembered: [string, ...unknown[]][];
let signedTexts: string[];
let discarded: unknown[];
let logged: unknown[];
let person: { id: string; permissions: string[] };

beforeEach(() => {
  service = paperService();
  live = { refund: paperRefund({ status: "PENDING_APPROVAL", approvals: [] }) };
  remembered = [];
  signedTexts = [];
  discarded = [];
  logged = [];
  person = { id: APPROVER.id, permissions: ["Refund", "Refund.Approve", "Refund.Execute", "Refund.VoidApprove"] };
  let serial = 0;
  desk = {
    remote: service.remote,
    clock: { now: () => Date.parse(AT) },
    random: { uuid: () => `uuid-${(serial += 1)}` },
    log: { warn: (...of: unknown[]) => void logged.push(of) },
    user: () => ({ ...person, totpEnrolled: false }),
    remember: async (entity: string, rows: readonly unknown[]) => void remembered.push([entity, ...rows]),
    once: createOncePerKey(),
    workstation: WORKSTATION,
    openDeviceKey: async () => ({ publicKey: "p", sign: (text: string) => (signedTexts.push(text), "signature") }),
    writer: { discardDraft: async (...of: unknown[]) => void discarded.push(of) },
    cache: {},
  } as unknown as Desk;
  service.on(http.refunds.get, () => live.refund);
  service.on(http.deviceKeys.register, () => ({ id: KEY_ID, status: "ACTIVE" }));
  service.on(http.auth.stepUp, () => ({ stepUpToken: "token" }));
});

const failing = (code: ErrorCode) => async () => {
  throw new AppError(code, "No");
};
const proofs = () => service.asked(http.auth.stepUp).map(({ body }) => body as Record<string, unknown>);
const answering = (endpoint: Parameters<typeof service.on>[0]) => {
  const answer = paperRefund({ version: 4 });
  service.on(endpoint, () => answer);
  return answer;
};

/** Row 24 of the fault matrix: the record says something else than its content. */
const CONTRADICTIONS: [string, Partial<Refund>][] = [
  ["id", { id: STRANGER_ID }],
  ["deposit", { depositId: STRANGER_ID }],
  ["client", { customerNo: "C-9" }],
  ["network", { network: "OTHER" }],
  ["currency", { currency: "USDT" }],
  ["maker", { requestedBy: EXECUTOR }],
  ["payee", { refundAddress: PAYER }],
  ["amount", { amount: "4" }],
  ["hash", { intent: { ...paperRefund().intent, reason: "Another" } }],
];

describe("S20a I3 I4 a second person decides on exactly what was shown", () => {
  const input = (change: object = {}) => ({
    ...{ id: REFUND_ID, version: 3, intentHash: live.refund.intentHash, comment: "Seen", proof: "secret" },
    ...{ idempotencyKey: "key", ...change },
  });
  test.each([
    ["APPROVE", approveRefund, http.refunds.approve, "refund.approve"],
    ["REJECT", rejectRefund, http.refunds.reject, "refund.reject"],
  ] as const)(
    "%s: read live, proven, signed with his own key, sent, remembered",
    async (decision, decide, to, action) => {
      const answer = answering(to);
      expect(await decide(desk, input())).toBe(answer);
      const { intentHash } = live.refund;
      expect(proofs()).toEqual([{ method: "PASSWORD", code: "secret", action, resourceId: REFUND_ID, intentHash }]);
      expect(signedTexts).toEqual([
        decisionText({
          ...{ type: "deposit-desk/refund-decision/1", refundId: REFUND_ID, intentHash, decision },
          ...{ userId: APPROVER.id, deviceKeyId: KEY_ID, decidedAt: AT },
        }),
      ]);
      expect(service.asked(to)).toEqual([
        {
          params: { id: REFUND_ID },
          ifMatch: 3,
          idempotencyKey: "key",
          body: {
            ...{ comment: "Seen", intentHash, decidedAt: AT, stepUpToken: "token", deviceKeyId: KEY_ID },
            signature: "signature",
          },
        },
      ]);
      expect(remembered).toEqual([
        ["refunds", live.refund],
        ["refunds", answer],
      ]);
    },
  );
  test("one's own request is not decided, whatever its status", async () => {
    person.id = MAKER.id;
    expect(await codeOf(approveRefund(desk, input()))).toBe("SELF_APPROVAL_FORBIDDEN");
    live.refund = paperRefund();
    expect(await codeOf(approveRefund(desk, input()))).toBe("SELF_APPROVAL_FORBIDDEN");
  });
  test("only what waits for a decision is decided, and what it is now is shown", async () => {
    live.refund = paperRefund();
    await expect(approveRefund(desk, input())).rejects.toMatchObject({
      code: "REFUND_STATE",
      extra: { current: live.refund },
    });
    expect(proofs()).toEqual([]);
  });
  test("F12 what is on hold is rejected, never approved", async () => {
    live.refund = paperRefund({ status: "ON_HOLD" });
    expect(await codeOf(approveRefund(desk, input()))).toBe("REFUND_STATE");
    const answer = answering(http.refunds.reject);
    expect(await rejectRefund(desk, input({ idempotencyKey: "other" }))).toBe(answer);
    live.refund = paperRefund({ status: "SIGNING" });
    expect(await codeOf(rejectRefund(desk, input({ idempotencyKey: "third" })))).toBe("REFUND_STATE");
  });
  test("another version than the one that was seen is shown anew", async () => {
    expect(await codeOf(approveRefund(desk, input({ version: 2 })))).toBe("VERSION_MISMATCH");
  });
  test("another content than the one that was shown is refused before any signature", async () => {
    await expect(approveRefund(desk, input({ intentHash: "0".repeat(64) }))).rejects.toMatchObject({
      code: "INTENT_MISMATCH",
      extra: { current: live.refund },
    });
    expect(signedTexts).toEqual([]);
  });
  test.each(CONTRADICTIONS)("%s: what contradicts its own content is refused", async (_, change) => {
    live.refund = { ...live.refund, ...change };
    expect(await codeOf(approveRefund(desk, input()))).toBe("INTENT_MISMATCH");
    expect([proofs(), signedTexts]).toEqual([[], []]);
  });
  test("the payee's address and the amount may be written otherwise", async () => {
    answering(http.refunds.approve);
    live.refund = { ...live.refund, refundAddress: PAYEE.toUpperCase().replace("0X", "0x"), amount: "5.0" };
    expect(await codeOf(approveRefund(desk, input()))).toBeNull();
  });
  test("a key that is not endorsed decides nothing", async () => {
    service.on(http.deviceKeys.register, () => ({ id: KEY_ID, status: "PENDING" }));
    expect(await codeOf(approveRefund(desk, input()))).toBe("DEVICE_KEY_STATE");
    expect(proofs()).toEqual([]);
  });
});

describe("F25 F28 withholding and closing, each in its person's step", () => {
  const ordered = { id: REFUND_ID, version: 3, idempotencyKey: "key" };
  beforeEach(() => {
    live.refund = paperRefund({ status: "BROADCAST", slot: SLOT, attempts: [paperAttempt(PAID)] });
  });
  const simple = [
    [
      "requestVoid",
      () => requestVoid(desk, { ...ordered, reason: "Why" }),
      http.refunds.requestVoid,
      { reason: "Why" },
    ],
    ["dropVoid", () => dropVoid(desk, { ...ordered, remarks: "Why" }), http.refunds.dropVoid, { remarks: "Why" }],
  ] as const;
  test.each(simple)("%s: sent with its version, and remembered", async (name, order, to, body) => {
    if (name === "dropVoid") live.refund = { ...live.refund, voiding: VOIDING };
    const answer = answering(to);
    expect(await order()).toBe(answer);
    expect(service.asked(to)).toEqual([{ params: { id: REFUND_ID }, ifMatch: 3, idempotencyKey: "key", body }]);
    expect(remembered.at(-1)).toEqual(["refunds", answer]);
  });
  test.each(simple)("%s: refused here, with the refund as it is now", async (name, order) => {
    if (name === "requestVoid") live.refund = { ...live.refund, voiding: VOIDING };
    await expect(order()).rejects.toMatchObject({ code: "REFUND_STATE", extra: { current: live.refund } });
    live.refund = { ...live.refund, voiding: name === "requestVoid" ? null : VOIDING };
    person.permissions = [];
    await expect(order()).rejects.toMatchObject({
      code: "PERMISSION_DENIED",
      // This computer does not know who they are.
      message: expect.stringMatching(/administrator\.$/),
    });
    person.permissions = ["Refund", "Refund.Execute"];
    live.refund = { ...live.refund, version: 4 };
    expect(await codeOf(order())).toBe("VERSION_MISMATCH");
  });

  const approving = (change: object = {}) =>
    approveVoid(desk, { ...ordered, comment: "Yes", proof: "secret", ...change });
  test("approveVoid: his key signs exactly this slot of this refund", async () => {
    live.refund = { ...live.refund, voiding: { ...VOIDING, approval: null } };
    const answer = answering(http.refunds.approveVoid);
    expect(await approving()).toBe(answer);
    const { intentHash } = live.refund;
    expect(proofs()).toEqual([
      { method: "PASSWORD", code: "secret", action: "refund.approve-void", resourceId: REFUND_ID, intentHash },
    ]);
    expect(signedTexts).toEqual([
      voidText({
        ...{ type: "deposit-desk/refund-void/1", refundId: REFUND_ID, intentHash, ...SLOT, requestedBy: EXECUTOR.id },
        ...{ userId: APPROVER.id, deviceKeyId: KEY_ID, decidedAt: AT },
      }),
    ]);
    expect(service.asked(http.refunds.approveVoid)).toEqual([
      {
        ...{ params: { id: REFUND_ID }, ifMatch: 3, idempotencyKey: "key" },
        body: { comment: "Yes", decidedAt: AT, stepUpToken: "token", deviceKeyId: KEY_ID, signature: "signature" },
      },
    ]);
    expect(remembered.at(-1)).toEqual(["refunds", answer]);
  });
  test.each<[string, Partial<Refund>, object, string]>([
    ["nobody asked for it", { voiding: null }, {}, "REFUND_STATE"],
    ["he asked for it himself", { voiding: { ...VOIDING, approval: null, requestedBy: APPROVER } }, {}, "REFUND_STATE"],
    ["there is no slot", { slot: null }, {}, "REFUND_STATE"],
    ["it has changed", {}, { version: 2 }, "VERSION_MISMATCH"],
    ["its content contradicts it", { amount: "4" }, {}, "INTENT_MISMATCH"],
  ])("I3 approveVoid: nothing is proven or signed when %s", async (_, change, order, code) => {
    live.refund = { ...live.refund, voiding: { ...VOIDING, approval: null }, ...change };
    await expect(approving(order)).rejects.toMatchObject({ code, extra: { current: live.refund } });
    expect([proofs(), signedTexts]).toEqual([[], []]);
  });

  const closing = () => closeUnpaid(desk, { ...ordered, evidence: "Seen", proof: "secret" });
  test("closeUnpaid: proven for this refund, sent, remembered", async () => {
    live.refund = { ...live.refund, status: "NONCE_LOST" };
    const answer = answering(http.refunds.closeUnpaid);
    expect(await closing()).toBe(answer);
    expect(proofs()).toMatchObject([{ action: "refund.close-unpaid", resourceId: REFUND_ID }]);
    expect(proofs()[0]?.["intentHash"]).toBe(live.refund.intentHash);
    expect(service.asked(http.refunds.closeUnpaid)).toEqual([
      {
        ...{ params: { id: REFUND_ID }, ifMatch: 3, idempotencyKey: "key" },
        body: { evidence: "Seen", stepUpToken: "token" },
      },
    ]);
    expect(remembered.at(-1)).toEqual(["refunds", answer]);
  });
  test("closeUnpaid: not by the maker, not before the nonce is lost, not unseen", async () => {
    expect(await codeOf(closing())).toBe("REFUND_STATE");
    live.refund = { ...live.refund, status: "NONCE_LOST", version: 4 };
    expect(await codeOf(closing())).toBe("VERSION_MISMATCH");
    person.id = MAKER.id;
    expect(await codeOf(closing())).toBe("SELF_APPROVAL_FORBIDDEN");
    expect(proofs()).toEqual([]);
  });

  const adopting = () => adoptPayment(desk, { ...ordered, txHash: PAID, evidence: "Seen", proof: "secret" });
  test("F36 adopt: proven for this refund, sent with the hash that was found, remembered", async () => {
    const answer = answering(http.refunds.adopt);
    expect(await adopting()).toBe(answer);
    expect(proofs()).toMatchObject([
      { action: "refund.adopt", resourceId: REFUND_ID, intentHash: live.refund.intentHash, code: "secret" },
    ]);
    expect(service.asked(http.refunds.adopt)).toEqual([
      {
        ...{ params: { id: REFUND_ID }, ifMatch: 3, idempotencyKey: "key" },
        body: { txHash: PAID, evidence: "Seen", stepUpToken: "token" },
      },
    ]);
    expect(remembered.at(-1)).toEqual(["refunds", answer]);
  });
  test("F36 I3 adopt: not by the maker, and not what has changed unseen; nobody is asked to prove anything", async () => {
    answering(http.refunds.adopt);
    live.refund = { ...live.refund, requestedBy: APPROVER };
    await expect(adopting()).rejects.toMatchObject({ code: "SELF_APPROVAL_FORBIDDEN" });
    live.refund = { ...live.refund, requestedBy: MAKER, version: 4 };
    expect(await codeOf(adopting())).toBe("VERSION_MISMATCH");
    expect([proofs(), service.asked(http.refunds.adopt)]).toEqual([[], []]);
  });
  test("F36 adopt: a refusal of the service is told, and nothing is remembered of it", async () => {
    service.on(http.refunds.adopt, failing("TX_HASH_MISMATCH"));
    expect(await codeOf(adopting())).toBe("TX_HASH_MISMATCH");
    expect(remembered).toEqual([["refunds", live.refund]]);
  });
});

describe("F9 F11 R23.2 taken back, released, told", () => {
  const ordered = { id: REFUND_ID, version: 3, idempotencyKey: "key" };
  const told = { channel: "PHONE", outcome: "REACHED", notifiedAt: AT, remarks: "x" } as const;
  const all = [
    ["withdraw", () => withdrawRefund(desk, { ...ordered, remarks: "x" }), http.refunds.withdraw, { remarks: "x" }],
    ["releaseHold", () => releaseHold(desk, { ...ordered, remarks: "x" }), http.refunds.releaseHold, { remarks: "x" }],
    ["notify", () => recordNotice(desk, { ...ordered, ...told }), http.refunds.notify, told],
  ] as const;
  test.each(all)("%s: sent with its version, and remembered", async (_, order, to, body) => {
    person.id = MAKER.id;
    const answer = answering(to);
    expect(await order()).toBe(answer);
    expect(service.asked(to)).toEqual([{ params: { id: REFUND_ID }, ifMatch: 3, idempotencyKey: "key", body }]);
    expect(remembered.at(-1)).toEqual(["refunds", answer]);
  });
  test.each(all)("%s: not when it has changed", async (_, order, to) => {
    live.refund = { ...live.refund, version: 4 };
    expect(await codeOf(order())).toBe("VERSION_MISMATCH");
    expect(service.asked(to)).toEqual([]);
  });
  test("F9 only the maker takes his request back", async () => {
    expect(await codeOf(withdrawRefund(desk, { ...ordered, remarks: "x" }))).toBe("REFUND_STATE");
  });
});

describe("F3 a request, from the record as it is now", () => {
  const deposit = {
    ...{ id: DEPOSIT_ID, status: "CREDITED", activeRefundNo: null, version: 7, network: NETWORK },
    ...{ creditedAmount: "6", receivedAmount: "8", declaredAmount: "9" },
  };
  const body = { network: NETWORK, amount: "6", adjustmentReason: null, remainder: null, kind: "CUSTOMER_REQUEST" };
  const order = (change: object = {}) =>
    requestRefund(desk, { depositId: DEPOSIT_ID, version: 7, idempotencyKey: "key", ...body, ...change } as never);
  const is = (change: object) => service.on(http.deposits.get, () => ({ ...deposit, ...change }));
  beforeEach(() => is({}));

  test("sent with the record's version; the draft goes, the answer is remembered", async () => {
    const answer = answering(http.deposits.requestRefund);
    expect(await order()).toBe(answer);
    expect(service.asked(http.deposits.requestRefund)).toEqual([
      { params: { id: DEPOSIT_ID }, ifMatch: 7, idempotencyKey: "key", body },
    ]);
    expect(remembered).toEqual([
      ["deposits", deposit],
      ["refunds", answer],
    ]);
    expect(service.asked(http.deposits.get)).toEqual([{ params: { id: DEPOSIT_ID } }]);
    expect(discarded).toEqual([[APPROVER.id, DEPOSIT_ID]]);
    expect(logged).toEqual([]);
  });
  test("a draft that cannot be discarded takes nothing from a request that was sent", async () => {
    const answer = answering(http.deposits.requestRefund);
    desk.writer.discardDraft = failing("JOURNAL_UNAVAILABLE") as never;
    expect(await order()).toBe(answer);
    expect(logged).toMatchObject([["the draft of a request that was sent could not be discarded", { error: {} }]]);
  });
  test.each<[string, object, object, ErrorCode]>([
    ["is not Credited", { status: "REFUNDED" }, {}, "DEPOSIT_NOT_CREDITED"],
    ["has a refund already", { activeRefundNo: "RF-1" }, {}, "REFUND_ALREADY_OPEN"],
    ["has changed", { version: 8 }, {}, "VERSION_MISMATCH"],
    ["came over another network", { network: "OTHER" }, {}, "NETWORK_MISMATCH"],
    ["is smaller than the refund", {}, { amount: "6.1" }, "AMOUNT_EXCEEDS_DEPOSIT"],
    ["is larger, and nobody says why", {}, { amount: "5" }, "ADJUSTMENT_REASON_REQUIRED"],
  ])("R18 nothing is sent when the record %s", async (_, record, change, code) => {
    is(record);
    expect(await codeOf(order(change))).toBe(code);
    expect(service.asked(http.deposits.requestRefund)).toEqual([]);
  });
  test("why a record that is not Credited is refused is shown with the record", async () => {
    is({ status: "REFUNDED" });
    await expect(order()).rejects.toMatchObject({ extra: { current: { status: "REFUNDED" } } });
  });
  test("of what was credited; else of what was received; else of what was declared", async () => {
    answering(http.deposits.requestRefund);
    is({ creditedAmount: null });
    expect(await codeOf(order({ amount: "8", idempotencyKey: "2" }))).toBeNull();
    is({ creditedAmount: null, receivedAmount: null });
    expect(await codeOf(order({ amount: "9", idempotencyKey: "3" }))).toBeNull();
  });
});

describe("R20.9 what it would cost, and whether it would work", () => {
  const network = { ...{ code: NETWORK, chainId: 31337, genesisHash: "0x01", nativeSymbol: "ETH" } };
  const ether = { code: "ETH", network: NETWORK, kind: "NATIVE", contractAddress: null, decimals: 18 };
  const token = { code: "USDT", network: NETWORK, kind: "ERC20", contractAddress: TOKEN, decimals: 6 };
  const record = { network: NETWORK, currency: "ETH", destinationAddress: PAYER, transfer: null };
  const limits = { feeCapWei: "77", approvalBands: [], largeAmount: "1000" };
  const asking = (paper: ReturnType<typeof paperDesk>, change: object = {}) =>
    quoteRefund(paper.rooms, {
      ...{ network, currency: ether, address: { address: PAYEE }, amount: "5", deposit: record, ...change },
    } as never);
  let paper: ReturnType<typeof paperDesk>;
  beforeEach(() => {
    paper = paperDesk(paperRefund());
    paper.service.on(http.configuration.limits, () => ({
      items: [
        { network: "OTHER", currency: "ETH", inForce: { limits: { ...limits, feeCapWei: "1" } } },
        { network: NETWORK, currency: "USDT", inForce: { limits: { ...limits, feeCapWei: "2" } } },
        { network: NETWORK, currency: "ETH", inForce: { limits } },
      ],
    }));
    return () => paper.journal.close();
  });

  test("of the network and the currency, at this moment", async () => {
    const asked: unknown[] = [];
    paper.chain.simulateTransfer = async (chain, transfer) => {
      asked.push(chain, transfer);
      return { ok: true, detail: "fine", payeeIsContract: false, gas: 30_000n };
    };
    paper.chain.verify = async () => ({ asked: 3, agree: 2, single: false });
    expect(await asking(paper)).toEqual({
      ...{ feeQuoteWei: "180000", feeCapWei: "77", requiredApprovals: 1, feeSymbol: "ETH" },
      ...{ simulation: { ok: true, detail: "fine" }, sourceWarning: null, nodes: { asked: 3, agree: 2 } },
    });
    expect(asked).toEqual([
      { code: NETWORK, chainId: 31337, genesisHash: "0x01" },
      { from: PAYER, to: PAYEE, contractAddress: null, amountBaseUnits: 5n * 10n ** 18n },
    ]);
    expect(await asking(paper, { amount: "1001" })).toMatchObject({ requiredApprovals: 2 });
  });
  test("a trial without an estimate is reckoned as the service does", async () => {
    paper.chain.balance = async () => 0n;
    expect(await asking(paper)).toMatchObject({
      feeQuoteWei: "126000",
      simulation: { ok: false, detail: "Not tried: no paying address known here holds this amount now" },
    });
    expect(await asking(paper, { currency: token })).toMatchObject({ feeQuoteWei: "600000", feeCapWei: "2" });
  });
  test("a currency that the service has no more is said", async () => {
    expect(await codeOf(asking(paper, { currency: { ...ether, code: "GONE" } }))).toBe("NOT_FOUND");
  });
  test("it is tried from an approved key of this network that holds enough, else from the record's own wallet", async () => {
    const keys = [
      { address: `0x${"01".repeat(20)}`, status: "PENDING", networks: [NETWORK] },
      { address: `0x${"02".repeat(20)}`, status: "APPROVED", networks: ["OTHER"] },
      { address: `0x${"03".repeat(20)}`, status: "APPROVED", networks: [NETWORK] },
      { address: `0x${"04".repeat(20)}`, status: "APPROVED", networks: [NETWORK] },
    ];
    paper.service.on(http.signers.list, () => ({ items: keys }));
    const tried: string[] = [];
    paper.chain.simulateTransfer = async (_chain, { from }) => {
      tried.push(from);
      return { ok: true, detail: "", payeeIsContract: false, gas: null };
    };
    const needed = 5n * 10n ** 18n;
    const poor = new Map([[keys[2]?.address, needed - 1n]]);
    paper.chain.balance = async (_chain, account, contract) => (contract === null ? (poor.get(account) ?? needed) : 0n);
    await asking(paper);
    poor.set(keys[3]?.address, 0n);
    await asking(paper);
    paper.rooms.user = () => ({ id: EXECUTOR.id, permissions: [] }) as never;
    poor.clear();
    await asking(paper);
    await asking(paper, { deposit: { ...record, destinationAddress: "an account at a bank" } });
    expect(tried).toEqual([keys[3]?.address, PAYER, PAYER]);
    expect(paper.service.asked(http.signers.list)).toHaveLength(2);
  });
  test.each([
    ["EXCHANGE", PAYEE, /exchange/],
    ["CONTRACT", PAYEE, /contract/],
    ["WALLET", PAYEE, null],
    ["EXCHANGE", PAYER, null],
  ] as const)("R20.8 back to a source that is %s at %s", async (sourceKind, from, words) => {
    const { sourceWarning } = await asking(paper, { deposit: { ...record, transfer: { from, sourceKind } } });
    if (words === null) expect(sourceWarning).toBeNull();
    else expect(sourceWarning).toMatch(words);
  });

  test("asked at the desk for what its copy knows, else it says that it does not", async () => {
    const known: Record<string, unknown> = {
      deposit: record,
      walletAddress: { address: PAYEE },
      network,
      currency: ether,
    };
    const asked: unknown[] = [];
    const opened = (without?: string) => {
      const read = (what: string) => (what === without ? null : known[what]);
      const cache = Object.fromEntries(
        Object.keys(known).map((what) => [what, (...of: unknown[]) => (asked.push([what, ...of]), read(what))]),
      );
      const money = async () => ({ quote: async (input: object) => (asked.push(input), "quoted") });
      return { ...desk, cache, money } as unknown as Desk;
    };
    const input = { depositId: "d", refundAddressId: "a", amount: "5" };
    expect(await quoteOf(opened(), input)).toBe("quoted");
    expect(asked).toEqual([
      ["deposit", "d"],
      ["walletAddress", "a"],
      ["network", NETWORK],
      ["currency", "ETH", NETWORK],
      { deposit: record, address: { address: PAYEE }, amount: "5", network, currency: ether },
    ]);
    for (const without of Object.keys(known)) expect(await codeOf(quoteOf(opened(without), input))).toBe("NOT_FOUND");
  });
});
