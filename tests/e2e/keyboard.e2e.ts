/** The guide's three flows by the keyboard alone, in Traditional Chinese; the query in English too. No mouse is moved, nothing is called past the keys. */
import { expect, type Page } from "@playwright/test";
import { DEMO_CURRENCIES, demoPassword } from "#central/demo/demoDirectory.ts";
import type { Deposit } from "#shared/contract/deposit.ts";
import { LANGUAGE_NAMES, type Language } from "#shared/texts/languages.ts";
import { makeTranslator, type Translate } from "#shared/texts/translator.ts";
import { creditedRecord, test, type Desk } from "#tests/support/desk.ts";
import { keyboardOf, type Keyboard } from "#tests/support/keyboard.ts";

test.describe.configure({ mode: "serial" });

let window: Awaited<ReturnType<Desk["open"]>>;
let page: Page;
let keys: Keyboard;
let t: Translate = makeTranslator("en").t;
let refundNo: string;

test.beforeAll(async ({ desk }) => {
  window = await desk.open(desk.workstation);
  page = window.page;
  keys = keyboardOf(page);
  // Whoever worked here last may have left the window locked.
  await page.getByRole("heading", { name: /^(Sign in|Locked)$/, level: 1 }).waitFor();
  const leave = button(t("session:lock.leave"));
  if (await leave.isVisible()) await keys.push(leave);
  await place(t("session:signIn.title"));
});
test.afterAll(() => window.close());

const button = (name: string) => page.getByRole("button", { name, exact: true });
const field = (name: string) => page.locator("input, textarea, select").and(page.getByLabel(name)).first();
const place = (title: string) => page.getByRole("heading", { name: title, level: 1 }).waitFor();

async function speak(language: Language): Promise<void> {
  const choice = page.getByRole("radio", { name: LANGUAGE_NAMES[language], exact: true });
  await keys.to(page.locator("[role=radio][aria-checked=true][lang]"));
  // One stop of the tabulator for the whole group; the arrows go through it and choose.
  for (let step = 0; step < 3 && (await choice.getAttribute("aria-checked")) !== "true"; step += 1)
    await keys.press("ArrowRight").then(() => page.waitForTimeout(300));
  await expect(choice).toBeFocused();
  t = makeTranslator(language).t;
}

async function signIn(username: string): Promise<void> {
  await keys.write(field(t("session:userName")), username);
  await keys.write(field(t("session:password")), demoPassword(username));
  await keys.press("Enter");
  await page.locator("#page").waitFor();
}

async function signOut(): Promise<void> {
  await keys.to(page.getByRole("button", { name: new RegExp(`${t("frame:operator.menu")}$`) }));
  await keys.press("Enter");
  await keys.choose(page.getByRole("menuitem", { name: t("frame:operator.signOut") }));
  await place(t("session:signIn.title"));
}

/** By the search box to the record itself. */
async function openRecord(recordNo: string): Promise<void> {
  await keys.press("/");
  const box = page.getByRole("combobox", { name: t("frame:search.label") });
  await expect(box).toBeFocused();
  await keys.write(box, recordNo);
  await keys.press("Enter");
  const cell = page.getByRole("gridcell", { name: recordNo, exact: true });
  await cell.waitFor();
  await keys.to(page.locator("[role=gridcell][tabindex='0'], [role=columnheader] [tabindex='0']").first());
  await keys.press("ArrowDown", "Enter");
  await page.getByRole("main").getByText(recordNo, { exact: true }).first().waitFor();
}

async function firstRecord(desk: Desk, status: Deposit["status"]): Promise<Deposit> {
  const { items } = await desk.witness.get<{ items: Deposit[] }>(`/deposits?status=${status}&limit=1`);
  const [first] = items;
  if (first === undefined) throw new Error(`the demo has no record ${status}`);
  return first;
}

test("R10.1 R11.1 a record is found and opened, in English", async ({ desk }) => {
  await signIn("operator");
  const { recordNo } = await firstRecord(desk, "CREDITED");
  await openRecord(recordNo);
  await expect(page.getByRole("main")).toContainText(recordNo);
  await signOut();
});

test("R14.1 R15.1 R16.1 a record is cancelled, with remarks and the second step", async ({ desk }) => {
  await speak("zh-Hant");
  await signIn("operator");
  const { recordNo } = await firstRecord(desk, "WALLET_ADDRESS_UNDER_VERIFICATION");
  await openRecord(recordNo);
  await keys.press("c");
  await page.getByRole("dialog").waitFor();
  await keys.write(field(t("deposits:cancel.remarks")), "重複申請");
  const goOn = button(t("deposits:cancel.goOn"));
  await expect(goOn).not.toHaveAttribute("aria-disabled", "true");
  await keys.push(goOn);
  const confirm = button(t("deposits:cancel.confirm"));
  await confirm.waitFor();
  await expect(confirm).not.toHaveAttribute("aria-disabled", "true");
  // The button takes nothing in its first half second.
  await page.waitForTimeout(700);
  await keys.push(confirm);
  await page.getByRole("dialog").waitFor({ state: "hidden" });
  await expect.poll(async () => (await desk.witness.record(recordNo)).status).toBe("CANCELLED");
});

test("R17.1 R18.1 R20.1 a refund is requested", async ({ desk }) => {
  const usdt = DEMO_CURRENCIES.find(({ code }) => code === "USDT");
  const { recordNo } = await creditedRecord(desk.witness, "USDT", usdt?.largeAmount ?? "1");
  await openRecord(recordNo);
  await keys.press("r");
  await place(t("request:title"));
  await keys.write(field(t("request:reason.label")), "客戶要求退回");
  await keys.to(field(t("request:identity.method")));
  await keys.press("ArrowDown");
  await keys.write(field(t("request:identity.reference")), "CB-88213");
  await keys.write(field(t("request:identity.askedBy")), "客戶本人");
  await keys.write(field(t("request:identity.basis")), "已回撥存檔電話核實");
  await keys.tick(field(t("request:identity.addressConfirmed")));
  await keys.tick(field(t("request:identity.noThirdParty")));
  const addresses = page.getByRole("radiogroup", { name: t("request:address.label") });
  await keys.tick(addresses.getByRole("radio", { disabled: false }).first());
  await keys.push(button(t("request:bar.review")));
  await page.getByRole("region", { name: t("request:review.title") }).waitFor();
  await keys.push(button(t("request:bar.send")));
  const refund = page.getByRole("article", { name: /RF-/ });
  await refund.waitFor();
  refundNo = /RF-[\d-]+/.exec((await refund.getAttribute("aria-label")) ?? "")?.[0] ?? "";
  expect((await desk.witness.refund(refundNo)).status).toBe("PENDING_APPROVAL");
  await signOut();
});

test("R20a.1 another person approves it", async ({ desk }) => {
  await signIn("supervisor");
  await keys.press("g", "q");
  await place(t("approvals:title"));
  await keys.push(page.getByRole("button", { name: new RegExp(refundNo) }));
  const request = page.getByRole("article", { name: t("approvals:detail.request", { no: refundNo }) });
  await request.getByText(t("approvals:decide.nothingDiffers")).waitFor();
  const { intentHash } = await desk.witness.refund(refundNo);
  await keys.write(field(t("approvals:decide.comment")), "已與記錄及地址簿核對");
  await keys.write(field(t("approvals:decide.tail")), intentHash.slice(-8));
  await keys.write(field(t("approvals:decide.password")), demoPassword("supervisor"));
  await keys.push(button(t("approvals:decide.approve")));
  await expect.poll(async () => (await desk.witness.refund(refundNo)).status).toBe("APPROVED");
  await signOut();
});

test("R21.1 the executor signs it", async ({ desk }) => {
  await signIn("executor");
  // The key is approved and funded by the demo itself; the page asks rarely, who comes back to it sees the present.
  await expect(async () => {
    await keys.press("g", "k");
    const mine = page.getByRole("main").locator("section").first();
    await expect(mine.getByText(/^[1-9][\d,]*(\.\d+)?\s+USDT$/).first()).toBeVisible({ timeout: 3_000 });
    await expect(mine.getByText(t("keys:status.APPROVED")).first()).toBeVisible({ timeout: 3_000 });
    await keys.press("g", "c");
  }).toPass({ timeout: 60_000 });
  await keys.press("g", "f");
  await place(t("refunds:list.title"));
  await keys.push(page.getByRole("link", { name: refundNo }));
  await keys.push(button(t("refunds:actions.EXECUTE")));
  await keys.write(field(t("execution:prove.password")), demoPassword("executor"));
  await keys.push(button(t("execution:prove.claim")));
  const { refundAddress } = await desk.witness.refund(refundNo);
  await keys.write(
    field(t("execution:review.typeLast", { what: t("execution:typed.PAYMENT") })),
    refundAddress.slice(-6),
  );
  await keys.write(field(t("execution:review.pin")), "246813");
  await keys.push(button(t("execution:purpose.PAYMENT.sign")));
  await button(t("execution:outcome.track")).waitFor();
  await expect.poll(async () => (await desk.witness.refund(refundNo)).txHash).not.toBeNull();
  // The room in which is signed has no menu.
  await keys.push(button(t("execution:outcome.track")));
  await signOut();
});

test("the window speaks English again", async () => {
  await speak("en");
  await expect(page.getByRole("heading", { name: "Sign in", level: 1 })).toBeVisible();
});

test("WCAG 2.4.3 2.4.7 2.4.11 at every stop the focus stood on something, and was seen", () => {
  expect(keys.faults).toEqual([]);
});
