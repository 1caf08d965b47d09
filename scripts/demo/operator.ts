/**
 * What people do at the desk, in the guide's words: found by role and name as they find it, never by class or test id.
 * Each function ends when what it did can be seen.
 */
import type { Locator, Page } from "@playwright/test";
import { demoPassword } from "#central/demo/demoDirectory.ts";
import { DEPOSIT_STATUS_LABELS, type DepositStatus } from "#shared/domain/statuses.ts";

/** A first sync, or a whole refund on a busy machine. */
const PATIENCE_MS = 60_000;
const LOOK_AGAIN_MS = 3_000;

export type RefundRequest = {
  reason?: string;
  /** less than the deposit; with the reason for it */
  adjusted?: { amount: string; because: string; rest: "Kept as a fee" | "Withheld" | "Stays credited to the client" };
};

// ---------- sign-in ----------

/** A window that the last person left locked is left to the next one first. */
export async function signIn(page: Page, username: string, password: string = demoPassword(username)): Promise<void> {
  await page.getByRole("heading", { name: /^(Sign in|Locked)$/, level: 1 }).waitFor({ timeout: PATIENCE_MS });
  const leave = page.getByRole("button", { name: "Sign out and leave it to somebody else" });
  if (await leave.isVisible()) await leave.click();
  await page.getByLabel("User name", { exact: true }).fill(username);
  await page.getByLabel("Password", { exact: true }).fill(password);
  await page.getByRole("button", { name: "Sign in", exact: true }).click();
  await page.getByRole("navigation", { name: "Main menu" }).waitFor({ timeout: PATIENCE_MS });
}

/** The same person goes on where the window was locked. */
export async function unlock(page: Page, password: string): Promise<void> {
  await page.getByRole("heading", { name: "Locked", level: 1 }).waitFor({ timeout: PATIENCE_MS });
  await page.getByLabel("Password", { exact: true }).fill(password);
  await page.getByRole("button", { name: "Unlock", exact: true }).click();
  await page.getByRole("navigation", { name: "Main menu" }).waitFor({ timeout: PATIENCE_MS });
}

export async function signOut(page: Page): Promise<void> {
  await page.getByRole("button", { name: /operator menu$/i }).click();
  await page.getByRole("menuitem", { name: "Sign out" }).click();
  await page.getByRole("heading", { name: "Sign in", level: 1 }).waitFor({ timeout: PATIENCE_MS });
}

export async function becomes(page: Page, username: string): Promise<void> {
  await signOut(page);
  await signIn(page, username);
}

/** An entry of the main menu: "Records", "Refunds", "Approvals" ... */
export async function openPlace(page: Page, name: string, title: string = name): Promise<void> {
  await page.getByRole("navigation", { name: "Main menu" }).getByRole("link", { name }).first().click();
  await page.getByRole("heading", { name: title, level: 1 }).waitFor({ timeout: PATIENCE_MS });
}

// ---------- guide, "Deposit Record Query and Tracking" ----------

export async function openRecords(page: Page): Promise<void> {
  await openPlace(page, "Records", "Deposit Records");
  await recordsGrid(page).waitFor({ timeout: PATIENCE_MS });
}

export function recordsGrid(page: Page): Locator {
  return page.getByRole("grid", { name: "Deposit records" });
}

export function recordRow(page: Page, recordNo: string): Locator {
  return recordsGrid(page).getByRole("row").filter({ hasText: recordNo });
}

/** The number of the first record of the list that offers this action. */
export async function firstRecordWith(page: Page, action: string): Promise<string> {
  const offering = recordsGrid(page)
    .getByRole("row")
    .filter({ has: page.getByRole("button", { name: action, exact: true }) })
    .first();
  await offering.waitFor({ timeout: PATIENCE_MS });
  return (await offering.getByRole("gridcell").first().innerText()).trim();
}

/** Types a condition as the filter line takes it: `status:credited`, `customer:C-100093`, `amount>1`. */
export async function addFilter(page: Page, typed: string): Promise<void> {
  const line = page.getByLabel("Add filter");
  await line.fill(typed);
  await line.press("Enter");
}

export async function filterByStatus(page: Page, ...statuses: DepositStatus[]): Promise<void> {
  const button = page.getByRole("button", { name: /^Status: / });
  if (!(await button.isVisible())) await page.getByRole("button", { name: "Filters" }).click();
  await button.click();
  const choices = page.getByRole("dialog").filter({ has: page.getByRole("group", { name: "Status" }) });
  for (const status of statuses) await choices.getByLabel(DEPOSIT_STATUS_LABELS[status], { exact: true }).check();
  await page.keyboard.press("Escape");
  await choices.waitFor({ state: "hidden" });
}

export async function clearFilters(page: Page): Promise<void> {
  const clear = page.getByRole("button", { name: "Clear all", exact: true });
  if (await clear.isVisible()) await clear.click();
}

/** Looks a record up in the box at the top and opens it. */
export async function findRecord(page: Page, recordNo: string): Promise<void> {
  const box = page.getByRole("combobox", { name: "Search record, customer, TXID, address" });
  await box.fill(recordNo);
  await box.press("Enter");
  await recordRow(page, recordNo).click({ timeout: PATIENCE_MS });
  await page.getByRole("navigation", { name: "Path" }).filter({ hasText: "Deposit Records" }).waitFor();
  await page.getByRole("main").getByText(recordNo, { exact: true }).first().waitFor({ timeout: PATIENCE_MS });
}

/** The open record shows this status in its head. */
export async function waitForStatus(page: Page, status: DepositStatus, timeout: number = PATIENCE_MS): Promise<void> {
  const head = page.getByRole("main").getByRole("heading", { level: 1 });
  await head.getByText(DEPOSIT_STATUS_LABELS[status], { exact: true }).waitFor({ timeout });
}

// ---------- guide, "Cancellation of Non-Deposited Records" ----------

/** Step 1: remarks. Of the open record. */
export async function beginCancel(page: Page, remarks: string): Promise<Locator> {
  await page.getByRole("main").getByRole("button", { name: "Cancel", exact: true }).click();
  const dialog = page.getByRole("dialog", { name: "Cancel deposit record" });
  await dialog.getByLabel("Remarks").fill(remarks);
  await dialog.getByText("No transfer in any block or waiting pool for this address").waitFor({ timeout: PATIENCE_MS });
  return dialog;
}

/** To step 2, where the chain is asked once more. */
export async function continueCancel(page: Page, recordNo: string): Promise<Locator> {
  await page.getByRole("dialog", { name: "Cancel deposit record" }).getByRole("button", { name: "Continue" }).click();
  const again = page.getByRole("dialog", { name: `Confirm again: cancel ${recordNo}?` });
  await again.getByText(/^Checked again: no transfer seen/).waitFor({ timeout: PATIENCE_MS });
  return again;
}

/** Step 2: the confirmation again. */
export async function confirmCancel(page: Page, recordNo: string): Promise<void> {
  const again = page.getByRole("dialog", { name: `Confirm again: cancel ${recordNo}?` });
  // The button takes nothing in its first half second, where the second half of a double click would land.
  await page.waitForTimeout(700);
  await again.getByRole("button", { name: "Cancel this deposit record" }).click();
  await again.waitFor({ state: "hidden", timeout: PATIENCE_MS });
}

export async function cancelRecord(page: Page, recordNo: string, remarks: string): Promise<void> {
  await findRecord(page, recordNo);
  await beginCancel(page, remarks);
  await continueCancel(page, recordNo);
  await confirmCancel(page, recordNo);
  await waitForStatus(page, "CANCELLED");
}

// ---------- guide, "Refund Process After Successful Deposit" ----------

/** Fills the form of the open record up to its review. */
export async function fillRefundRequest(page: Page, request: RefundRequest = {}): Promise<void> {
  await page.getByRole("main").getByRole("button", { name: "Request Refund", exact: true }).click();
  await page.getByRole("heading", { name: "Request Refund", level: 1 }).waitFor();
  await page.getByLabel("Reason for the refund").fill(request.reason ?? "The client asked for the deposit back");
  await page.getByLabel("Method of the identity check").selectOption({ label: "Call-back to the number on file" });
  await page.getByLabel("Reference", { exact: true }).fill("CB-88213");
  await page.getByLabel("Who asked, on the client's side").fill("The client in person");
  await page
    .getByLabel("What was checked, and on what basis the refund is legitimate")
    .fill("Called back on the number on file; the client named the deposit, the amount and the address");
  await page.getByLabel("The refund address belongs to the person whose identity was checked").check();
  await page.getByLabel("Nobody else is paid: no third party receives this refund").check();
  await page
    .getByRole("radiogroup", { name: "Refund address" })
    .getByRole("radio", { disabled: false })
    .first()
    .check();
  if (!request.adjusted) return;
  await page.getByLabel("Refund amount").fill(request.adjusted.amount);
  await page.getByLabel("Reason for adjustment").fill(request.adjusted.because);
  await page.getByLabel(request.adjusted.rest).check();
}

export async function reviewRefundRequest(page: Page): Promise<void> {
  await page.getByRole("button", { name: "Review the request" }).click();
  await page.getByRole("region", { name: "Review of the request" }).waitFor();
}

/** Sends what was reviewed; answers the number of the refund. */
export async function sendRefundRequest(page: Page): Promise<string> {
  await page.getByRole("main").getByRole("button", { name: "Request Refund", exact: true }).click();
  const refund = page.getByRole("article", { name: /^Refund RF-/ });
  await refund.waitFor({ timeout: PATIENCE_MS });
  const name = (await refund.getAttribute("aria-label")) ?? "";
  return name.replace("Refund ", "");
}

export async function requestRefund(page: Page, recordNo: string, request: RefundRequest = {}): Promise<string> {
  await findRecord(page, recordNo);
  await fillRefundRequest(page, request);
  await reviewRefundRequest(page);
  return sendRefundRequest(page);
}

/** Opens a request in the approval queue. */
export async function openApproval(page: Page, refundNo: string): Promise<Locator> {
  await openPlace(page, "Approvals");
  await page.getByRole("navigation", { name: "Requests" }).getByRole("button", { name: refundNo }).click();
  const request = page.getByRole("article", { name: `Request ${refundNo}` });
  await request.waitFor({ timeout: PATIENCE_MS });
  return request;
}

export async function approveRefund(page: Page, refundNo: string, password: string): Promise<void> {
  const request = await openApproval(page, refundNo);
  await request.getByLabel("Comment, goes into the log").fill("Compared with the record and the address book");
  await request.getByLabel("Type the last 8 of the digest").fill(await digestTail(request));
  await request.getByLabel("Password, to prove it is you").fill(password);
  await request.getByText("Nothing differs from the request.").waitFor({ timeout: PATIENCE_MS });
  await request.getByRole("button", { name: "Approve refund" }).click();
  const approvals = request.getByRole("region", { name: "Approvals" });
  await approvals.getByText("signed with a device key").first().waitFor({ timeout: PATIENCE_MS });
}

/** As the approver reads it off the screen. */
async function digestTail(request: Locator): Promise<string> {
  const text = await request.innerText();
  const digest = /\b[0-9a-f]{64}\b/.exec(text)?.[0] ?? /(?:\b[0-9a-f]{4}\s+){15}[0-9a-f]{4}\b/.exec(text)?.[0];
  if (digest === undefined) throw new Error("the request shows no intent digest");
  return digest.replace(/\s/g, "").slice(-8);
}

/** By the list, unless it is on the screen already: the list leaves out what ended without a payment. */
export async function openRefund(page: Page, refundNo: string): Promise<Locator> {
  const refund = page.getByRole("article", { name: `Refund ${refundNo}` });
  if (await refund.isVisible()) return refund;
  await openPlace(page, "Refunds");
  await page.getByRole("main").getByText(refundNo, { exact: true }).first().click();
  await refund.waitFor({ timeout: PATIENCE_MS });
  return refund;
}

/** The executor's payment key is approved and holds what it is going to pay with; in the demo both come by themselves. */
export async function waitForSigningKey(page: Page): Promise<void> {
  const end = Date.now() + PATIENCE_MS;
  for (;;) {
    await openPlace(page, "Signing key");
    const mine = page.getByRole("region", { name: "My signing key on this workstation" });
    const approvedBy = mine.getByText(/^by \S/);
    const holds = mine.getByText(/^[1-9][\d,]*(\.\d+)?\s+USDT$/);
    try {
      await approvedBy.first().waitFor({ timeout: LOOK_AGAIN_MS });
      await holds.first().waitFor({ timeout: LOOK_AGAIN_MS });
      return;
    } catch (error) {
      if (Date.now() > end) throw error;
      // The page asks rarely; who comes back to it sees the present.
      await openPlace(page, "Account");
    }
  }
}

/** What an executor signs: the payment, the same with a higher fee, or nothing to anybody on the same slot. */
export type Signing = { opens: string; signs: string };
export const PAYMENT: Signing = { opens: "Execute Refund", signs: "Execute Refund" };
export const HIGHER_FEE: Signing = { opens: "Raise fee", signs: "Sign with the higher fee" };
export const PAYS_NOBODY: Signing = { opens: "Sign: pay nobody", signs: "Sign: pay nobody" };

/** Into the signing room, up to the paper that is read before signing. */
export async function claimRefund(
  page: Page,
  refundNo: string,
  password: string,
  { opens }: Signing = PAYMENT,
): Promise<Locator> {
  const refund = await openRefund(page, refundNo);
  await refund.getByRole("button", { name: opens, exact: true }).click();
  const prove = page.getByRole("form", { name: "Prove it is you" });
  await prove.getByLabel("Password, to prove it is you").fill(password);
  await prove.getByRole("button", { name: "Claim and check" }).click();
  const paper = page.getByRole("form", { name: "Read, confirm and sign" });
  await paper.waitFor({ timeout: PATIENCE_MS });
  return paper;
}

/** Types what the paper asks for; answers the address that it pays to, or its own when it pays nobody. Without `pin` the demo's, as it stands beside the field. */
export async function fillSigning(paper: Locator, pin?: string): Promise<string> {
  const to = paper.getByRole("region", { name: /^To( the paying address itself)?$/ });
  const address = /0x[0-9a-fA-F]{40}/.exec((await to.textContent()) ?? "")?.[0];
  if (address === undefined) throw new Error("the paper shows no address to pay to");
  await paper.getByLabel(/^Type the last 6 characters of /).fill(address.slice(-6));
  await paper.getByLabel("Signing PIN").fill(pin ?? (await shownPin(paper)));
  return address;
}

async function shownPin(paper: Locator): Promise<string> {
  const text = await paper.getByText(/^Demo PIN: /).innerText();
  return text.replace("Demo PIN: ", "").trim();
}

/** The last word. */
export async function sign(page: Page, paper: Locator, { signs }: Signing = PAYMENT): Promise<void> {
  await paper.getByRole("button", { name: signs }).click();
  await page.getByRole("button", { name: "Track the refund" }).waitFor({ timeout: PATIENCE_MS });
}

export async function executeRefund(
  page: Page,
  refundNo: string,
  password: string,
  signing: Signing = PAYMENT,
): Promise<void> {
  const paper = await claimRefund(page, refundNo, password, signing);
  await fillSigning(paper);
  await sign(page, paper, signing);
}

/** From the signing room to the refund's page. */
export async function trackRefund(page: Page): Promise<void> {
  await page.getByRole("button", { name: "Track the refund" }).click();
  await page.getByRole("article", { name: /^Refund RF-/ }).waitFor({ timeout: PATIENCE_MS });
}

// ---------- settings ----------

export async function chooseTheme(page: Page, theme: "As the system" | "Light" | "Dark"): Promise<void> {
  await openPlace(page, "Settings");
  const choice = page.getByRole("radiogroup", { name: "Theme" }).getByRole("radio", { name: theme });
  await choice.click();
  await page.waitForFunction(() => document.activeElement !== null);
}
