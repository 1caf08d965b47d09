import { sql } from "drizzle-orm";
import { afterAll, beforeAll, expect, test } from "vitest";

import { appendEvent } from "#central/audit/appendEvent.ts";
import { verifyChain } from "#central/audit/verifyChain.ts";
import { databaseErrorOf, rowsOf } from "#central/store/inTransaction.ts";
import type { AuditEvent } from "#shared/contract/audit.ts";
import { canonicalJson } from "#shared/canonicalJson.ts";
import { startTestCentral, type TestCentral } from "#tests/support/central.ts";
import type { TestClient } from "#tests/support/centralClient.ts";
import { putDeposit } from "#tests/support/centralRecords.ts";
import { goodApplication } from "#tests/support/centralWorld.ts";

let central: TestCentral;
let auditor: TestClient;
beforeAll(async () => {
  central = await startTestCentral();
  auditor = await central.api("auditor");
  const operator = await central.api("operator");
  const channel = await central.api("client-channel");
  await channel.call("applications.submit", { body: goodApplication() });
  const deposit = await central.asSystem((context) => putDeposit(context));
  await operator.call("deposits.cancel", {
    params: { id: deposit.id },
    ifMatch: 1,
    body: { remarks: "Duplicate user request" },
  });
});
afterAll(() => central.stop());

const db = () => central.rooms.database.db;

async function everything(): Promise<AuditEvent[]> {
  const found: AuditEvent[] = [];
  let cursor: string | null = null;
  do {
    const page: { items: AuditEvent[]; nextCursor: string | null } = await auditor.call("audit.list", {
      query: { limit: 7, ...(cursor !== null && { cursor }) },
    });
    found.push(...page.items);
    cursor = page.nextCursor;
  } while (cursor !== null);
  return found;
}

test("R3.3 a workstation tells what it refused: well-formed names and codes alone, and the person as the service knows them", async () => {
  const executor = await central.api("executor");
  const refusal = {
    call: "refunds.execute",
    code: "SIGNER_PIN_WRONG",
    missingPermission: null,
    times: 4,
    at: "2026-11-22T10:00:00.000Z",
  };
  expect(await executor.call("audit.report", { body: { refusals: [refusal], dropped: 2 } })).toEqual({ recorded: 1 });
  const { items } = await auditor.call("audit.list", { query: { action: "workstation.refused" } });
  const told = items.map(({ actor, workstationId, entityId, reasonCode, after }) => ({
    actor: actor.id,
    here: workstationId === entityId,
    reasonCode,
    after,
  }));
  expect(told).toEqual([
    { actor: executor.user.id, here: true, reasonCode: "RATE_LIMITED", after: { dropped: 2 } },
    {
      actor: executor.user.id,
      here: true,
      reasonCode: "SIGNER_PIN_WRONG",
      after: { call: "refunds.execute", missingPermission: null, times: 4, at: "2026-11-22T10:00:00.000Z" },
    },
  ]);
  for (const wrong of [
    { refusals: [], dropped: 0 },
    { refusals: [{ ...refusal, call: "DROP TABLE audit" }], dropped: 0 },
    { refusals: [{ ...refusal, code: "pin 246813" }], dropped: 0 },
    { refusals: [{ ...refusal, input: { pin: "246813" } }], dropped: 0 },
    { refusals: Array.from({ length: 51 }, () => refusal), dropped: 0 },
  ])
    expect((await executor.send("audit.report", { body: wrong as never })).status).toBe(400);
});

test("R16.4 found by part of a name, beginning of a number and outcome, all at once", async () => {
  const list = async (query: Record<string, string>) => (await auditor.call("audit.list", { query })).items;
  const byWho = await list({ who: "olivia OP", outcome: "DONE", no: "DP-" });
  expect(byWho.map(({ action }) => action)).toContain("deposit.cancelled");
  expect(byWho.every(({ actor, entityNo }) => actor.name === "Olivia Operator" && entityNo?.startsWith("DP-"))).toBe(
    true,
  );
  expect(await list({ who: "%" })).toEqual([]);
  await (await central.api("operator")).send("audit.verify", {});
  const refused = await list({ outcome: "REFUSED" });
  expect(refused.length).toBeGreaterThan(0);
  expect(refused.every(({ action }) => action.endsWith("refused"))).toBe(true);
});

test("R16.3 the chain can be checked from the wire alone: SHA-256 of previous hash, seq and canonical body", async () => {
  const events = (await everything()).toReversed();
  let previous = "0".repeat(64);
  for (const [index, event] of events.entries()) {
    const { prevHash, hash, ...body } = event;
    expect(event.seq).toBe(index + 1);
    expect(prevHash).toBe(previous);
    expect(central.rooms.sha256(`${prevHash}\n${event.seq}\n${canonicalJson(body)}`)).toBe(hash);
    previous = hash;
  }
  expect(await auditor.call("audit.verify")).toEqual({
    ok: true,
    checked: events.length,
    firstBadSeq: null,
    reason: null,
  });
});

test("R16.3 the database itself refuses to change, delete or empty the log and the history", async () => {
  for (const statement of [
    "update audit_events set remarks = 'x'",
    "delete from audit_events",
    "truncate audit_events",
    "update timeline_events set remarks = 'x'",
    "delete from timeline_events",
    "truncate timeline_events",
  ]) {
    const error = await rowsOf(db(), sql.raw(statement)).catch((caught: unknown) => caught);
    expect(databaseErrorOf(error)?.code, statement).toBe("23001");
  }
});

/** Changes the log as somebody could who has the database itself, looks, and puts everything back. */
async function tamper(...statements: string[]): Promise<Awaited<ReturnType<typeof verifyChain>>> {
  const run = (text: string) => rowsOf(db(), sql.raw(text));
  await run("create table kept_events as select * from audit_events");
  await run("alter table audit_events disable trigger all");
  for (const one of statements) await run(one);
  const found = await verifyChain(central.rooms);
  await run("delete from audit_events");
  await run("insert into audit_events select * from kept_events");
  await run("alter table audit_events enable trigger all");
  await run("drop table kept_events");
  return found;
}

test.each([
  [
    "a flipped character of a remark",
    "update audit_events set remarks = 'Duplicate user requesT' where action = 'deposit.cancelled'",
  ],
  ["another actor", "update audit_events set actor_name = 'Somebody' where seq = 5"],
  ["another time", "update audit_events set at = at + interval '1 millisecond' where seq = 5"],
  [
    "a changed detail",
    `update audit_events set after = jsonb_set(after, '{evidence,nodes}', '"9"') where action = 'deposit.cancelled'`,
  ],
  ["a changed hash", "update audit_events set hash = repeat('a', 64) where seq = 5"],
  ["a missing event", "delete from audit_events where seq = 5"],
  ["a missing end", "delete from audit_events where seq = (select max(seq) from audit_events)"],
  [
    "two events exchanged",
    "update audit_events set seq = case seq when 5 then 1006 else 1005 end where seq in (5, 6)",
    "update audit_events set seq = seq - 1000 where seq > 1000",
  ],
] as const)("R16.3 %s is found", async (_what, ...statements) => {
  const { ok, firstBadSeq, reason } = await tamper(...statements);
  expect(ok).toBe(false);
  expect(firstBadSeq).toBeGreaterThan(0);
  expect(reason).not.toBe("");
  expect((await verifyChain(central.rooms)).ok).toBe(true);
});

test("events appended at the same time stand one after the other", async () => {
  await Promise.all(
    Array.from({ length: 20 }, (_, index) =>
      central.asSystem((context) => appendEvent(context, { action: `test.${index}`, entity: "test" })),
    ),
  );
  expect((await verifyChain(central.rooms)).ok).toBe(true);
});

test("an event and its change are one: when the transaction fails, neither is there", async () => {
  const before = await verifyChain(central.rooms);
  const failing = central.asSystem(async (context) => {
    await appendEvent(context, { action: "test.lost", entity: "test" });
    throw new Error("the change failed");
  });
  await expect(failing).rejects.toThrow("the change failed");
  expect(await verifyChain(central.rooms)).toEqual(before);
});

test("who may read what: all, own, the team's, configuration only", async () => {
  const actionsOf = async (username: string) => {
    const person = await central.api(username);
    const { items } = await person.call("audit.list", { query: { limit: 200 } });
    return { items, id: person.user.id };
  };
  const operator = await actionsOf("operator");
  expect(operator.items.length).toBeGreaterThan(0);
  expect(operator.items.every(({ actor }) => actor.id === operator.id)).toBe(true);
  const supervisor = await actionsOf("supervisor");
  expect(supervisor.items.some(({ actor }) => actor.id === operator.id)).toBe(true);
  expect(supervisor.items.every(({ actor }) => ["Ada Auditor", "Anna Admin"].includes(actor.name))).toBe(false);
  const team = new Set(supervisor.items.map(({ actor }) => actor.name));
  for (const outsider of ["Ada Auditor", "Anna Admin", "Client channel", "Central service"])
    expect(team).not.toContain(outsider);
  const admin = await actionsOf("admin");
  expect(admin.items.length).toBeGreaterThan(0);
  for (const { entity } of admin.items)
    expect(["user", "session", "network", "currency", "signer", "deviceKey", "feed"]).toContain(entity);
  const channel = await central.api("client-channel");
  expect(await channel.refusal("audit.list")).toMatchObject({ code: "PERMISSION_DENIED" });
  const executor = await central.api("executor");
  expect(await executor.refusal("audit.verify")).toMatchObject({ missingPermission: "Audit.All" });
});

test("R16.4 found by operator, date, action, entity; refused actions are events too", async () => {
  const events = await everything();
  const cancelled = events.find(({ action }) => action === "deposit.cancelled") as AuditEvent;
  const find = async (query: Record<string, unknown>) => (await auditor.call("audit.list", { query })).items;
  expect((await find({ actor: cancelled.actor.id, action: "deposit.cancelled" })).map(({ id }) => id)).toEqual([
    cancelled.id,
  ]);
  expect(await find({ entity: "deposit", entityId: cancelled.entityId, action: "deposit.cancelled" })).toHaveLength(1);
  expect((await find({ action: "deposit." })).every(({ action }) => action.startsWith("deposit."))).toBe(true);
  expect(await find({ from: "2027-01-01T00:00:00.000Z" })).toEqual([]);
  expect((await find({ from: cancelled.at, to: cancelled.at })).map(({ id }) => id)).toContain(cancelled.id);

  const operator = await central.api("operator");
  await operator.send("deposits.cancel", {
    params: { id: cancelled.entityId ?? "" },
    ifMatch: 2,
    body: { remarks: "again" },
  });
  const [refused] = await find({ action: "deposits.cancel.refused" });
  expect(refused).toMatchObject({
    actor: { name: "Olivia Operator" },
    entityId: cancelled.entityId,
    reasonCode: "DEPOSIT_NOT_CANCELLABLE",
  });
});

test("S22 R22.4 a record's timeline is its events in order, without what is not about it", async () => {
  const events = (await everything()).toReversed();
  const record = events.find(({ action }) => action === "deposit.created");
  const { items } = await auditor.call("deposits.timeline", { params: { id: record?.entityId ?? "" } });
  const about = events.filter(({ id }) => items.some((item) => item.id === id));
  expect(items.map(({ id }) => id)).toEqual(about.map(({ id }) => id));
  expect(items.map(({ action }) => action)).toEqual([
    "deposit.created",
    "deposit.address_verified",
    "application.recorded",
  ]);
});
