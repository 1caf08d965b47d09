/** The network is gone: everything that was synced can be read, nothing that changes anything can be pressed. R24.1, R10.5. */
import { expect, type Page } from "@playwright/test";
import * as operator from "#scripts/demo/operator.ts";
import { DEMO_NETWORK } from "#central/demo/demoDirectory.ts";
import type { Deposit } from "#shared/contract/deposit.ts";
import { callEngine, test, type Desk } from "#tests/support/desk.ts";
import { allRecords } from "#tests/support/e2eClient.ts";
import { type Door, openDoor } from "#tests/support/e2eDoor.ts";

test.describe.configure({ mode: "serial" });

let window: Awaited<ReturnType<Desk["open"]>>;
let page: Page;
let door: Door;
let all: Deposit[];

test.beforeAll(async ({ desk }) => {
  all = await allRecords(desk.witness);
  door = await openDoor(desk.services.centralUrl);
  window = await desk.open({ demo: false, connect: door.url, nodes: [`${DEMO_NETWORK}=${desk.services.chainUrl}`] });
  page = window.page;
  await operator.signIn(page, "operator");
  await operator.openRecords(page);
  await expect(page.getByRole("link", { name: /^Synced / })).toBeVisible();
  await door.shut();
});
test.afterAll(async () => {
  await window.close();
  await door.shut();
});

const banner = () => page.getByRole("status").filter({ hasText: "Offline since" });

test("R24.1 R10.5 every page says that it is offline and as of when its data is", async () => {
  await expect(banner()).toContainText(/Showing records synced at \d\d:\d\d:\d\d/);
  await expect(banner()).toContainText("Cancelling, refunds and approvals are disabled.");
  for (const [place, title] of [
    ["Refunds", "Refunds"],
    ["Applications", "Deposit Applications"],
    ["Records", "Deposit Records"],
  ] as const) {
    await operator.openPlace(page, place, title);
    await expect(banner()).toBeVisible();
  }
});

test("R24.1 R10.5 records are found and read all the same", async () => {
  const credited = all.filter((one) => one.status === "CREDITED");
  await operator.filterByStatus(page, "CREDITED");
  await expect(page.getByText(`${credited.length} records`, { exact: true })).toBeAttached();
  await operator.clearFilters(page);
  const record = credited[Math.floor(credited.length / 2)] as Deposit;
  await operator.findRecord(page, record.recordNo);
  await operator.waitForStatus(page, "CREDITED");
  await expect(
    page
      .getByRole("main")
      .getByText(record.txHash ?? "missing", { exact: true })
      .first(),
  ).toBeAttached();
  await expect(page.getByRole("main").getByText("Timeline").first()).toBeVisible();
});

test("R24.1 R12.4 no command can be given, and each says why", async ({ desk }) => {
  const record = all.find((one) => one.status === "WALLET_ADDRESS_UNDER_VERIFICATION") as Deposit;
  await operator.findRecord(page, record.recordNo);
  await expect(page.getByRole("main").getByRole("button", { name: "Cancel", exact: true })).toBeDisabled();
  await expect(page.getByText("Cancel: cancel needs a connection.", { exact: false })).toBeVisible();
  const answer = await callEngine(page, "deposits", "cancel", {
    id: record.id,
    version: record.version,
    remarks: "past the button",
    idempotencyKey: crypto.randomUUID(),
  });
  expect(answer).toMatchObject({ ok: false, error: { code: "OFFLINE" } });
  expect((await desk.witness.record(record.recordNo)).status).toBe("WALLET_ADDRESS_UNDER_VERIFICATION");
});

test("F1 R24.2 a refund can be drafted offline, and is kept", async () => {
  const record = all.find((one) => one.status === "CREDITED" && one.activeRefundId === null) as Deposit;
  await operator.findRecord(page, record.recordNo);
  await operator.fillRefundRequest(page, { reason: "Drafted while offline" });
  await expect(page.getByText(/^Draft kept /)).toBeVisible();
  await operator.reviewRefundRequest(page);
  await expect(page.getByRole("main").getByRole("button", { name: "Request Refund", exact: true })).toBeDisabled();
  await expect(page.getByText("A refund request needs a connection. The draft is kept until then.")).toBeVisible();
  await operator.openRecords(page);
  await operator.findRecord(page, record.recordNo);
  await page.getByRole("main").getByRole("button", { name: "Request Refund", exact: true }).click();
  await expect(page.getByLabel("Reason for the refund")).toHaveValue("Drafted while offline");
});

test("R24.1 once the network is back, the banner goes and commands may be given", async () => {
  await door.open();
  await banner().getByRole("button", { name: "Retry" }).click();
  await expect(banner()).toHaveCount(0);
  const record = all.find((one) => one.status === "WALLET_ADDRESS_UNDER_VERIFICATION") as Deposit;
  await operator.findRecord(page, record.recordNo);
  await expect(page.getByRole("main").getByRole("button", { name: "Cancel", exact: true })).toBeEnabled();
});
