/** "Request Refund": every guard of F3 with the contract's code (R17, R18, R20). */
import { and, eq } from "drizzle-orm";
import { afterAll, beforeAll, describe, expect, test } from "vitest";

import { addAddress } from "#central/addresses/addAddress.ts";
import { revokeAddress } from "#central/addresses/verifyAddress.ts";
import { DAY_MS, later } from "#central/clock.ts";
import { type Context, newId } from "#central/context.ts";
import { moveDeposit } from "#central/deposits/moveDeposit.ts";
import { lockDeposit } from "#central/deposits/loadDeposit.ts";
import { currencies, denylistEntries, denylists, deposits, walletAddresses } from "#central/store/tables.ts";
import type { Deposit } from "#shared/contract/deposit.ts";
import { canonicalJson } from "#shared/canonicalJson.ts";
import { SYSTEM } from "#shared/domain/machine.ts";
import { DEPOSIT_STATUSES } from "#shared/domain/statuses.ts";
import { intentHashOf } from "#shared/domain/intent.ts";
import { CLIENT, type MoneyWorld, startMoneyWorld, UNVERIFIED_CLIENT } from "#tests/central/refunds/moneyWorld.ts";

let world: MoneyWorld;
let record: Deposit;
beforeAll(async () => {
  world = await startMoneyWorld();
  record = await world.credited({ amount: "500" });
});
afterAll(() => world.stop());

async function refusal(change: Record<string, unknown> = {}, ifMatch = record.version, id = record.id) {
  const operator = await world.api("operator");
  const body = await world.refundBody(record, change);
  return operator.refusal("deposits.requestRefund", { params: { id }, ifMatch, body });
}
const asDb = <T>(work: (context: Context) => Promise<T>): Promise<T> => world.central.asSystem(work);

describe("R20 what is refused, and as what", () => {
  test("feature 27 R20.1 addresses: another client's, unknown, not Verified, revoked, cooling down, on another network", async () => {
    const foreign = await world.walletOf(UNVERIFIED_CLIENT.customerNo);
    expect(await refusal({ refundAddressId: foreign })).toMatchObject({
      status: 422,
      code: "ADDRESS_NOT_THIS_CUSTOMER",
    });
    const unknown = await asDb(async (context) => newId(context));
    expect(await refusal({ refundAddressId: unknown })).toMatchObject({ status: 404, code: "NOT_FOUND" });
    const fresh = await asDb((context) =>
      addAddress(context, {
        customerNo: CLIENT.customerNo,
        network: "DEVNET",
        address: world.chain.account(13).address,
        label: "New",
      }),
    );
    expect(await refusal({ refundAddressId: fresh.id })).toMatchObject({ code: "REFUND_ADDRESS_NOT_VERIFIED" });
    const set = (patch: Partial<typeof walletAddresses.$inferSelect>) =>
      asDb(({ db }) => db.update(walletAddresses).set(patch).where(eq(walletAddresses.id, fresh.id)));
    await set({ status: "VERIFIED", cooldownUntil: later(world.central.clock.now(), DAY_MS) });
    expect(await refusal({ refundAddressId: fresh.id })).toMatchObject({ status: 422, code: "ADDRESS_IN_COOLDOWN" });
    await set({ cooldownUntil: null, expiresAt: later(world.central.clock.now(), -1) });
    expect(await refusal({ refundAddressId: fresh.id })).toMatchObject({ code: "REFUND_ADDRESS_NOT_VERIFIED" });
    await set({ expiresAt: null, network: "OTHERNET" });
    expect(await refusal({ refundAddressId: fresh.id })).toMatchObject({ code: "NETWORK_MISMATCH" });
    await set({ network: "DEVNET" });
    await world.central.as("supervisor", (context) => revokeAddress(context, fresh.id, "Reported stolen"));
    expect(await refusal({ refundAddressId: fresh.id })).toMatchObject({ code: "REFUND_ADDRESS_NOT_VERIFIED" });
  });

  test.each([
    ["zero address", () => `0x${"0".repeat(40)}`],
    ["the token's own contract", () => world.chain.tokens.USDT.address],
    ["our own deposit address", () => CLIENT.depositAddress],
  ])("R20.1 ADDRESS_FORBIDDEN: %s", async (_, address) => {
    const [row] = await asDb(async ({ db, clock, random }) =>
      db
        .insert(walletAddresses)
        .values({
          id: newId({ clock, random }),
          customerNo: CLIENT.customerNo,
          customerName: CLIENT.name,
          network: "DEVNET",
          address: address(),
          addressKey: address().toLowerCase(),
          edgeKey: "00000000",
          label: "Forbidden",
          status: "VERIFIED",
          lookalikeOf: [],
          createdAt: clock.now(),
          updatedAt: clock.now(),
          version: 1,
        })
        .returning({ id: walletAddresses.id }),
    );
    expect(await refusal({ refundAddressId: row?.id })).toMatchObject({ status: 422, code: "ADDRESS_FORBIDDEN" });
  });

  test.each([
    ["R20.2 another network", { network: "OTHERNET" }, "NETWORK_MISMATCH"],
    ["R20.6 nothing", { amount: "0" }, "AMOUNT_INVALID"],
    ["R20.6 more than was deposited", { amount: "500.000001" }, "AMOUNT_EXCEEDS_DEPOSIT"],
    [
      "R20.6 more decimals than the currency has",
      { amount: "1.0000001", adjustmentReason: "x", remainder: "FEE" },
      "AMOUNT_INVALID",
    ],
    ["R20.5 a changed amount without its reason", { amount: "499", remainder: "FEE" }, "ADJUSTMENT_REASON_REQUIRED"],
    [
      "R20.7 a changed amount without what becomes of the rest",
      { amount: "499", adjustmentReason: "fee" },
      "REMAINDER_REQUIRED",
    ],
  ])("%s", async (_, change, code) => {
    expect(await refusal(change)).toMatchObject({ status: 422, code });
  });

  test("R18.1 an identity check that is open, or dated in the future, is none", async () => {
    const { identityCheck } = await world.refundBody(record);
    const future = { ...identityCheck, checkedAt: later(world.central.clock.now(), DAY_MS) };
    expect(await refusal({ identityCheck: future })).toMatchObject({ status: 422, code: "IDENTITY_CHECK_INCOMPLETE" });
    for (const open of [{ addressConfirmed: false }, { noThirdParty: false }, { reference: " " }, { basis: "" }])
      expect(await refusal({ identityCheck: { ...identityCheck, ...open } })).toMatchObject({
        code: "VALIDATION_FAILED",
      });
  });

  test("R18.3 SCREENING_HIT for the refund address and for the deposit's source alike", async () => {
    await asDb(({ db, clock }) => db.insert(denylists).values({ listVersion: "hit", publishedAt: clock.now() }));
    await asDb(({ db }) =>
      db.insert(denylistEntries).values({ listVersion: "hit", addressKey: CLIENT.wallet.toLowerCase(), reason: "t" }),
    );
    expect(await refusal()).toMatchObject({ status: 422, code: "SCREENING_HIT" });
    await asDb(({ db }) => db.delete(denylistEntries).where(eq(denylistEntries.listVersion, "hit")));
  });

  test("R4.3 REFUND_DISABLED while the currency's refunds are switched off", async () => {
    const set = (refundEnabled: boolean) =>
      asDb(({ db }) => db.update(currencies).set({ refundEnabled }).where(eq(currencies.code, "USDT")));
    await set(false);
    expect(await refusal()).toMatchObject({ status: 422, code: "REFUND_DISABLED" });
    await set(true);
  });

  test("feature 41 R20.9 SIMULATION_FAILED when payee or token would refuse; CHAIN_UNAVAILABLE when nobody can be asked", async () => {
    const rejects = await world.chain.deploy("RejectEther");
    const ether = await world.credited({ currency: "ETH", amount: "2" });
    const [row] = await asDb(({ db, clock, random }) =>
      db
        .insert(walletAddresses)
        .values({
          id: newId({ clock, random }),
          customerNo: CLIENT.customerNo,
          customerName: CLIENT.name,
          network: "DEVNET",
          address: rejects,
          addressKey: rejects.toLowerCase(),
          edgeKey: "00000001",
          label: "contract",
          status: "VERIFIED",
          lookalikeOf: [],
          createdAt: clock.now(),
          updatedAt: clock.now(),
          version: 1,
        })
        .returning({ id: walletAddresses.id }),
    );
    const operator = await world.api("operator");
    const body = await world.refundBody(ether, { refundAddressId: row?.id });
    const request = { params: { id: ether.id }, ifMatch: ether.version, body };
    expect(await operator.refusal("deposits.requestRefund", request)).toMatchObject({
      status: 422,
      code: "SIMULATION_FAILED",
    });
    const chains = world.central.rooms.chains.byNetwork as Map<string, never>;
    const reader = chains.get("DEVNET") as never;
    chains.delete("DEVNET");
    try {
      expect(await refusal()).toMatchObject({ status: 503, code: "CHAIN_UNAVAILABLE" });
      // What is wrong with the request itself is said first.
      expect(await refusal({ amount: "0" })).toMatchObject({ code: "AMOUNT_INVALID" });
    } finally {
      chains.set("DEVNET", reader);
    }
  });

  test("R17.1 DEPOSIT_NOT_CREDITED in each of the other twelve statuses", async () => {
    for (const status of DEPOSIT_STATUSES) {
      if (status === "CREDITED") continue;
      await asDb(({ db }) => db.update(deposits).set({ status }).where(eq(deposits.id, record.id)));
      expect(await refusal(), status).toMatchObject({ status: 409, code: "DEPOSIT_NOT_CREDITED" });
    }
    await asDb(({ db }) => db.update(deposits).set({ status: "CREDITED" }).where(eq(deposits.id, record.id)));
  });

  test("feature 69 VERSION_MISMATCH with the fresh record, IF_MATCH_REQUIRED, NOT_FOUND, PERMISSION_DENIED (R3.3)", async () => {
    const stale = await refusal({}, record.version + 7);
    expect(stale).toMatchObject({ status: 412, code: "VERSION_MISMATCH", current: { id: record.id } });
    const unknown = await asDb(async (context) => newId(context));
    expect(await refusal({}, 1, unknown)).toMatchObject({ status: 404, code: "NOT_FOUND" });
    const body = await world.refundBody(record);
    for (const username of ["supervisor", "executor", "auditor", "admin"]) {
      const client = await world.api(username);
      const problem = await client.refusal("deposits.requestRefund", { params: { id: record.id }, ifMatch: 1, body });
      expect(problem, username).toMatchObject({
        status: 403,
        code: "PERMISSION_DENIED",
        missingPermission: "Refund.Request",
      });
    }
  });
});

test("F3, R20.4, R20.7: the request stands with its intent, and the deposit stays Credited with a badge", async () => {
  const refund = await world.request(record, {
    amount: "450.25",
    adjustmentReason: "Handling fee",
    remainder: "FEE",
    kind: "FORCED",
  });
  expect(refund).toMatchObject({
    status: "PENDING_APPROVAL",
    kind: "FORCED",
    amount: "450.25",
    depositAmount: "500",
    adjustmentReason: "Handling fee",
    remainder: "FEE",
    requiredApprovals: 1,
    simulation: { ok: true },
    approvals: [],
    slot: null,
    lease: null,
  });
  const { intent } = refund;
  expect(intent).toMatchObject({
    refundId: refund.id,
    depositVersion: record.version,
    chainId: 31337,
    genesisHash: world.chain.genesisHash,
    to: CLIENT.wallet,
    contractAddress: world.chain.tokens.USDT.address,
    amountBaseUnits: "450250000",
    feeCapWei: "20000000000000000",
  });
  const { sha256 } = world.central.rooms;
  expect(refund.intentHash).toBe(intentHashOf(intent, sha256));
  // R18.2: the answers of the identity check are part of what is approved.
  expect(intent.identityCheckHash).toBe(sha256(canonicalJson(refund.identityCheck)));
  expect(await world.deposit(record.id)).toMatchObject({
    status: "CREDITED",
    activeRefundId: refund.id,
    activeRefundNo: refund.refundNo,
    refundBadge: "Refund pending approval",
  });
  const now = await world.deposit(record.id);
  expect(await refusal({}, now.version)).toMatchObject({ status: 409, code: "REFUND_ALREADY_OPEN" });
  const list = await (await world.api("auditor")).call("refunds.list", { query: { recordNo: record.recordNo } });
  expect(list.items.map(({ id }) => id)).toEqual([refund.id]);
});

test("R17.3 two operators at once: exactly one refund", async () => {
  const wanted = await world.credited({ amount: "321" });
  const people = [await world.api("operator"), await world.api("operator2")];
  const body = await world.refundBody(wanted);
  const answers = await Promise.all(
    [0, 1, 2, 3].map((turn) =>
      (people[turn % 2] as (typeof people)[0]).send("deposits.requestRefund", {
        params: { id: wanted.id },
        ifMatch: wanted.version,
        body,
      }),
    ),
  );
  expect(answers.filter(({ status }) => status === 201)).toHaveLength(1);
  for (const { status, body: problem } of answers)
    if (status !== 201)
      expect(["REFUND_ALREADY_OPEN", "VERSION_MISMATCH"]).toContain((problem as { code: string }).code);
  const { items } = await (await world.api("auditor")).call("refunds.list", { query: { recordNo: wanted.recordNo } });
  expect(items).toHaveLength(1);
});

test("R20.4 a request for the whole amount ignores a reason that was typed and taken back", async () => {
  const whole = await world.credited({ amount: "123.45" });
  const refund = await world.request(whole, { amount: "123.450000", adjustmentReason: "typed", remainder: "FEE" });
  expect(refund).toMatchObject({ amount: "123.45", adjustmentReason: null, remainder: null });
});

test("I7 an alarm on the deposit cannot be refunded, even by hand in the database's own words", async () => {
  const alarmed = await world.credited({ amount: "77" });
  await asDb(async (context) =>
    moveDeposit(context, await lockDeposit(context, alarmed.id), "D19", {
      facts: { blockOrphaned: true },
      mover: SYSTEM,
    }),
  );
  const problem = await refusal({}, (await world.deposit(alarmed.id)).version, alarmed.id);
  expect(problem).toMatchObject({ code: "DEPOSIT_NOT_CREDITED" });
  const [row] = await asDb(({ db }) =>
    db
      .select()
      .from(deposits)
      .where(and(eq(deposits.id, alarmed.id), eq(deposits.status, "REORG_ALERT"))),
  );
  expect(row?.status).toBe("REORG_ALERT");
});
