/** The operations of records, applications and refunds over the engine, on a real central service (S7, S8, S12 to S20a, S23). */
import { createHash, randomUUID } from "node:crypto";
import { mkdirSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { TRIAGE_STATUSES } from "#shared/domain/triage.ts";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { eq } from "drizzle-orm";
import type { Deposit } from "#shared/contract/deposit.ts";
import type { Refund, RefundInput } from "#shared/contract/refund.ts";
import { DEPOSIT_STATUSES } from "#shared/domain/statuses.ts";
import { deposits } from "#central/store/tables.ts";
import { startTestCentral, type TestCentral } from "#tests/support/central.ts";
import type { TestClient } from "#tests/support/centralClient.ts";
import { putDeposit } from "#tests/support/centralRecords.ts";
import { TEST_CUSTOMERS, unverifiedApplication } from "#tests/support/centralWorld.ts";
import { until } from "#tests/support/until.ts";
import { openEngine, type TestEngine } from "#tests/main/support/openEngine.ts";

const BLOCK = 50;
const BLOCK_HASH = `0x${BLOCK.toString(16).padStart(64, "0")}`;
let central: TestCentral;
let clients: TestClient;
let operator: TestEngine;
let supervisor: TestEngine;
let hashes = 1;

beforeAll(async () => {
  central = await startTestCentral();
  // The chain on which every test deposit stands in block 50.
  central.chain.receipt = async (txHash) =>
    ({ txHash, status: 1, blockHash: BLOCK_HASH, blockNumber: BigInt(BLOCK), transfers: [] }) as never;
  clients = await central.api("client-channel");
  operator = await openEngine({ centralUrl: central.url });
  supervisor = await openEngine({ centralUrl: central.url });
  await operator.signIn("operator");
  await supervisor.signIn("supervisor");
});
afterAll(async () => {
  await operator.remove();
  await supervisor.remove();
  await central.stop();
});
beforeEach(() => {
  central.chain.down = false;
  central.chain.waiting = [];
});

const key = () => randomUUID();

async function put(overrides: Parameters<typeof putDeposit>[1] = {}): Promise<string> {
  const row = await central.asSystem((context) => putDeposit(context, overrides));
  return row.id;
}

async function credited(): Promise<Deposit> {
  const [client] = TEST_CUSTOMERS;
  hashes += 1;
  const txHash = `0x${hashes.toString(16).padStart(64, "0")}`;
  const id = await put({
    customerNo: client.customerNo,
    customerName: client.name,
    securitiesAccount: client.securitiesAccount,
    sourceAddress: client.wallet,
    destinationAddress: client.depositAddress,
    status: "CREDITED",
    declaredAmount: "100",
    receivedAmount: "100",
    creditedAmount: "100",
    creditedAt: central.clock.now(),
    txHash,
    transferTxHash: txHash,
    transferLogIndex: 0,
    confirmations: {
      current: 3,
      required: 3,
      blockNumber: String(BLOCK),
      blockHash: BLOCK_HASH,
      observedAt: central.clock.now(),
      orphanedAt: null,
    },
  });
  await operator.synced();
  return (await operator.call("deposits", "get", { id })).deposit;
}

async function refundInput(deposit: Deposit, changes: Partial<RefundInput> = {}) {
  const addresses = await operator.call("addresses", "search", { customerNo: deposit.customerNo });
  return {
    depositId: deposit.id,
    version: deposit.version,
    idempotencyKey: key(),
    kind: "CUSTOMER_REQUEST" as const,
    refundAddressId: addresses[0]?.id as string,
    network: deposit.network,
    amount: "100",
    adjustmentReason: null,
    remainder: null,
    reason: "the client asked for it",
    identityCheck: {
      method: "CALL_BACK" as const,
      reference: "call 4711",
      askedBy: "the client",
      basis: "asked on the recorded line",
      checkedBy: "Olivia Operator",
      checkedAt: central.clock.now(),
      addressConfirmed: true as const,
      noThirdParty: true as const,
      attachments: [],
    },
    ...changes,
  };
}

async function requested(): Promise<Refund> {
  return operator.call("refunds", "request", await refundInput(await credited()));
}

/** The refund as the supervisor's workstation shows it. */
async function shownTo(desk: TestEngine, id: string): Promise<Refund> {
  await desk.synced();
  return (await desk.call("refunds", "get", { id })).refund;
}

const decisionOn = (refund: Refund, proof = "test-supervisor") => ({
  id: refund.id,
  version: refund.version,
  intentHash: refund.intentHash,
  comment: "all of it checked",
  proof,
  idempotencyKey: key(),
});

test("feature 1 R7.1 R7.3 a client's request appears by itself, with everything that the guide names", async () => {
  const sent = unverifiedApplication();
  const application = await clients.call("applications.submit", { body: sent });
  const found = await until("the record is here", 20_000, async () => {
    const { rowsJson } = await operator.call("deposits", "search", { recordNo: application.recordNo ?? "-" });
    return (JSON.parse(rowsJson) as Deposit[])[0] ?? "no record yet";
  });
  expect(found).toMatchObject({
    recordNo: application.recordNo,
    securitiesAccount: sent.securitiesAccount,
    currency: sent.currency,
    declaredAmount: sent.amount,
    destinationAddress: sent.destinationAddress,
    sourceAddress: sent.sourceAddress,
    txHash: null,
    network: sent.network,
    customerNo: sent.customerNo,
    status: "WALLET_ADDRESS_UNDER_VERIFICATION",
  });
  const timeline = await operator.call("deposits", "timeline", { depositId: found.id });
  expect(timeline).toContainEqual(
    expect.objectContaining({ entityNo: found.recordNo, toStatus: "WALLET_ADDRESS_UNDER_VERIFICATION" }),
  );
  expect(timeline.map((step) => step.at)).toEqual(timeline.map((step) => step.at).toSorted());
  expect((await operator.call("applications", "search", { text: application.applicationNo })).items).toHaveLength(1);
});

test("R12.1 R16.1 R10.6 a record under verification is cancelled with remarks, and everybody sees it at once", async () => {
  const id = await put();
  await operator.synced();
  const { deposit } = await operator.call("deposits", "get", { id });
  const cancelled = await operator.call("deposits", "cancel", {
    id,
    version: deposit.version,
    remarks: "Duplicate user request",
    idempotencyKey: key(),
  });
  expect(cancelled).toMatchObject({ status: "CANCELLED", cancel: { remarks: "Duplicate user request" } });
  // No sync in between: one's own action is in the list already.
  const { rowsJson } = await operator.call("deposits", "search", { status: ["CANCELLED"], text: "duplicate USER" });
  expect((JSON.parse(rowsJson) as Deposit[]).map((row) => row.id)).toContain(id);
});

test.each(DEPOSIT_STATUSES.filter((status) => status !== "WALLET_ADDRESS_UNDER_VERIFICATION"))(
  "R12.2 a record in %s is not cancelled, whatever the page asks",
  async (status) => {
    const id = await put({ status, ...(status === "ON_HOLD" ? { holdReason: "DUPLICATE" as const } : {}) });
    const input = { id, version: 1, remarks: "Incorrect address", idempotencyKey: key() };
    expect(await operator.refusal("deposits", "cancel", input)).toBe("DEPOSIT_NOT_CANCELLABLE");
  },
);

test("R12.2 a record that changed since it was shown is not cancelled, and the answer holds its new state", async () => {
  const id = await put();
  await central.asSystem(async ({ db }) => {
    await db.update(deposits).set({ version: 2, declaredAmount: "7" }).where(eq(deposits.id, id));
  });
  const answer = await operator.ask("deposits", "cancel", {
    id,
    version: 1,
    remarks: "Incorrect address",
    idempotencyKey: key(),
  });
  expect(answer).toMatchObject({
    ok: false,
    error: { code: "VERSION_MISMATCH", current: { id, version: 2, declaredAmount: "7" } },
  });
});

test("R12.3 chain and waiting pool are asked at the moment of cancelling; without an answer nothing is cancelled", async () => {
  const id = await put();
  const check = await operator.call("deposits", "cancelCheck", { id });
  expect(check).toMatchObject({ transferSeen: false, version: 1 });
  central.chain.down = true;
  const input = { id, version: 1, remarks: "Incorrect address", idempotencyKey: key() };
  expect(await operator.refusal("deposits", "cancel", input)).toBe("CHAIN_UNAVAILABLE");
  central.chain.down = false;
  expect(await operator.refusal("deposits", "cancel", { ...input, idempotencyKey: key() })).toBe("none");
});

test("R15.3 a double click is one cancellation: the same key gets the same answer", async () => {
  const id = await put();
  const input = { id, version: 1, remarks: "Incorrect address", idempotencyKey: key() };
  const [first, second] = await Promise.all([
    operator.ask("deposits", "cancel", input),
    operator.ask("deposits", "cancel", input),
  ]);
  expect(first).toEqual(second);
  expect(first).toMatchObject({ ok: true, value: { status: "CANCELLED" } });
  const other = await operator.refusal("deposits", "cancel", { ...input, idempotencyKey: key() });
  expect(other).toBe("DEPOSIT_NOT_CANCELLABLE");
});

test("R15.2 blank remarks are refused before anything is asked", async () => {
  const id = await put();
  const input = { id, version: 1, remarks: "   ", idempotencyKey: key() };
  expect(await operator.refusal("deposits", "cancel", input)).toBe("INPUT_INVALID");
});

test("R8.1 R8.2 an abnormal application is deleted with a reason, leaves the list and stays readable as deleted", async () => {
  const application = await clients.call("applications.submit", {
    body: { ...unverifiedApplication(), currency: "DOGE" },
  });
  expect(application.status).toBe("ABNORMAL");
  await operator.synced();
  const shown = await operator.call("applications", "get", { id: application.id });
  const deleted = await operator.call("applications", "delete", {
    id: shown.id,
    version: shown.version,
    reasonCode: "UNSUPPORTED_ASSET",
    remarks: "we do not take it",
    idempotencyKey: key(),
  });
  expect(deleted.status).toBe("DELETED");
  const text = application.applicationNo;
  expect((await operator.call("applications", "search", { text })).items).toEqual([]);
  expect((await operator.call("applications", "search", { text, status: ["DELETED"] })).items).toEqual([deleted]);
});

test("R20 a refund is requested, its draft is gone, and it is in the list and on the record", async () => {
  const deposit = await credited();
  const input = await refundInput(deposit);
  await operator.call("refunds", "saveDraft", {
    depositId: deposit.id,
    depositVersion: deposit.version,
    kind: "CUSTOMER_REQUEST",
    refundAddressId: input.refundAddressId,
    amount: "99",
    adjustmentReason: "",
    remainder: null,
    reason: "half written",
    identityCheck: { method: "CALL_BACK" },
  });
  expect(await operator.call("refunds", "draft", { depositId: deposit.id })).toMatchObject({ reason: "half written" });
  const refund = await operator.call("refunds", "request", input);
  expect(refund).toMatchObject({ status: "PENDING_APPROVAL", amount: "100", depositId: deposit.id });
  expect(await operator.call("refunds", "draft", { depositId: deposit.id })).toBe(null);
  expect((await operator.call("refunds", "search", { text: refund.refundNo, mine: true })).items).toEqual([refund]);
  expect((await operator.call("deposits", "get", { id: deposit.id })).refunds).toEqual([refund]);
  const second = await refundInput((await operator.call("deposits", "get", { id: deposit.id })).deposit);
  expect(await operator.refusal("refunds", "request", second)).toBe("REFUND_ALREADY_OPEN");
});

test("feature 26 R17.1 R20.2 R20.4 R20.5 R20.6 what does not fit the deposit is refused here already", async () => {
  const deposit = await credited();
  const refusal = async (changes: Partial<RefundInput>) =>
    operator.refusal("refunds", "request", await refundInput(deposit, changes));
  expect(await refusal({ network: "ETHEREUM" })).toBe("NETWORK_MISMATCH");
  expect(await refusal({ amount: "100.000000000000000001" })).toBe("AMOUNT_EXCEEDS_DEPOSIT");
  expect(await refusal({ amount: "0" })).toBe("AMOUNT_INVALID");
  expect(await refusal({ amount: "99" })).toBe("ADJUSTMENT_REASON_REQUIRED");
  expect(await refusal({ amount: "99", adjustmentReason: "fee" })).toBe("REMAINDER_REQUIRED");
  const other = await put({ status: "CONFIRMING" });
  const input = await refundInput({ ...deposit, id: other, version: 1 });
  expect(await operator.refusal("refunds", "request", input)).toBe("DEPOSIT_NOT_CREDITED");
});

test("R20a.1 I3 I4 a second person approves exactly what was shown, proves who he is, and signs with his device key", async () => {
  const refund = await requested();
  const shown = await shownTo(supervisor, refund.id);
  expect(await supervisor.refusal("refunds", "approve", decisionOn(shown, "wrong"))).toBe("STEP_UP_FAILED");
  const approved = await supervisor.call("refunds", "approve", decisionOn(shown));
  expect(approved).toMatchObject({
    status: "APPROVED",
    approvals: [{ by: { name: "Sam Supervisor" }, decision: "APPROVE" }],
  });
  const keys = await supervisor.call("deviceKeys", "list", {});
  expect(keys.map((one) => one.publicKey)).toContain(approved.approvals[0]?.publicKey);
  expect([...supervisor.ring.entries.keys()].filter((name) => name.includes("device-key"))).toHaveLength(1);
});

test("R20a.2 I4 an approval of anything but the intent that is stored is refused before it is signed", async () => {
  const shown = await shownTo(supervisor, (await requested()).id);
  const changed = { ...decisionOn(shown), intentHash: "0".repeat(64) };
  expect(await supervisor.refusal("refunds", "approve", changed)).toBe("INTENT_MISMATCH");
  const stale = { ...decisionOn(shown), version: shown.version + 1 };
  expect(await supervisor.refusal("refunds", "approve", stale)).toBe("VERSION_MISMATCH");
});

test("R20a.1 I3 nobody decides on his own request, and an operator on none", async () => {
  const refund = await requested();
  expect(await operator.refusal("refunds", "approve", decisionOn(refund, "test-operator"))).toBe("PERMISSION_DENIED");
});

test("R20a.1 a rejection carries its reason", async () => {
  const shown = await shownTo(supervisor, (await requested()).id);
  expect(await supervisor.refusal("refunds", "reject", { ...decisionOn(shown), comment: " " })).toBe("INPUT_INVALID");
  const rejected = await supervisor.call("refunds", "reject", {
    ...decisionOn(shown),
    comment: "the caller was not the client",
  });
  expect(rejected).toMatchObject({ status: "REJECTED" });
});

test("F5 the person who requested it takes it back", async () => {
  const refund = await requested();
  const withdrawn = await operator.call("refunds", "withdraw", {
    id: refund.id,
    version: refund.version,
    remarks: "the client changed his mind",
    idempotencyKey: key(),
  });
  expect(withdrawn.status).toBe("WITHDRAWN");
});

test("R20a.5 the approver sees what changed since the request, from the service and not from the cache", async () => {
  const refund = await requested();
  const differences = await supervisor.call("refunds", "differences", { id: refund.id });
  expect(differences.rows.length).toBeGreaterThan(2);
});

test("the dashboard's numbers are those of the lists", async () => {
  await operator.synced();
  const counts = await operator.call("deposits", "counts", {});
  const total = async (search: object) => (await operator.call("deposits", "search", search)).total;
  expect(counts.all).toBe(await total({}));
  expect(counts.underVerification).toBe(await total({ status: ["WALLET_ADDRESS_UNDER_VERIFICATION"] }));
  expect(counts.exceptions).toBe(await total({ status: [...TRIAGE_STATUSES] }));
  expect(counts.onHold).toBe(await total({ status: ["ON_HOLD"] }));
  expect(counts.refundsRunning).toBe(await total({ flags: ["REFUND_RUNNING"] }));
  const pending = await operator.call("refunds", "search", { status: ["PENDING_APPROVAL"] });
  expect(counts.approvalsWaiting).toBe(pending.total);
  expect(counts.approvalsForMe).toBe(0);
  await supervisor.synced();
  expect((await supervisor.call("deposits", "counts", {})).approvalsForMe).toBe(pending.total);
});

test("the audit log is read live, as far as one's role may", async () => {
  const { items } = await supervisor.call("audit", "search", { entity: "deposit" });
  expect(items.length).toBeGreaterThan(0);
});

test("R24.4 feature 65 a list is exported in its thread and stands in the log; a closed dialog and a foreign place keep nothing", async () => {
  const search = { status: ["CREDITED" as const] };
  const { total } = await operator.call("deposits", "search", search);
  const input = { search, format: "csv" as const, filterText: "status:credited" };
  const done = await operator.call("exports", "saveRecords", input);
  expect(done).toMatchObject({ saved: true, rows: total });
  const [name] = readdirSync(operator.profile).filter((file) => file.startsWith("deposit-records-"));
  const text = readFileSync(join(operator.profile, name ?? ""), "utf8");
  expect(text.trimEnd().split("\r\n")).toHaveLength(total + 1);
  const auditor = await central.api("auditor");
  const query = { action: "records.exported" };
  const [event] = await until("the log has heard of it", 5_000, async () => {
    const { items } = await auditor.call("audit.list", { query });
    return items.length > 0 ? items : "no line yet";
  });
  const sha256 = createHash("sha256").update(text).digest("hex");
  expect(event).toMatchObject({ remarks: "status:credited", after: { format: "csv", rows: total, sha256 } });
  expect(event?.actor.name).toBe((await operator.call("session", "state", {})).user?.displayName);

  operator.backups.cancels = true;
  expect(await operator.call("exports", "saveRecords", input)).toEqual({ saved: false, rows: 0, asOf: null });
  operator.backups.cancels = false;
  mkdirSync(join(operator.profile, "deposit-records-folder.csv"));
  const before = readdirSync(operator.profile).toSorted();
  operator.exportName = "deposit-records-folder.csv";
  expect(await operator.refusal("exports", "saveRecords", input)).toBe("INPUT_INVALID");
  operator.exportName = "nowhere/records.csv";
  expect(await operator.refusal("exports", "saveRecords", input)).toBe("INPUT_INVALID");
  operator.exportName = null;
  expect(readdirSync(operator.profile).toSorted()).toEqual(before);
});

test("the clipboard is written by the engine and read back; a changed clipboard is an error", async () => {
  await operator.call("system", "copy", { text: "DP-20261122-000123" });
  expect(operator.clipboard.text).toBe("DP-20261122-000123");
});

test("an explorer is opened only when the configuration names one", async () => {
  const input = { network: "DEVNET", kind: "tx" as const, value: `0x${"ab".repeat(32)}` };
  expect(await operator.refusal("system", "openExplorer", input)).toBe("NOT_FOUND");
  expect(operator.opened).toEqual([]);
});

test("F1 F2 R24.1 without the service the cache answers and says as of when; what changes something is refused, drafts are kept and discarded", async () => {
  const away = await startTestCentral();
  const desk = await openEngine({ centralUrl: away.url });
  try {
    const row = await away.asSystem((context) => putDeposit(context));
    await desk.signIn("operator");
    await away.stop();
    const status = await until("the program knows that it is offline", 30_000, async () => {
      await desk.ask("sync", "now", {});
      const now = await desk.call("sync", "status", {});
      return now.phase === "OFFLINE" ? now : now.phase;
    });
    expect(status.offlineSince).not.toBe(null);
    expect(status.nextTryAt).not.toBe(null);
    expect(status.problem).toMatch(/cannot be reached/);
    const { total, asOf } = await desk.call("deposits", "search", {});
    expect(total).toBe(1);
    expect(asOf).toBe(status.asOf);
    expect((await desk.call("deposits", "timeline", { depositId: row.id })).length).toBe(0);
    const input = { id: row.id, version: 1, remarks: "Incorrect address", idempotencyKey: key() };
    expect(await desk.refusal("deposits", "cancel", input)).toBe("OFFLINE");
    expect(desk.engine.session.state().centralProblem).toMatch(/cannot be reached/);
    const draft = {
      depositId: row.id,
      depositVersion: 1,
      kind: "FORCED" as const,
      refundAddressId: null,
      amount: "1",
      adjustmentReason: "",
      remainder: null,
      reason: "written without a network",
      identityCheck: {},
    };
    expect(await desk.refusal("refunds", "saveDraft", draft)).toBe("none");
    expect(await desk.call("refunds", "draft", { depositId: row.id })).toEqual(draft);
    expect(await desk.refusal("refunds", "discardDraft", { depositId: row.id })).toBe("none");
    expect(await desk.call("refunds", "draft", { depositId: row.id })).toBeNull();
  } finally {
    await desk.remove();
  }
});
