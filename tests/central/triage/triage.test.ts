/** The queue of exceptions by age, and the claims on its work, over the API. */
import { afterAll, beforeAll, expect, test } from "vitest";

import { HOUR_MS } from "#central/clock.ts";
import { moveDeposit } from "#central/deposits/moveDeposit.ts";
import type { DepositRow } from "#central/deposits/toDeposit.ts";
import type { WorkClaim } from "#shared/contract/triage.ts";
import type { HoldReason } from "#shared/domain/statuses.ts";
import { WORK_CLAIM_MS } from "#shared/domain/triage.ts";
import { startTestCentral, type TestCentral } from "#tests/support/central.ts";
import { putDeposit } from "#tests/support/centralRecords.ts";

let central: TestCentral;
beforeAll(async () => {
  central = await startTestCentral();
});
afterAll(() => central.stop());

/** A record that was under review for a while before a check stopped it (D14). */
const held = (holdReason: HoldReason, reviewedForMs = HOUR_MS): Promise<DepositRow> =>
  central.asSystem(async (context) => {
    const row = await putDeposit(context, { status: "UNDER_REVIEW" });
    central.clock.advance(reviewedForMs);
    return moveDeposit(context, row, "D14", { facts: { checkFailed: true }, patch: { holdReason } });
  });
const queue = async (by = "operator", status?: "ON_HOLD" | "BLOCKED" | "REORG_ALERT") =>
  (await central.api(by)).call("triage.list", { query: status === undefined ? {} : { status } });
const claim = async (id: string, by = "operator") => (await central.api(by)).send("triage.claim", { params: { id } });
const release = async (id: string, by = "operator") =>
  (await central.api(by)).send("triage.release", { params: { id } });
const takeOver = async (id: string, by: string, remarks: string) =>
  (await central.api(by)).send("triage.takeOver", { params: { id }, body: { remarks } });
const workEvents = async (id: string) => {
  const { items } = await (await central.api("operator")).call("deposits.timeline", { params: { id } });
  return items.filter(({ action }) => action.startsWith("deposit.work_"));
};

test("feature 20 what waits longest stands first, aged since it came into its status and not since it was made", async () => {
  await central.asSystem((context) => putDeposit(context, { status: "CREDITED" }));
  const first = await held("AMOUNT_MISMATCH", 90 * HOUR_MS);
  central.clock.advance(30 * HOUR_MS);
  const second = await held("TRAVEL_RULE_MISSING");
  central.clock.advance(5 * HOUR_MS);
  const third = await held("DUPLICATE");
  const { items, total, asOf } = await queue();
  expect(total).toBe(3);
  expect(asOf).toBe(central.clock.now());
  expect(items.map(({ deposit, since, age, claim: work }) => [deposit.recordNo, since, age, work])).toEqual([
    [first.recordNo, first.updatedAt, "UNDER_3_DAYS", null],
    [second.recordNo, second.updatedAt, "UNDER_1_DAY", null],
    [third.recordNo, third.updatedAt, "UNDER_4_HOURS", null],
  ]);
  expect(await queue("operator", "BLOCKED")).toMatchObject({ total: 0, items: [] });
});

test("D14 a record that is held a second time has waited since the second time", async () => {
  const record = await held("DUPLICATE");
  await central.asSystem(async (context) => {
    const facts = { causeResolved: true, twoPersons: true, remarksGiven: true };
    const mover = { kind: "PERSON", permissions: new Set(["Hold.Decide"]) } as const;
    const released = await moveDeposit(context, record, "D16", { facts, mover });
    central.clock.advance(HOUR_MS);
    await moveDeposit(context, released, "D14", { facts: { checkFailed: true } });
  });
  const { items } = await queue();
  expect(items.find(({ deposit }) => deposit.id === record.id)?.since).toBe(central.clock.now());
});

test("D15 the queue keeps the secret of a sanctions hit from people without the restricted right", async () => {
  const record = await held("SANCTIONS");
  const { items } = await queue();
  expect(items.find(({ deposit }) => deposit.id === record.id)?.deposit.holdReason).toBe("SCREENING_ALERT");
});

test("feature 20 one person works on it; others are told who, and see it in the queue and in the history", async () => {
  const { id, version } = await held("UNKNOWN_SOURCE");
  const mine = await claim(id);
  expect(mine).toMatchObject({ status: 200, body: { depositId: id, by: { name: "Olivia Operator" } } });
  expect(await claim(id, "supervisor")).toMatchObject({
    status: 409,
    body: { code: "WORK_CLAIMED", holder: "Olivia Operator" },
  });
  expect(await release(id, "supervisor")).toMatchObject({ status: 409, body: { code: "WORK_CLAIMED" } });
  const { items } = await queue("supervisor");
  const item = items.find(({ deposit }) => deposit.id === id);
  expect(item?.claim).toEqual(mine.body);
  expect(item?.deposit.version).toBe(version);
  expect((await workEvents(id)).map(({ action }) => action)).toEqual(["deposit.work_claimed"]);
});

test("feature 20 a claim ends by itself, one's own runs anew, and nothing is left to give back", async () => {
  const { id } = await held("UNKNOWN_SOURCE");
  await claim(id);
  central.clock.advance(WORK_CLAIM_MS - 1);
  const renewed = (await claim(id)).body as WorkClaim;
  central.clock.advance(WORK_CLAIM_MS - 1);
  expect(await claim(id, "supervisor")).toMatchObject({ status: 409 });
  central.clock.advance(1);
  expect(central.clock.now()).toBe(renewed.expiresAt);
  expect(await release(id)).toMatchObject({ status: 409, body: { code: "DEPOSIT_STATE" } });
  expect((await queue()).items.find(({ deposit }) => deposit.id === id)?.claim).toBeNull();
  expect(await claim(id, "supervisor")).toMatchObject({ status: 200 });
});

test("R16.1 work is taken over with a reason only, and given back by its holder; each step is in the log, which still verifies", async () => {
  const { id, recordNo } = await held("UNKNOWN_SOURCE");
  expect(await takeOver(id, "supervisor", "Nobody has it")).toMatchObject({ body: { code: "DEPOSIT_STATE" } });
  await claim(id);
  expect(await takeOver(id, "supervisor", "  ")).toMatchObject({ status: 400 });
  expect(await takeOver(id, "supervisor", "Olivia is on leave")).toMatchObject({
    status: 200,
    body: { by: { name: (await central.api("supervisor")).user.displayName } },
  });
  expect(await release(id)).toMatchObject({ status: 409, body: { code: "WORK_CLAIMED" } });
  expect(await release(id, "supervisor")).toMatchObject({ status: 204 });
  expect((await workEvents(id)).map(({ action, remarks, detail }) => [action, remarks, detail])).toEqual([
    ["deposit.work_claimed", null, {}],
    ["deposit.work_taken_over", "Olivia is on leave", { previousHolder: "Olivia Operator" }],
    ["deposit.work_released", null, {}],
  ]);
  const auditor = await central.api("auditor");
  const log = await auditor.call("audit.list", { query: { action: "deposit.work_taken_over", entityId: id } });
  expect(log.items[0]).toMatchObject({ entityNo: recordNo, remarks: "Olivia is on leave" });
  expect(await auditor.call("audit.verify")).toMatchObject({ ok: true });
});

test("feature 20 two people who claim at once: one gets it", async () => {
  const { id } = await held("UNKNOWN_SOURCE");
  const answers = await Promise.all([claim(id), claim(id, "supervisor"), claim(id, "supervisor2")]);
  expect(answers.filter(({ status }) => status === 200)).toHaveLength(1);
  expect(answers.filter(({ status }) => status === 409)).toHaveLength(2);
});

test("R3.3 a record that nothing stops is no work, and who only reads claims none", async () => {
  const { id } = await central.asSystem((context) => putDeposit(context, { status: "CREDITED" }));
  expect(await claim(id)).toMatchObject({ status: 409, body: { code: "DEPOSIT_STATE" } });
  const waiting = await held("UNKNOWN_SOURCE");
  expect(await claim(waiting.id, "auditor")).toMatchObject({
    status: 403,
    body: { code: "PERMISSION_DENIED", missingPermission: "Hold.Propose" },
  });
});
