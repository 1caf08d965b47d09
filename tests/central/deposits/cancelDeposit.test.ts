import { sql } from "drizzle-orm";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";

import type { DepositRow } from "#central/deposits/toDeposit.ts";
import { rowsOf } from "#central/store/inTransaction.ts";
import { DEPOSIT_STATUS_LABELS, DEPOSIT_STATUSES } from "#shared/domain/statuses.ts";
import { startTestCentral, type TestCentral } from "#tests/support/central.ts";
import type { TestClient } from "#tests/support/centralClient.ts";
import { putDeposit } from "#tests/support/centralRecords.ts";
import { TEST_CUSTOMERS } from "#tests/support/centralWorld.ts";

let central: TestCentral;
let operator: TestClient;
const suspected: string[] = [];
const remarks = "Duplicate user request";

beforeAll(async () => {
  central = await startTestCentral({ transferSuspected: (network) => suspected.push(network) });
  operator = await central.api("operator");
});
afterAll(() => central.stop());
beforeEach(() => {
  Object.assign(central.chain, { down: false, waiting: [], mined: [] });
});

const put = (overrides: Parameters<typeof putDeposit>[1] = {}): Promise<DepositRow> =>
  central.asSystem((context) => putDeposit(context, overrides));
const cancel = (deposit: DepositRow, ifMatch = deposit.version) =>
  operator.send("deposits.cancel", { params: { id: deposit.id }, ifMatch, body: { remarks } });
const [, client] = TEST_CUSTOMERS;

test("D3 R16.1 R16.2 cancels, and keeps operator, time, remarks and the chain's answer in the log", async () => {
  const deposit = await put();
  const check = await operator.call("deposits.cancelCheck", { params: { id: deposit.id } });
  expect(check).toMatchObject({ transferSeen: false, nodes: 1, headBlock: "100", version: 1 });

  const { status, body, headers } = await cancel(deposit);
  expect(status).toBe(200);
  expect(body).toMatchObject({
    status: "CANCELLED",
    version: 2,
    cancelledAt: central.clock.now(),
    cancel: { by: { id: operator.user.id, name: "Olivia Operator" }, remarks },
  });
  expect(DEPOSIT_STATUS_LABELS.CANCELLED).toBe("Cancelled");
  expect(headers.get("etag")).toBe('"2"');
  expect(Number(headers.get("x-feed-seq"))).toBeGreaterThan(0);

  const auditor = await central.api("auditor");
  const { items } = await auditor.call("audit.list", { query: { action: "deposit.cancelled", entityId: deposit.id } });
  expect(items).toHaveLength(1);
  expect(items[0]).toMatchObject({
    at: central.clock.now(),
    actor: { id: operator.user.id, name: "Olivia Operator", role: "OPERATOR" },
    workstationId: operator.deviceId,
    entityNo: deposit.recordNo,
    fromStatus: "WALLET_ADDRESS_UNDER_VERIFICATION",
    toStatus: "CANCELLED",
    remarks,
    after: { evidence: { headBlock: "100", nodes: "1", transferSeen: "no" } },
  });
  const timeline = await operator.call("deposits.timeline", { params: { id: deposit.id } });
  expect(timeline.items.at(-1)).toMatchObject({ action: "deposit.cancelled", remarks, toStatus: "CANCELLED" });
});

test.each(DEPOSIT_STATUSES.filter((status) => status !== "WALLET_ADDRESS_UNDER_VERIFICATION"))(
  "R12.2 refuses to cancel in %s and says the status",
  async (status) => {
    const deposit = await put({ status });
    const { status: http, body } = await cancel(deposit);
    expect(http).toBe(409);
    expect(body).toMatchObject({ code: "DEPOSIT_NOT_CANCELLABLE", current: { status } });
    expect((body as { detail: string }).detail).toContain(`"${DEPOSIT_STATUS_LABELS[status]}"`);
    expect(await operator.call("deposits.get", { params: { id: deposit.id } })).toMatchObject({ status, version: 1 });
  },
);

test("feature 23 R12.3 refuses when the declared source's transfer waits in the pool, and wakes the watcher", async () => {
  const deposit = await put();
  suspected.length = 0;
  central.chain.waiting = [
    {
      hash: `0x${"ab".repeat(32)}`,
      from: client.wallet,
      to: client.depositAddress,
      nonce: 0n,
      value: 1n,
      input: "0x",
      blockNumber: null,
      blockHash: null,
    },
  ];
  expect((await operator.call("deposits.cancelCheck", { params: { id: deposit.id } })).transferSeen).toBe(true);
  const { status, body } = await cancel(deposit);
  expect(status).toBe(409);
  expect(body).toMatchObject({ code: "TRANSFER_SEEN", current: { id: deposit.id } });
  expect(suspected).toContain("DEVNET");
});

test("R12.3 refuses when the transfer is in a block", async () => {
  const deposit = await put();
  central.chain.mined = [
    {
      txHash: `0x${"cd".repeat(32)}`,
      logIndex: 0,
      contractAddress: null,
      from: client.wallet,
      to: client.depositAddress,
      value: 5n,
      blockNumber: 99n,
      blockHash: `0x${"0".repeat(64)}`,
    },
  ];
  expect((await cancel(deposit)).body).toMatchObject({ code: "TRANSFER_SEEN" });
});

test("R12.4 refuses while the chain cannot be asked; the same command may be sent again with the same key", async () => {
  const deposit = await put();
  const key = crypto.randomUUID();
  const send = () =>
    operator.send("deposits.cancel", { params: { id: deposit.id }, ifMatch: 1, body: { remarks }, key });
  central.chain.down = true;
  const refused = await send();
  expect(refused.status).toBe(503);
  expect(refused.body).toMatchObject({ code: "CHAIN_UNAVAILABLE", retryable: true });
  central.chain.down = false;
  expect((await send()).status).toBe(200);
});

test("R12.4 R3.3 needs the permission Cancel; the refusal names it and is in the log", async () => {
  const deposit = await put();
  const executor = await central.api("executor");
  const problem = await executor.refusal("deposits.cancel", {
    params: { id: deposit.id },
    ifMatch: 1,
    body: { remarks },
  });
  expect(problem).toMatchObject({ status: 403, code: "PERMISSION_DENIED", missingPermission: "Cancel" });
  expect(problem?.detail).toBe('You lack the permission "Cancel". Contact an administrator: Anna Admin.');
  const auditor = await central.api("auditor");
  const { items } = await auditor.call("audit.list", {
    query: { action: "deposits.cancel.refused", actor: executor.user.id },
  });
  expect(items[0]).toMatchObject({
    entity: "deposit",
    entityId: deposit.id,
    reasonCode: "PERMISSION_DENIED",
    requestId: problem?.traceId,
  });
});

test.each(["", "   ", "x".repeat(501)])("R15.2 refuses blank and too long remarks (%#)", async (text) => {
  const deposit = await put();
  const problem = await operator.refusal("deposits.cancel", {
    params: { id: deposit.id },
    ifMatch: 1,
    body: { remarks: text },
  });
  expect(problem).toMatchObject({ status: 400, code: "VALIDATION_FAILED", errors: [{ pointer: "/remarks" }] });
});

test("refuses an older version than the current one and shows what is there now", async () => {
  const deposit = await put({ version: 4 });
  const { status, body } = await cancel(deposit, 3);
  expect(status).toBe(412);
  expect(body).toMatchObject({ code: "VERSION_MISMATCH", current: { id: deposit.id, version: 4 } });
});

test("two operators at once: one cancels, the other is told that it is cancelled", async () => {
  const deposit = await put();
  const other = await central.api("operator2");
  const answers = await Promise.all([
    cancel(deposit),
    other.send("deposits.cancel", { params: { id: deposit.id }, ifMatch: 1, body: { remarks: "Incorrect address" } }),
  ]);
  expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([200, 409]));
  const lost = answers.find(({ status }) => status === 409);
  expect(lost?.body).toMatchObject({ code: "DEPOSIT_NOT_CANCELLABLE", current: { status: "CANCELLED" } });
});

test("R16.2 when the log cannot be written, nothing is cancelled", async () => {
  const deposit = await put();
  const { db } = central.rooms.database;
  await rowsOf(
    db,
    sql`create function refuse_log() returns trigger language plpgsql as $$ begin raise exception 'disk full'; end $$`,
  );
  await rowsOf(
    db,
    sql`create trigger refuse_log before insert on audit_events for each row execute function refuse_log()`,
  );
  const { status, body } = await cancel(deposit);
  await rowsOf(db, sql`drop trigger refuse_log on audit_events`);
  await rowsOf(db, sql`drop function refuse_log()`);

  expect(status).toBe(500);
  expect(body).toMatchObject({ code: "INTERNAL" });
  expect(JSON.stringify(body)).not.toContain("disk full");
  const after = await operator.call("deposits.get", { params: { id: deposit.id } });
  expect(after).toMatchObject({ status: "WALLET_ADDRESS_UNDER_VERIFICATION", version: 1, cancel: null });
  const { items } = await operator.call("deposits.timeline", { params: { id: deposit.id } });
  expect(items).toEqual([]);
});

test("R12.2 a record that does not exist", async () => {
  const problem = await operator.refusal("deposits.cancel", {
    params: { id: crypto.randomUUID() },
    ifMatch: 1,
    body: { remarks },
  });
  expect(problem).toMatchObject({ status: 404, code: "NOT_FOUND" });
});
