/** Saved views over the API (R10.4): what the audit log tells of them, and how many one person keeps. */
import { afterAll, beforeAll, expect, test } from "vitest";

import { VIEWS_MOST } from "#shared/contract/savedView.ts";
import { startTestCentral, type TestCentral } from "#tests/support/central.ts";

let central: TestCentral;
beforeAll(async () => {
  central = await startTestCentral();
});
afterAll(() => central.stop());

const body = (name: string, shared = false) => ({ name, query: `customer:C1001 remark:"${name}"`, shared });

test("R10.4 R16.2 saving, changing and removing a view are in the audit log with the words before and after", async () => {
  const supervisor = await central.api("supervisor");
  const saved = await supervisor.call("views.save", { body: body("late", true) });
  const about = { params: { id: saved.id } };
  await supervisor.call("views.change", { ...about, ifMatch: 1, body: body("very late", true) });
  await supervisor.call("views.remove", { ...about, ifMatch: 2 });
  const auditor = await central.api("auditor");
  const { items } = await auditor.call("audit.list", { query: { entity: "view", entityId: saved.id } });
  expect(items.map(({ action, before, after }) => ({ action, before, after })).toReversed()).toEqual([
    { action: "view.saved", before: null, after: body("late", true) },
    { action: "view.changed", before: body("late", true), after: body("very late", true) },
    { action: "view.removed", before: body("very late", true), after: null },
  ]);
  expect(await auditor.call("audit.verify")).toMatchObject({ ok: true });
});

test("a person keeps so many views and no more; the refusal says what to do", async () => {
  const operator = await central.api("operator");
  for (let number = 1; number <= VIEWS_MOST; number += 1)
    await operator.call("views.save", { body: body(`view ${number}`) });
  const refused = await operator.send("views.save", { body: body("one too many") });
  expect(refused).toMatchObject({ status: 400, body: { code: "VALIDATION_FAILED" } });
  expect(JSON.stringify(refused.body)).toContain("Remove one");
  expect((await operator.call("views.list")).items).toHaveLength(VIEWS_MOST);
});
