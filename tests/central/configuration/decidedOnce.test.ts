/** The database itself keeps what two people agreed on, whatever a program writes: the trigger keep_configuration_version (R4.4). */
import { eq } from "drizzle-orm";
import { afterAll, beforeAll, expect, test } from "vitest";

import { newId } from "#central/context.ts";
import { configurationVersions } from "#central/store/tables.ts";
import { databaseErrorOf } from "#central/store/inTransaction.ts";
import { startTestCentral, type TestCentral } from "#tests/support/central.ts";

const AT = "2026-11-22T02:00:00.000Z";
const ONE = { id: "00000000-0000-7000-8000-000000000001", name: "One" };
const OTHER = { id: "00000000-0000-7000-8000-000000000002", name: "Other" };
let central: TestCentral;
beforeAll(async () => {
  central = await startTestCentral();
});
afterAll(() => central.stop());

let number = 100;
type Row = typeof configurationVersions.$inferInsert;
/** Proposed and, unless the change is null, written over: the code with which the database refused it, null when it did not. */
async function written(first: Partial<Row>, second: Partial<Row> | "DELETE"): Promise<string | null> {
  number += 1;
  const id = await central.asSystem(async (context) => {
    const row = {
      id: newId(context),
      kind: "PAYMENT_LIMITS" as const,
      network: "DEVNET",
      currency: `T${number}`,
      number,
    };
    const asked = { status: "PROPOSED" as const, proposedBy: ONE, proposedAt: AT, remarks: "Lower", version: 1 };
    await context.db.insert(configurationVersions).values({ ...row, ...asked, payload: {} as never, ...first });
    return row.id;
  });
  const { db } = central.rooms.database;
  const which = eq(configurationVersions.id, id);
  const change =
    second === "DELETE"
      ? db.delete(configurationVersions).where(which)
      : db.update(configurationVersions).set(second).where(which);
  return change.then(
    () => null,
    (error: unknown) => databaseErrorOf(error)?.code ?? "not the database",
  );
}
async function approvedSoFar(): Promise<number> {
  const which = eq(configurationVersions.status, "APPROVED");
  return (await central.rooms.database.db.select().from(configurationVersions).where(which)).length;
}
const RESTRICTED = "23001";
const approved = { status: "APPROVED", decidedBy: OTHER, decidedAt: AT, version: 2 } as const;

test("R4.4 another person decides, whatever he decides; who proposed it takes it back and never approves it", async () => {
  for (const status of ["APPROVED", "REJECTED", "WITHDRAWN"] as const)
    expect(await written({}, { ...approved, status }), status).toBeNull();
  expect(await written({}, { ...approved, decidedBy: ONE })).toBe(RESTRICTED);
  expect(await written({}, { ...approved, status: "WITHDRAWN", decidedBy: ONE })).toBeNull();
});

test("R4.4 a decision is made once, and nothing is deleted", async () => {
  for (const status of ["APPROVED", "REJECTED", "WITHDRAWN"] as const) {
    const decided = { ...approved, status };
    expect(await written(decided, { ...approved, version: 3 }), status).toBe(RESTRICTED);
    expect(await written(decided, "DELETE"), status).toBe(RESTRICTED);
  }
  expect(await written({}, "DELETE")).toBe(RESTRICTED);
});

test("R4.4 what was proposed stays as it was proposed, field by field", async () => {
  const before = await approvedSoFar();
  const changes: Partial<Row>[] = [
    { id: ONE.id },
    { kind: "CURRENCY" },
    { network: "OTHER" },
    { currency: "OTHER" },
    { number: 99_999 },
    { payload: { feeCapWei: "1" } as never },
    { proposedBy: OTHER },
    { proposedAt: "2026-11-22T02:00:00.001Z" },
    { remarks: "Higher" },
  ];
  for (const change of changes)
    expect(await written({}, { ...approved, ...change }), JSON.stringify(change)).toBe(RESTRICTED);
  expect(await approvedSoFar()).toBe(before);
});
