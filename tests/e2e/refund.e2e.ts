/** The guide's flows in the real window, on a real chain: query, cancel, refund. */
import { expect, type Page } from "@playwright/test";
import * as operator from "#scripts/demo/operator.ts";
import { demoPassword } from "#central/demo/demoDirectory.ts";
import { DEMO_CURRENCIES } from "#central/demo/demoDirectory.ts";
import { balancesAround } from "#scripts/demo/witness.ts";
import type { AuditEvent } from "#shared/contract/audit.ts";
import type { Deposit } from "#shared/contract/deposit.ts";
import { callEngine, creditedRecord, test, type Desk } from "#tests/support/desk.ts";

test.describe.configure({ mode: "serial" });

let window: Awaited<ReturnType<Desk["open"]>>;
let page: Page;
const refunds: { currency: string; record: Deposit; refundNo: string }[] = [];

test.beforeAll(async ({ desk }) => {
  window = await desk.open(desk.workstation);
  page = window.page;
});
test.afterAll(() => window.close());

test("feature 7 R2.3 R9.1 R10.1 R11.1 an operator finds Deposit Records by the guide's path, filters, and opens one", async ({
  desk,
}) => {
  await operator.signIn(page, "operator");
  await operator.openRecords(page);
  await expect(
    page.getByText("WBO - Virtual Asset Management - Deposit/Withdrawal - Deposit Records").first(),
  ).toBeVisible();
  await operator.filterByStatus(page, "CREDITED");
  const { items } = await desk.witness.get<{ items: Deposit[] }>("/deposits?status=CREDITED&limit=50");
  // One whose refund is under way may be Refunded a moment later.
  const newest = items.find(({ activeRefundId }) => activeRefundId === null);
  if (!newest) throw new Error("the demo has credited records");
  await expect(operator.recordRow(page, newest.recordNo)).toBeVisible();
  await expect(operator.recordsGrid(page).getByText("Cancelled", { exact: true })).toHaveCount(0);
  await operator.clearFilters(page);
  await operator.findRecord(page, newest.recordNo);
  await operator.waitForStatus(page, "CREDITED");
});

test("R14.1 R15.1 R16.1 R16.2 cancelling asks twice, then the record is Cancelled with its log", async ({ desk }) => {
  const { items } = await desk.witness.get<{ items: Deposit[] }>(
    "/deposits?status=WALLET_ADDRESS_UNDER_VERIFICATION&limit=1",
  );
  const waiting = items[0];
  if (!waiting) throw new Error("the demo has records under verification");
  await operator.cancelRecord(page, waiting.recordNo, "Duplicate user request");
  const record = await desk.witness.record(waiting.recordNo);
  expect(record).toMatchObject({
    status: "CANCELLED",
    cancel: { by: { name: "Cheung Mei Yan" }, remarks: "Duplicate user request" },
  });
  const log = await desk.witness.get<{ items: AuditEvent[] }>(
    `/audit-events?entityId=${record.id}&action=deposit.cancelled`,
  );
  expect(log.items).toHaveLength(1);
});

test("R12.2 R17.1 R3.3 a call past the buttons is refused with the contract's code, and changes nothing", async ({
  desk,
}) => {
  const credited = await creditedRecord(desk.witness, "USDT", "100000");
  const key = crypto.randomUUID();
  const cancel = await callEngine(page, "deposits", "cancel", {
    id: credited.id,
    version: credited.version,
    remarks: "by force",
    idempotencyKey: key,
  });
  expect(cancel).toMatchObject({ ok: false, error: { code: "DEPOSIT_NOT_CANCELLABLE" } });
  expect((await desk.witness.record(credited.recordNo)).status).toBe("CREDITED");
  const nonsense = await callEngine(page, "deposits", "cancel", { id: "x", surprise: true });
  expect(nonsense).toMatchObject({ ok: false, error: { code: "INPUT_INVALID" } });
});

test("R19.1 R20.4 a refund of each currency is requested, with the whole deposit as its amount", async ({ desk }) => {
  for (const { code, largeAmount } of DEMO_CURRENCIES) {
    const clients = refunds.map(({ record: { customerNo } }) => customerNo);
    const record = await creditedRecord(desk.witness, code, largeAmount, clients);
    const refundNo = await operator.requestRefund(page, record.recordNo);
    refunds.push({ currency: code, record, refundNo });
    expect((await desk.witness.refund(refundNo)).amount).toBe(record.creditedAmount);
  }
});

test("feature 33 R20a.1 R3.3 who requested can neither approve nor execute, not even past the buttons", async ({
  desk,
}) => {
  const refund = await desk.witness.refund(refunds[0]?.refundNo ?? "");
  const decision = {
    id: refund.id,
    version: refund.version,
    intentHash: refund.intentHash,
    comment: "my own",
    proof: demoPassword("operator"),
    idempotencyKey: crypto.randomUUID(),
  };
  expect(await callEngine(page, "refunds", "approve", decision)).toMatchObject({
    ok: false,
    error: { code: "PERMISSION_DENIED" },
  });
  const claim = {
    id: refund.id,
    version: refund.version,
    proof: demoPassword("operator"),
    idempotencyKey: crypto.randomUUID(),
  };
  expect(await callEngine(page, "refunds", "claim", claim)).toMatchObject({
    ok: false,
    error: { code: "PERMISSION_DENIED" },
  });
  expect((await desk.witness.refund(refund.refundNo)).status).toBe("PENDING_APPROVAL");
});

test("R20a.5 R21.1 a supervisor compares and approves each of them", async ({ desk }) => {
  await operator.becomes(page, "supervisor");
  for (const { refundNo } of refunds) {
    await operator.approveRefund(page, refundNo, demoPassword("supervisor"));
    expect((await desk.witness.refund(refundNo)).status).toBe("APPROVED");
  }
});

test("R21.1 R21.2 R22.1 R22.2 the executor pays each; the recipient gets exactly the amount and the record becomes Refunded", async ({
  desk,
}) => {
  await operator.becomes(page, "executor");
  await operator.waitForSigningKey(page);
  for (const { refundNo } of refunds)
    await operator.executeRefund(page, refundNo, demoPassword("executor")).then(() => operator.trackRefund(page));
  for (const { refundNo } of refunds)
    await expect.poll(async () => (await desk.witness.refund(refundNo)).status).toMatch(/^(CONFIRMING|COMPLETED)$/);
  // A block comes once a second by itself; nobody needs to wait for each.
  await desk.services.chainRpc("anvil_mine", ["0xd"]);
  for (const { refundNo, record, currency } of refunds) {
    await operator.findRecord(page, record.recordNo);
    await operator.waitForStatus(page, "REFUNDED", 120_000);
    const refund = await desk.witness.refund(refundNo);
    expect(refund).toMatchObject({ status: "COMPLETED", notification: { status: "OPEN" } });
    const { before, after, receipt } = await balancesAround(
      desk.services.chainRpc,
      refund.txHash ?? "",
      currency,
      refund.intent.to,
    );
    expect(receipt.status).toBe("0x1");
    expect((after - before).toString()).toBe(refund.intent.amountBaseUnits);
  }
});

test("feature 50 R23.1 R23.5 the customer is told offline, and it is recorded", async ({ desk }) => {
  await operator.becomes(page, "operator");
  await operator.openPlace(page, "Notices", "Notify customer (offline)");
  const refund = await desk.witness.refund(refunds[0]?.refundNo ?? "");
  await page.getByText(refund.refundNo).first().click();
  await page.getByLabel("Channel").selectOption({ label: "Phone" });
  await page.getByLabel("Outcome").selectOption({ index: 1 });
  await page.getByLabel("Remarks").fill("Told the client on the telephone");
  await page.getByRole("button", { name: "Record attempt" }).click();
  await expect.poll(async () => (await desk.witness.refund(refund.refundNo)).notification?.attempts.length).toBe(1);
});
