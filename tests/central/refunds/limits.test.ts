/** Limits that two people agreed on: who may set them, when they hold, and what they refuse. On books in memory. */
import { beforeEach, describe, expect, test } from "vitest";
import type { PersonActor } from "#central/context.ts";
import type { LimitsVersion, PaymentLimits } from "#shared/contract/configuration.ts";
import { http } from "#shared/contract/http.ts";
import { isAppError } from "#shared/errors.ts";
import { memoryWorld, PAPER_NETWORK } from "#tests/central/books/paperWorld.ts";

const HOUR_MS = 3_600_000;
const LIMITS: PaymentLimits = {
  feeCapWei: "5000000000000000",
  approvalBands: [],
  largeAmount: "1000",
  paymentsPerSignerAndDay: 100,
  amountPerSignerAndDay: null,
};

let world: ReturnType<typeof memoryWorld>;
let admin: PersonActor;
let other: PersonActor;
beforeEach(() => {
  world = memoryWorld();
  const permissions = ["Configuration.Propose", "Configuration.Approve"] as const;
  admin = world.memory.person({ name: "Admin", permissions });
  other = world.memory.person({ name: "Second admin", permissions });
});

const codeOf = async (work: Promise<unknown>): Promise<string | null> =>
  work.then(
    () => null,
    (error: unknown) => {
      if (!isAppError(error)) throw error;
      return error.code;
    },
  );
const propose = (change: Partial<PaymentLimits> = {}, effectiveFrom: string | null = null, by = admin) =>
  world.memory.call(by, http.configuration.propose, {
    params: null,
    ifMatch: null,
    body: {
      ...{ kind: "PAYMENT_LIMITS", network: PAPER_NETWORK, currency: "ETH", effectiveFrom },
      payload: { ...LIMITS, ...change },
      remarks: "Agreed in the committee",
    },
  });
const decide = (verb: "approve" | "reject" | "withdraw", about: LimitsVersion, by = other) =>
  world.memory.call(by, http.configuration[verb], {
    params: { id: about.id },
    ifMatch: about.version,
    body: { remarks: "Read and compared" },
  });
const agree = async (change: Partial<PaymentLimits>, effectiveFrom: string | null = null) =>
  decide("approve", await propose(change, effectiveFrom));
const lastEvent = () => world.memory.state.auditEvents.at(-1);

describe("R4.4 two people", () => {
  test("feature 57 what one proposed holds once another approved it, with both names and both states in the log", async () => {
    const proposed = await propose({ largeAmount: "3" });
    expect(proposed).toMatchObject({ number: 1, status: "PROPOSED", proposedBy: { name: "Admin" }, decidedBy: null });
    expect(lastEvent()).toMatchObject({ action: "configuration.proposed", before: { largeAmount: "1000" } });
    expect((await world.request(0)).requiredApprovals).toBe(1);

    const approved = await decide("approve", proposed);
    expect(approved).toMatchObject({
      ...{ status: "APPROVED", decidedBy: { name: "Second admin" }, decisionRemarks: "Read and compared" },
      effectiveFrom: world.clock.now(),
    });
    expect(lastEvent()).toMatchObject({ action: "configuration.approved", actorName: "Second admin" });
    expect(await world.request(2)).toMatchObject({ requiredApprovals: 2, limitsNumber: 1 });
  });
  test("feature 57 nobody decides on his own proposal, and only he takes it back", async () => {
    const proposed = await propose();
    expect(await codeOf(decide("approve", proposed, admin))).toBe("SELF_APPROVAL_FORBIDDEN");
    expect(await codeOf(decide("reject", proposed, admin))).toBe("SELF_APPROVAL_FORBIDDEN");
    expect(await codeOf(decide("withdraw", proposed, other))).toBe("PERMISSION_DENIED");
    expect((await decide("withdraw", proposed, admin)).status).toBe("WITHDRAWN");
    expect(await codeOf(decide("approve", proposed))).toBe("CONFIGURATION_STATE");
  });
  test("feature 57 one proposal at a time; a refused one makes room and keeps its number", async () => {
    const first = await propose();
    expect(await codeOf(propose({}, null, other))).toBe("CONFIGURATION_STATE");
    await decide("reject", first);
    expect((await propose({}, null, other)).number).toBe(2);
  });
  test("feature 57 in the version that was seen, with the right to it", async () => {
    const proposed = await propose();
    expect(await codeOf(decide("approve", { ...proposed, version: 2 }))).toBe("VERSION_MISMATCH");
    expect(await codeOf(decide("approve", { ...proposed, id: world.rows.signer.id }))).toBe("NOT_FOUND");
    expect(await codeOf(decide("approve", proposed, world.people.approver))).toBe("PERMISSION_DENIED");
    expect(await codeOf(propose({}, null, world.people.maker))).toBe("PERMISSION_DENIED");
  });
  test("feature 57 limits that contradict themselves are not even proposed", async () => {
    expect(await codeOf(propose({ feeCapWei: "0" }))).toBe("LIMITS_UNSOUND");
  });
  test("feature 57 it takes effect when it says, and not a moment earlier; never before it was approved", async () => {
    await agree({ largeAmount: "3" }, "2026-11-22T03:00:00.000Z");
    world.clock.advance(HOUR_MS - 1);
    expect(await world.request(0)).toMatchObject({ requiredApprovals: 1, limitsNumber: 0 });
    world.clock.advance(1);
    expect(await world.request(2)).toMatchObject({ requiredApprovals: 2, limitsNumber: 1 });
    expect((await agree({}, "2026-01-01T00:00:00.000Z")).effectiveFrom).toBe(world.clock.now());
  });
});

describe("limits at work", () => {
  test("feature 34 the fee cap of the version in force stands in what is approved and signed", async () => {
    await agree({ feeCapWei: "4200000000000000" });
    const refund = await world.request(0);
    expect(refund.intent.feeCapWei).toBe("4200000000000000");
    const { limits } = await world.claim(await world.approve(refund));
    expect(BigInt(limits.gasLimit) * BigInt(limits.maxFeePerGasWei)).toBeLessThanOrEqual(4_200_000_000_000_000n);
  });
  test("feature 35 three people above the upper band, two are not enough", async () => {
    await agree({
      approvalBands: [
        { above: "4", approvals: 2 },
        { above: "4.999999999999999999", approvals: 3 },
      ],
    });
    const refund = await world.request(0);
    expect(refund).toMatchObject({ requiredApprovals: 3, intent: { requiredApprovals: 3 } });
    const one = await world.approve(refund);
    const two = await world.approve(one, world.people.second);
    expect(two.status).toBe("PENDING_APPROVAL");
    expect(await codeOf(world.claim(two))).toBe("REFUND_STATE");
  });
  test("feature 36 a refund keeps the limits it was requested under", async () => {
    const refund = await world.request(0);
    await agree({ largeAmount: "1", feeCapWei: "1" });
    const approved = await world.approve(refund);
    expect(approved).toMatchObject({ status: "APPROVED", limitsNumber: 0, requiredApprovals: 1 });
    expect(approved.intent.feeCapWei).toBe(refund.intent.feeCapWei);
  });
  test("feature 45 the number of a day: the next one waits until the first is 24 hours old", async () => {
    await agree({ paymentsPerSignerAndDay: 1 });
    const first = await world.claim(await world.approve(await world.request(0)));
    await world.register(first, world.sign(first));
    expect(await codeOf(world.claim(await world.approve(await world.request(2))))).toBe("VELOCITY_CAP");
    world.clock.advance(24 * HOUR_MS + 1);
    await world.memory.expireRefunds();
    expect((await world.claim(await world.approve(await world.request(2)))).slot.nonce).toBe("1");
  });
  test("feature 45 the amount of a day: exactly up to it", async () => {
    await agree({ amountPerSignerAndDay: "9" });
    const first = await world.claim(await world.approve(await world.request(0)));
    await world.register(first, world.sign(first));
    const over = await world.approve(await world.request(2, { amount: "4.000000000000000001" }));
    expect(await codeOf(world.claim(over))).toBe("VELOCITY_CAP");
    world.clock.advance(4 * HOUR_MS);
    await world.memory.expireRefunds();
    expect((await world.claim(await world.approve(await world.request(2, { amount: "4" })))).slot.nonce).toBe("1");
    expect(lastEvent()).toMatchObject({ action: "refund.execution_started" });
    expect(JSON.stringify(lastEvent()?.after)).toContain("version 1");
  });
});
