/** Every rule between a request and its payment, alone: everything else is right, so that nothing but the rule can refuse. On books in memory. */
import { beforeEach, describe, expect, test } from "vitest";
import { holdRefundsOf, holdRefundsTo } from "#central/refunds/holdRefunds.ts";
import { DEFAULT_REFUND_LIMITS } from "#central/refunds/limits.ts";
import type { PersonActor } from "#central/context.ts";
import { http } from "#shared/contract/http.ts";
import type { Claim, Refund } from "#shared/contract/refund.ts";
import { decisionText } from "#shared/domain/intent.ts";
import { isAppError } from "#shared/errors.ts";
import { memoryWorld, PAPER_NETWORK, PAYEE, PAYER } from "#tests/central/books/paperWorld.ts";

type World = ReturnType<typeof memoryWorld>;
const HOUR_MS = 3_600_000;

let world: World;
beforeEach(() => {
  world = memoryWorld();
});

/** The code with which it was refused; null when it was not. Nothing of a refused command stays. */
async function refusal(work: Promise<unknown>): Promise<string | null> {
  const versions = () => [...world.memory.state.refunds.values()].map(({ id, version }) => `${id} ${version}`);
  const before = versions();
  try {
    await work;
    return null;
  } catch (error) {
    if (!isAppError(error)) throw error;
    expect(versions()).toEqual(before);
    return error.code;
  }
}
const also = (
  person: PersonActor,
  ...permissions: PersonActor["permissions"] extends ReadonlySet<infer P> ? P[] : never
) => ({
  ...person,
  permissions: new Set([...person.permissions, ...permissions]),
});
const later = async (refund: Refund) => world.refund(refund.id);

/** Things that change beside a refund, each with the words under which a hold or a refusal names it. */
const changes = {
  addressRevoked: () => world.memory.put.address({ ...world.rows.address, status: "REVOKED" }),
  addressTooOld: () => world.memory.put.address({ ...world.rows.address, expiresAt: world.clock.now() }),
  addressOfAnother: () => world.memory.put.address({ ...world.rows.address, customerNo: "C10002" }),
  addressElsewhere: () => world.memory.put.address({ ...world.rows.address, network: "OTHER" }),
  addressChanged: () => world.memory.put.address({ ...world.rows.address, address: `0x${"b3".repeat(20)}` }),
  payeeDenied: () => world.memory.put.denylist("list-2", [PAYEE]),
  sourceDenied: () => world.memory.put.denylist("list-2", [world.rows.deposits[0]?.sourceAddress ?? ""]),
  networkOff: () => world.memory.put.network({ ...world.rows.network, enabled: false }),
  currencyOff: () => world.memory.put.currency({ ...world.rows.currency, refundEnabled: false }),
};
const depositIs = (status: "CREDITED" | "REORG_ALERT", refund: Refund) =>
  world.memory.asSystem(async ({ books }) => {
    const row = await books.deposit(refund.depositId);
    if (row) await books.updateDeposit(row.id, row.version, { status, version: row.version + 1 });
  });
const blockMoved = (refund: Refund) =>
  world.memory.asSystem(async ({ books }) => {
    const row = await books.deposit(refund.depositId);
    const confirmations = { ...row?.confirmations, blockHash: `0x${"9".repeat(64)}` } as never;
    if (row) await books.updateDeposit(row.id, row.version, { confirmations, version: row.version + 1 });
  });
const receiptLost = () => {
  world.chain.receipt = async () => null;
};

describe("F3 the request", () => {
  type Given = Parameters<World["request"]>[1];
  async function ask(change: object = {}, index = 0, more: Given = {}): Promise<Refund> {
    const call = world.memory.call.bind(world.memory);
    world.central.call = (async (actor: never, endpoint: never, input: { body: object }) => {
      const changed = { ...input, body: { ...input.body, ...change } };
      return call(actor, endpoint, changed as never);
    }) as never;
    try {
      return await world.request(index, more);
    } finally {
      world.central.call = call;
    }
  }
  test("R17 R20 it becomes exactly what was asked, and says by when it must be approved", async () => {
    const refund = await ask();
    const row = world.memory.state.refunds.get(refund.id);
    expect(row).toMatchObject({
      status: "PENDING_APPROVAL",
      amount: "5",
      depositAmount: "5",
      adjustmentReason: null,
      remainder: null,
      requiredApprovals: 1,
      requestedById: world.people.maker.userId,
      expiresAt: "2026-11-23T02:00:00.000Z",
      intent: {
        version: 1,
        to: PAYEE,
        amount: "5",
        amountBaseUnits: "5000000000000000000",
        asset: "NATIVE",
        contractAddress: null,
        chainId: 31337,
        adjustmentReason: null,
        remainder: null,
        requiredApprovals: 1,
        requestedBy: world.people.maker.userId,
        depositVersion: 1,
      },
    });
    expect(DEFAULT_REFUND_LIMITS).toEqual({
      approvalValidityMs: 24 * HOUR_MS,
      executionValidityMs: 4 * HOUR_MS,
      leaseMs: 60_000,
      screeningValidityMs: 24 * HOUR_MS,
      paymentsPerSignerAndDay: 100,
    });
  });
  test("R20.5 R20.6 a part states why and what becomes of the rest; the whole states neither", async () => {
    const part = await ask({ amount: "4.50", adjustmentReason: "kept", remainder: "WITHHELD" });
    expect(part).toMatchObject({ amount: "4.5", adjustmentReason: "kept", remainder: "WITHHELD" });
    const whole = await ask({ adjustmentReason: "needless", remainder: "FEE" }, 2);
    expect(whole).toMatchObject({ amount: "5", adjustmentReason: null, remainder: null });
  });
  test("R20a.2 above the large amount two people must approve", async () => {
    expect((await ask({}, 1)).requiredApprovals).toBe(2);
  });
  test.each([
    ["AMOUNT_INVALID", { amount: "0" }],
    ["AMOUNT_EXCEEDS_DEPOSIT", { amount: "5.000000000000000001" }],
    ["ADJUSTMENT_REASON_REQUIRED", { amount: "4", adjustmentReason: " ", remainder: "FEE" }],
    ["REMAINDER_REQUIRED", { amount: "4", adjustmentReason: "kept", remainder: null }],
    ["NETWORK_MISMATCH", { network: "OTHER" }],
    ["NOT_FOUND", { refundAddressId: "00000000-0000-7000-8000-000000000099" }],
  ])("R20.4 %s", async (code, change) => {
    expect(await refusal(ask(change))).toBe(code);
  });
  test("R18.1 an identity check may be dated five minutes ahead and not a millisecond more", async () => {
    const identityCheck = (at: string) => ({
      identityCheck: {
        method: "CALL_BACK",
        reference: "+852",
        askedBy: "Client",
        basis: "Voice",
        checkedBy: "Maker",
        checkedAt: at,
        addressConfirmed: true,
        noThirdParty: true,
        attachments: [],
      },
    });
    expect(await refusal(ask(identityCheck("2026-11-22T02:05:00.001Z")))).toBe("IDENTITY_CHECK_INCOMPLETE");
    expect(await refusal(ask(identityCheck("2026-11-22T02:05:00.000Z")))).toBeNull();
    for (const wrong of ["addressConfirmed", "noThirdParty"]) {
      const { identityCheck: right } = identityCheck("2026-11-22T02:00:00.000Z");
      expect(await refusal(ask({ identityCheck: { ...right, [wrong]: false } }, 2)), wrong).toBe(
        "IDENTITY_CHECK_INCOMPLETE",
      );
    }
  });
  test.each([
    ["REFUND_ADDRESS_NOT_VERIFIED", "addressRevoked"],
    ["REFUND_ADDRESS_NOT_VERIFIED", "addressTooOld"],
    ["ADDRESS_NOT_THIS_CUSTOMER", "addressOfAnother"],
    ["NETWORK_MISMATCH", "addressElsewhere"],
    ["SCREENING_HIT", "payeeDenied"],
    ["SCREENING_HIT", "sourceDenied"],
    ["REFUND_DISABLED", "networkOff"],
    ["REFUND_DISABLED", "currencyOff"],
  ] as const)("I12 R20.1 %s: %s", async (code, change) => {
    changes[change]();
    expect(await refusal(ask())).toBe(code);
  });
  test("I12 an address may be used from the end of its cooling-off on, and until its proof is too old", async () => {
    const at = (more: object) => world.memory.put.address({ ...world.rows.address, ...more });
    at({ cooldownUntil: "2026-11-22T02:00:00.001Z" });
    expect(await refusal(ask())).toBe("ADDRESS_IN_COOLDOWN");
    at({ cooldownUntil: "2026-11-22T02:00:00.000Z", expiresAt: "2026-11-22T02:00:00.001Z" });
    expect(await refusal(ask())).toBeNull();
  });
  test("R20.1 no address at which money is lost, no own one, not the token itself", async () => {
    const to = (address: string) =>
      world.memory.put.address({ ...world.rows.address, address, addressKey: address.toLowerCase() });
    to(`0x${"0".repeat(40)}`);
    expect(await refusal(ask())).toBe("ADDRESS_FORBIDDEN");
    to(PAYER);
    expect(await refusal(ask())).toBe("ADDRESS_FORBIDDEN");
    const own = `0x${"c7".repeat(20)}`;
    to(own);
    world.memory.put.depositAddress(PAPER_NETWORK, own);
    expect(await refusal(ask())).toBe("ADDRESS_FORBIDDEN");
    const token = `0x${"c8".repeat(20)}`;
    to(token.toLowerCase());
    world.memory.put.currency({ ...world.rows.currency, contractAddress: token });
    expect(await refusal(ask())).toBe("ADDRESS_FORBIDDEN");
  });
  test("R17.1 R17.3 only a credited record, in the version that was seen, one refund at a time", async () => {
    expect(await refusal(ask({}, 0, { version: 2 }))).toBe("VERSION_MISMATCH");
    const refund = await ask();
    expect(await refusal(ask())).toBe("REFUND_ALREADY_OPEN");
    await world.withdraw(refund);
    await depositIs("REORG_ALERT", refund);
    expect(await refusal(ask())).toBe("DEPOSIT_NOT_CREDITED");
  });
  test("R17.2 what was credited counts, what was received where nothing else is known, and no record without either", async () => {
    const is = (creditedAmount: string | null, receivedAmount: string | null) =>
      world.memory.put.deposit({ ...world.rows.deposits[0], creditedAmount, receivedAmount } as never);
    is(null, null);
    expect(await refusal(ask())).toBe("DEPOSIT_NOT_CREDITED");
    is("4", "9");
    expect(await refusal(ask())).toBe("AMOUNT_EXCEEDS_DEPOSIT");
    is(null, "5");
    expect((await ask()).depositAmount).toBe("5");
  });
  test("R20.9 the trial run: a refusal stops it, an untried payment does not, another payment's trial counts nothing", async () => {
    const says = (ok: boolean, refused: boolean) => {
      world.chain.simulateTransfer = async () => ({ ok, refused, detail: "said the node", gas: null });
    };
    says(false, true);
    expect(await refusal(ask())).toBe("SIMULATION_FAILED");
    says(false, false);
    const refund = await ask();
    expect(refund.simulation).toMatchObject({ ok: false, detail: "said the node" });
    world.chain.simulateTransfer = async () => {
      world.memory.put.address({ ...world.rows.address, address: `0x${"b4".repeat(20)}` });
      return { ok: true, refused: false, detail: "", gas: null };
    };
    expect(await refusal(ask({}, 2))).toBe("CHAIN_UNAVAILABLE");
  });
  test("R20.9 payers that hold too little are passed over; the first that works is enough", async () => {
    const asked: string[] = [];
    world.chain.balanceOf = async (_contract, address) => (address === PAYER ? 4n : 10n ** 30n);
    world.chain.simulateTransfer = async ({ from }) => {
      asked.push(from);
      return { ok: true, refused: false, detail: "fine", gas: null };
    };
    expect((await ask()).simulation).toMatchObject({ ok: true, detail: "fine" });
    expect(asked).toEqual([world.rows.deposits[0]?.destinationAddress]);
    world.chain.balanceOf = async () => 5n * 10n ** 18n;
    asked.length = 0;
    await ask({}, 2);
    expect(asked).toEqual([PAYER]);
  });
  test("R20.9 nobody holds enough yet: it is written down as not tried", async () => {
    world.chain.balanceOf = async () => 0n;
    expect((await ask()).simulation).toMatchObject({
      ok: false,
      detail: expect.stringContaining("could not be tried"),
    });
  });
});

describe("F8 F5 F4 the decision", () => {
  const { approver, second } = { approver: () => world.people.approver, second: () => world.people.second };
  async function deciding(verb: "approve" | "reject", refund: Refund, change: object = {}, by = approver()) {
    const about = await world.decisionOf(refund, by, verb === "approve" ? "APPROVE" : "REJECT");
    return world.memory.call(by, http.refunds[verb], { ...about, body: { ...about.body, ...change } });
  }
  test("R20a.1 one approval, or two of different people; it may be executed for four hours", async () => {
    const approved = await world.approve(await world.request(0));
    expect(approved).toMatchObject({ status: "APPROVED", expiresAt: "2026-11-22T06:00:00.000Z" });
    const first = await world.approve(await world.request(1));
    expect(first).toMatchObject({ status: "PENDING_APPROVAL", approvals: [{ decision: "APPROVE" }] });
    expect(await refusal(world.approve(first))).toBe("ALREADY_DECIDED");
    const both = await world.approve(first, second());
    expect(both).toMatchObject({ status: "APPROVED", approvals: [{}, {}] });
    const log = world.memory.state.history.filter(({ action }) => action === "refund.approved");
    expect(log.map(({ detail }) => detail?.["quorum"])).toEqual(["1 of 1", "1 of 2", "2 of 2"]);
  });
  test.each(["approve", "reject"] as const)(
    "I3 I4 %s: exactly this, by another person, with his own key",
    async (verb) => {
      const refund = await world.request(0);
      const key = world.rows.keys[0];
      const maker = also(world.people.maker, "Refund.Approve");
      expect(await refusal(deciding(verb, refund, {}, maker))).toBe("SELF_APPROVAL_FORBIDDEN");
      expect(await refusal(deciding(verb, { ...refund, version: 9 }))).toBe("VERSION_MISMATCH");
      expect(await refusal(deciding(verb, refund, { intentHash: "0".repeat(64) }))).toBe("INTENT_MISMATCH");
      expect(await refusal(deciding(verb, refund, { signature: "none" }))).toBe("SIGNATURE_INVALID");
      expect(await refusal(deciding(verb, refund, { decidedAt: "2026-11-22T02:00:00.001Z" }))).toBe(
        "SIGNATURE_INVALID",
      );
      expect(await refusal(deciding(verb, refund, { deviceKeyId: refund.id }))).toBe("DEVICE_KEY_UNKNOWN");
      expect(await refusal(deciding(verb, refund, { deviceKeyId: world.rows.keys[1]?.id }))).toBe("DEVICE_KEY_UNKNOWN");
      expect(await refusal(deciding(verb, refund, { stepUpToken: "none" }))).toBe("STEP_UP_REQUIRED");
      if (key) world.memory.put.deviceKey({ ...key, status: "REVOKED" });
      expect(await refusal(deciding(verb, refund))).toBe("DEVICE_KEY_UNKNOWN");
      if (key) world.memory.put.deviceKey({ ...key, status: "ACTIVE" });
      expect(await refusal(deciding(verb, refund))).toBeNull();
      expect(await refusal(deciding(verb, await later(refund)))).toBe("REFUND_STATE");
    },
  );
  test("I3 two people with one key are one", async () => {
    const first = await world.approve(await world.request(1));
    const [key] = world.rows.keys;
    if (!key) throw new Error("the approver has a key");
    world.memory.put.deviceKey({ ...key, userId: second().userId });
    const about = await world.decisionOf(first, second(), "APPROVE");
    const text = decisionText({
      type: "deposit-desk/refund-decision/1",
      refundId: first.id,
      intentHash: first.intentHash,
      decision: "APPROVE",
      userId: second().userId,
      deviceKeyId: key.id,
      decidedAt: about.body.decidedAt,
    });
    const body = { ...about.body, deviceKeyId: key.id, signature: `${key.publicKey}:${text}` };
    expect(await refusal(world.memory.call(second(), http.refunds.approve, { ...about, body }))).toBe(
      "ALREADY_DECIDED",
    );
  });
  test("F6 the time for approving ends with its last millisecond", async () => {
    const refund = await world.request(0);
    world.clock.advance(24 * HOUR_MS);
    expect(await refusal(world.approve(refund))).toBe("REFUND_STATE");
    const other = await world.request(2);
    world.clock.advance(24 * HOUR_MS - 1);
    expect(await refusal(world.approve(other))).toBeNull();
  });
  test.each(Object.keys(changes) as (keyof typeof changes)[])("I12 nobody approves after %s", async (change) => {
    const refund = await world.request(0);
    changes[change]();
    expect(await refusal(world.approve(refund))).toBe("REFUND_STATE");
  });
  test("I8 nobody approves what a deposit no longer covers", async () => {
    const refund = await world.request(0);
    await depositIs("REORG_ALERT", refund);
    expect(await refusal(world.approve(refund))).toBe("DEPOSIT_NOT_CREDITED");
    await depositIs("CREDITED", refund);
    await blockMoved(refund);
    expect(await refusal(world.approve(refund))).toBe("REORG_DETECTED");
    receiptLost();
    expect(await refusal(world.approve(refund))).toBe("REORG_DETECTED");
  });
  test("F5 F12 a rejection says why; it ends the request and frees the record", async () => {
    const refund = await world.request(0);
    expect(await refusal(deciding("reject", refund, { comment: "" }))).toBe("VALIDATION_FAILED");
    const rejected = await world.reject(refund);
    expect(rejected).toMatchObject({ status: "REJECTED", expiresAt: null, ended: { remarks: "Checked" } });
    expect(world.memory.state.deposits.get(refund.depositId)).toMatchObject({
      activeRefundId: null,
      refundBadge: null,
    });
    const held = await world.request(2);
    changes.addressRevoked();
    expect(await world.memory.holdConcerned()).toBe(1);
    expect(await world.reject(await later(held))).toMatchObject({ status: "REJECTED" });
  });
  test("F5 who approved and then rejects has one decision that counts", async () => {
    const first = await world.approve(await world.request(1));
    await world.reject(first);
    const decisions = [...world.memory.state.approvals.values()].map(({ decision, voidedAt }) => [
      decision,
      voidedAt !== null,
    ]);
    expect(decisions).toEqual([
      ["APPROVE", true],
      ["REJECT", false],
    ]);
  });
  test("F4 only the maker withdraws, in the version that he saw", async () => {
    const refund = await world.request(0);
    const other = also(world.people.approver, "Refund.Request");
    const about = { params: { id: refund.id }, ifMatch: refund.version, body: { remarks: "x" } };
    expect(await refusal(world.memory.call(other, http.refunds.withdraw, about))).toBe("PERMISSION_DENIED");
    expect(await refusal(world.withdraw({ ...refund, version: 7 }))).toBe("VERSION_MISMATCH");
    expect(await world.withdraw(refund)).toMatchObject({
      status: "WITHDRAWN",
      expiresAt: null,
      ended: { by: { id: world.people.maker.userId }, remarks: "Asked by mistake" },
    });
  });
});

describe("F6 F7 F9 F10 F11 what time and doubt do", () => {
  const release = (refund: Refund, by = world.people.second) =>
    world.memory.call(by, http.refunds.releaseHold, {
      params: { id: refund.id },
      ifMatch: refund.version,
      body: { remarks: "Cleared" },
    });
  test("F6 F9 requests and approvals lapse with their last millisecond, and say so", async () => {
    const pending = await world.request(0);
    const approved = await world.approve(await world.request(2));
    world.clock.advance(4 * HOUR_MS - 1);
    expect(await world.memory.expireRefunds()).toBe(0);
    world.clock.advance(1);
    expect(await world.memory.expireRefunds()).toBe(1);
    expect(await later(approved)).toMatchObject({
      status: "EXPIRED",
      ended: { by: null, remarks: "Not executed in time" },
    });
    world.clock.advance(20 * HOUR_MS);
    expect(await world.memory.expireRefunds()).toBe(1);
    expect(await later(pending)).toMatchObject({
      status: "EXPIRED",
      ended: { by: null, remarks: "Not approved in time" },
    });
    expect(await world.memory.expireRefunds()).toBe(0);
  });
  test.each(Object.keys(changes) as (keyof typeof changes)[])("F7 F10 %s holds what waits, once", async (change) => {
    const pending = await world.request(0);
    const approved = await world.approve(await world.request(2));
    expect(await world.memory.holdConcerned()).toBe(0);
    changes[change]();
    expect(await world.memory.holdConcerned()).toBe(2);
    for (const refund of [pending, approved]) {
      const now = await later(refund);
      expect(now).toMatchObject({ status: "ON_HOLD", expiresAt: null });
      expect(now.holdReason).toBe(
        change.startsWith("address")
          ? "ADDRESS_NOT_VERIFIED"
          : change.endsWith("Denied")
            ? "SCREENING"
            : "REFUND_DISABLED",
      );
    }
    expect(await world.memory.holdConcerned()).toBe(0);
    expect(await refusal(release(await later(pending)))).toBe("REFUND_STATE");
  });
  test("F7 a deposit that left Credited holds its refund", async () => {
    const refund = await world.request(0);
    await depositIs("REORG_ALERT", refund);
    expect(await world.memory.holdConcerned()).toBe(1);
    expect(await later(refund)).toMatchObject({ status: "ON_HOLD", holdReason: "DEPOSIT_NOT_CREDITED" });
  });
  test("F7 F10 an address that left Verified, and a record that left Credited, hold their own refunds alone", async () => {
    const first = await world.request(0);
    const second = await world.approve(await world.request(2));
    const other = first.id;
    const holding = world.memory.asSystem.bind(world.memory);
    expect(await holding((context) => holdRefundsTo(context, other, "ADDRESS_REVOKED"))).toBe(0);
    expect(await holding((context) => holdRefundsOf(context, second.depositId, "DEPOSIT_REORGANISED"))).toBe(1);
    expect(await later(second)).toMatchObject({ status: "ON_HOLD", holdReason: "DEPOSIT_REORGANISED" });
    expect((await later(first)).status).toBe("PENDING_APPROVAL");
    const third = await world.request(1);
    expect(await holding((context) => holdRefundsTo(context, world.rows.address.id, "ADDRESS_REVOKED"))).toBe(2);
    for (const refund of [first, third])
      expect(await later(refund)).toMatchObject({ status: "ON_HOLD", holdReason: "ADDRESS_REVOKED" });
    expect((await later(second)).holdReason).toBe("DEPOSIT_REORGANISED");
  });
  test("F11 once the cause is gone another person releases it, and everything is approved anew", async () => {
    const refund = await world.approve(await world.request(1));
    changes.addressRevoked();
    await world.memory.holdConcerned();
    world.memory.put.address(world.rows.address);
    const held = await later(refund);
    expect(await refusal(release(held, also(world.people.maker, "Refund.Approve")))).toBe("SELF_APPROVAL_FORBIDDEN");
    expect(await refusal(release({ ...held, version: 1 }))).toBe("VERSION_MISMATCH");
    world.clock.advance(HOUR_MS);
    const released = await release(held);
    expect(released).toMatchObject({
      status: "PENDING_APPROVAL",
      approvals: [],
      holdReason: null,
      expiresAt: "2026-11-23T03:00:00.000Z",
    });
    expect(await refusal(release(released))).toBe("REFUND_STATE");
    expect(await refusal(world.approve(released))).toBeNull();
  });
});

describe("F13 the claim", () => {
  const approved = async (index = 0) => world.approve(await world.request(index));
  async function claiming(refund: Refund, change: object = {}, by: PersonActor = world.people.executor) {
    const purpose = { action: "refund.claim", resourceId: refund.id, intentHash: refund.intentHash } as const;
    return world.memory.call(by, http.refunds.claim, {
      params: { id: refund.id },
      ifMatch: refund.version,
      body: {
        workstationId: by.workstationId,
        signerId: world.rows.signer.id,
        purpose: "PAYMENT",
        stepUpToken: await world.memory.stepUp(by, purpose),
        ...change,
      },
    });
  }
  test("R21.1 gives the lock for a minute, the slot, the intent and the limits of the fee", async () => {
    const refund = await approved();
    const claimed = await claiming(refund);
    expect(claimed).toMatchObject({
      refund: { status: "SIGNING" },
      lease: { fencingToken: 1, expiresAt: "2026-11-22T02:01:00.000Z", holder: { name: "Executor" } },
      slot: { chainId: 31337, from: PAYER, nonce: "0" },
      outbid: null,
      intentHash: refund.intentHash,
    });
    expect(world.memory.state.refunds.get(refund.id)?.executedBy).toEqual({
      id: world.people.executor.userId,
      name: "Executor",
    });
  });
  test("I1 I9 refused while the chain counts transactions of the key, waiting ones too, that were never registered here", async () => {
    world.chain.nonceCounts = async () => ({ latest: 0n, pending: 1n });
    expect(await refusal(claiming(await approved()))).toBe("NONCE_AHEAD");
    const other = memoryWorld(2);
    other.chain.nonceCounts = async () => ({ latest: 4n, pending: 2n });
    expect(await refusal(other.claim(await other.approve(await other.request(0))))).toBe("NONCE_AHEAD");
  });
  test("I1 refused while another key in use on the network is ahead of the books, but not for one that is out of use", async () => {
    const { id, createdAt, updatedAt, version, ...row } = world.rows.signer;
    const twin = world.memory.put.signer({ ...row, address: `0x${"7".repeat(40)}`, addressKey: `0x${"7".repeat(40)}` });
    world.chain.nextNonces = async (addresses) => addresses.map(() => 1n);
    const refund = await approved();
    expect(await refusal(claiming(refund))).toBe("NONCE_AHEAD");
    world.memory.put.signer({ ...twin, status: "RETIRED" });
    expect((await claiming(refund)).slot.nonce).toBe("0");
  });
  test("I9 the nonce is the chain's when two people settled what came before it", async () => {
    const by = { id: world.people.approver.userId, name: "Approver" };
    const said = {
      network: PAPER_NETWORK,
      below: "5",
      proposedBy: by,
      approvedBy: by,
      remarks: "used before it was enrolled",
    };
    const at = world.clock.now();
    const settled = { [PAPER_NETWORK]: { ...said, proposedAt: at, approvedAt: at } };
    world.memory.put.signer({ ...world.rows.signer, settled });
    world.chain.nonceCounts = async () => ({ latest: 3n, pending: 5n });
    expect((await claiming(await approved())).slot.nonce).toBe("5");
  });
  test("I9 after a registered payment the next slot follows it, whatever the chain has seen", async () => {
    const first = await claiming(await approved());
    await world.register(first, world.sign(first));
    world.chain.nonceCounts = async () => ({ latest: 0n, pending: 0n });
    expect((await claiming(await approved(2))).slot.nonce).toBe("1");
  });
  test("I9 no second slot while an older one of the key is unused", async () => {
    await claiming(await approved());
    expect(await refusal(claiming(await approved(2)))).toBe("SIGNER_HAS_OPEN_SLOTS");
  });
  test("I3 the maker never executes; an approver only a small amount", async () => {
    const refund = await approved();
    const dressed = (person: PersonActor) => ({
      ...also(person, "Refund.Execute"),
      workstationId: world.people.executor.workstationId,
    });
    expect(await refusal(claiming(refund, {}, dressed(world.people.maker)))).toBe("EXECUTOR_IS_REQUESTER");
    const forApprover = world.memory.put.signer({
      ...world.rows.signer,
      executorId: world.people.approver.userId,
    });
    expect(await refusal(claiming(refund, { signerId: forApprover.id }, dressed(world.people.approver)))).toBeNull();
    const large = await world.approve(await approved(1), world.people.second);
    expect(await refusal(claiming(large, { signerId: forApprover.id }, dressed(world.people.approver)))).toBe(
      "EXECUTOR_IS_APPROVER",
    );
  });
  test("I4 without enough approvals of exactly this intent nothing is signed, whatever the status says", async () => {
    const refund = await approved();
    await world.memory.asSystem(async ({ books }) => books.voidApprovals(refund.id, "EVERYBODY", world.clock.now()));
    expect(await refusal(claiming(refund))).toBe("REFUND_STATE");
  });
  test("F9 an approval may be executed until its last millisecond", async () => {
    const refund = await approved();
    world.clock.advance(4 * HOUR_MS - 1);
    expect(await refusal(claiming(refund))).toBeNull();
    const other = memoryWorld(3);
    world = other;
    const late = await approved();
    other.clock.advance(4 * HOUR_MS);
    expect(await refusal(claiming(late))).toBe("APPROVAL_EXPIRED");
  });
  test.each([
    ["REFUND_ADDRESS_NOT_VERIFIED", "addressRevoked"],
    ["REFUND_ADDRESS_NOT_VERIFIED", "addressTooOld"],
    ["REFUND_ADDRESS_NOT_VERIFIED", "addressOfAnother"],
    ["REFUND_ADDRESS_NOT_VERIFIED", "addressElsewhere"],
    ["REFUND_ADDRESS_NOT_VERIFIED", "addressChanged"],
    ["SCREENING_HIT", "payeeDenied"],
    ["SCREENING_HIT", "sourceDenied"],
  ] as const)("I12 %s after %s", async (code, change) => {
    const refund = await approved();
    changes[change]();
    expect(await refusal(claiming(refund))).toBe(code);
  });
  test("I8 nothing is paid back that the deposit no longer covers", async () => {
    const refund = await approved();
    await depositIs("REORG_ALERT", refund);
    expect(await refusal(claiming(refund))).toBe("DEPOSIT_NOT_CREDITED");
    await depositIs("CREDITED", refund);
    await blockMoved(refund);
    expect(await refusal(claiming(refund))).toBe("REORG_DETECTED");
  });
  test("I8 nor when its own receipt is gone", async () => {
    const refund = await approved();
    receiptLost();
    expect(await refusal(claiming(refund))).toBe("REORG_DETECTED");
  });
  test.each([
    ["another person's key", { executorId: "00000000-0000-7000-8000-000000000001" }],
    ["a key of another workstation", { workstationId: "00000000-0000-7000-8000-000000000002" }],
    ["a key that waits for approval", { status: "PENDING" }],
    ["a key for another network", { networks: ["OTHER"] }],
  ])("R21.1 SIGNER_NOT_APPROVED: %s", async (_name, change) => {
    const refund = await approved();
    world.memory.put.signer({ ...world.rows.signer, ...(change as object) });
    expect(await refusal(claiming(refund))).toBe("SIGNER_NOT_APPROVED");
  });
  test("R21.1 nor an unknown key, nor from a workstation that is not one's own", async () => {
    const refund = await approved();
    expect(await refusal(claiming(refund, { signerId: refund.id }))).toBe("SIGNER_NOT_APPROVED");
    expect(await refusal(claiming(refund, { workstationId: refund.id }))).toBe("SIGNER_NOT_APPROVED");
    const elsewhere = { ...world.people.executor, workstationId: refund.id };
    const own = world.people.executor.workstationId;
    expect(await refusal(claiming(refund, { workstationId: own }, elsewhere))).toBe("SIGNER_NOT_APPROVED");
  });
  test("R21.1 a fresh proof of who it is, for exactly this refund, in the version that was seen", async () => {
    const refund = await approved();
    expect(await refusal(claiming(refund, { stepUpToken: "none" }))).toBe("STEP_UP_REQUIRED");
    expect(await refusal(claiming({ ...refund, version: 1 }))).toBe("VERSION_MISMATCH");
    expect(await refusal(claiming(await world.request(2)))).toBe("REFUND_STATE");
  });
  test("a key may begin so many payments in a day, and no more", async () => {
    const few = memoryWorld(1, { limits: { ...DEFAULT_REFUND_LIMITS, paymentsPerSignerAndDay: 1 } });
    world = few;
    const first = await claiming(await approved());
    await few.register(first, few.sign(first));
    const second = await approved(2);
    expect(await refusal(claiming(second))).toBe("VELOCITY_CAP");
    few.clock.advance(4 * HOUR_MS - 1);
    expect(await refusal(claiming(second))).toBe("VELOCITY_CAP");
  });

  describe("I13 taken up again", () => {
    test("by the same person with the same key: the same slot, a higher token; nobody else", async () => {
      const claimed = await claiming(await approved());
      const refund = await later(claimed.refund);
      const again = await claiming(refund);
      expect(again.slot).toEqual(claimed.slot);
      expect(again.lease.fencingToken).toBe(2);
      expect(world.memory.state.auditEvents.at(-1)?.action).toBe("refund.execution_resumed");
      const other = world.memory.person({ name: "Other", permissions: ["Refund.Execute"] });
      expect(await refusal(claiming(await later(refund), {}, other))).toBe("REFUND_CLAIMED");
      expect(await refusal(claiming(await later(refund), { signerId: refund.id }))).toBe("REFUND_CLAIMED");
      expect(await refusal(claiming(await later(refund), { workstationId: refund.id }))).toBe("REFUND_CLAIMED");
    });
    test("I4 not when bytes exist in spite of the status, and not when nobody is known to hold it", async () => {
      const claimed = await claiming(await approved());
      const known = world.memory.state.refunds.get(claimed.refund.id);
      await world.memory.asSystem(async ({ books }) => {
        if (known) await books.updateRefund(known.id, known.version, { leaseHolder: null, version: known.version + 1 });
      });
      const lost = await claiming(await later(claimed.refund)).catch((error: unknown) => error);
      expect(lost).toMatchObject({ code: "REFUND_CLAIMED", extra: { holder: "unknown" } });
      const bytes = world.sign(claimed);
      await world.memory.asSystem(async ({ books }) =>
        books.insertAttempt({
          id: claimed.lease.leaseId,
          refundId: claimed.refund.id,
          kind: "PAYMENT",
          txHash: bytes.txHash,
          nonce: 0n,
          maxFeeWei: "1",
          signedTx: bytes.signedTx,
          by: { id: world.people.executor.userId, name: "Executor" },
          fencingToken: 1,
          at: world.clock.now(),
          broadcasts: [],
        }),
      );
      expect(await refusal(claiming(await later(claimed.refund)))).toBe("REFUND_STATE");
    });
    test("not once a payment is registered", async () => {
      const claimed = await claiming(await approved());
      await world.register(claimed, world.sign(claimed));
      expect(await refusal(claiming(await later(claimed.refund)))).toBe("REFUND_STATE");
    });
    test("F14 after a release it keeps its slot, and goes on only with its own key", async () => {
      const claimed = await claiming(await approved());
      await world.release(claimed);
      const refund = await later(claimed.refund);
      expect(refund).toMatchObject({ status: "APPROVED", lease: null, executedBy: null, slot: claimed.slot });
      const second = world.memory.put.signer({
        address: `0x${"a2".repeat(20)}`,
        executorId: world.people.executor.userId,
        workstationId: world.people.executor.workstationId,
        networks: [PAPER_NETWORK],
      });
      expect(await refusal(claiming(refund, { signerId: second.id }))).toBe("SIGNER_NOT_APPROVED");
      expect((await claiming(refund)).slot).toEqual(claimed.slot);
    });
  });
});

describe("I13 the lock", () => {
  let claimed: Claim;
  beforeEach(async () => {
    claimed = await world.claim(await world.approve(await world.request(0)));
  });
  const with_ = (change: object, by = world.people.executor) =>
    world.memory.call(by, http.refunds.renewLease, {
      params: { id: claimed.refund.id },
      ifMatch: null,
      body: { leaseId: claimed.lease.leaseId, fencingToken: claimed.lease.fencingToken, ...change },
    });
  test("is renewed by its holder, for a minute from now", async () => {
    world.clock.advance(59_999);
    expect(await with_({})).toMatchObject({ expiresAt: "2026-11-22T02:01:59.999Z", fencingToken: 1 });
  });
  test("is lost with its last millisecond, to another token, lease, person or workstation", async () => {
    expect(await refusal(with_({ leaseId: claimed.refund.id }))).toBe("LEASE_LOST");
    expect(await refusal(with_({ fencingToken: 2 }))).toBe("LEASE_LOST");
    const { executor } = world.people;
    expect(await refusal(with_({}, { ...executor, userId: claimed.refund.id }))).toBe("LEASE_LOST");
    expect(await refusal(with_({}, { ...executor, workstationId: claimed.refund.id }))).toBe("LEASE_LOST");
    world.clock.advance(60_000);
    expect(await refusal(with_({}))).toBe("LEASE_LOST");
    expect(await refusal(world.release(claimed))).toBe("LEASE_LOST");
    expect(await refusal(world.register(claimed, world.sign(claimed)))).toBe("LEASE_LOST");
  });
  test("F14 lapses: Approved again, with its slot, unless something is signed", async () => {
    world.clock.advance(59_999);
    expect(await world.memory.expireRefunds()).toBe(0);
    world.clock.advance(1);
    expect(await world.memory.expireRefunds()).toBe(1);
    expect(await later(claimed.refund)).toMatchObject({
      status: "APPROVED",
      lease: null,
      executedBy: null,
      slot: claimed.slot,
    });
    expect(await world.memory.expireRefunds()).toBe(0);
  });
  test("F14 a signed payment keeps its status when the lock lapses or is given back", async () => {
    await world.register(claimed, world.sign(claimed));
    const given = await world.release(claimed);
    expect(given).toMatchObject({ status: "SIGNED", lease: null });
    expect(world.memory.state.auditEvents.at(-1)?.action).toBe("refund.lease_ended");
    world.clock.advance(HOUR_MS);
    expect(await world.memory.expireRefunds()).toBe(0);
  });
  test("F14 F10 what was raised meanwhile holds it as soon as it is given back", async () => {
    changes.addressRevoked();
    expect(await world.memory.holdConcerned()).toBe(0);
    expect(await world.release(claimed)).toMatchObject({ status: "ON_HOLD", holdReason: "ADDRESS_NOT_VERIFIED" });
  });
});

describe("F15 the first signed bytes", () => {
  let claimed: Claim;
  beforeEach(async () => {
    claimed = await world.claim(await world.approve(await world.request(0)));
  });
  test("I2 are stored with who signed them, once; the same again answer the same", async () => {
    const bytes = world.sign(claimed);
    const attempt = await world.register(claimed, bytes);
    expect(attempt).toMatchObject({ kind: "PAYMENT", txHash: bytes.txHash, nonce: "0", mined: null, broadcasts: [] });
    expect(await later(claimed.refund)).toMatchObject({ status: "SIGNED", txHash: bytes.txHash });
    world.clock.advance(HOUR_MS);
    expect(await world.register(claimed, bytes)).toEqual(attempt);
    expect(world.memory.state.attempts.size).toBe(1);
    expect(await refusal(world.register(claimed, { ...bytes, txHash: `0x${"f".repeat(64)}` }))).toBe("LEASE_LOST");
  });
  test("I5 are compared with what was approved", async () => {
    expect(await refusal(world.register(claimed, world.sign(claimed, { to: PAYER })))).toBe("SIGNED_TX_MISMATCH");
    expect(await refusal(world.register(claimed, world.sign(claimed, { value: "1" })))).toBe("SIGNED_TX_MISMATCH");
    expect(world.memory.state.attempts.size).toBe(0);
  });
  test("I9 a second payment is none; a replacement is one only later", async () => {
    expect(await refusal(world.register(claimed, world.sign(claimed), "FEE_BUMP"))).toBe("REFUND_STATE");
    const first = world.sign(claimed);
    await world.register(claimed, first);
    expect(await refusal(world.register(claimed, { ...first, txHash: `0x${"f".repeat(64)}` }))).toBe("REFUND_STATE");
    expect(await refusal(world.register(claimed, world.sign(claimed)))).toBe("REFUND_STATE");
  });
  test.each(Object.keys(changes) as (keyof typeof changes)[])("I12 not after %s", async (change) => {
    changes[change]();
    expect(await refusal(world.register(claimed, world.sign(claimed)))).toBe("REFUND_STATE");
  });
  test("I8 not after the deposit left Credited", async () => {
    await depositIs("REORG_ALERT", claimed.refund);
    expect(await refusal(world.register(claimed, world.sign(claimed)))).toBe("REFUND_STATE");
  });
});
