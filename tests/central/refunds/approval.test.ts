/** Supervision: who may approve what, with whose key, and until when (R20a, I3, I4). */
import { generateKeyPairSync, sign } from "node:crypto";

import { eq } from "drizzle-orm";
import { afterAll, beforeAll, describe, expect, test } from "vitest";

import { revokeAddress } from "#central/addresses/verifyAddress.ts";
import { DAY_MS, HOUR_MS } from "#central/clock.ts";
import { newId } from "#central/context.ts";
import { holdRefundsTo } from "#central/refunds/holdRefunds.ts";
import { denylistEntries, denylists, refunds, userGrants } from "#central/store/tables.ts";
import type { Refund } from "#shared/contract/refund.ts";
import { decisionText } from "#shared/domain/intent.ts";
import { REFUND_STATUSES } from "#shared/domain/statuses.ts";
import { CLIENT, type MoneyWorld, startMoneyWorld } from "#tests/central/refunds/moneyWorld.ts";

let world: MoneyWorld;
beforeAll(async () => {
  world = await startMoneyWorld();
  // The first set of keys: nobody has decided anything yet.
  await world.approver("supervisor");
  await world.approver("supervisor2");
});
afterAll(() => world.stop());

const pending = async (change: Record<string, unknown> = {}): Promise<Refund> =>
  world.request(await world.credited(), change);
const grant = async (username: string, permission: "Refund.Approve" | "Refund.Request"): Promise<void> => {
  const { user } = await world.api(username);
  await world.central.asSystem(({ db }) =>
    db.insert(userGrants).values({ userId: user.id, permission }).onConflictDoNothing(),
  );
};
const timelineOf = async (refund: Refund) => {
  const { items } = await (await world.api("auditor")).call("deposits.timeline", { params: { id: refund.depositId } });
  return items.filter(({ entity }) => entity === "refund");
};

test("F8, R20a.1: a supervisor approves; the approval and its quorum are in the log", async () => {
  const refund = await pending();
  const approved = await world.approve(refund);
  expect(approved).toMatchObject({
    status: "APPROVED",
    requiredApprovals: 1,
    approvals: [{ decision: "APPROVE", by: { name: "Sam Supervisor" } }],
  });
  const [approval] = approved.approvals;
  const { key } = await world.approver("supervisor");
  expect(approval).toMatchObject({ deviceKeyId: key.id, publicKey: key.publicKey });
  expect((await timelineOf(refund)).at(-1)).toMatchObject({ action: "refund.approved", detail: { quorum: "1 of 1" } });
  expect(await world.deposit(refund.depositId)).toMatchObject({ status: "CREDITED", refundBadge: "Refund approved" });
});

test("F8, I3: a large amount needs two people; the first approval leaves it pending and shows, the same person does not count twice", async () => {
  const record = await world.credited({ currency: "ETH", amount: "41" });
  const refund = await world.request(record);
  expect(refund.requiredApprovals).toBe(2);
  const once = await world.approve(refund);
  expect(once).toMatchObject({
    status: "PENDING_APPROVAL",
    version: refund.version + 1,
    approvals: [{ decision: "APPROVE" }],
  });
  const first = await world.approver("supervisor");
  const again = await first.client.refusal("refunds.approve", await world.decision(first, once, "APPROVE"));
  expect(again).toMatchObject({ status: 409, code: "ALREADY_DECIDED" });
  const twice = await world.approve(once, "supervisor2");
  expect(twice).toMatchObject({ status: "APPROVED" });
  expect(
    (await timelineOf(refund))
      .filter(({ action }) => action === "refund.approved")
      .map(({ detail }) => detail["quorum"]),
  ).toEqual(["1 of 2", "2 of 2"]);
});

describe("who may not, and what does not count", () => {
  test("feature 33 I3 four eyes: the maker never decides, whatever rights he holds", async () => {
    await grant("operator", "Refund.Approve");
    const refund = await pending();
    const maker = await world.approver("operator");
    for (const verb of ["approve", "reject"] as const) {
      const body = await world.decision(maker, refund, verb === "approve" ? "APPROVE" : "REJECT");
      expect(await maker.client.refusal(`refunds.${verb}`, body)).toMatchObject({
        status: 403,
        code: "SELF_APPROVAL_FORBIDDEN",
      });
    }
    const release = { params: { id: refund.id }, ifMatch: refund.version, body: { remarks: "x" } };
    expect(await maker.client.refusal("refunds.releaseHold", release)).toMatchObject({
      code: "SELF_APPROVAL_FORBIDDEN",
    });
    expect((await world.refund(refund.id)).status).toBe("PENDING_APPROVAL");
  });

  test("I3, R3.3: without the right nobody decides; the attempt is in the audit log", async () => {
    const refund = await pending();
    const by = await world.approver("supervisor");
    const body = await world.decision(by, refund, "APPROVE");
    for (const username of ["operator2", "executor", "auditor", "admin"]) {
      const client = await world.api(username);
      for (const verb of ["approve", "reject"] as const)
        expect(await client.refusal(`refunds.${verb}`, body), username).toMatchObject({ code: "PERMISSION_DENIED" });
    }
    const { items } = await (
      await world.api("auditor")
    ).call("audit.list", { query: { action: "refunds.approve.refused" } });
    expect(items.map(({ reasonCode }) => reasonCode)).toContain("PERMISSION_DENIED");
  });

  test("feature 37 I4, I5: another intent, another key, another signature, an unknown key, no fresh proof", async () => {
    const refund = await pending();
    const by = await world.approver("supervisor");
    const other = await world.approver("supervisor2");
    const attempt = async (change: Parameters<MoneyWorld["decision"]>[3]) =>
      by.client.refusal("refunds.approve", await world.decision(by, refund, "APPROVE", change));
    const wrongHash = "0".repeat(64);
    expect(await attempt({ body: { intentHash: wrongHash } })).toMatchObject({ status: 422, code: "INTENT_MISMATCH" });
    expect(await attempt({ signedHash: wrongHash })).toMatchObject({ status: 422, code: "SIGNATURE_INVALID" });
    expect(await attempt({ body: { deviceKeyId: other.key.id } })).toMatchObject({
      status: 422,
      code: "DEVICE_KEY_UNKNOWN",
    });
    const unknown = await world.central.asSystem(async (context) => newId(context));
    expect(await attempt({ body: { deviceKeyId: unknown } })).toMatchObject({ code: "DEVICE_KEY_UNKNOWN" });
    expect(await attempt({ body: { decidedAt: "2020-01-01T00:00:00.000Z" } })).toMatchObject({
      code: "SIGNATURE_INVALID",
    });
    expect(await attempt({ body: { stepUpToken: "guessed" } })).toMatchObject({
      status: 403,
      code: "STEP_UP_REQUIRED",
    });
    // A rejection's signature is no approval.
    const rejection = await world.decision(by, refund, "REJECT");
    expect(await by.client.refusal("refunds.approve", rejection)).toMatchObject({ code: "SIGNATURE_INVALID" });
    // Signed by a key that nobody registered.
    const { privateKey } = generateKeyPairSync("ed25519");
    const decidedAt = world.central.clock.now();
    const text = decisionText({
      type: "deposit-desk/refund-decision/1",
      refundId: refund.id,
      intentHash: refund.intentHash,
      decision: "APPROVE",
      userId: by.client.user.id,
      deviceKeyId: by.key.id,
      decidedAt,
    });
    const forged = sign(null, Buffer.from(text), privateKey).toString("hex");
    expect(await attempt({ body: { signature: forged, decidedAt } })).toMatchObject({ code: "SIGNATURE_INVALID" });
    expect(await world.refund(refund.id)).toMatchObject({
      status: "PENDING_APPROVAL",
      approvals: [],
      version: refund.version,
    });
  });

  test("R2.4: a proof is good for one action on one refund, and for five minutes", async () => {
    const one = await pending();
    const two = await pending();
    const by = await world.approver("supervisor");
    const forOne = await world.decision(by, one, "APPROVE");
    const forTwo = await world.decision(by, two, "APPROVE");
    forTwo.body.stepUpToken = forOne.body.stepUpToken;
    expect(await by.client.refusal("refunds.approve", forTwo)).toMatchObject({ code: "STEP_UP_REQUIRED" });
    await world.advance(5 * 60_000);
    expect(await by.client.refusal("refunds.approve", forOne)).toMatchObject({ code: "STEP_UP_REQUIRED" });
    await by.client.call("refunds.approve", await world.decision(by, one, "APPROVE"));
  });

  test("feature 37 VERSION_MISMATCH: what was shown is no longer what is there", async () => {
    const refund = await pending();
    const by = await world.approver("supervisor");
    const stale = { ...(await world.decision(by, refund, "APPROVE")), ifMatch: refund.version + 1 };
    expect(await by.client.refusal("refunds.approve", stale)).toMatchObject({
      status: 412,
      current: { id: refund.id },
    });
  });

  test("F8 REFUND_STATE in every other status; DEPOSIT_NOT_CREDITED; REORG_DETECTED by our own node", async () => {
    const refund = await pending();
    const by = await world.approver("supervisor");
    const set = (status: Refund["status"]) =>
      world.central.asSystem(({ db }) =>
        db
          .update(refunds)
          .set({ status: status as never })
          .where(eq(refunds.id, refund.id)),
      );
    for (const status of REFUND_STATUSES) {
      if (status === "PENDING_APPROVAL") continue;
      await set(status);
      const problem = await by.client.refusal("refunds.approve", await world.decision(by, refund, "APPROVE"));
      expect(problem, status).toMatchObject({ status: 409, code: "REFUND_STATE" });
    }
    await set("PENDING_APPROVAL");
    await world.chain.reorg(6);
    const problem = await by.client.refusal("refunds.approve", await world.decision(by, refund, "APPROVE"));
    expect(problem).toMatchObject({ status: 409, code: "REORG_DETECTED" });
    await world.watch();
    const held = await world.refund(refund.id);
    expect(held).toMatchObject({ status: "ON_HOLD", holdReason: "DEPOSIT_REORGANISED" });
  });
});

test("feature 38 F5, R20a.4: a rejection needs a reason and ends the request; another one may follow", async () => {
  const record = await world.credited();
  const refund = await world.request(record);
  const by = await world.approver("supervisor");
  const silent = await world.decision(by, refund, "REJECT", { comment: "" });
  expect(await by.client.refusal("refunds.reject", silent)).toMatchObject({ status: 400, code: "VALIDATION_FAILED" });
  const rejected = await by.client.call(
    "refunds.reject",
    await world.decision(by, refund, "REJECT", { comment: "Wrong file" }),
  );
  expect(rejected).toMatchObject({
    status: "REJECTED",
    ended: { by: { name: "Sam Supervisor" }, remarks: "Wrong file" },
    approvals: [{ decision: "REJECT" }],
  });
  expect(await world.deposit(record.id)).toMatchObject({ activeRefundId: null, refundBadge: null });
  expect(await world.request(record)).toMatchObject({ status: "PENDING_APPROVAL" });
});

test("F4: only the maker withdraws", async () => {
  const refund = await pending();
  await grant("supervisor2", "Refund.Request");
  const call = { params: { id: refund.id }, ifMatch: refund.version, body: { remarks: "Typed the wrong amount" } };
  for (const username of ["operator2", "supervisor2"])
    expect(await (await world.api(username)).refusal("refunds.withdraw", call)).toMatchObject({
      code: "PERMISSION_DENIED",
    });
  const withdrawn = await (await world.api("operator")).call("refunds.withdraw", call);
  expect(withdrawn).toMatchObject({ status: "WITHDRAWN", ended: { remarks: "Typed the wrong amount" } });
});

test("R20a.2, F7, F10, F11, W9: a revoked address stops its refunds; released, everything is approved anew", async () => {
  const refund = await pending();
  const approved = await world.approve(refund);
  await world.central.asSystem((context) => holdRefundsTo(context, approved.refundAddressId, "ADDRESS_REVOKED"));
  const held = await world.refund(refund.id);
  expect(held).toMatchObject({ status: "ON_HOLD", holdReason: "ADDRESS_REVOKED", expiresAt: null });
  const supervisor = await world.api("supervisor2");
  const release = { params: { id: refund.id }, ifMatch: held.version, body: { remarks: "It was another client's" } };
  const released = await supervisor.call("refunds.releaseHold", release);
  expect(released).toMatchObject({ status: "PENDING_APPROVAL", approvals: [], holdReason: null });
  const by = await world.approver("supervisor");
  // The old approval is void: the same person approves again, and that counts.
  const again = await by.client.call("refunds.approve", await world.decision(by, released, "APPROVE"));
  expect(again).toMatchObject({ status: "APPROVED", approvals: [{ decision: "APPROVE" }] });
});

test("F11: a hold whose cause stands is not released: screening, address", async () => {
  const refund = await pending();
  await world.central.asSystem((context) => holdRefundsTo(context, refund.refundAddressId, "SCREENING"));
  const held = await world.refund(refund.id);
  const supervisor = await world.api("supervisor2");
  const release = { params: { id: refund.id }, ifMatch: held.version, body: { remarks: "x" } };
  await world.central.asSystem(async ({ db, clock }) => {
    await db.insert(denylists).values({ listVersion: "newer", publishedAt: clock.now() });
    await db
      .insert(denylistEntries)
      .values({ listVersion: "newer", addressKey: CLIENT.wallet.toLowerCase(), reason: "t" });
  });
  expect(await supervisor.refusal("refunds.releaseHold", release)).toMatchObject({ status: 409, code: "REFUND_STATE" });
  await world.central.asSystem(({ db }) => db.delete(denylistEntries).where(eq(denylistEntries.listVersion, "newer")));
  expect(await supervisor.call("refunds.releaseHold", release)).toMatchObject({ status: "PENDING_APPROVAL" });
});

test("F7, F10, R18.3: a new screening list stops what waits, without anybody asking", async () => {
  const waiting = await pending();
  const approved = await world.approve(await pending());
  await world.advance(60_000);
  await world.central.asSystem(async ({ db, clock }) => {
    await db.insert(denylists).values({ listVersion: "newest", publishedAt: clock.now() });
    await db
      .insert(denylistEntries)
      .values({ listVersion: "newest", addressKey: CLIENT.wallet.toLowerCase(), reason: "t" });
  });
  await world.watch();
  for (const { id } of [waiting, approved])
    expect(await world.refund(id)).toMatchObject({ status: "ON_HOLD", holdReason: "SCREENING" });
  await world.central.asSystem(({ db }) => db.delete(denylistEntries).where(eq(denylistEntries.listVersion, "newest")));
});

test("F12: a held refund that compliance refuses is rejected", async () => {
  const refund = await pending();
  await world.central.asSystem((context) => holdRefundsTo(context, refund.refundAddressId, "SCREENING"));
  const held = await world.refund(refund.id);
  const by = await world.approver("supervisor");
  const rejected = await by.client.call(
    "refunds.reject",
    await world.decision(by, held, "REJECT", { comment: "Refused" }),
  );
  expect(rejected).toMatchObject({ status: "REJECTED" });
});

test("feature 39 R20a.5: the approver sees what changed since the request", async () => {
  world.central.clock.advance(1_000);
  const refund = await pending();
  const auditor = await world.api("auditor");
  const before = await auditor.call("refunds.differences", { params: { id: refund.id } });
  expect(before.rows.filter(({ changed }) => changed)).toEqual([]);
  expect(before.rows.map(({ field }) => field)).toEqual([
    "Amount",
    "Network",
    "Deposit status",
    "Deposit amount",
    "Refund address",
    "Address verification",
    "Screening",
    "Currency rules",
    "Highest fee (wei)",
    "Limits",
    "Needed approvals",
    "Refunds to this address in 30 days",
  ]);
  await pending();
  const after = await auditor.call("refunds.differences", { params: { id: refund.id } });
  expect(after.rows.filter(({ changed }) => changed).map(({ field }) => field)).toEqual([
    "Refunds to this address in 30 days",
  ]);
});

// Time passes from here on.
test("feature 36 F6, F9, R20a.3: a request expires after 24 hours, an approval after 4", async () => {
  const unanswered = await pending();
  const unexecuted = await world.approve(await pending());
  expect(unexecuted.expiresAt).toBe(new Date(Date.parse(world.central.clock.now()) + 4 * HOUR_MS).toISOString());
  await world.advance(4 * HOUR_MS - 1);
  await world.watch();
  expect(await world.refund(unexecuted.id)).toMatchObject({ status: "APPROVED" });
  await world.advance(1);
  await world.watch();
  expect(await world.refund(unexecuted.id)).toMatchObject({ status: "EXPIRED", ended: { by: null } });
  expect(await world.refund(unanswered.id)).toMatchObject({ status: "PENDING_APPROVAL" });
  await world.advance(DAY_MS);
  const by = await world.approver("supervisor");
  const late = await by.client.refusal("refunds.approve", await world.decision(by, unanswered, "APPROVE"));
  expect(late).toMatchObject({ code: "REFUND_STATE" });
  await world.watch();
  expect(await world.refund(unanswered.id)).toMatchObject({ status: "EXPIRED" });
  expect(await world.deposit(unanswered.depositId)).toMatchObject({ activeRefundId: null });
});

test("W9, F7: revoking the address over its own operation holds the refund", async () => {
  const refund = await pending();
  await world.central.as("supervisor", (context) =>
    revokeAddress(context, refund.refundAddressId, "Client reports theft"),
  );
  const held = await world.refund(refund.id);
  expect(held).toMatchObject({ status: "ON_HOLD", holdReason: "ADDRESS_REVOKED" });
  const supervisor = await world.api("supervisor2");
  const release = { params: { id: refund.id }, ifMatch: held.version, body: { remarks: "x" } };
  expect(await supervisor.refusal("refunds.releaseHold", release)).toMatchObject({ code: "REFUND_STATE" });
});
