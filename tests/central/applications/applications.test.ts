import { eq } from "drizzle-orm";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";

import { changeCurrency } from "#central/configuration/saveCurrency.ts";
import { findCurrency } from "#central/configuration/readConfiguration.ts";
import { DAY_MS, MINUTE_MS } from "#central/clock.ts";
import { findAddress } from "#central/addresses/loadAddress.ts";
import { whitelistAddress, startProof, completeProof } from "#central/addresses/verifyAddress.ts";
import { applications } from "#central/store/tables.ts";
import type { Application, ApplicationInput } from "#shared/contract/application.ts";
import { startTestCentral, type TestCentral } from "#tests/support/central.ts";
import type { TestClient } from "#tests/support/centralClient.ts";
import { putDeposit } from "#tests/support/centralRecords.ts";
import { goodApplication, TEST_CUSTOMERS, TEST_NETWORK, unverifiedApplication } from "#tests/support/centralWorld.ts";

let central: TestCentral;
let channel: TestClient;
let operator: TestClient;
beforeAll(async () => {
  central = await startTestCentral();
  channel = await central.api("client-channel");
  operator = await central.api("operator");
});
afterAll(() => central.stop());
beforeEach(() => {
  Object.assign(central.chain, { down: false, waiting: [], mined: [] });
});

const submit = (input: Partial<ApplicationInput> = {}): Promise<Application> =>
  channel.call("applications.submit", { body: { ...goodApplication(), ...input } });
const depositOf = (application: Application) =>
  operator.call("deposits.get", { params: { id: application.depositId ?? "" } });
const remove = (application: Application, body = { reasonCode: "DUPLICATE" as const, remarks: "sent twice" }) =>
  operator.send("applications.delete", { params: { id: application.id }, ifMatch: application.version, body });
const accept = (application: Application) =>
  operator.send("applications.accept", {
    params: { id: application.id },
    ifMatch: application.version,
    body: { remarks: "checked with the client" },
  });
const [client, other] = TEST_CUSTOMERS;

test("A1 A2 D1 D2 R7.3 a good request becomes a record with all nine named items, and waits for its transfer", async () => {
  const input = { ...goodApplication(), txHash: `0x${"AB".repeat(32)}` };
  const application = await channel.call("applications.submit", { body: input });
  expect(application).toMatchObject({ status: "RECORDED", flags: [], customerName: client.name });
  const deposit = await depositOf(application);
  expect(deposit).toMatchObject({
    recordNo: application.recordNo,
    applicationId: application.id,
    customerNo: client.customerNo,
    customerName: client.name,
    securitiesAccount: client.securitiesAccount,
    currency: "USDT",
    network: TEST_NETWORK,
    declaredAmount: input.amount,
    sourceAddress: client.wallet,
    destinationAddress: client.depositAddress,
    txHash: input.txHash.toLowerCase(),
    requestedAt: central.clock.now(),
    status: "AWAITING_TRANSFER",
    addressVerification: { status: "VERIFIED", method: "SIGNED_MESSAGE", verifiedBy: "Sam Supervisor" },
    confirmations: { current: 0, required: 3 },
  });
  expect(deposit.recordNo).toMatch(/^DP-\d{8}-\d{6}$/);
  const { items } = await operator.call("deposits.timeline", { params: { id: deposit.id } });
  expect(items.map(({ action }) => action)).toEqual([
    "deposit.created",
    "deposit.address_verified",
    "application.recorded",
  ]);
});

test("D1 R5.1 an unverified source address: the record waits under verification, and the address becomes known", async () => {
  const application = await channel.call("applications.submit", { body: unverifiedApplication() });
  const deposit = await depositOf(application);
  expect(deposit).toMatchObject({
    status: "WALLET_ADDRESS_UNDER_VERIFICATION",
    addressVerification: { status: "NOT_VERIFIED" },
  });
  const unknown = await submit({ sourceAddress: "0x52908400098527886E0F7030069857D2E4169EE7" });
  expect(unknown.status).toBe("RECORDED");
  const { items } = await operator.call("addresses.list", { query: { address: "0x529084" } });
  expect(items).toMatchObject([
    { status: "NOT_VERIFIED", customerNo: client.customerNo, label: `Declared in ${unknown.applicationNo}` },
  ]);
});

test("R7.2 the same request again is the first answer again; another one under its id is refused", async () => {
  const body = goodApplication();
  const first = await channel.call("applications.submit", { body });
  const again = await channel.call("applications.submit", { body });
  expect(again).toEqual(first);
  const problem = await channel.refusal("applications.submit", { body: { ...body, amount: "77" } });
  expect(problem).toMatchObject({ status: 409, code: "DUPLICATE_REQUEST", current: { id: first.id } });
});

test("feature 4 R7.2 one request delivered ten times at once becomes one record", async () => {
  const body = goodApplication();
  const answers = await Promise.all(Array.from({ length: 10 }, () => channel.call("applications.submit", { body })));
  expect(new Set(answers.map(({ recordNo }) => recordNo)).size).toBe(1);
});

const FLAGGED: [string, Partial<ApplicationInput>, string[]][] = [
  ["an unknown currency", { currency: "DOGE" }, ["UNSUPPORTED_CURRENCY"]],
  ["an unknown network", { network: "MOONNET" }, ["UNSUPPORTED_CURRENCY", "ADDRESS_INVALID"]],
  ["no address", { sourceAddress: "my wallet" }, ["ADDRESS_INVALID"]],
  ["an ICAP address", { sourceAddress: "XE7338O073KYGTWWZN0F2WZ0R8PX5ZPPZS" }, ["ADDRESS_INVALID"]],
  ["a wrong checksum", { sourceAddress: "0x52908400098527886E0f7030069857D2E4169EE7" }, ["ADDRESS_INVALID"]],
  ["the zero address", { sourceAddress: `0x${"0".repeat(40)}` }, ["ADDRESS_INVALID"]],
  ["a foreign destination", { destinationAddress: "0x52908400098527886E0F7030069857D2E4169EE7" }, ["ADDRESS_INVALID"]],
  ["another client's destination", { destinationAddress: other.depositAddress }, ["ADDRESS_INVALID"]],
  ["our own address as source", { sourceAddress: other.depositAddress }, ["ADDRESS_INVALID"]],
  ["a malformed TXID", { txHash: "0x1234" }, ["ADDRESS_INVALID"]],
  ["zero", { amount: "0" }, ["AMOUNT_NOT_POSITIVE"]],
  ["zero with decimals", { amount: "0.000" }, ["AMOUNT_NOT_POSITIVE"]],
  ["a negative amount", { amount: "-5" }, ["AMOUNT_NOT_POSITIVE"]],
  ["no number", { amount: "1e3" }, ["AMOUNT_NOT_POSITIVE"]],
  ["a decimal comma", { amount: "1,5" }, ["AMOUNT_NOT_POSITIVE"]],
  ["too many decimals", { amount: "100.1234567" }, ["AMOUNT_NOT_POSITIVE"]],
  ["below the minimum", { amount: "9.999999" }, ["AMOUNT_BELOW_MINIMUM"]],
  ["an unknown client", { customerNo: "C99999" }, ["ADDRESS_INVALID", "UNKNOWN_CLIENT"]],
  ["another client's account", { securitiesAccount: other.securitiesAccount }, ["UNKNOWN_CLIENT"]],
];
test.each(FLAGGED)("A3 R4.2 R8.6 flags %s", async (_what, input, flags) => {
  const application = await submit(input);
  expect(application).toMatchObject({ status: "ABNORMAL", depositId: null, recordNo: null });
  expect(application.flags.map(({ code }) => code)).toEqual(flags);
  for (const { detail } of application.flags) expect(detail).not.toBe("");
});

test("R4.2 R4.3 a disabled currency is flagged; records made before keep their rules", async () => {
  const before = await depositOf(await submit({ currency: "HKDX", amount: "5000" }));
  const hkdx = await findCurrency(central.rooms.database, TEST_NETWORK, "HKDX");
  const change = (patch: Parameters<typeof changeCurrency>[2]) =>
    central.as("supervisor", (context) => changeCurrency(context, hkdx?.id ?? "", patch));
  await change({ depositEnabled: false, confirmationBands: [{ from: "1000", confirmations: 30 }] });
  const flagged = await submit({ currency: "HKDX", amount: "6000" });
  expect(flagged.flags.map(({ code }) => code)).toEqual(["CURRENCY_DISABLED"]);
  expect(await depositOf({ ...flagged, depositId: before.id })).toEqual(before);
  await change({ depositEnabled: true });
  const after = await depositOf(await submit({ currency: "HKDX", amount: "7000" }));
  expect([before.configVersion, before.confirmations.required]).toEqual([1, 3]);
  expect([after.configVersion, after.confirmations.required]).toEqual([3, 30]);
});

test("R8.6 the same client, currency and amount within a day is a duplicate with a link to its twin", async () => {
  const first = await submit({ amount: "4242" });
  central.clock.advance(MINUTE_MS);
  const twin = await submit({ amount: "4242.00" });
  expect(twin.flags).toEqual([
    { code: "DUPLICATE", detail: `Same client, currency and amount as ${first.applicationNo}, less than a day before` },
  ]);
  central.clock.advance(DAY_MS);
  channel = await central.api("client-channel");
  operator = await central.api("operator");
  expect((await submit({ amount: "4242" })).flags.map(({ code }) => code)).toEqual(["DUPLICATE"]);
  central.clock.advance(DAY_MS + MINUTE_MS);
  channel = await central.api("client-channel");
  operator = await central.api("operator");
  expect((await submit({ amount: "4242" })).flags).toEqual([]);
});

test("feature 4 R8.6 a TXID belongs to one record", async () => {
  const txHash = `0x${"e1".repeat(32)}`;
  const first = await submit({ txHash });
  const second = await submit({ txHash: txHash.toUpperCase().replace("0X", "0x") });
  expect(second.flags).toEqual([{ code: "TXID_ALREADY_USED", detail: `The TXID belongs to ${first.recordNo}` }]);
  expect((await accept(second)).body).toMatchObject({ code: "APPLICATION_STATE" });
});

test("A4 an operator accepts an abnormal application with a remark; its record is generated", async () => {
  const abnormal = await submit({ amount: "5" });
  const answer = await accept(abnormal);
  expect(answer.status).toBe(200);
  const accepted = answer.body as Application;
  expect(accepted).toMatchObject({
    status: "RECORDED",
    version: abnormal.version + 1,
    decision: { by: { name: "Olivia Operator" }, remarks: "checked with the client", reasonCode: null },
  });
  expect(await depositOf(accepted)).toMatchObject({ status: "AWAITING_TRANSFER", declaredAmount: "5" });
  expect((await accept(accepted)).body).toMatchObject({ status: 409, code: "APPLICATION_STATE" });
});

test("A4 is refused, with what stands in the way, while no record can be generated", async () => {
  const abnormal = await submit({ sourceAddress: "nowhere", currency: "DOGE" });
  const { status, body } = await accept(abnormal);
  expect(status).toBe(409);
  expect(body).toMatchObject({ code: "APPLICATION_STATE" });
  expect((body as { detail: string }).detail).toContain("DOGE on DEVNET is not configured");
  expect((body as { detail: string }).detail).toContain("Source address:");
});

test("feature 6 A5 R8.1 R8.2 R8.4 deleting an abnormal application leaves a tombstone with a full snapshot in the log", async () => {
  const abnormal = await submit({ amount: "0" });
  const { status, body } = await remove(abnormal);
  expect(status).toBe(200);
  expect(body).toMatchObject({
    status: "DELETED",
    decision: { by: { name: "Olivia Operator" }, remarks: "sent twice", reasonCode: "DUPLICATE" },
  });
  const listed = await operator.call("applications.list", { query: { limit: 200 } });
  expect(listed.items.map(({ id }) => id)).not.toContain(abnormal.id);
  const deleted = await operator.call("applications.list", { query: { status: "DELETED" } });
  expect(deleted.items.map(({ id }) => id)).toContain(abnormal.id);
  const auditor = await central.api("auditor");
  const { items } = await auditor.call("audit.list", {
    query: { entityId: abnormal.id, action: "application.deleted" },
  });
  expect(items[0]).toMatchObject({
    remarks: "sent twice",
    reasonCode: "DUPLICATE",
    before: { applicationNo: abnormal.applicationNo, amount: "0", flags: abnormal.flags },
  });
  expect((await remove({ ...abnormal, version: 3 })).body).toMatchObject({ code: "APPLICATION_NOT_DELETABLE" });
});

test("A6 D4 an application whose record waits under verification may be deleted with it, after the chain was asked", async () => {
  const application = await channel.call("applications.submit", { body: unverifiedApplication() });
  central.chain.down = true;
  expect((await remove(application)).body).toMatchObject({ status: 503, code: "CHAIN_UNAVAILABLE" });
  central.chain.down = false;
  central.chain.mined = [
    {
      txHash: `0x${"11".repeat(32)}`,
      logIndex: 0,
      contractAddress: null,
      from: other.wallet,
      to: other.depositAddress,
      value: 5n,
      blockNumber: 100n,
      blockHash: `0x${"0".repeat(64)}`,
    },
  ];
  expect((await remove(application)).body).toMatchObject({ status: 409, code: "TRANSFER_SEEN" });
  central.chain.mined = [];
  const { status } = await remove(application, { reasonCode: "DUPLICATE", remarks: "asked by phone" });
  expect(status).toBe(200);
  expect(await depositOf(application)).toMatchObject({ status: "DELETED" });
  const { items } = await operator.call("deposits.timeline", { params: { id: application.depositId ?? "" } });
  expect(items.map(({ action }) => action)).toEqual(expect.arrayContaining(["deposit.deleted", "application.deleted"]));
});

test.each(["AWAITING_TRANSFER", "CONFIRMING", "CREDITED", "REFUNDED", "CANCELLED", "UNDER_REVIEW"] as const)(
  "R8.3 an application whose record is %s cannot be deleted",
  async (status) => {
    const application = await submit();
    const record = await central.asSystem((context) => putDeposit(context, { status }));
    await central.rooms.database.db
      .update(applications)
      .set({ depositId: record.id })
      .where(eq(applications.id, application.id));
    expect((await remove(application)).body).toMatchObject({ status: 409, code: "APPLICATION_NOT_DELETABLE" });
  },
);

test("412 when it was changed since; R8.1 reason and remark are required", async () => {
  const abnormal = await submit({ amount: "0" });
  expect((await remove({ ...abnormal, version: 1 })).body).toMatchObject({
    status: 412,
    current: { id: abnormal.id, version: 2 },
  });
  expect((await remove(abnormal, { reasonCode: "DUPLICATE", remarks: " " })).body).toMatchObject({ status: 400 });
  expect((await remove(abnormal, { reasonCode: "BAD" as never, remarks: "x" })).body).toMatchObject({ status: 400 });
});

test("D2 a record goes on when its source address becomes Verified", async () => {
  const application = await channel.call("applications.submit", { body: unverifiedApplication() });
  const address = await findAddress(central.rooms.database, {
    customerNo: other.customerNo,
    network: TEST_NETWORK,
    address: other.wallet.toLowerCase(),
  });
  const id = address?.id ?? "";
  await central.as("operator", (context) => startProof(context, id, "SIGNED_MESSAGE", { message: "challenge" }));
  expect(await depositOf(application)).toMatchObject({ addressVerification: { status: "VERIFICATION_IN_PROGRESS" } });
  await central.asSystem((context) => completeProof(context, id, { valid: true, proof: "signature 0x12" }));
  await central.as("supervisor", (context) => whitelistAddress(context, id));
  expect(await depositOf(application)).toMatchObject({
    status: "AWAITING_TRANSFER",
    addressVerification: { status: "VERIFIED", addressId: id, proof: "signature 0x12", verifiedBy: "Sam Supervisor" },
  });
});

test("what is not even a request is refused", async () => {
  const { amount: _amount, ...rest } = goodApplication();
  expect(await channel.refusal("applications.submit", { body: rest as never })).toMatchObject({
    status: 400,
    errors: [{ pointer: "/amount" }],
  });
  expect(await operator.refusal("applications.submit", { body: goodApplication() })).toMatchObject({
    code: "PERMISSION_DENIED",
    missingPermission: "Application.Submit",
  });
});
