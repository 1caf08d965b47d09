/** The same rules when everything really happens at once: on a PostgreSQL server, whose transactions do overlap (R17.3, I9, I13). */
import { afterAll, beforeAll, expect, test } from "vitest";

import { refundSlots } from "#central/store/tables.ts";
import type { Claim } from "#shared/contract/refund.ts";
import { type MoneyWorld, startMoneyWorld } from "#tests/central/refunds/moneyWorld.ts";

let world: MoneyWorld;
beforeAll(async () => {
  world = await startMoneyWorld();
  await world.approver("supervisor");
  await world.approver("supervisor2");
  await world.executor();
});
afterAll(() => world?.stop());

const codesOf = (answers: readonly { status: number; body: unknown }[]) =>
  answers.filter(({ status }) => status >= 400).map(({ body }) => (body as { code: string }).code);

test("R17.3: many requests for one deposit at once give one refund", async () => {
  const record = await world.credited();
  const body = await world.refundBody(record);
  const people = [await world.api("operator"), await world.api("operator2")];
  const answers = await Promise.all(
    Array.from({ length: 8 }, (_, turn) => {
      const client = people[turn % 2] as (typeof people)[0];
      return client.send("deposits.requestRefund", { params: { id: record.id }, ifMatch: record.version, body });
    }),
  );
  expect(answers.filter(({ status }) => status === 201)).toHaveLength(1);
  for (const code of codesOf(answers)) expect(["REFUND_ALREADY_OPEN", "VERSION_MISMATCH"]).toContain(code);
});

test("I3: two approvals at once count as two, and the same one twice as one", async () => {
  const refund = await world.request(await world.credited({ currency: "ETH", amount: "41" }));
  const first = await world.approver("supervisor");
  const decisions = await Promise.all([0, 1, 2].map(() => world.decision(first, refund, "APPROVE")));
  const same = await Promise.all(decisions.map((one) => first.client.send("refunds.approve", one)));
  expect(same.filter(({ status }) => status === 200)).toHaveLength(1);
  const once = await world.refund(refund.id);
  expect(once).toMatchObject({ status: "PENDING_APPROVAL", approvals: [{}] });
  expect(await world.approve(once, "supervisor2")).toMatchObject({ status: "APPROVED" });
});

test("I9, I13: one key claims several refunds at once and gets one slot; then one after the other, without a gap", async () => {
  const refunds = [];
  for (let turn = 0; turn < 4; turn += 1) refunds.push(await world.approved());
  const by = await world.executor();
  const calls = await Promise.all(refunds.map((refund) => world.claimBody(by, refund)));
  const answers = await Promise.all(calls.map((call) => by.client.send("refunds.claim", call)));
  expect(answers.filter(({ status }) => status === 200)).toHaveLength(1);
  expect(new Set(codesOf(answers))).toEqual(new Set(["SIGNER_HAS_OPEN_SLOTS"]));
  let claimed = answers.find(({ status }) => status === 200)?.body as Claim;
  for (;;) {
    await world.register(claimed, await world.signed(claimed));
    const open = await Promise.all(refunds.map(({ id }) => world.refund(id)));
    const next = open.find(({ status }) => status === "APPROVED");
    if (!next) break;
    claimed = await world.claim(next);
  }
  const slots = await world.central.asSystem(({ db }) => db.select().from(refundSlots));
  expect(slots.map(({ nonce }) => nonce).toSorted((one, other) => (one < other ? -1 : 1))).toEqual([0n, 1n, 2n, 3n]);
});

test("nothing waits for ever: people, the watcher and a chain that moves, all at once", async () => {
  const records = [];
  for (let turn = 0; turn < 4; turn += 1) records.push(await world.apply());
  for (const record of records) await world.pay(record);
  await world.chain.mine(3);
  const reads = await world.api("auditor");
  await Promise.all([
    world.watch(),
    ...records.map(({ id }) => reads.call("deposits.get", { params: { id } })),
    reads.call("audit.verify", {}),
  ]);
  for (const { id } of records) expect(await world.deposit(id)).toMatchObject({ status: "CREDITED" });
  const [one, two, three] = records;
  if (!one || !two || !three) throw new Error("there are records");
  const [requested] = await Promise.all([
    world.request(one),
    world.request(two, {}, "operator2"),
    world.watch(),
    world.request(three),
    world.watch(),
  ]);
  await Promise.all([world.approve(requested), world.mine(1), world.watch()]);
  expect(await world.refund(requested.id)).toMatchObject({ status: "APPROVED" });
  expect(await reads.call("audit.verify", {})).toMatchObject({ ok: true });
});
