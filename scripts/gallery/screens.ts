/** Every screen of the gallery: who sees it, where it is, what is done there before it is looked at. Nothing is ever sent. */
import type { Page } from "@playwright/test";
import { demoPassword } from "#central/demo/demoDirectory.ts";
import type { GalleryWorld } from "./GalleryWorld.ts";

export type Visitor = "nobody" | "operator" | "supervisor" | "executor" | "auditor" | "admin";

export type Screen = {
  name: string;
  visitor: Visitor;
  /** the page's address behind the # */
  path: (world: GalleryWorld) => string;
  /** found by what it is, not by words, for it must work in each language */
  arrange?: (page: Page) => Promise<void>;
  /** files of docs/design that draw it, light and dark */
  drawn?: { light?: string; dark?: string; chinese?: string };
};

const at = (path: string) => (): string => path;

export const SCREENS: readonly Screen[] = [
  { name: "sign-in", visitor: "nobody", path: at("/"), drawn: { light: "08-sign-in-demo-light.png" } },

  {
    name: "dashboard",
    visitor: "supervisor",
    path: at("/dashboard"),
    drawn: { light: "05-dashboard-light.png", dark: "05-dashboard-dark.png" },
  },
  {
    name: "records",
    visitor: "operator",
    path: at("/records"),
    drawn: { light: "01-records-light.png", dark: "01-records-dark.png", chinese: "01-records-zh-hant-light.png" },
  },
  { name: "records-filters", visitor: "operator", path: at("/records"), arrange: (page) => page.keyboard.press("f") },
  { name: "records-nothing-found", visitor: "operator", path: at("/records?text=nothing-has-this-name") },
  {
    name: "record-credited",
    visitor: "operator",
    path: ({ record }) => `/records/${record.credited}`,
    drawn: { light: "02-record-detail-light.png", dark: "02-record-detail-dark.png" },
  },
  { name: "record-verifying", visitor: "operator", path: ({ record }) => `/records/${record.verifying}` },
  {
    name: "record-code",
    visitor: "operator",
    path: ({ record }) => `/records/${record.verifying}`,
    arrange: (page) => page.getByRole("button", { name: /^Show the QR code/ }).click(),
  },
  { name: "record-held", visitor: "operator", path: ({ record }) => `/records/${record.held}` },
  { name: "record-refunded", visitor: "operator", path: ({ record }) => `/records/${record.refunded}` },
  { name: "record-cancelled", visitor: "operator", path: ({ record }) => `/records/${record.cancelled}` },
  {
    name: "cancel-step-1",
    visitor: "operator",
    path: ({ record }) => `/records/${record.verifying}`,
    arrange: openCancel,
    drawn: { light: "06-cancel-step1-light.png" },
  },
  {
    name: "cancel-step-2",
    visitor: "operator",
    path: ({ record }) => `/records/${record.verifying}`,
    arrange: async (page) => {
      await openCancel(page);
      await page.getByRole("dialog").locator("textarea").fill("Duplicate user request");
      await page.getByRole("dialog").getByRole("button").last().click();
      await page.waitForTimeout(1_500);
    },
    drawn: { light: "06-cancel-step2-light.png" },
  },
  { name: "refund-request", visitor: "operator", path: ({ record }) => `/records/${record.credited}/refund` },
  { name: "refunds", visitor: "operator", path: at("/refunds?view=all") },
  { name: "refund-pending", visitor: "operator", path: ({ refund }) => `/refunds/${refund.pending}` },
  { name: "refund-approved", visitor: "executor", path: ({ refund }) => `/refunds/${refund.approved}` },
  { name: "refund-completed", visitor: "operator", path: ({ refund }) => `/refunds/${refund.completed}` },
  {
    name: "approvals",
    visitor: "supervisor",
    path: at("/approvals"),
    drawn: { light: "04-approval-queue-light.png" },
  },
  { name: "triage", visitor: "supervisor", path: at("/triage") },
  { name: "execute-prove", visitor: "executor", path: ({ refund }) => `/execute/${refund.approved}` },
  {
    name: "execute-review",
    visitor: "executor",
    path: ({ refund }) => `/execute/${refund.approved}`,
    arrange: async (page) => {
      const proof = page.locator("input[type=password]").first();
      await proof.fill(demoPassword("executor"));
      await proof.press("Enter");
      // The paper that is read before signing shows the whole address.
      await page
        .getByText(/0x[0-9a-fA-F]{2}/)
        .first()
        .waitFor({ timeout: 30_000 });
      await page.waitForTimeout(1_500);
    },
    drawn: { light: "03-execute-refund-light.png", dark: "03-execute-refund-dark.png" },
  },
  { name: "applications", visitor: "operator", path: at("/applications") },
  { name: "addresses", visitor: "operator", path: at("/addresses") },
  { name: "notices", visitor: "operator", path: at("/notices") },
  { name: "account", visitor: "operator", path: at("/account") },
  { name: "settings", visitor: "operator", path: at("/settings") },
  {
    name: "shortcuts",
    visitor: "operator",
    path: at("/records"),
    arrange: (page) => page.keyboard.press("Shift+Slash"),
  },
  { name: "not-found", visitor: "operator", path: at("/no-such-page") },
  { name: "signing-key", visitor: "executor", path: at("/keys") },
  { name: "audit", visitor: "auditor", path: at("/audit") },
  { name: "currencies", visitor: "admin", path: at("/currencies") },
  { name: "limits", visitor: "admin", path: at("/limits") },
  { name: "screening", visitor: "supervisor", path: at("/screening") },
  { name: "retention", visitor: "auditor", path: at("/retention") },
  { name: "people", visitor: "admin", path: at("/people") },
];

async function openCancel(page: Page): Promise<void> {
  await page.keyboard.press("c");
  await page.getByRole("dialog").waitFor();
  await page.waitForTimeout(1_000);
}
