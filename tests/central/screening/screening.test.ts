/** Versions of the screening list (R18.3): two people, dates, and what a new or an old list does to refunds. */
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { eq, sql } from "drizzle-orm";

import { DAY_MS, later } from "#central/clock.ts";
import { examineDeposit } from "#central/holds/examineDeposit.ts";
import { holdConcerned } from "#central/refunds/holdRefunds.ts";
import { denylists } from "#central/store/tables.ts";
import type { Denylist } from "#shared/contract/denylist.ts";
import { putDeposit } from "#tests/support/centralRecords.ts";
import { TEST_NETWORK } from "#tests/support/centralWorld.ts";
import { CLIENT, type MoneyWorld, startMoneyWorld } from "#tests/central/refunds/moneyWorld.ts";

let world: MoneyWorld;
beforeAll(async () => {
  world = await startMoneyWorld();
  await world.approver("supervisor");
  await world.approver("supervisor2");
  await world.executor();
});
afterAll(() => world.stop());

const OTHER = `0x${"ab".repeat(20)}`;
const UNKNOWN = "0x52908400098527886E0F7030069857D2E4169EE7";
const clock = () => world.central.clock;
const bodyOf = (addresses: readonly string[], change: object = {}) => ({
  source: "Sanctions list of the bureau",
  publishedAt: later(clock().now(), -1),
  goodUntil: later(clock().now(), 7 * DAY_MS),
  entries: addresses.map((address) => ({ address, reason: "Case 81" })),
  remarks: "The bureau's file of this morning",
  ...change,
});
const propose = async (addresses: readonly string[], change: object = {}, by = "supervisor") =>
  (await world.central.api(by)).send("screening.propose", { body: bodyOf(addresses, change) });
const decide = async (verb: "approve" | "reject" | "withdraw", list: Denylist, by: string) =>
  (await world.central.api(by)).send(`screening.${verb}`, {
    params: { id: list.id },
    ifMatch: list.version,
    body: { remarks: "Compared with the bureau's page" },
  });
const inForce = async (addresses: readonly string[]): Promise<Denylist> => {
  clock().advance(10);
  const { body } = await propose(addresses);
  return (await decide("approve", body as Denylist, "supervisor2")).body as Denylist;
};
const history = async (by = "operator") => (await world.central.api(by)).call("screening.list");
const claimRefusal = async (refund: Awaited<ReturnType<typeof world.approved>>) => {
  const by = await world.executor();
  return by.client.refusal("refunds.claim", await world.claimBody(by, refund));
};

describe("a version of the list", () => {
  test("R18.3 is imported by one person and let into force by another, with its source and dates in the log", async () => {
    clock().advance(10);
    const { status, body } = await propose([OTHER, OTHER.toUpperCase().replace("0X", "0x"), CLIENT.wallet]);
    expect(status).toBe(201);
    const list = body as Denylist;
    expect(list).toMatchObject({ entryCount: 2, status: "PROPOSED", source: "Sanctions list of the bureau" });
    expect(list.sha256).toMatch(/^[0-9a-f]{64}$/);
    expect((await history()).inForce?.listVersion).not.toBe(list.listVersion);
    const changes = await (
      await world.central.api("supervisor2")
    ).call("screening.changes", { params: { id: list.id } });
    expect(changes).toMatchObject({ addedCount: 2 });
    expect(changes.added).toContainEqual({ address: OTHER, reason: "Case 81" });
    expect(await propose([OTHER], {}, "admin")).toMatchObject({ status: 409, body: { code: "CONFIGURATION_STATE" } });
    expect(await decide("approve", list, "supervisor")).toMatchObject({
      status: 403,
      body: { code: "SELF_APPROVAL_FORBIDDEN" },
    });
    expect(await decide("withdraw", list, "supervisor2")).toMatchObject({ status: 403 });
    expect(await decide("approve", { ...list, version: 7 }, "supervisor2")).toMatchObject({ status: 412 });
    expect(await decide("reject", list, "supervisor2")).toMatchObject({ status: 200, body: { status: "REJECTED" } });
    expect((await history()).inForce?.listVersion).not.toBe(list.listVersion);
    const next = await inForce([OTHER]);
    expect(await history()).toMatchObject({ inForce: { listVersion: next.listVersion }, stale: false });
    const auditor = await world.central.api("auditor");
    const log = await auditor.call("audit.list", { query: { action: "configuration.denylist_approved" } });
    expect(log.items[0]).toMatchObject({ entityNo: next.listVersion, remarks: "Compared with the bureau's page" });
    expect(await auditor.call("audit.verify")).toMatchObject({ ok: true });
  });

  test("R18.3 must be newer than the one in force, not of the future, and fresh for a month at most", async () => {
    const list = await inForce([OTHER]);
    const refused = { status: 422, body: { code: "CONFIGURATION_UNSOUND" } };
    expect(await propose([OTHER], { publishedAt: list.publishedAt })).toMatchObject(refused);
    clock().advance(10);
    expect(await propose([OTHER], { publishedAt: later(clock().now(), 1) })).toMatchObject(refused);
    expect(await propose([OTHER], { goodUntil: clock().now() })).toMatchObject(refused);
    expect(await propose([OTHER], { goodUntil: later(clock().now(), 40 * DAY_MS) })).toMatchObject(refused);
    expect(await propose([])).toMatchObject({ status: 400 });
    expect(await propose(["0x12"])).toMatchObject({ status: 400 });
  });

  test("R18.3 R3.3 an operator reads which list holds and imports none; one's own is taken back", async () => {
    expect(await propose([OTHER], {}, "operator")).toMatchObject({
      status: 403,
      body: { missingPermission: "Configuration.Propose" },
    });
    clock().advance(10);
    const list = (await propose([OTHER])).body as Denylist;
    expect(await decide("withdraw", list, "supervisor")).toMatchObject({ status: 200, body: { status: "WITHDRAWN" } });
    expect(await decide("approve", list, "supervisor2")).toMatchObject({ status: 409 });
    expect((await history()).items[0]?.listVersion).toBe(list.listVersion);
  });

  test("R18.3 two who import at once: one list waits", async () => {
    clock().advance(10);
    const answers = await Promise.all([
      propose([OTHER]),
      propose([OTHER], {}, "supervisor2"),
      propose([OTHER], {}, "admin"),
    ]);
    const made = answers.filter(({ status }) => status === 201);
    expect(made).toHaveLength(1);
    expect(answers.filter(({ status }) => status === 409)).toHaveLength(2);
    await world.central.asSystem(({ db }) =>
      db.update(denylists).set({ status: "WITHDRAWN" }).where(eq(denylists.status, "PROPOSED")),
    );
  });
});

describe("what a list does to refunds", () => {
  test("R18.3 a hit stops the refund at the execution and holds it; no money goes back by itself, and a hit at the request refuses it", async () => {
    await inForce([OTHER]);
    const refund = await world.approved();
    await inForce([CLIENT.wallet]);
    expect(await claimRefusal(refund)).toMatchObject({ status: 422, code: "SCREENING_HIT" });
    await holdConcerned(world.central.rooms);
    const held = await (await world.central.api("operator")).call("refunds.get", { params: { id: refund.id } });
    expect(held).toMatchObject({ status: "ON_HOLD", holdReason: "SCREENING", slot: null, attempts: [] });
    await inForce([OTHER]);
  });

  test("R18.3 a list older than its limit blocks the execution with clear words and holds nothing; a newer one lets it go on; each list's version stands in the history", async () => {
    const list = await inForce([OTHER]);
    const refund = await world.approved();
    await world.central.asSystem(({ db, clock: time }) =>
      db
        .update(denylists)
        .set({ goodUntil: sql`${time.now()}::timestamptz` })
        .where(eq(denylists.id, list.id)),
    );
    expect((await history()).stale).toBe(true);
    const refusal = await claimRefusal(refund);
    expect(refusal).toMatchObject({ status: 409, code: "SCREENING_LIST_STALE" });
    expect(refusal?.detail).toContain("older than its limit");
    await holdConcerned(world.central.rooms);
    const still = await (await world.central.api("operator")).call("refunds.get", { params: { id: refund.id } });
    expect(still.status).toBe("APPROVED");
    const findings = await world.central.asSystem(async (context) =>
      examineDeposit(context, await putDeposit(context, { status: "UNDER_REVIEW" })),
    );
    expect(findings.checks.find(({ code }) => code === "SCREENING_CLEAR")).toMatchObject({ passed: false });
    const newer = await inForce([OTHER]);
    expect((await world.claim(refund)).refund.status).toBe("SIGNING");
    const { items } = await (
      await world.central.api("operator")
    ).call("deposits.timeline", {
      params: { id: refund.depositId },
    });
    const listOf = (action: string) => items.find((one) => one.action === action)?.detail["screeningList"];
    expect(listOf("refund.requested")).toBe(list.listVersion);
    expect(listOf("refund.execution_started")).toBe(newer.listVersion);
  });

  test("R18.3 W10 without a list in force nobody is clear: no proof starts, no address is turned away for it, no payment begins, the record's check fails; all go on with a list", async () => {
    await inForce([OTHER]);
    const refund = await world.approved();
    const statuses = (from: Denylist["status"], to: Denylist["status"]) =>
      world.central.asSystem(({ db }) =>
        db
          .update(denylists)
          .set({ status: to as "APPROVED" })
          .where(eq(denylists.status, from as "APPROVED")),
      );
    await statuses("APPROVED", "WITHDRAWN");
    expect((await history()).inForce).toBeNull();
    const missing = { status: 409, code: "SCREENING_LIST_MISSING" };
    expect(await claimRefusal(refund)).toMatchObject(missing);
    const found = await world.central.asSystem(async (context) =>
      examineDeposit(context, await putDeposit(context, { status: "UNDER_REVIEW" })),
    );
    expect(found.screening).toMatchObject({ result: "NOT_SCREENED", listVersion: "none" });
    expect(found.checks.find(({ code }) => code === "SCREENING_CLEAR")).toMatchObject({
      passed: false,
      detail: "no screening list is in force",
    });
    const operator = await world.central.api("operator");
    const address = await operator.call("addresses.add", {
      body: { customerNo: CLIENT.customerNo, network: TEST_NETWORK, address: UNKNOWN, label: "New wallet" },
    });
    expect(address.status).toBe("NOT_VERIFIED");
    const start = { params: { id: address.id }, ifMatch: address.version, body: { method: "DOCUMENT" as const } };
    expect(await operator.refusal("addresses.startProof", start)).toMatchObject(missing);
    await inForce([OTHER]);
    expect(await operator.call("addresses.startProof", start)).toMatchObject({ state: "OPEN" });
    // The key still has the payment that the test before began: screening no longer stands in the way.
    expect(await claimRefusal(refund)).toMatchObject({ code: "SIGNER_HAS_OPEN_SLOTS" });
  });
});
