/** Feature 62: restricted notes reach holders of the right and nobody else, by no way that there is. */
import { afterAll, beforeAll, expect, test } from "vitest";
import { eq } from "drizzle-orm";

import { changeRights } from "#central/accounts/rights.ts";
import type { DepositRow } from "#central/deposits/toDeposit.ts";
import { purgeRecord } from "#central/retention/purgeRecords.ts";
import { deposits, restrictedNotes } from "#central/store/tables.ts";
import type { RestrictedNote } from "#shared/contract/restrictedNote.ts";
import { SYNC_ENTITIES, SYNC_PERMISSIONS } from "#shared/contract/sync.ts";
import { ROLES, type Role } from "#shared/domain/permissions.ts";
import { startTestCentral, type TestCentral } from "#tests/support/central.ts";
import type { TestClient } from "#tests/support/centralClient.ts";
import { putDeposit } from "#tests/support/centralRecords.ts";

const SECRET = "Report 4711 was filed; the client must not learn of it";
let central: TestCentral;
let record: DepositRow;
let cancelled: DepositRow;
const USERS: Record<Role, string> = {
  OPERATOR: "operator",
  SUPERVISOR: "supervisor",
  EXECUTOR: "executor",
  AUDITOR: "auditor",
  ADMIN: "admin",
  CLIENT_CHANNEL: "client-channel",
};
const write = (by: TestClient, text = SECRET) => by.send("notes.write", { params: { id: record.id }, body: { text } });

beforeAll(async () => {
  central = await startTestCentral();
  record = await central.asSystem((context) => putDeposit(context, { status: "ON_HOLD", holdReason: "SANCTIONS" }));
  await central.asSystem(async (context) => {
    const { user } = await central.api("supervisor2");
    await changeRights(context, user.id, { roles: ["SUPERVISOR"], grants: ["Restricted.Read"] });
  });
  cancelled = await central.asSystem((context) => putDeposit(context, { status: "CANCELLED" }));
  const holder = await central.api("supervisor2");
  expect(await write(holder)).toMatchObject({ status: 201 });
  expect(await holder.send("notes.write", { params: { id: cancelled.id }, body: { text: SECRET } })).toMatchObject({
    status: 201,
  });
});
afterAll(() => central.stop());

/** All that a person can read of this record, in one text. */
async function everythingFor(person: TestClient): Promise<string> {
  const may = person.user.permissions as readonly string[];
  const found: unknown[] = [(await person.send("audit.list", { query: { limit: 200 } })).body];
  for (const entity of SYNC_ENTITIES) {
    const needed = SYNC_PERMISSIONS[entity];
    if (needed === null || may.includes(needed)) found.push(await person.call("sync.rows", { params: { entity } }));
  }
  const { cursor } = await person.call("sync.bootstrap");
  found.push(await person.call("sync.changes", { query: { cursor: cursor.replace(/:\d+$/, ":0"), limit: 5000 } }));
  if (may.includes("Deposit Records"))
    found.push(
      await person.call("deposits.get", { params: { id: record.id } }),
      await person.call("deposits.timeline", { params: { id: record.id } }),
      await person.call("deposits.reviews", { params: { id: record.id } }),
      await person.call("triage.list", { query: {} }),
    );
  if (may.includes("Evidence"))
    found.push((await person.send("evidence.cancellation", { params: { id: cancelled.id } })).body);
  if (may.includes("Audit.All")) found.push(await person.call("audit.export", { query: {} }).catch(String));
  return JSON.stringify(found);
}

test.each(ROLES)(
  "feature 62 R3.3 %s without the right reads no note, writes none, and finds its text nowhere",
  async (role) => {
    const person = await central.api(USERS[role]);
    const denied = { status: 403, body: { code: "PERMISSION_DENIED", missingPermission: "Restricted.Read" } };
    expect(await person.send("notes.list", { params: { id: record.id } })).toMatchObject(denied);
    expect(await write(person)).toMatchObject(denied);
    const everything = await everythingFor(person);
    expect(everything).not.toContain("Report 4711");
    // That there is one is told to who checks that the log is whole, and to nobody else.
    expect(everything.includes("restricted_note")).toBe(role === "AUDITOR");
  },
);

test("feature 62 a holder reads who wrote what and when, newest first; the log has the hash of the text", async () => {
  const holder = await central.api("supervisor2");
  central.clock.advance(1000);
  const second = (await write(holder, "Second")).body as RestrictedNote;
  const { items } = await holder.call("notes.list", { params: { id: record.id } });
  expect(items.map(({ text }) => text)).toEqual(["Second", SECRET]);
  expect(items[0]).toMatchObject({ id: second.id, by: { name: holder.user.displayName }, at: central.clock.now() });
  const log = await holder.call("audit.list", { query: { action: "deposit.restricted_note_written" } });
  expect(log.items).toHaveLength(3);
  expect(log.items[0]).toMatchObject({
    entityNo: record.recordNo,
    entityId: second.id,
    after: { evidence: { record: record.id } },
  });
  expect(JSON.stringify(log)).not.toContain("Second");
  expect(await (await central.api("auditor")).call("audit.verify")).toMatchObject({ ok: true });
});

test("feature 62 opening notes is logged with who, which and when, once in five minutes, and only the log's readers see it", async () => {
  central.clock.advance(3_600_000);
  const holder = await central.api("supervisor2");
  // Signs in anew: an access token lives for as long as notes count as opened.
  const open = async () => (await central.api("supervisor2")).call("notes.list", { params: { id: record.id } });
  const since = central.clock.now();
  const opened = async () =>
    (
      await (
        await central.api("supervisor2")
      ).call("audit.list", { query: { action: "deposit.restricted_note_opened", from: since } })
    ).items;
  const { items } = await open();
  central.clock.advance(299_000);
  await open();
  const once = await opened();
  expect(once).toHaveLength(items.length);
  expect(new Set(once.map(({ entityId }) => entityId))).toEqual(new Set(items.map(({ id }) => id)));
  expect(once[0]).toMatchObject({ entityNo: record.recordNo, actor: { name: holder.user.displayName }, at: since });
  expect(JSON.stringify(once)).not.toContain(SECRET);
  central.clock.advance(2_000);
  await open();
  expect(await opened()).toHaveLength(2 * items.length);
  expect(await everythingFor(await central.api("supervisor"))).not.toContain("restricted_note");
  expect(await (await central.api("auditor")).call("audit.verify")).toMatchObject({ ok: true });
});

test("feature 62 an auditor with the right reads and never writes; an empty note is refused", async () => {
  await central.asSystem(async (context) => {
    const { user } = await central.api("auditor");
    await changeRights(context, user.id, { roles: ["AUDITOR"], grants: ["Restricted.Read"] });
  });
  const auditor = await central.api("auditor");
  expect((await auditor.call("notes.list", { params: { id: record.id } })).items.length).toBeGreaterThan(0);
  expect(await write(auditor)).toMatchObject({
    status: 403,
    body: { code: "PERMISSION_DENIED", missingPermission: "Record.Review" },
  });
  expect(await write(await central.api("supervisor2"), "   ")).toMatchObject({ status: 400 });
});

test("feature 62 R24.6 the notes go with the record when its term is over", async () => {
  await central.rooms.database.db
    .update(deposits)
    .set({ status: "CANCELLED", finalAt: central.clock.now() })
    .where(eq(deposits.id, record.id));
  central.clock.set("2040-01-01T00:00:00.000Z");
  expect(await central.asSystem((context) => purgeRecord(context, record.id))).toBe(true);
  expect(await central.rooms.database.db.select().from(restrictedNotes)).toMatchObject([{ depositId: cancelled.id }]);
});
