/** Review marks and remarks over the API (R24.2): versions, rights, audit event, feed, and that nothing else moves by them. */
import { afterAll, beforeAll, expect, test } from "vitest";

import { REVIEW_ACTIONS, REVIEW_MARKS } from "#shared/domain/reviews.ts";
import { startTestCentral, type TestCentral } from "#tests/support/central.ts";
import { putDeposit } from "#tests/support/centralRecords.ts";

let central: TestCentral;
let id: string;
beforeAll(async () => {
  central = await startTestCentral();
  await central.asSystem((context) => putDeposit(context));
  const { items } = await (await central.api("operator")).call("deposits.list", { query: {} });
  id = items[0]?.id as string;
});
afterAll(() => central.stop());

const KEY = "01890000-0000-4000-8000-00000000000a";

test.each(REVIEW_MARKS)(
  "R24.2 a mark %s is an audit event and a step of the history that goes out with the feed",
  async (mark) => {
    const operator = await central.api("operator");
    const before = await operator.call("deposits.get", { params: { id } });
    const { cursor } = await operator.call("sync.bootstrap");
    const body = { mark, remarks: `words of ${mark}` };
    const review = await operator.call("deposits.review", { params: { id }, ifMatch: before.version, body });
    expect(review).toMatchObject({ depositId: id, depositVersion: before.version, ...body });
    expect(await operator.call("deposits.get", { params: { id } })).toEqual(before);
    const { items } = await operator.call("sync.changes", { query: { cursor } });
    expect(items.map(({ entity, data }) => [entity, (data as { action: string; remarks: string }).action])).toEqual([
      ["events", REVIEW_ACTIONS[mark]],
    ]);
    const auditor = await central.api("auditor");
    const log = await auditor.call("audit.list", { query: { action: REVIEW_ACTIONS[mark], entityId: id } });
    expect(log.items[0]).toMatchObject({ actor: { name: "Olivia Operator" }, remarks: `words of ${mark}` });
    expect(await auditor.call("audit.verify")).toMatchObject({ ok: true });
  },
);

test("R24.2 the same key again is the same mark: one event, one answer", async () => {
  const operator = await central.api("operator");
  const { version } = await operator.call("deposits.get", { params: { id } });
  const events = async () => (await operator.call("deposits.timeline", { params: { id } })).items.length;
  const count = await events();
  const input = {
    params: { id },
    ifMatch: version,
    key: KEY,
    body: { mark: "NOTE" as const, remarks: "once" },
  };
  const first = await operator.call("deposits.review", input);
  expect(await operator.call("deposits.review", input)).toEqual(first);
  expect(await events()).toBe(count + 1);
});

test("R3.3 who reads only may not mark; the refusal is logged", async () => {
  const auditor = await central.api("auditor");
  const input = { params: { id }, ifMatch: 1, body: { mark: "REVIEWED" as const, remarks: "" } };
  expect(await auditor.send("deposits.review", input)).toMatchObject({
    status: 403,
    body: { code: "PERMISSION_DENIED", missingPermission: "Record.Review" },
  });
  expect((await auditor.call("deposits.reviews", { params: { id } })).items.length).toBeGreaterThan(0);
});
