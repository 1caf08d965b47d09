/** Feature 70: who else has a record open. In memory, for a short while, for those who may see the record. */
import { afterAll, beforeAll, expect, test } from "vitest";
import { sql } from "drizzle-orm";

import { rowsOf } from "#central/store/inTransaction.ts";
import { PRESENCE_MS } from "#shared/contract/presence.ts";
import { startTestCentral, type TestCentral } from "#tests/support/central.ts";
import { putDeposit } from "#tests/support/centralRecords.ts";

let central: TestCentral;
beforeAll(async () => {
  central = await startTestCentral();
});
afterAll(() => central.stop());

const record = () => central.asSystem((context) => putDeposit(context, { status: "CREDITED" }));
const look = async (id: string, by: string) => (await central.api(by)).call("presence.deposit", { params: { id } });
const names = async (id: string, by: string) => (await look(id, by)).others.map(({ person }) => person.name);

test("feature 70 people who have the same record open see each other, oneself not, and nobody elsewhere", async () => {
  const { id } = await record();
  const other = await record();
  expect(await look(id, "operator")).toEqual({ others: [] });
  const since = central.clock.now();
  central.clock.advance(1000);
  expect(await look(id, "supervisor")).toMatchObject({ others: [{ person: { name: "Olivia Operator" }, since }] });
  expect(await names(id, "operator")).toEqual([(await central.api("supervisor")).user.displayName]);
  expect(await names(other.id, "operator")).toEqual([]);
});

test("feature 70 who asks no more is gone after a while; who goes on asking stays since the beginning", async () => {
  const { id } = await record();
  const since = central.clock.now();
  await look(id, "operator");
  central.clock.advance(PRESENCE_MS - 1);
  await look(id, "operator");
  central.clock.advance(PRESENCE_MS - 1);
  expect((await look(id, "supervisor")).others).toMatchObject([{ since }]);
  central.clock.advance(1);
  expect(await names(id, "supervisor")).toEqual([]);
});

test("feature 70 R3.3 who may not see the record neither sees nor is seen, and what there is not has no visitors", async () => {
  const { id } = await record();
  await look(id, "operator");
  expect(await (await central.api("admin")).send("presence.deposit", { params: { id } })).toMatchObject({
    status: 403,
    body: { missingPermission: "Deposit Records" },
  });
  expect(await names(id, "operator")).toEqual([]);
  expect(
    await (await central.api("operator")).send("presence.refund", { params: { id: crypto.randomUUID() } }),
  ).toMatchObject({ status: 404 });
});

test("feature 70 nothing of it is written down: no event, and no row anywhere", async () => {
  const counts = async () =>
    rowsOf<{ name: string; rows: number }>(
      central.rooms.database.db,
      sql`select table_name as name, (xpath('/row/c/text()', query_to_xml(format('select count(*) as c from %I', table_name), false, true, '')))[1]::text::int as rows from information_schema.tables where table_schema = 'public' order by 1`,
    );
  const { id } = await record();
  const operator = await central.api("operator");
  const before = await counts();
  await operator.call("presence.deposit", { params: { id } });
  expect(await counts()).toEqual(before);
});
