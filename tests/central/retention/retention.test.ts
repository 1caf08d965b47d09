/** R24.6 over the API and in the database: legal holds of two people, and the purge that obeys them. */
import { afterAll, beforeAll, expect, test } from "vitest";
import { eq, sql } from "drizzle-orm";

import { DAY_MS } from "#central/clock.ts";
import { moveDeposit } from "#central/deposits/moveDeposit.ts";
import type { DepositRow, NewDepositRow } from "#central/deposits/toDeposit.ts";
import { approveLift, askLift } from "#central/retention/legalHolds.ts";
import { purgeRecords } from "#central/retention/purgeRecords.ts";
import { databaseErrorOf, rowsOf } from "#central/store/inTransaction.ts";
import { deposits, refundApprovals, refunds, refundSlots, timelineEvents } from "#central/store/tables.ts";
import type { LegalHold, RecordRetention } from "#shared/contract/retention.ts";
import { keptUntil } from "#shared/domain/retention.ts";
import { DEPOSIT_STATUSES } from "#shared/domain/statuses.ts";
import { startTestCentral, type TestCentral } from "#tests/support/central.ts";
import { putDeposit } from "#tests/support/centralRecords.ts";

let central: TestCentral;
beforeAll(async () => {
  central = await startTestCentral();
});
afterAll(() => central.stop());

const db = () => central.rooms.database.db;
const MS = 1;
const TERM_MS = () => Date.parse(keptUntil(central.clock.now())) - Date.parse(central.clock.now());
/** A record that was cancelled, with a history. */
const cancelled = (overrides: Partial<NewDepositRow> = {}): Promise<DepositRow> =>
  central.asSystem(async (context) => {
    const at = context.clock.now();
    const row = await putDeposit(context, { finalAt: at, ...overrides });
    const facts = {
      online: true,
      versionMatches: true,
      noTransferSeen: true,
      remarksGiven: true,
      confirmedTwice: true,
    };
    const mover = { kind: "PERSON", permissions: new Set(["Cancel"]) } as const;
    return moveDeposit(context, row, "D3", { facts, mover, remarks: "The client changed his mind" });
  });
const read = async (id: string): Promise<DepositRow> => {
  const [row] = await db().select().from(deposits).where(eq(deposits.id, id));
  return row as DepositRow;
};
const history = (id: string) => db().select().from(timelineEvents).where(eq(timelineEvents.depositId, id));
const purge = () => purgeRecords(central.rooms);
const retentionOf = async (id: string, by = "operator") =>
  (await central.api(by)).call("retention.ofRecord", { params: { id } });
const place = async (id: string, by = "auditor", reason = "Court order 4711") =>
  (await central.api(by)).send("retention.placeHold", {
    params: { id },
    ifMatch: (await read(id)).version,
    body: { reason },
  });
const onHold = async (verb: "askLift" | "approveLift" | "refuseLift", hold: LegalHold, by: string) =>
  (await central.api(by)).send(`retention.${verb}`, {
    params: { id: hold.id },
    ifMatch: hold.version,
    body: { remarks: "The court has closed the case" },
  });

test("R24.6 after seven years, and not a moment earlier, a record becomes a tombstone: what says whose it was is gone, number and status stay", async () => {
  const record = await cancelled();
  central.clock.advance(TERM_MS() - MS);
  expect(await purge()).toBe(0);
  expect((await retentionOf(record.id)).keptBy).toEqual(["TERM"]);
  central.clock.advance(MS);
  expect(await purge()).toBe(1);
  const left = await read(record.id);
  expect(left).toMatchObject({
    recordNo: record.recordNo,
    status: "CANCELLED",
    declaredAmount: record.declaredAmount,
    purgedAt: central.clock.now(),
    customerName: "PURGED",
    sourceAddress: "",
    version: record.version + 1,
  });
  const wire = JSON.stringify(
    await (await central.api("operator")).call("deposits.get", { params: { id: record.id } }),
  );
  for (const trace of [record.customerNo, record.customerName, record.securitiesAccount, record.sourceAddress])
    expect(wire).not.toContain(trace);
  const [only, ...more] = await history(record.id);
  expect(more).toEqual([]);
  expect(only).toMatchObject({ action: "deposit.purged", actorRole: "SYSTEM", detail: { events: "1" } });
  expect(only?.detail["recordSha256"]).toMatch(/^[0-9a-f]{64}$/);
  const auditor = await central.api("auditor");
  expect((await auditor.call("audit.list", { query: { action: "deposit.purged" } })).items).toHaveLength(1);
  expect(await auditor.call("audit.verify")).toMatchObject({ ok: true });
  expect(await purge()).toBe(0);
});

test("R24.6 a workstation that follows the feed hears of the tombstone and drops the history", async () => {
  const record = await cancelled();
  central.clock.advance(TERM_MS());
  const operator = await central.api("operator");
  const { cursor } = await operator.call("sync.bootstrap");
  await purge();
  const { items } = await operator.call("sync.changes", { query: { cursor, limit: 500 } });
  const ofRecord = items.find(({ entity, id }) => entity === "deposits" && id === record.id);
  expect(ofRecord).toMatchObject({ op: "upsert", data: { customerNo: "PURGED", customerName: "PURGED" } });
  expect(items.filter(({ entity, op }) => entity === "events" && op === "delete")).toHaveLength(1);
});

test("R24.6 the term runs from the last event: what happened later keeps the whole record", async () => {
  const record = await central.asSystem((context) => putDeposit(context, { finalAt: context.clock.now() }));
  central.clock.advance(400 * DAY_MS);
  await central.asSystem(async (context) => {
    const facts = {
      online: true,
      versionMatches: true,
      noTransferSeen: true,
      remarksGiven: true,
      confirmedTwice: true,
    };
    const mover = { kind: "PERSON", permissions: new Set(["Cancel"]) } as const;
    await moveDeposit(context, record, "D3", { facts, mover, remarks: "Late" });
  });
  const { lastEventAt, keptUntil: until } = await retentionOf(record.id);
  expect(lastEventAt).toBe(central.clock.now());
  central.clock.advance(TERM_MS() - MS);
  expect(await purge()).toBe(0);
  expect(central.clock.now() < until).toBe(true);
  central.clock.advance(MS);
  expect(await purge()).toBe(1);
});

test("feature 61 R24.6 a legal hold beats the purge; two people end it, and then the term counts as if it had never been", async () => {
  const record = await cancelled();
  const { status, body } = await place(record.id);
  expect(status).toBe(201);
  const { hold } = body as RecordRetention;
  expect((await read(record.id)).legalHold).toBe(true);
  expect(await place(record.id)).toMatchObject({ status: 409, body: { code: "DEPOSIT_STATE" } });
  central.clock.advance(TERM_MS() + DAY_MS);
  expect(await purge()).toBe(0);
  expect((await retentionOf(record.id)).keptBy).toEqual(["LEGAL_HOLD"]);
  if (hold === null) throw new Error("the hold is in force");

  expect(await onHold("approveLift", hold, "admin")).toMatchObject({ status: 409, body: { code: "DEPOSIT_STATE" } });
  const asked = (await onHold("askLift", hold, "auditor")).body as LegalHold;
  expect(asked.lift?.by.name).toBe((await central.api("auditor")).user.displayName);
  expect(await onHold("askLift", asked, "auditor")).toMatchObject({ status: 409 });
  expect(await onHold("approveLift", hold, "admin")).toMatchObject({ status: 412, body: { code: "VERSION_MISMATCH" } });
  const refused = (await onHold("refuseLift", asked, "admin")).body as LegalHold;
  expect(refused.lift).toBeNull();
  expect(await purge()).toBe(0);
  const again = (await onHold("askLift", refused, "auditor")).body as LegalHold;
  expect(await onHold("approveLift", again, "admin")).toMatchObject({ status: 200 });
  expect((await read(record.id)).legalHold).toBe(false);
  expect((await history(record.id)).map(({ action }) => action).filter((one) => one.includes("legal_hold"))).toEqual([
    "deposit.legal_hold_placed",
    "deposit.legal_hold_lift_asked",
    "deposit.legal_hold_lift_refused",
    "deposit.legal_hold_lift_asked",
    "deposit.legal_hold_lifted",
  ]);
  expect(await purge()).toBe(1);
  expect(await place(record.id)).toMatchObject({ status: 409, body: { code: "DEPOSIT_STATE" } });
});

test("R24.6 nobody ends a hold alone, whatever rights he holds", async () => {
  const record = await cancelled();
  const { hold } = (await place(record.id)).body as RecordRetention;
  if (hold === null) throw new Error("the hold is in force");
  const alone = central.as("admin", async (context) => {
    const asked = await askLift(context, { id: hold.id, seenVersion: hold.version, remarks: "mine" });
    return approveLift(context, { id: hold.id, seenVersion: asked.version, remarks: "mine" });
  });
  await expect(alone).rejects.toMatchObject({ code: "SELF_APPROVAL_FORBIDDEN" });
  expect((await read(record.id)).legalHold).toBe(true);
});

test("R24.6 R3.3 only the rights of keeping place, end and list holds; who sees records sees how long they are kept", async () => {
  const record = await cancelled();
  for (const by of ["operator", "supervisor", "executor", "admin"])
    expect(await place(record.id, by), by).toMatchObject({
      status: 403,
      body: { code: "PERMISSION_DENIED", missingPermission: "Retention.Hold" },
    });
  const { hold } = (await place(record.id)).body as RecordRetention;
  if (hold === null) throw new Error("the hold is in force");
  expect(await onHold("approveLift", hold, "auditor")).toMatchObject({
    status: 403,
    body: { missingPermission: "Retention.Manage" },
  });
  for (const by of ["auditor", "admin"]) {
    const overview = await (await central.api(by)).call("retention.overview");
    expect(overview.years).toBe(7);
    expect(overview.holds.map(({ recordNo }) => recordNo)).toContain(record.recordNo);
  }
  expect(await (await central.api("operator")).send("retention.overview")).toMatchObject({ status: 403 });
  expect((await retentionOf(record.id)).hold?.reason).toBe("Court order 4711");
});

test("R24.6 money that is not at its end is never purged, in no status and at no age", async () => {
  const made = await central.asSystem(async (context) => {
    const rows: DepositRow[] = [];
    for (const status of DEPOSIT_STATUSES) {
      rows.push(await putDeposit(context, { status }));
      rows.push(await putDeposit(context, { status, finalAt: context.clock.now() }));
    }
    rows.push(await putDeposit(context, { status: "CREDITED", refundOnly: true, finalAt: context.clock.now() }));
    return rows;
  });
  central.clock.advance(20 * 366 * DAY_MS);
  await purge();
  for (const { id, status, finalAt, refundOnly } of made) {
    const ends = ["CREDITED", "REFUNDED", "CANCELLED", "DELETED", "EXPIRED", "FAILED"].includes(status);
    const gone = ends && finalAt !== null && !refundOnly;
    expect((await read(id)).purgedAt !== null, `${status} final ${finalAt !== null}`).toBe(gone);
  }
});

test("R24.6 I9 of a paid refund the payment stays, slot and all; who asked for it and why goes", async () => {
  const at = central.clock.now();
  const record = await central.asSystem((context) => putDeposit(context, { status: "REFUNDED", finalAt: at }));
  const notice = { status: "OPEN" as const, openedAt: at, attempts: [] };
  const refund = {
    id: crypto.randomUUID(),
    refundNo: crypto.randomUUID(),
    depositId: record.id,
    recordNo: record.recordNo,
    customerNo: record.customerNo,
    customerName: record.customerName,
    status: "COMPLETED" as const,
    kind: "CUSTOMER_REQUEST" as const,
    refundAddressId: crypto.randomUUID(),
    refundAddress: record.sourceAddress,
    network: record.network,
    currency: record.currency,
    amount: "1250.5",
    depositAmount: "1250.5",
    reason: "Ms Chan wants it back",
    identityCheck: { reference: "passport K123", attachments: [] } as never,
    simulation: { ok: true, detail: "", at },
    requestedById: crypto.randomUUID(),
    requestedByName: "Olivia Operator",
    requestedAt: at,
    requiredApprovals: 1,
    notification: notice,
    txHash: `0x${"42".repeat(32)}`,
    finalAt: at,
    intent: { customerNo: record.customerNo, reason: "Ms Chan wants it back", amount: "1250.5" } as never,
    intentHash: "x",
    createdAt: at,
    updatedAt: at,
    version: 1,
  };
  await db().insert(refunds).values(refund);
  const slot = { refundId: refund.id, signerId: crypto.randomUUID(), chainId: 31337, fromAddress: "0xRet", nonce: 7n };
  await db()
    .insert(refundSlots)
    .values({ ...slot, allocatedAt: at });
  central.clock.advance(TERM_MS());
  expect(await purge()).toBe(0);
  expect((await retentionOf(record.id)).keptBy).toEqual(["NOTICE_DUE"]);
  await db()
    .update(refunds)
    .set({ notification: { ...notice, status: "DONE" } })
    .where(eq(refunds.id, refund.id));
  expect(await purge()).toBe(1);
  const [left] = await db().select().from(refunds).where(eq(refunds.id, refund.id));
  expect(left).toMatchObject({ status: "COMPLETED", amount: "1250.5", txHash: refund.txHash, notification: null });
  expect(JSON.stringify(left)).not.toContain("Ms Chan");
  expect(JSON.stringify(left)).not.toContain("passport");
  expect(JSON.stringify(left)).not.toContain(record.customerNo);
  expect(await db().select().from(refundSlots).where(eq(refundSlots.refundId, refund.id))).toHaveLength(1);
  expect(await db().select().from(refundApprovals).where(eq(refundApprovals.refundId, refund.id))).toEqual([]);
});

test("R16.3 R24.6 the history of a record that is kept cannot be deleted, changed or emptied, by nobody", async () => {
  const record = await cancelled();
  for (const statement of [
    `delete from timeline_events where deposit_id = '${record.id}'`,
    "update timeline_events set remarks = 'x'",
    "truncate timeline_events",
    "delete from audit_events",
  ]) {
    const error = await rowsOf(db(), sql.raw(statement)).catch((caught: unknown) => caught);
    expect(databaseErrorOf(error)?.code, statement).toBe("23001");
  }
});

test("R24.6 a hold placed at the very moment of the purge wins or comes too late, never both", async () => {
  const record = await cancelled();
  central.clock.advance(TERM_MS());
  const [answer] = await Promise.all([place(record.id), purge()]);
  const { purgedAt, legalHold } = await read(record.id);
  expect(purgedAt !== null).toBe(!legalHold);
  expect(answer.status === 201).toBe(legalHold);
});
