import { afterAll, beforeAll, expect, test } from "vitest";

import { changeRights } from "#central/accounts/rights.ts";
import { moveDeposit } from "#central/deposits/moveDeposit.ts";
import { SYSTEM } from "#shared/domain/machine.ts";
import type { Deposit, TimelineEvent } from "#shared/contract/deposit.ts";
import { startTestCentral, type TestCentral } from "#tests/support/central.ts";
import type { TestClient } from "#tests/support/centralClient.ts";
import { putDeposit } from "#tests/support/centralRecords.ts";

let central: TestCentral;
let id: string;
const screening = {
  result: "HIT" as const,
  listVersion: "2026-11-21",
  at: "2026-11-22T02:00:00.000Z",
  validUntil: "2026-11-23T02:00:00.000Z",
};
beforeAll(async () => {
  central = await startTestCentral();
  await central.asSystem(async (context) => {
    const record = await putDeposit(context, { status: "UNDER_REVIEW" });
    const blocked = await moveDeposit(context, record, "D15", {
      facts: { sanctionsHit: true },
      mover: SYSTEM,
      patch: { holdReason: "SANCTIONS", screening },
      remarks: "matches entry 77",
      detail: { list: "2026-11-21" },
    });
    id = blocked.id;
  });
});
afterAll(() => central.stop());

/** Every way in which a record and its history reach a person. */
async function seenBy(person: TestClient): Promise<{ records: Deposit[]; events: TimelineEvent[]; refusal: unknown }> {
  const { cursor } = await person.call("sync.bootstrap");
  const { items } = await person.call("sync.changes", {
    query: { cursor: cursor.replace(/:\d+$/, ":0"), limit: 5000 },
  });
  const refused = await person.refusal("deposits.cancel", { params: { id }, ifMatch: 2, body: { remarks: "x" } });
  return {
    records: [
      await person.call("deposits.get", { params: { id } }),
      ...(await person.call("deposits.list")).items,
      ...((await person.call("sync.rows", { params: { entity: "deposits" } })).items as Deposit[]),
      ...items.filter(({ entity }) => entity === "deposits").map(({ data }) => data as Deposit),
    ].filter((record) => record.id === id),
    events: [
      ...(await person.call("deposits.timeline", { params: { id } })).items,
      ...((await person.call("sync.rows", { params: { entity: "events" } })).items as TimelineEvent[]),
      ...items.filter(({ entity }) => entity === "events").map(({ data }) => data as TimelineEvent),
    ].filter(({ action }) => action === "deposit.blocked"),
    refusal: refused?.current,
  };
}

test("D15 a sanctions hit is a compliance review like any other to people without the restricted right", async () => {
  const { records, events, refusal } = await seenBy(await central.api("operator"));
  expect(records).toHaveLength(4);
  for (const record of [...records, refusal])
    expect(record).toMatchObject({ status: "BLOCKED", holdReason: "SCREENING_ALERT", screening: { result: "ALERT" } });
  expect(events).toHaveLength(3);
  for (const event of events) expect(event).toMatchObject({ toStatus: "BLOCKED", remarks: null, detail: {} });
});

test("D15 with the restricted right the reason is there, and the cache starts again when the right is given", async () => {
  const person = await central.api("supervisor");
  const { cursor } = await person.call("sync.bootstrap");
  await central.as("admin", (context) =>
    changeRights(context, person.user.id, { roles: ["SUPERVISOR"], grants: ["Restricted.Read"] }),
  );
  expect(await person.refusal("sync.changes", { query: { cursor } })).toMatchObject({
    resetReason: "PERMISSIONS_CHANGED",
  });
  const { records, events, refusal } = await seenBy(person);
  for (const record of [...records, refusal])
    expect(record).toMatchObject({ holdReason: "SANCTIONS", screening: { result: "HIT" } });
  for (const event of events)
    expect(event).toMatchObject({ remarks: "matches entry 77", detail: { list: "2026-11-21" } });
});
