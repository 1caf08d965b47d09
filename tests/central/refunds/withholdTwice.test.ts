/** F25 asked for and approved by a workstation that did not hear the answer and asks again: carried out once (Idempotency-Key). */
import { afterAll, beforeAll, expect, test } from "vitest";

import { type MoneyWorld, startMoneyWorld } from "#tests/central/refunds/moneyWorld.ts";
import type { RawAnswer } from "#tests/support/centralClient.ts";

let world: MoneyWorld;
beforeAll(async () => {
  world = await startMoneyWorld();
});
afterAll(() => world.stop());

function expectSame(first: RawAnswer, again: RawAnswer): void {
  expect([first.status, again.status]).toEqual([200, 200]);
  expect(again.body).toEqual(first.body);
  expect([first, again].map(({ headers }) => headers.get("idempotency-replayed"))).toEqual([null, "true"]);
}

test("F25 requestVoid and approveVoid: the same key answers the same and is done once, another key meets what was done", async () => {
  const claimed = await world.claim(await world.approved());
  await world.register(claimed, await world.signed(claimed));
  const { id, depositId } = claimed.refund;
  const { client } = await world.executor();
  const asking = {
    params: { id },
    ifMatch: (await world.refund(id)).version,
    body: { reason: "The client changed his mind" },
    key: crypto.randomUUID(),
  };
  expectSame(await client.send("refunds.requestVoid", asking), await client.send("refunds.requestVoid", asking));
  // The same key for something else is refused, and so is the same wish under a new one.
  expect(await client.refusal("refunds.requestVoid", { ...asking, body: { reason: "Another reason" } })).toMatchObject({
    code: "IDEMPOTENCY_KEY_REUSED",
  });
  const asked = await world.refund(id);
  const otherKey = { ...asking, key: crypto.randomUUID() };
  expect(await client.refusal("refunds.requestVoid", otherKey)).toMatchObject({ code: "VERSION_MISMATCH" });
  const anew = { ...otherKey, ifMatch: asked.version, key: crypto.randomUUID() };
  expect(await client.refusal("refunds.requestVoid", anew)).toMatchObject({ code: "REFUND_STATE" });

  const by = await world.approver("supervisor");
  const approving = { ...(await world.voidApproval(by, asked)), key: crypto.randomUUID() };
  // The step-up is used up by the first: only a command that is known again can be answered at all.
  expectSame(
    await by.client.send("refunds.approveVoid", approving),
    await by.client.send("refunds.approveVoid", approving),
  );
  const after = await world.refund(id);
  expect(after.version).toBe(asked.version + 1);
  const again = { ...(await world.voidApproval(by, after)), key: crypto.randomUUID() };
  expect(await by.client.refusal("refunds.approveVoid", again)).toMatchObject({ code: "REFUND_STATE" });
  const { items } = await (await world.api("auditor")).call("deposits.timeline", { params: { id: depositId } });
  for (const action of ["refund.void_requested", "refund.void_approved"])
    expect(
      items.filter((one) => one.action === action),
      action,
    ).toHaveLength(1);
});
