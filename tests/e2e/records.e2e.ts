/** Finding, reading and cancelling records in the window. Guide, "Deposit Record Query and Tracking" and "Cancellation". */
import { mkdtemp, readFile, rm, stat } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, type Page } from "@playwright/test";
import * as operator from "#scripts/demo/operator.ts";
import type { AuditEvent } from "#shared/contract/audit.ts";
import type { Deposit } from "#shared/contract/deposit.ts";
import { DEPOSIT_STATUS_LABELS } from "#shared/domain/statuses.ts";
import { compareAmounts } from "#shared/money.ts";
import { callEngine, test, type Desk } from "#tests/support/desk.ts";
import { allRecords, requestDeposit } from "#tests/support/e2eClient.ts";

test.describe.configure({ mode: "serial" });

let window: Awaited<ReturnType<Desk["open"]>>;
let page: Page;
let all: Deposit[];

test.beforeAll(async ({ desk }) => {
  all = await allRecords(desk.witness);
  window = await desk.open({ demo: false });
  page = window.page;
  await operator.signIn(page, "operator");
  await operator.openRecords(page);
});
test.afterAll(() => window.close());

const counted = (count: number): string => `${count.toLocaleString("en-GB")} ${count === 1 ? "record" : "records"}`;
const expectCount = (count: number) => expect(page.getByText(counted(count), { exact: true })).toBeAttached();
const shown = (one: Deposit): string => one.receivedAmount ?? one.declaredAmount;

test("feature 9 R10.1 R10.2 R10.4 typed conditions join with AND, statuses with OR, and find what the central service holds", async () => {
  const some = all[Math.floor(all.length / 2)] as Deposit;
  const day = some.requestedAt.slice(0, 10);
  const searches: { typed: string; fits: (one: Deposit) => boolean }[] = [
    { typed: "status:credited", fits: (one) => one.status === "CREDITED" },
    { typed: `customer:${some.customerNo}`, fits: (one) => one.customerNo === some.customerNo },
    {
      typed: `currency:ETH amount>=5 amount<=9`,
      fits: (one) =>
        one.currency === "ETH" && compareAmounts(shown(one), "5") >= 0 && compareAmounts(shown(one), "9") <= 0,
    },
    {
      typed: `record:DP-${day.replaceAll("-", "")}`,
      fits: (one) => one.recordNo.startsWith(`DP-${day.replaceAll("-", "")}`),
    },
    { typed: `"${some.customerName}"`, fits: (one) => one.customerName === some.customerName },
    { typed: some.recordNo, fits: (one) => one.recordNo === some.recordNo },
  ];
  for (const { typed, fits } of searches) {
    await operator.addFilter(page, typed);
    const found = all.filter(fits);
    expect(found.length, typed).toBeGreaterThan(0);
    await expectCount(found.length);
    const newest = found.toSorted((a, b) => (a.requestedAt < b.requestedAt ? 1 : -1))[0] as Deposit;
    await expect(operator.recordRow(page, newest.recordNo)).toBeVisible();
    await operator.clearFilters(page);
    await expectCount(all.length);
  }
  await operator.filterByStatus(page, "CANCELLED", "EXPIRED");
  await operator.addFilter(page, "currency:USDT");
  await expectCount(all.filter((one) => one.currency === "USDT" && /^(CANCELLED|EXPIRED)$/.test(one.status)).length);
  await page.getByRole("button", { name: "Remove filter Currency" }).click();
  await expectCount(all.filter((one) => /^(CANCELLED|EXPIRED)$/.test(one.status)).length);
  await operator.clearFilters(page);
});

test("R9.3 every spelling of the menu leads to the page", async () => {
  for (const spelling of [
    "Coin Deposit Records",
    "Deposits & Withdrawals",
    "Virtual Asset Management - Deposit/Withdrawal - Deposit",
  ]) {
    const box = page.getByRole("combobox", { name: "Search record, customer, TXID, address" });
    await box.fill(spelling);
    await expect(
      page
        .getByRole("listbox", { name: "Found" })
        .getByRole("option", { name: /Deposit Records/ })
        .last(),
    ).toBeVisible();
    await box.press("Escape");
  }
  await page.getByRole("combobox", { name: "Search record, customer, TXID, address" }).fill("");
});

test("feature 12 R7.3 R11.1 R11.2 R11.3 a record shows all its core information, its verification and its confirmations", async () => {
  const record = all.find((one) => one.status === "CREDITED") as Deposit;
  await operator.findRecord(page, record.recordNo);
  const main = page.getByRole("main");
  for (const label of [
    "Record number",
    "Client securities account",
    "Deposit currency",
    "Amount",
    "Destination address",
    "Transaction hash (TXID)",
    "Request time",
    "Status",
    "Network",
  ])
    await expect(main.getByRole("term").getByText(label, { exact: true }).first(), label).toBeVisible();
  for (const value of [record.securitiesAccount, record.customerNo, record.customerName])
    await expect(main.getByText(value).first(), value).toBeVisible();
  for (const value of [record.txHash, record.destinationAddress, record.confirmations.blockHash])
    await expect(main.getByText(value ?? "missing", { exact: true }).first()).toBeAttached();
  await expect(
    main.getByText(`${record.confirmations.required} of ${record.confirmations.required}`).first(),
  ).toBeVisible();
  await expect(main.getByRole("region", { name: "Address verification" })).toContainText("Verified");
});

test("R24.4 feature 65 the list is taken along exactly as it is filtered, and the log says by whom", async ({
  desk,
}) => {
  const folder = await mkdtemp(join(tmpdir(), "deposit-desk-export-"));
  const file = join(folder, "records.csv");
  await window.app.evaluate(({ dialog }, filePath) => {
    // The operating system's dialog cannot be driven; what the person answers in it can be given.
    dialog.showSaveDialog = () => Promise.resolve({ canceled: false, filePath });
  }, file);
  await operator.openRecords(page);
  await operator.addFilter(page, "status:cancelled");
  const wanted = all.filter((one) => one.status === "CANCELLED");
  await page.keyboard.press("Control+e");
  const dialog = page.getByRole("dialog", { name: "Export" });
  await expect(dialog.getByText(`Export ${counted(wanted.length)}`)).toBeVisible();
  await dialog.getByRole("button", { name: "CSV" }).click();
  await expect(page.getByText(`${counted(wanted.length)} exported`)).toBeVisible();
  const [headers, ...rows] = (await readFile(file, "utf8")).trimEnd().split("\r\n");
  expect(headers).toMatch(/^\uFEFFRecord number,Request time,Status/);
  expect(new Set(rows.map((row) => row.split(",")[0]))).toEqual(new Set(wanted.map(({ recordNo }) => recordNo)));
  expect(rows).toHaveLength(wanted.length);
  expect((await stat(file)).mode & 0o777).toBe(0o600);
  await operator.clearFilters(page);
  const { items } = await desk.witness.get<{ items: AuditEvent[] }>("/audit-events?action=records.exported");
  expect(items.map(({ remarks, after }) => ({ remarks, after }))).toEqual([
    { remarks: "status:cancelled", after: expect.objectContaining({ format: "csv", rows: wanted.length }) as unknown },
  ]);
  await rm(folder, { recursive: true });
});

test("feature 21 R12.1 R17.1 in every status the buttons say whether they may be pressed, and why not", async () => {
  const byStatus = new Map(all.map((one) => [one.status, one]));
  expect(byStatus.size).toBeGreaterThan(6);
  for (const [status, record] of byStatus) {
    await operator.findRecord(page, record.recordNo);
    await operator.waitForStatus(page, status);
    const main = page.getByRole("main");
    const cancel = main.getByRole("button", { name: "Cancel", exact: true });
    const refund = main.getByRole("button", { name: "Request Refund", exact: true });
    const label = DEPOSIT_STATUS_LABELS[status];
    if (status === "WALLET_ADDRESS_UNDER_VERIFICATION") await expect(cancel).toBeEnabled();
    else {
      await expect(cancel).toBeDisabled();
      await expect(
        main.getByText(`Cancel: only "Wallet Address Under Verification" can be cancelled — this is ${label}.`),
      ).toBeVisible();
    }
    if (status === "CREDITED") await expect(refund).toBeEnabled();
    else {
      await expect(refund).toBeDisabled();
      await expect(main.getByText(`Request Refund: only "Credited" can be refunded — this is ${label}.`)).toBeVisible();
    }
  }
});

test("feature 22 R15.1 R15.2 R15.3 at either step of cancelling one can turn back, and a double click passes none", async ({
  desk,
}) => {
  const record = all.find((one) => one.status === "WALLET_ADDRESS_UNDER_VERIFICATION") as Deposit;
  await operator.findRecord(page, record.recordNo);
  await page.getByRole("main").getByRole("button", { name: "Cancel", exact: true }).click();
  const first = page.getByRole("dialog", { name: "Cancel deposit record" });
  for (const fact of [record.recordNo, record.customerNo, record.currency]) await expect(first).toContainText(fact);
  await expect(first.getByRole("button", { name: "Continue" })).toBeDisabled();
  await first.getByRole("button", { name: "Incorrect address", exact: true }).click();
  await expect(first.getByLabel("Remarks")).toHaveValue("Incorrect address");
  await first.getByRole("button", { name: "Duplicate user request", exact: true }).click();
  await expect(first.getByLabel("Remarks")).toHaveValue("Duplicate user request");
  await page.keyboard.press("Escape");
  await expect(first).toHaveCount(0);

  await operator.beginCancel(page, "Duplicate user request");
  const next = first.getByRole("button", { name: "Continue" });
  await expect(next).toBeEnabled();
  const at = await next.boundingBox();
  await page.mouse.dblclick((at?.x ?? 0) + (at?.width ?? 0) / 2, (at?.y ?? 0) + (at?.height ?? 0) / 2);
  const second = page.getByRole("dialog", { name: `Confirm again: cancel ${record.recordNo}?` });
  await expect(second.getByText(/^Checked again: no transfer seen/)).toBeVisible();
  await expect(second.getByRole("button", { name: "Keep record" })).toBeFocused();
  await page.keyboard.press("Escape");
  await expect(second).toHaveCount(0);
  expect(await desk.witness.record(record.recordNo)).toMatchObject({ status: record.status, version: record.version });
});

test("R16.1 R10.6 R16.4 a cancelled record is Cancelled at once, in the list and with its log", async ({ desk }) => {
  const [record] = all.filter((one) => one.status === "WALLET_ADDRESS_UNDER_VERIFICATION").slice(-1) as [Deposit];
  await operator.cancelRecord(page, record.recordNo, "Incorrect address");
  const timeline = page.getByRole("main").getByText("“Incorrect address”").first();
  await expect(timeline).toBeVisible();
  await operator.openRecords(page);
  await operator.clearFilters(page);
  await operator.addFilter(page, `record:${record.recordNo}`);
  await expect(operator.recordRow(page, record.recordNo).getByText("Cancelled", { exact: true })).toBeVisible();
  await operator.clearFilters(page);
  const again = await callEngine(page, "deposits", "cancel", {
    id: record.id,
    version: record.version + 1,
    remarks: "once more",
    idempotencyKey: crypto.randomUUID(),
  });
  expect(again).toMatchObject({ ok: false, error: { code: "DEPOSIT_NOT_CANCELLABLE" } });
  expect((await desk.witness.record(record.recordNo)).version).toBe(record.version + 1);
});

test("R7.1 R11.4 a new request appears by itself within two poll intervals", async ({ desk }) => {
  await operator.openRecords(page);
  await operator.clearFilters(page);
  const like = all.find((one) => one.status === "CREDITED" && one.currency === "USDT") as Deposit;
  const { recordNo } = await requestDeposit(desk.services.centralUrl, like, "777.25");
  await page.getByRole("button", { name: /new records? — show$/ }).click({ timeout: 30_000 });
  await expect(operator.recordRow(page, recordNo ?? "")).toContainText("777.250000 USDT");
  await expect(operator.recordRow(page, recordNo ?? "")).toContainText("Awaiting Transfer");
});
