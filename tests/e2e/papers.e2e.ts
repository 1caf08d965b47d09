/** Papers of a refund, printed for real: PDF files where the person chooses. Feature 65, R23.1. The window starts once. */
import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, type Page } from "@playwright/test";
import * as operator from "#scripts/demo/operator.ts";
import type { Refund } from "#shared/contract/refund.ts";
import { test, type Desk } from "#tests/support/desk.ts";

test.describe.configure({ mode: "serial" });

let window: Awaited<ReturnType<Desk["open"]>>;
let page: Page;
let refund: Refund;
let folder: string;

test.beforeAll(async ({ desk }) => {
  folder = await mkdtemp(join(tmpdir(), "deposit-desk-papers-"));
  window = await desk.open();
  page = window.page;
  await operator.signIn(page, "operator");
  await expect(page.getByRole("link", { name: /^Synced / })).toBeVisible();
  const { items } = await desk.witness.get<{ items: Refund[] }>("/refunds?status=COMPLETED&limit=20");
  const open = items.find(({ notification }) => notification?.status === "OPEN");
  if (open === undefined) throw new Error("the demo has a completed refund of which nobody was told");
  refund = open;
  // The dialog of the operating system waits for a person; everything behind it is real.
  await window.app.evaluate(({ dialog }, into) => {
    const choose = (_window: unknown, { defaultPath = "" }: { defaultPath?: string }) =>
      Promise.resolve({ canceled: false, filePath: `${into}/${defaultPath.split("/").at(-1)}` });
    dialog.showSaveDialog = choose as typeof dialog.showSaveDialog;
  }, folder);
});
test.afterAll(async () => {
  await window.close();
  await rm(folder, { recursive: true, force: true });
});

/** Pages of a PDF, whose text is packed: its size tells whether fonts came along. */
async function pdf(name: string): Promise<{ pages: number; bytes: number }> {
  const text = (await readFile(join(folder, name))).toString("latin1");
  expect(text.slice(0, 5)).toBe("%PDF-");
  return { pages: text.match(/\/Type\s*\/Page\b/g)?.length ?? 0, bytes: text.length };
}

test("feature 65 the slip of a refund is one page", async () => {
  await page.evaluate((id) => {
    location.hash = `/refunds/${id}`;
  }, refund.id);
  await page.getByRole("button", { name: "Refund slip as PDF…" }).click();
  await expect(page.getByText(`Slip of ${refund.refundNo} saved`)).toBeVisible();
  const slip = await pdf(`${refund.refundNo}.pdf`);
  expect(slip.pages).toBe(1);
  expect(slip.bytes).toBeGreaterThan(20_000);
});

test("R23.1 the letter is printed in the customer's language, whatever the window speaks", async () => {
  await operator.openPlace(page, "Notices", "Notify customer (offline)");
  await page.getByText(refund.refundNo).first().click();
  for (const [name, language] of [
    ["English", "en"],
    ["繁體中文", "zh-Hant"],
    ["简体中文", "zh-Hans"],
  ] as const) {
    await page.getByRole("radiogroup", { name: "Language of the customer" }).getByRole("radio", { name }).click();
    await page.getByRole("button", { name: "Letter as PDF…" }).click();
    await expect
      .poll(() => pdf(`${refund.refundNo}-${language}.pdf`).catch(() => null), { timeout: 20_000 })
      .toMatchObject({ pages: 1 });
  }
  await expect(page.getByText("閣下的存入").or(page.getByText("您的存入")).first()).toBeVisible();
});
