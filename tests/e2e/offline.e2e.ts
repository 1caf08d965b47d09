/**
 * The network is gone: everything that was synced can be read, nothing that changes anything can be pressed; what was written waits over a restart, and is
 * compared when the record has changed meanwhile. R24.1, R24.2, R10.5, R2.5. The window starts twice.
 */
import { expect, type Page } from "@playwright/test";
import * as operator from "#scripts/demo/operator.ts";
import { DEMO_NETWORK } from "#central/demo/demoDirectory.ts";
import type { Deposit } from "#shared/contract/deposit.ts";
import { demoPassword } from "#central/demo/demoDirectory.ts";
import { signIn as signInTo } from "#tests/support/centralClient.ts";
import { callEngine, test, type Desk } from "#tests/support/desk.ts";
import { allRecords } from "#tests/support/e2eClient.ts";
import { type Door, openDoor } from "#tests/support/e2eDoor.ts";

test.describe.configure({ mode: "serial" });

let window: Awaited<ReturnType<Desk["open"]>>;
let page: Page;
let door: Door;
let all: Deposit[];
/** of whom the window writes while it is cut off, and others change meanwhile */
let marked: Deposit;
let markedAndCancelled: Deposit;
let drafted: Deposit;

test.beforeAll(async ({ desk }) => {
  door = await openDoor(desk.services.centralUrl);
  window = await desk.open({ demo: false, connect: door.url, nodes: [`${DEMO_NETWORK}=${desk.services.chainUrl}`] });
  page = window.page;
  await operator.signIn(page, "operator");
  await operator.openRecords(page);
  await expect(page.getByRole("link", { name: /^Synced / })).toBeVisible();
  // Late: on a slow machine records move on while the window opens.
  all = await allRecords(desk.witness);
  const waiting = all.filter((one) => one.status === "WALLET_ADDRESS_UNDER_VERIFICATION");
  [marked, markedAndCancelled] = [waiting[0] as Deposit, waiting[1] as Deposit];
  drafted = all.find((one) => one.status === "CREDITED" && one.activeRefundId === null) as Deposit;
  await door.shut();
});
test.afterAll(async () => {
  await window.close();
  await door.shut();
});

const banner = () => page.getByRole("status").filter({ hasText: "Offline since" });

test("feature 14 R24.1 R10.5 every page says that it is offline and as of when its data is", async () => {
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

test("feature 63 R24.1 R10.5 records are found and read all the same", async () => {
  const credited = all.filter((one) => one.status === "CREDITED");
  await operator.filterByStatus(page, "CREDITED");
  const found = await callEngine<{ total: number }>(page, "deposits", "search", { status: ["CREDITED"] });
  const total = found.ok ? found.value.total : 0;
  expect(total).toBeGreaterThan(0);
  await expect(page.getByText(`${total} records`, { exact: true })).toBeAttached();
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
  await operator.findRecord(page, drafted.recordNo);
  await operator.fillRefundRequest(page, { reason: "Drafted while offline" });
  await expect(page.getByText(/^Draft kept /)).toBeVisible();
  await operator.reviewRefundRequest(page);
  await expect(page.getByRole("main").getByRole("button", { name: "Request Refund", exact: true })).toBeDisabled();
  await expect(page.getByText("A refund request needs a connection. The draft is kept until then.")).toBeVisible();
  await operator.openRecords(page);
});

test("R24.2 review marks are kept offline, and the banner says how many wait", async () => {
  for (const { recordNo } of [marked, markedAndCancelled]) {
    await operator.findRecord(page, recordNo);
    await page.getByRole("button", { name: "Mark or remark…" }).click();
    await page.getByLabel("Mark", { exact: true }).selectOption({ label: "Needs a second look" });
    await page.getByRole("textbox", { name: /^Remark/ }).fill("Same wallet as last week?");
    await page.getByRole("button", { name: "Keep the mark" }).click();
    await expect(page.getByText("Waits to be sent.", { exact: true })).toBeVisible();
    await operator.openRecords(page);
  }
  await expect(banner()).toContainText("2 review marks wait to be sent.");
});

test("R2.5 started again without a network, the person of the last session unlocks here and finds everything as it was", async ({
  desk,
}) => {
  const { profile, keychainService } = window;
  await window.close();
  await changeMeanwhile(desk.services.centralUrl);
  const nodes = [`${DEMO_NETWORK}=${desk.services.chainUrl}`];
  window = await desk.open({ demo: false, connect: door.url, nodes, profile, keychainService });
  page = window.page;
  await expect(page.getByRole("heading", { name: "Locked", level: 1 })).toBeVisible();
  await expect(page.getByText(/Your password is checked on this computer/)).toBeVisible();
  await page.getByLabel("Password", { exact: true }).fill("not the password");
  await page.getByRole("button", { name: "Unlock", exact: true }).click();
  await expect(page.getByRole("alert")).toContainText("Code INVALID_CREDENTIALS");
  await operator.unlock(page, demoPassword("operator"));
  await expect(banner()).toContainText("2 review marks wait to be sent.");
  await expect(banner()).toContainText(/Without a connection this copy can be read until /);
  await operator.openRecords(page);
  await operator.findRecord(page, drafted.recordNo);
  await page.getByRole("main").getByRole("button", { name: "Request Refund", exact: true }).click();
  await expect(page.getByLabel("Reason for the refund")).toHaveValue("Drafted while offline");
  await operator.openRecords(page);
});

/** What another operator does while the window is cut off: cancels the one record, and has the other's refund requested and withdrawn. */
async function changeMeanwhile(centralUrl: string): Promise<void> {
  const other = await signInTo(centralUrl, { username: "operator2", password: demoPassword("operator2") });
  const on = ({ id, version }: Deposit) => ({ params: { id }, ifMatch: version });
  await other.call("deposits.cancel", { ...on(markedAndCancelled), body: { remarks: "Duplicate user request" } });
  const refund = await other.call("deposits.requestRefund", {
    ...on(drafted),
    body: {
      kind: "CUSTOMER_REQUEST",
      refundAddressId: drafted.addressVerification.addressId ?? "",
      network: drafted.network,
      amount: drafted.creditedAmount ?? drafted.declaredAmount,
      adjustmentReason: null,
      remainder: null,
      reason: "The client asked for the deposit back",
      identityCheck: {
        method: "CALL_BACK",
        reference: "call 4711",
        askedBy: drafted.customerName,
        basis: "Called back on the number on file",
        checkedBy: "Second operator",
        checkedAt: new Date(Date.now() - 60_000).toISOString(),
        addressConfirmed: true,
        noThirdParty: true,
        attachments: [],
      },
    },
  });
  const withdrawn = { params: { id: refund.id }, ifMatch: refund.version, body: { remarks: "asked by mistake" } };
  await other.call("refunds.withdraw", withdrawn);
}

test("R24.1 once the network is back, the banner goes and commands may be given", async () => {
  await door.open();
  await banner().getByRole("button", { name: "Retry" }).click();
  await expect(banner()).toHaveCount(0);
  await operator.findRecord(page, marked.recordNo);
  await expect(page.getByRole("main").getByRole("button", { name: "Cancel", exact: true })).toBeEnabled();
});

test("R24.2 back in connection the mark on the unchanged record is sent, the one on the changed record is compared and decided", async ({
  desk,
}) => {
  const review = page.getByRole("region", { name: "Review", exact: true });
  await expect(review.getByText("Waits to be sent.", { exact: true })).toHaveCount(0);
  await expect(review.getByText(/: Needs a second look/)).toBeVisible();
  const stuck = page.getByRole("status").filter({ hasText: "A review mark was not sent." });
  await stuck.getByRole("link", { name: markedAndCancelled.recordNo }).click();
  await expect(review.getByText("The record has changed.")).toBeVisible();
  await expect(review.getByRole("row", { name: /^Status/ })).toContainText("Cancelled");
  expect(await actionsOf(desk, markedAndCancelled)).not.toContain("deposit.questioned");
  await review.getByRole("button", { name: "Mark it as it is now" }).click();
  await expect(stuck).toHaveCount(0);
  await expect.poll(() => actionsOf(desk, markedAndCancelled)).toContain("deposit.questioned");
  expect((await actionsOf(desk, marked)).filter((action) => action === "deposit.questioned")).toHaveLength(1);
});

test("feature 64 F1 R24.2 a draft of a record that changed meanwhile says so, with both states side by side", async () => {
  await operator.openRecords(page);
  await operator.findRecord(page, drafted.recordNo);
  await page.getByRole("main").getByRole("button", { name: "Request Refund", exact: true }).click();
  const changed = page.getByRole("status").filter({ hasText: "The record has changed." });
  await expect(changed).toContainText(`written against version ${drafted.version} of the record`);
  await expect(changed.getByRole("table")).toBeVisible();
  await expect(page.getByLabel("Reason for the refund")).toHaveValue("Drafted while offline");
});

async function actionsOf(desk: Desk, { id }: Deposit): Promise<string[]> {
  const { items } = await desk.witness.get<{ items: { action: string }[] }>(`/deposits/${id}/timeline`);
  return items.map(({ action }) => action);
}
