import { afterAll, beforeAll, expect, test } from "vitest";

import { addAddress } from "#central/addresses/addAddress.ts";
import { loadAddress } from "#central/addresses/loadAddress.ts";
import { parseAddress } from "#central/chain/parseAddress.ts";
import { toWalletAddress } from "#central/addresses/toWalletAddress.ts";
import {
  completeProof,
  lapseOldAddresses,
  PROOF_AGE_MS,
  rejectAddress,
  rejectScreened,
  revokeAddress,
  startProof,
  whitelistAddress,
} from "#central/addresses/verifyAddress.ts";
import { HOUR_MS, later } from "#central/clock.ts";
import { denylistEntries, denylists, refunds } from "#central/store/tables.ts";
import type { RefundIntent } from "#shared/domain/intent.ts";
import { isAppError } from "#shared/errors.ts";
import { startTestCentral, type TestCentral } from "#tests/support/central.ts";
import { putDeposit } from "#tests/support/centralRecords.ts";
import { TEST_CUSTOMERS, TEST_NETWORK } from "#tests/support/centralWorld.ts";

let central: TestCentral;
beforeAll(async () => {
  central = await startTestCentral();
});
afterAll(() => central.stop());

const [client, other] = TEST_CUSTOMERS;
let invented = 0;
/** An address nobody has, in EIP-55 form. */
const someAddress = () => {
  invented += 1;
  return parseAddress(
    `0x${invented.toString(16).padStart(4, "0")}${"ab12cd34".repeat(4)}${invented.toString(16).padStart(4, "0")}`,
  );
};
const add = (address = someAddress(), customerNo: string = client.customerNo) =>
  central.asSystem((context) => addAddress(context, { customerNo, network: TEST_NETWORK, address, label: "test" }));
const prove = async (id: string, valid = true) => {
  await central.as("operator", (context) => startProof(context, id, "MICROPAYMENT", { amount: "0.0001" }));
  return central.asSystem((context) => completeProof(context, id, { valid, proof: valid ? "0xabc" : "wrong sender" }));
};
const verify = async (id: string, cooldownMs = 0) => {
  await prove(id);
  return central.as("supervisor", (context) => whitelistAddress(context, id, { cooldownMs }));
};
const refusal = async (work: Promise<unknown>): Promise<string> => {
  try {
    await work;
    return "OK";
  } catch (error) {
    if (isAppError(error)) return error.code;
    throw error;
  }
};

test("W1 W2 W4 W5 R5.2 from unknown to Verified, by two persons; each step is in the log", async () => {
  const { id } = await add();
  const proven = await prove(id);
  expect(proven).toMatchObject({ status: "PENDING_WHITELIST_APPROVAL", method: "MICROPAYMENT", proof: "0xabc" });
  const verified = await central.as("supervisor", (context) => whitelistAddress(context, id));
  expect(verified).toMatchObject({
    status: "VERIFIED",
    requestedBy: { name: "Olivia Operator" },
    verifiedBy: { name: "Sam Supervisor" },
    verifiedAt: central.clock.now(),
    expiresAt: later(central.clock.now(), PROOF_AGE_MS),
    cooldownUntil: later(central.clock.now(), 24 * HOUR_MS),
  });
  const auditor = await central.api("auditor");
  const { items } = await auditor.call("audit.list", { query: { entity: "address", entityId: id } });
  expect(items.map(({ action }) => action)).toEqual([
    "address.whitelisted",
    "address.proof_ok",
    "address.proof_started",
    "address.added",
  ]);
  const shown = await auditor.call("addresses.get", { params: { id } });
  expect(shown).toEqual(toWalletAddress(verified));
});

test("W3 R5.3 a failed proof says why, and may be tried again at once", async () => {
  const { id } = await add();
  expect((await prove(id, false)).status).toBe("NOT_VERIFIED");
  const auditor = await central.api("auditor");
  const { items } = await auditor.call("audit.list", { query: { entityId: id, action: "address.proof_failed" } });
  expect(items[0]).toMatchObject({ after: { evidence: { cause: "wrong sender" } } });
  expect((await prove(id)).status).toBe("PENDING_WHITELIST_APPROVAL");
});

test("W5 the person who started the proof cannot whitelist it; neither can somebody without the right", async () => {
  const { id } = await add();
  await central.as("supervisor", (context) => startProof(context, id, "DOCUMENT"));
  await central.asSystem((context) => completeProof(context, id, { valid: true, proof: "deed 5" }));
  const whitelist = (who: string) => refusal(central.as(who, (context) => whitelistAddress(context, id)));
  expect(await whitelist("supervisor")).toBe("SELF_APPROVAL_FORBIDDEN");
  expect(await whitelist("operator")).toBe("PERMISSION_DENIED");
  expect(await whitelist("supervisor2")).toBe("OK");
  expect(await whitelist("supervisor2")).toBe("ADDRESS_STATE");
});

test("W6 rejecting needs a reason", async () => {
  const { id } = await add();
  await prove(id);
  const reject = (reason: string) => central.as("supervisor", (context) => rejectAddress(context, id, reason));
  expect(await refusal(reject(" "))).toBe("VALIDATION_FAILED");
  expect((await reject("not the client's")).status).toBe("REJECTED");
});

test("W4 W10 an address on the screening list neither passes its proof nor stays", async () => {
  const row = await add();
  const fresh = await add();
  await central.asSystem(async ({ db }) => {
    await db.insert(denylists).values({ listVersion: "2026-11-21", publishedAt: central.clock.now() });
    await db
      .insert(denylistEntries)
      .values([row, fresh].map(({ addressKey }) => ({ listVersion: "2026-11-21", addressKey, reason: "test" })));
  });
  expect(await refusal(prove(row.id))).toBe("SCREENING_HIT");
  const rejected = await central.asSystem((context) => rejectScreened(context, fresh.id));
  expect(rejected.status).toBe("REJECTED");
  const clean = await add();
  expect(await refusal(central.asSystem((context) => rejectScreened(context, clean.id)))).toBe("ADDRESS_STATE");
});

test("W7 W8 R5.6 a proof lapses after a year; a new one starts from there", async () => {
  const { id } = await add();
  await verify(id);
  central.clock.advance(PROOF_AGE_MS - 1);
  await lapseOldAddresses(central.rooms);
  expect((await loadAddress(central.rooms.database, id)).status).toBe("VERIFIED");
  central.clock.advance(1);
  expect(await lapseOldAddresses(central.rooms)).toBeGreaterThan(0);
  expect((await loadAddress(central.rooms.database, id)).status).toBe("REVERIFICATION_REQUIRED");
  expect((await prove(id)).status).toBe("PENDING_WHITELIST_APPROVAL");
});

test("W9 F7 revoking stops the refunds to it that are not signed yet", async () => {
  const { id, address } = await add();
  await verify(id);
  const deposit = await central.asSystem((context) => putDeposit(context, { status: "CREDITED" }));
  await central.rooms.database.db.insert(refunds).values({
    id: crypto.randomUUID(),
    refundNo: "RF-20261122-000001",
    depositId: deposit.id,
    recordNo: deposit.recordNo,
    customerNo: deposit.customerNo,
    customerName: deposit.customerName,
    status: "PENDING_APPROVAL",
    kind: "CUSTOMER_REQUEST",
    refundAddressId: id,
    refundAddress: address,
    network: TEST_NETWORK,
    currency: "USDT",
    amount: "10",
    depositAmount: "10",
    reason: "test",
    identityCheck: {} as never,
    simulation: { ok: true, detail: "", at: central.clock.now() },
    requestedById: crypto.randomUUID(),
    requestedByName: "x",
    requestedAt: central.clock.now(),
    requiredApprovals: 1,
    intent: {} as RefundIntent,
    intentHash: "0".repeat(64),
    createdAt: central.clock.now(),
    updatedAt: central.clock.now(),
    version: 1,
  });
  const revoke = (reason: string) => central.as("supervisor", (context) => revokeAddress(context, id, reason));
  expect(await refusal(revoke(""))).toBe("VALIDATION_FAILED");
  expect((await revoke("reported stolen")).status).toBe("REVOKED");
  const [held] = await central.rooms.database.db.select().from(refunds);
  expect(held).toMatchObject({ status: "ON_HOLD", holdReason: "ADDRESS_REVOKED" });
  expect(await refusal(revoke("again"))).toBe("ADDRESS_STATE");
  await central.rooms.database.db.delete(refunds);
});

test("R5.5 look-alikes are noted on both sides, across clients and with our own addresses", async () => {
  const first = await add(parseAddress(`0xbeef${"11".repeat(16)}cafe`));
  expect(first.lookalikeOf).toEqual([]);
  const twin = await add(parseAddress(`0xbeef${"22".repeat(16)}cafe`), other.customerNo);
  expect(twin.lookalikeOf).toEqual([first.address]);
  expect(await loadAddress(central.rooms.database, first.id)).toMatchObject({
    lookalikeOf: [twin.address],
    version: 2,
  });
  const own = client.depositAddress;
  const poisoned = await add(
    parseAddress(`${own.slice(0, 6).toLowerCase()}${"33".repeat(16)}${own.slice(-4).toLowerCase()}`),
  );
  expect(poisoned.lookalikeOf).toEqual([own]);
  const unlike = await add(parseAddress(`0xbeef${"11".repeat(16)}cafd`));
  expect(unlike.lookalikeOf).toEqual([]);
});

test("W1 refuses what is no address, and the same one twice for a client", async () => {
  const address = someAddress();
  await add(address);
  expect(await refusal(add(address.toLowerCase()))).toBe("ADDRESS_STATE");
  expect(await refusal(add(address, other.customerNo))).toBe("OK");
  expect(await refusal(add(`0x${"0".repeat(40)}`))).toBe("ADDRESS_FORBIDDEN");
  expect(await refusal(add("0x12"))).toBe("ADDRESS_INVALID");
  expect(await refusal(add("0x52908400098527886E0f7030069857D2E4169EE7"))).toBe("ADDRESS_CHECKSUM_INVALID");
  expect(await refusal(add(someAddress(), "C404"))).toBe("NOT_FOUND");
});

test("R5.2 the list: by client, status, and the beginning of the address", async () => {
  const operator = await central.api("operator");
  const list = async (query: Record<string, unknown>) =>
    (await operator.call("addresses.list", { query: { limit: 200, ...query } })).items;
  expect(
    (await list({ customerNo: other.customerNo })).every(({ customerNo }) => customerNo === other.customerNo),
  ).toBe(true);
  expect((await list({ status: ["VERIFIED", "REVOKED"] })).map(({ status }) => status)).toContain("REVOKED");
  expect(await list({ address: client.wallet.slice(0, 12) })).toMatchObject([{ address: client.wallet }]);
  expect(await list({ address: "%" })).toEqual([]);
});
