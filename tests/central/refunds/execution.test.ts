/** "Execute Refund": the lock, the one slot, and the bytes that may leave (R21, I3, I9, I13). */
import { Wallet } from "ethers";
import { eq } from "drizzle-orm";
import { afterAll, beforeAll, describe, expect, test } from "vitest";

import { transferCall } from "#central/chain/erc20.ts";
import { HOUR_MS, SECOND_MS } from "#central/clock.ts";
import { type Context, newId } from "#central/context.ts";
import { claimRefund } from "#central/refunds/claimRefund.ts";
import { readExecutionFacts } from "#central/refunds/executionFacts.ts";
import { DEFAULT_REFUND_LIMITS } from "#central/refunds/limits.ts";
import {
  denylistEntries,
  denylists,
  refunds,
  refundSlots,
  userGrants,
  walletAddresses,
} from "#central/store/tables.ts";
import type { Claim, Refund } from "#shared/contract/refund.ts";
import { REFUND_STATUSES } from "#shared/domain/statuses.ts";
import { CLIENT, type MoneyWorld, type SignOverrides, startMoneyWorld } from "#tests/central/refunds/moneyWorld.ts";

let world: MoneyWorld;
beforeAll(async () => {
  world = await startMoneyWorld();
  await world.approver("supervisor");
  await world.approver("supervisor2");
  await world.executor();
});
afterAll(() => world.stop());

const claimRefusal = async (refund: Refund, change: Record<string, unknown> = {}) => {
  const by = await world.executor();
  const call = await world.claimBody(by, refund);
  return by.client.refusal("refunds.claim", { ...call, body: { ...call.body, ...change } });
};
const release = async (claimed: Claim): Promise<Refund> =>
  (await world.executor()).client.call("refunds.releaseLease", {
    params: { id: claimed.refund.id },
    body: world.leaseOf(claimed),
  });
const asDb = <T>(work: (context: Context) => Promise<T>): Promise<T> => world.central.asSystem(work);

describe("F13: claiming", () => {
  test("R21.1: a claim takes the lock and the one slot, and signs nothing", async () => {
    const { signer } = await world.executor();
    const refund = await world.approved();
    const claimed = await world.claim(refund);
    expect(claimed.refund).toMatchObject({ status: "SIGNING", executedBy: { name: "Erik Executor" }, attempts: [] });
    expect(claimed.slot).toEqual({ chainId: 31337, from: signer.address, nonce: "0" });
    expect(claimed.lease).toMatchObject({ fencingToken: 1, workstationId: signer.workstationId });
    // One token transfer of a known size, a fifth more gas, and never more than the approved fee in all.
    const { gasLimit, maxFeePerGasWei } = claimed.limits;
    expect(BigInt(gasLimit)).toBeGreaterThan(40_000n);
    expect(BigInt(gasLimit) * BigInt(maxFeePerGasWei)).toBeLessThanOrEqual(BigInt(refund.intent.feeCapWei));
    expect(claimed.intentHash).toBe(refund.intentHash);
    const released = await release(claimed);
    expect(released).toMatchObject({ status: "APPROVED", lease: null, slot: claimed.slot, executedBy: null });

    // I9: the slot stays this refund's. Another refund of the same key waits for it, and the same refund gets the same slot again.
    const other = await world.approved();
    expect(await claimRefusal(other)).toMatchObject({ status: 409, code: "SIGNER_HAS_OPEN_SLOTS" });
    const again = await world.claim(await world.refund(refund.id));
    expect(again.slot).toEqual(claimed.slot);
    expect(again.lease.fencingToken).toBe(2);
    await world.register(again, await world.signed(again));
    const next = await world.claim(other);
    expect(next.slot.nonce).toBe("1");
    await world.register(next, await world.signed(next));
  });

  test("I3: the maker never executes; above the large amount an approver does not either", async () => {
    for (const [username, permission] of [
      ["executor", "Refund.Request"],
      ["executor", "Refund.Approve"],
    ] as const) {
      const { user } = await world.api(username);
      await asDb(({ db }) => db.insert(userGrants).values({ userId: user.id, permission }));
    }
    const own = await world.approve(await world.request(await world.credited(), {}, "executor"));
    expect(await claimRefusal(own)).toMatchObject({ status: 403, code: "EXECUTOR_IS_REQUESTER" });

    const large = await world.request(await world.credited({ currency: "ETH", amount: "41" }));
    const both = await world.approve(await world.approve(large), "executor");
    expect(both.status).toBe("APPROVED");
    expect(await claimRefusal(both)).toMatchObject({ status: 403, code: "EXECUTOR_IS_APPROVER" });

    const small = await world.approve(await world.request(await world.credited({ amount: "51" })), "executor");
    const claimed = await world.claim(small);
    await world.register(claimed, await world.signed(claimed));
  });

  test("SIGNER_NOT_APPROVED: no such key, another workstation, not approved yet, retired", async () => {
    const refund = await world.approved();
    const unknown = await asDb(async (context) => newId(context));
    expect(await claimRefusal(refund, { signerId: unknown })).toMatchObject({
      status: 409,
      code: "SIGNER_NOT_APPROVED",
    });
    expect(await claimRefusal(refund, { workstationId: unknown })).toMatchObject({ code: "SIGNER_NOT_APPROVED" });
    const { client } = await world.executor();
    const waiting = await world.enrol(client, new Wallet(Wallet.createRandom().privateKey));
    expect(await claimRefusal(refund, { signerId: waiting.id })).toMatchObject({ code: "SIGNER_NOT_APPROVED" });
  });

  test("R2.4 STEP_UP_REQUIRED, VERSION_MISMATCH, PERMISSION_DENIED, NOT_FOUND", async () => {
    const refund = await world.approved();
    expect(await claimRefusal(refund, { stepUpToken: "guessed" })).toMatchObject({
      status: 403,
      code: "STEP_UP_REQUIRED",
    });
    expect(await claimRefusal({ ...refund, version: 1 })).toMatchObject({ status: 412, code: "VERSION_MISMATCH" });
    const by = await world.executor();
    const call = await world.claimBody(by, refund);
    for (const username of ["operator", "supervisor", "auditor"])
      expect(await (await world.api(username)).refusal("refunds.claim", call)).toMatchObject({
        code: "PERMISSION_DENIED",
      });
    const unknown = await asDb(async (context) => newId(context));
    expect(await by.client.refusal("refunds.claim", { ...call, params: { id: unknown } })).toMatchObject({
      code: "NOT_FOUND",
    });
  });

  test("I12, R18.3: the address is Verified and clear at the moment of execution too", async () => {
    const refund = await world.approved();
    const set = (patch: Partial<typeof walletAddresses.$inferSelect>) =>
      asDb(({ db }) => db.update(walletAddresses).set(patch).where(eq(walletAddresses.id, refund.refundAddressId)));
    for (const patch of [{ status: "REVOKED" as const }, { address: world.chain.account(14).address }]) {
      await set(patch);
      expect(await claimRefusal(refund)).toMatchObject({ status: 422, code: "REFUND_ADDRESS_NOT_VERIFIED" });
      await set({ status: "VERIFIED", address: CLIENT.wallet });
    }
    await asDb(async ({ db, clock }) => {
      await db.insert(denylists).values({ listVersion: "newer", publishedAt: clock.now() });
      await db
        .insert(denylistEntries)
        .values({ listVersion: "newer", addressKey: CLIENT.wallet.toLowerCase(), reason: "t" });
    });
    expect(await claimRefusal(refund)).toMatchObject({ status: 422, code: "SCREENING_HIT" });
    await asDb(({ db }) => db.delete(denylistEntries));
  });

  test("REFUND_STATE in every status that is not Approved", async () => {
    const refund = await world.approved();
    for (const status of REFUND_STATUSES) {
      if (status === "APPROVED" || status === "SIGNING") continue;
      await asDb(({ db }) =>
        db
          .update(refunds)
          .set({ status: status as never })
          .where(eq(refunds.id, refund.id)),
      );
      expect(await claimRefusal(refund), status).toMatchObject({ status: 409, code: "REFUND_STATE" });
    }
    await asDb(({ db }) => db.update(refunds).set({ status: "APPROVED" }).where(eq(refunds.id, refund.id)));
  });

  test("I4: an intent that was changed in the database no longer fits its approvals", async () => {
    const refund = await world.approved();
    const intent = { ...refund.intent, amount: "999999", amountBaseUnits: "999999000000" };
    await asDb(({ db }) => db.update(refunds).set({ intent }).where(eq(refunds.id, refund.id)));
    expect(await claimRefusal(refund)).toMatchObject({ status: 422, code: "INTENT_MISMATCH" });
    await asDb(({ db }) =>
      db
        .update(refunds)
        .set({ intentHash: "ab".repeat(32) })
        .where(eq(refunds.id, refund.id)),
    );
    expect(await claimRefusal(await world.refund(refund.id))).toMatchObject({ status: 409, code: "REFUND_STATE" });
  });
});

describe("the lock", () => {
  test("I13: one holder; a fenced-off token changes nothing; the holder himself may take it up again", async () => {
    const refund = await world.approved();
    const claimed = await world.claim(refund);
    const by = await world.executor();
    // The same executor after a crash: same slot, new token.
    const resumed = await world.claim(await world.refund(refund.id));
    expect(resumed.slot).toEqual(claimed.slot);
    expect(resumed.lease.fencingToken).toBe(claimed.lease.fencingToken + 1);
    const bytes = await world.signed(claimed);
    const stale = {
      params: { id: refund.id },
      body: { ...world.leaseOf(claimed), kind: "PAYMENT" as const, ...bytes },
    };
    expect(await by.client.refusal("refunds.registerAttempt", stale)).toMatchObject({
      status: 409,
      code: "LEASE_LOST",
    });
    for (const verb of ["refunds.renewLease", "refunds.releaseLease"] as const)
      expect(await by.client.refusal(verb, { params: { id: refund.id }, body: world.leaseOf(claimed) })).toMatchObject({
        code: "LEASE_LOST",
      });
    // Somebody else is told who has it.
    const other = await world.central.api("executor");
    const call = await world.claimBody({ ...by, client: other }, await world.refund(refund.id));
    expect(await other.refusal("refunds.claim", call)).toMatchObject({
      status: 409,
      code: "REFUND_CLAIMED",
      holder: "Erik Executor",
    });
    await world.register(resumed, await world.signed(resumed));
  });

  test("R17.3, I13: two claims at the same moment give one lock at a time", async () => {
    const refund = await world.approved();
    const by = await world.executor();
    const calls = await Promise.all([world.claimBody(by, refund), world.claimBody(by, refund)]);
    const answers = await Promise.all(calls.map((call) => by.client.send("refunds.claim", call)));
    expect(answers.map(({ status }) => status).toSorted((one, other) => one - other)).toEqual([200, 412]);
    const claimed = answers.find(({ status }) => status === 200)?.body as Claim;
    const slots = await asDb(({ db }) => db.select().from(refundSlots).where(eq(refundSlots.refundId, refund.id)));
    expect(slots).toHaveLength(1);
    await world.register(claimed, await world.signed(claimed));
  });

  test("F14: the lock is renewed, lapses, and without a registered payment the refund is Approved again", async () => {
    const refund = await world.approved();
    const claimed = await world.claim(refund);
    const by = await world.executor();
    world.central.clock.advance(40 * SECOND_MS);
    const renewed = await by.client.call("refunds.renewLease", {
      params: { id: refund.id },
      body: world.leaseOf(claimed),
    });
    expect(Date.parse(renewed.expiresAt)).toBe(Date.parse(claimed.lease.expiresAt) + 40 * SECOND_MS);
    world.central.clock.advance(40 * SECOND_MS);
    await world.watch();
    expect(await world.refund(refund.id)).toMatchObject({ status: "SIGNING" });
    world.central.clock.advance(20 * SECOND_MS);
    const late = {
      params: { id: refund.id },
      body: { ...world.leaseOf(claimed), kind: "PAYMENT" as const, ...(await world.signed(claimed)) },
    };
    expect(await by.client.refusal("refunds.registerAttempt", late)).toMatchObject({ status: 409, code: "LEASE_LOST" });
    await world.watch();
    const back = await world.refund(refund.id);
    expect(back).toMatchObject({ status: "APPROVED", lease: null, slot: claimed.slot });
    const again = await world.claim(back);
    await world.register(again, await world.signed(again));
    world.central.clock.advance(120 * SECOND_MS);
    await world.watch();
    // A registered payment stays, whatever becomes of the lock.
    expect(await world.refund(refund.id)).toMatchObject({ status: "SIGNED" });
  });

  test("feature 44 I9: slots are immutable and never shared", async () => {
    const [slot] = await asDb(({ db }) => db.select().from(refundSlots).limit(1));
    await expect(
      asDb(({ db }) =>
        db
          .update(refundSlots)
          .set({ nonce: 99n })
          .where(eq(refundSlots.refundId, slot?.refundId ?? "")),
      ),
    ).rejects.toThrow();
    const rows = await asDb(({ db }) => db.select().from(refundSlots));
    const nonces = rows.map(({ nonce }) => nonce).toSorted((one, other) => (one < other ? -1 : 1));
    expect(nonces).toEqual(nonces.map((_, index) => BigInt(index)));
  });
});

test("I12, F14, F10: an address that is revoked while somebody signs stops the payment at the last gate", async () => {
  const claimed = await world.claim(await world.approved());
  const set = (status: "VERIFIED" | "REVOKED") =>
    asDb(({ db }) =>
      db.update(walletAddresses).set({ status }).where(eq(walletAddresses.id, claimed.refund.refundAddressId)),
    );
  await set("REVOKED");
  const { client } = await world.executor();
  const body = { ...world.leaseOf(claimed), kind: "PAYMENT" as const, ...(await world.signed(claimed)) };
  const problem = await client.refusal("refunds.registerAttempt", { params: { id: claimed.refund.id }, body });
  expect(problem).toMatchObject({ status: 409, code: "REFUND_STATE" });
  expect(await release(claimed)).toMatchObject({ status: "ON_HOLD", holdReason: "ADDRESS_NOT_VERIFIED", attempts: [] });
  await set("VERIFIED");
  const supervisor = await world.api("supervisor2");
  const held = await world.refund(claimed.refund.id);
  const released = await supervisor.call("refunds.releaseHold", {
    params: { id: held.id },
    ifMatch: held.version,
    body: { remarks: "A mistake" },
  });
  const again = await world.claim(await world.approve(released));
  expect(again.slot).toEqual(claimed.slot);
  await world.register(again, await world.signed(again));
});

describe("F15: registering signed bytes", () => {
  const STRANGER = new Wallet(`0x${"07".repeat(32)}`);
  const mutations: [string, (claimed: Claim) => SignOverrides][] = [
    ["chainId", () => ({ chainId: 1 })],
    ["from", () => ({ wallet: STRANGER })],
    ["nonce", ({ slot }) => ({ nonce: Number.parseInt(slot.nonce, 10) + 1 })],
    ["asset", () => ({ to: world.chain.tokens.HKDX.address })],
    ["to", ({ intent }) => ({ data: transferCall(world.chain.account(9).address, BigInt(intent.amountBaseUnits)) })],
    ["amount", ({ intent }) => ({ data: transferCall(intent.to, BigInt(intent.amountBaseUnits) + 1n) })],
    ["amount", ({ intent }) => ({ data: transferCall(intent.to, BigInt(intent.amountBaseUnits) - 1n) })],
    ["asset", ({ intent }) => ({ to: intent.to, data: "0x", value: BigInt(intent.amountBaseUnits) })],
    ["value", () => ({ value: 1n })],
    ["data", ({ intent }) => ({ data: `${transferCall(intent.to, BigInt(intent.amountBaseUnits))}00` })],
    ["data", () => ({ data: "0x095ea7b3" })],
    ["fee", ({ intent, limits }) => ({ maxFeePerGas: BigInt(intent.feeCapWei) / BigInt(limits.gasLimit) + 1n })],
    ["type", () => ({ type: 0 })],
  ];

  test("feature 42 R21.5, I5: every field of the bytes is compared with the approval; the refusal names the field", async () => {
    const claimed = await world.claim(await world.approved());
    const { client } = await world.executor();
    const body = async (change: SignOverrides, more: Record<string, unknown> = {}) => ({
      params: { id: claimed.refund.id },
      body: { ...world.leaseOf(claimed), kind: "PAYMENT" as const, ...(await world.signed(claimed, change)), ...more },
    });
    for (const [field, change] of mutations) {
      const problem = await client.refusal("refunds.registerAttempt", await body(change(claimed)));
      expect(problem, field).toMatchObject({ status: 422, code: "SIGNED_TX_MISMATCH" });
      expect(problem?.errors?.map(({ pointer }) => pointer)).toContain(`/signedTx/${field}`);
    }
    const lie = await client.refusal("refunds.registerAttempt", await body({}, { txHash: `0x${"ab".repeat(32)}` }));
    expect(lie?.errors?.map(({ pointer }) => pointer)).toEqual(["/signedTx/txHash"]);
    const garbage = await client.refusal("refunds.registerAttempt", await body({}, { signedTx: "0x02f8" }));
    expect(garbage).toMatchObject({ status: 422, code: "SIGNED_TX_MISMATCH" });
    for (const kind of ["FEE_BUMP", "VOID"] as const)
      expect(await client.refusal("refunds.registerAttempt", await body({}, { kind }))).toMatchObject({
        code: "REFUND_STATE",
      });
    expect(await world.refund(claimed.refund.id)).toMatchObject({ status: "SIGNING", attempts: [] });

    const good = await world.signed(claimed);
    const attempt = await world.register(claimed, good);
    expect(attempt).toMatchObject({
      kind: "PAYMENT",
      txHash: good.txHash,
      nonce: claimed.slot.nonce,
      broadcasts: [],
      mined: null,
    });
    expect(await world.refund(claimed.refund.id)).toMatchObject({ status: "SIGNED", txHash: good.txHash });
    // The same bytes again are the same attempt; other ones for the same slot are refused.
    expect(await world.register(claimed, good)).toEqual(attempt);
    const second = await client.refusal("refunds.registerAttempt", await body({ maxFeePerGas: 30_000_000_000n }));
    expect(second).toMatchObject({ status: 409, code: "REFUND_STATE" });
  });

  test("R21.3: the bytes can be read back by an executor alone, byte for byte", async () => {
    const { items } = await (await world.api("auditor")).call("refunds.list", { query: { status: ["SIGNED"] } });
    const [refund] = items;
    if (!refund) throw new Error("there is a signed refund");
    const { client } = await world.executor();
    const attempts = await client.call("refunds.attempts", { params: { id: refund.id } });
    expect(attempts.items[0]?.signedTx).toMatch(/^0x02/);
    expect(JSON.stringify(refund)).not.toContain(attempts.items[0]?.signedTx);
    const problem = await (await world.api("auditor")).refusal("refunds.attempts", { params: { id: refund.id } });
    expect(problem).toMatchObject({ code: "PERMISSION_DENIED" });
  });
});

describe("F16, F17, F18: what nodes answered", () => {
  test("feature 43 R21.6: an unknown answer never makes a second transaction; known bytes resolve it", async () => {
    const claimed = await world.claim(await world.approved());
    const { client } = await world.executor();
    const early = await client.refusal("refunds.reportBroadcast", {
      params: { id: claimed.refund.id, txHash: `0x${"cd".repeat(32)}` },
      body: { result: "ACCEPTED", node: "n", error: null },
    });
    expect(early).toMatchObject({ status: 409, code: "TX_HASH_MISMATCH" });
    const bytes = await world.signed(claimed);
    await world.register(claimed, bytes);
    const id = claimed.refund.id;
    expect(await world.report(id, bytes.txHash, "REJECTED")).toMatchObject({ status: "SIGNED" });
    expect(await world.report(id, bytes.txHash, "UNKNOWN")).toMatchObject({ status: "BROADCAST_UNKNOWN" });
    const { refund: again } = { refund: await world.refund(id) };
    expect(await claimRefusal(again)).toMatchObject({ code: "REFUND_STATE" });
    const known = await world.report(id, bytes.txHash, "ALREADY_KNOWN");
    expect(known).toMatchObject({ status: "BROADCAST" });
    expect(known.attempts[0]?.broadcasts.map(({ result }) => result)).toEqual(["REJECTED", "UNKNOWN", "ALREADY_KNOWN"]);
  });

  test("F16: accepted at once; F24: a higher fee on the same slot replaces it, both fees a tenth above", async () => {
    const claimed = await world.claim(await world.approved());
    const first = await world.signed(claimed);
    await world.register(claimed, first);
    expect(await world.report(claimed.refund.id, first.txHash, "ACCEPTED")).toMatchObject({ status: "BROADCAST" });
    const { client } = await world.executor();
    const bump = async (change: SignOverrides) => ({
      params: { id: claimed.refund.id },
      body: { ...world.leaseOf(claimed), kind: "FEE_BUMP" as const, ...(await world.signed(claimed, change)) },
    });
    const little = await bump({ maxFeePerGas: 21_000_000_000n, maxPriorityFeePerGas: 1_100_000_000n });
    expect(await client.refusal("refunds.registerAttempt", little)).toMatchObject({ code: "SIGNED_TX_MISMATCH" });
    const elsewhere = await bump({
      maxFeePerGas: 30_000_000_000n,
      maxPriorityFeePerGas: 2_000_000_000n,
      to: world.chain.tokens.HKDX.address,
    });
    expect(await client.refusal("refunds.registerAttempt", elsewhere)).toMatchObject({ code: "SIGNED_TX_MISMATCH" });
    const higher = await bump({ maxFeePerGas: 30_000_000_000n, maxPriorityFeePerGas: 2_000_000_000n });
    expect(await client.call("refunds.registerAttempt", higher)).toMatchObject({
      kind: "FEE_BUMP",
      nonce: claimed.slot.nonce,
    });
    expect(await world.refund(claimed.refund.id)).toMatchObject({ status: "BROADCAST", attempts: [{}, {}] });
  });
});

test("VELOCITY_CAP: a key begins only so many payments in 24 hours", async () => {
  const refund = await world.approved();
  const by = await world.executor();
  const { body } = await world.claimBody(by, refund);
  const input = { id: refund.id, version: refund.version, ...body };
  const facts = { ok: true as const, value: await readExecutionFacts(world.central.rooms, input) };
  const limits = { ...DEFAULT_REFUND_LIMITS, paymentsPerSignerAndDay: 1 };
  const asExecutor = world.central.asSystem((context) =>
    claimRefund(
      {
        ...context,
        actor: {
          kind: "PERSON",
          userId: by.client.user.id,
          name: by.client.user.displayName,
          role: "EXECUTOR",
          permissions: new Set(by.client.user.permissions),
          sessionId: by.client.deviceId,
          workstationId: by.client.deviceId,
          appVersion: null,
        },
      },
      input,
      facts,
      limits,
    ),
  );
  await expect(asExecutor).rejects.toMatchObject({ code: "VELOCITY_CAP" });
});

// Time passes from here on.
test("APPROVAL_EXPIRED: an approval that is older than its execution time, swept or not", async () => {
  const refund = await world.approved();
  await world.advance(4 * HOUR_MS);
  expect(await claimRefusal(refund)).toMatchObject({ status: 410, code: "APPROVAL_EXPIRED" });
});
