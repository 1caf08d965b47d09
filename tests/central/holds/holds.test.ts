/** Records that the checks stopped, and the two people who resolve them (D16, D17, D18, D21, D24), over the API on a real chain. */
import { eq } from "drizzle-orm";
import { afterAll, beforeAll, expect, test } from "vitest";

import { HOUR_MS } from "#central/clock.ts";
import { denylistEntries, denylists, deposits } from "#central/store/tables.ts";
import type { Deposit } from "#shared/contract/deposit.ts";
import type { HoldResolution } from "#shared/domain/depositHolds.ts";
import {
  CLIENT,
  CLIENT_INDEX,
  type MoneyWorld,
  startMoneyWorld,
  UNVERIFIED_CLIENT,
} from "#tests/central/refunds/moneyWorld.ts";

type Verb =
  | "deposits.releaseHold"
  | "deposits.creditHeld"
  | "deposits.block"
  | "deposits.unblock"
  | "deposits.reverseCredit";

let world: MoneyWorld;
beforeAll(async () => {
  world = await startMoneyWorld();
});
afterAll(() => world.stop());

const REMARKS = "Compared with the client's written confirmation";
const propose = async (
  record: Deposit,
  resolutionCode: HoldResolution,
  by = "operator",
  evidence = ["Vault 7, folder 3"],
) => {
  const { version } = await world.deposit(record.id);
  return (await world.api(by)).send("deposits.proposeHold", {
    params: { id: record.id },
    ifMatch: version,
    body: { resolutionCode, remarks: "As the client explained", evidence },
  });
};
const decide = async (record: Deposit, verb: Verb | "deposits.refuseHold", by = "supervisor") => {
  const { version } = await world.deposit(record.id);
  return (await world.api(by)).send(verb, { params: { id: record.id }, ifMatch: version, body: { remarks: REMARKS } });
};
const holdOf = async (record: Deposit) =>
  (await world.api("operator")).call("deposits.hold", { params: { id: record.id } });
const newest = async (): Promise<Deposit> => {
  const { items } = await (await world.api("auditor")).call("deposits.list", { query: { limit: 200 } });
  return items.toSorted((one, other) => (one.recordNo < other.recordNo ? 1 : -1))[0] as Deposit;
};
const mismatched = async (declared: string, paid: string): Promise<Deposit> => {
  const record = await world.apply({ amount: declared });
  await world.pay(record, { amount: paid });
  await world.mine(3);
  const held = await world.deposit(record.id);
  expect(held).toMatchObject({ status: "ON_HOLD", holdReason: "AMOUNT_MISMATCH" });
  return held;
};

test("D18 feature 15 what arrived is credited when one proposes and another follows; the declared amount stays on the record", async () => {
  const held = await mismatched("1000", "950");
  expect((await holdOf(held)).possible).toEqual(["ACCEPT_ACTUAL", "RELEASE", "SUSPENSE"]);
  expect(await decide(held, "deposits.creditHeld")).toMatchObject({ status: 409, body: { code: "DEPOSIT_STATE" } });
  expect(await propose(held, "ACCEPT_ACTUAL", "supervisor")).toMatchObject({ status: 200 });
  expect(await decide(held, "deposits.creditHeld")).toMatchObject({
    status: 403,
    body: { code: "SELF_APPROVAL_FORBIDDEN" },
  });
  expect(await decide(held, "deposits.creditHeld", "operator")).toMatchObject({ status: 403 });
  const credited = await decide(held, "deposits.creditHeld", "supervisor2");
  expect(credited).toMatchObject({
    status: 200,
    body: {
      status: "CREDITED",
      holdReason: null,
      declaredAmount: "1000",
      receivedAmount: "950",
      creditedAmount: "950",
      refundOnly: false,
    },
  });
  const { items } = await (await world.api("auditor")).call("deposits.timeline", { params: { id: held.id } });
  expect(items.find(({ action }) => action === "deposit.credited_suspense")).toMatchObject({
    detail: { declared: "1000", received: "950", purpose: "accept_actual", resolution: "ACCEPT_ACTUAL" },
  });
});

test("R5.1 D18 nothing but the amount may be forgiven: a source that lost its proof is not credited", async () => {
  const held = await mismatched("1100", "1099");
  await propose(held, "ACCEPT_ACTUAL");
  const belongsTo = (customerNo: string) =>
    world.central.asSystem(({ db }) => db.update(deposits).set({ customerNo }).where(eq(deposits.id, held.id)));
  await belongsTo(UNVERIFIED_CLIENT.customerNo);
  expect(await decide(held, "deposits.creditHeld")).toMatchObject({ status: 409, body: { code: "CHECKS_NOT_PASSED" } });
  await belongsTo(CLIENT.customerNo);
  expect(await decide(held, "deposits.creditHeld")).toMatchObject({ status: 200 });
});

test("D18 D26 feature 5 money that nobody declared goes to suspense once it is deep enough, and a refund can be made of it", async () => {
  const operator = await world.api("operator");
  await world.chain.receipt(await world.chain.sendToken("HKDX", CLIENT_INDEX, CLIENT.depositAddress, 33n * 10n ** 18n));
  await world.watch();
  const stray = await newest();
  expect(stray).toMatchObject({ status: "ON_HOLD", receivedAmount: "33" });
  await propose(stray, "SUSPENSE");
  expect(await decide(stray, "deposits.creditHeld")).toMatchObject({
    status: 409,
    body: { code: "CONFIRMATIONS_INSUFFICIENT" },
  });
  await world.mine(3);
  expect(await decide(stray, "deposits.creditHeld")).toMatchObject({
    status: 200,
    body: { status: "CREDITED", refundOnly: true, creditedAmount: "33", ledgerRef: `SUSPENSE-${stray.recordNo}` },
  });
  const fresh = await world.deposit(stray.id);
  const refund = await operator.call("deposits.requestRefund", {
    params: { id: stray.id },
    ifMatch: fresh.version,
    body: await world.refundBody(fresh),
  });
  expect(refund).toMatchObject({ status: "PENDING_APPROVAL", amount: "33" });
});

test("D16 D14 released, every check runs again: credited when all pass, held again when not", async () => {
  const held = await mismatched("870", "860");
  await propose(held, "RELEASE");
  expect(await decide(held, "deposits.releaseHold")).toMatchObject({
    status: 200,
    body: { status: "UNDER_REVIEW", holdReason: null },
  });
  await world.watch();
  expect(await world.deposit(held.id)).toMatchObject({ status: "ON_HOLD", holdReason: "AMOUNT_MISMATCH" });
  // The client corrects what he declared; the cause is gone.
  await world.central.asSystem(({ db }) =>
    db.update(deposits).set({ declaredAmount: "860" }).where(eq(deposits.id, held.id)),
  );
  await propose(held, "RELEASE");
  await decide(held, "deposits.releaseHold");
  await world.watch();
  expect(await world.deposit(held.id)).toMatchObject({ status: "CREDITED", creditedAmount: "860" });
});

test("D17 D24 feature 17 one supervisor blocks at once; two lift it, and an operator's proposal does not count as one", async () => {
  const held = await mismatched("500", "499");
  expect(await decide(held, "deposits.block", "operator")).toMatchObject({ status: 403 });
  expect(await decide(held, "deposits.block")).toMatchObject({ status: 200, body: { status: "BLOCKED" } });
  const blocked = await world.deposit(held.id);
  expect((await holdOf(blocked)).possible).toEqual(["UNBLOCK"]);
  expect(await propose(blocked, "UNBLOCK", "supervisor", [])).toMatchObject({ status: 400 });
  expect(await propose(blocked, "UNBLOCK", "operator")).toMatchObject({ status: 200 });
  expect((await decide(blocked, "deposits.unblock")).status).not.toBe(200);
  expect(await decide(blocked, "deposits.refuseHold")).toMatchObject({ status: 200, body: { proposal: null } });
  await propose(blocked, "UNBLOCK", "supervisor");
  expect(await decide(blocked, "deposits.unblock")).toMatchObject({
    status: 403,
    body: { code: "SELF_APPROVAL_FORBIDDEN" },
  });
  expect(await decide(blocked, "deposits.unblock", "supervisor2")).toMatchObject({
    status: 200,
    body: { status: "ON_HOLD", holdReason: "AMOUNT_MISMATCH" },
  });
});

test("D21 R11.6 a lost credit is reversed by two, not before the reorg window is over, and not without the ledger's reference", async () => {
  const record = await world.credited({ amount: "410" });
  await world.chain.reorg(4);
  await world.watch();
  expect((await world.deposit(record.id)).status).toBe("REORG_ALERT");
  expect(await propose(record, "REVERSE_CREDIT", "operator", [])).toMatchObject({ status: 400 });
  await propose(record, "REVERSE_CREDIT", "operator", ["REVERSAL-2026-11-22-7"]);
  expect(await decide(record, "deposits.reverseCredit")).toMatchObject({
    status: 409,
    body: { code: "DEPOSIT_STATE" },
  });
  await world.advance(2 * HOUR_MS);
  expect(await decide(record, "deposits.reverseCredit")).toMatchObject({
    status: 200,
    body: { status: "FAILED", creditedAmount: null, ledgerRef: "REVERSAL-2026-11-22-7" },
  });
});

test("D16 one proposal at a time, on what the person saw; refused, the record stays as it is", async () => {
  const held = await mismatched("300", "290");
  const before = await world.deposit(held.id);
  await propose(held, "RELEASE");
  expect(await propose(held, "SUSPENSE")).toMatchObject({ status: 409 });
  const stale = await (
    await world.api("supervisor")
  ).send("deposits.releaseHold", { params: { id: held.id }, ifMatch: before.version, body: { remarks: REMARKS } });
  expect(stale.status).toBe(412);
  expect(await decide(held, "deposits.refuseHold", "supervisor2")).toMatchObject({ status: 200 });
  expect(await world.deposit(held.id)).toMatchObject({ status: "ON_HOLD", holdReason: "AMOUNT_MISMATCH" });
  expect((await holdOf(held)).proposal).toBeNull();
});

test("D15 D18 a source on the screening list is never credited, not even to suspense", async () => {
  const held = await mismatched("720", "700");
  await propose(held, "SUSPENSE");
  await world.central.asSystem(async ({ db }) => {
    const listVersion = "2099-02-01";
    await db.insert(denylists).values({ listVersion, publishedAt: "2099-02-01T00:00:00.000Z" });
    await db.insert(denylistEntries).values({ listVersion, addressKey: CLIENT.wallet.toLowerCase(), reason: "test" });
  });
  expect(await decide(held, "deposits.creditHeld")).toMatchObject({ status: 422, body: { code: "SCREENING_HIT" } });
  expect((await world.deposit(held.id)).status).toBe("ON_HOLD");
});
