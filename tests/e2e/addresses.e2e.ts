/** A client's wallet becomes one that may be paid, in the real window: chain event to screen to audit event. */
import { expect, type Page } from "@playwright/test";
import { Wallet } from "ethers";
import { toQuantity } from "#central/chain/rpcShapes.ts";
import * as operator from "#scripts/demo/operator.ts";
import type { WalletAddress } from "#shared/contract/address.ts";
import type { AuditEvent } from "#shared/contract/audit.ts";
import { toBaseUnits } from "#shared/money.ts";
import { test, type Desk } from "#tests/support/desk.ts";

test.describe.configure({ mode: "serial" });

const CLIENT = "C-108834";
let window: Awaited<ReturnType<Desk["open"]>>;
let page: Page;
let customerNo: string;
const paying = Wallet.createRandom();
const signing = Wallet.createRandom();

test.beforeAll(async ({ desk }) => {
  window = await desk.open({});
  page = window.page;
  const { items } = await desk.witness.get<{ items: WalletAddress[] }>("/wallet-addresses?limit=1");
  customerNo = items[0]?.customerNo ?? CLIENT;
  await operator.signIn(page, "operator");
  await operator.openPlace(page, "Addresses", "Customer Wallet Address");
});
test.afterAll(() => window.close());

const dialog = () => page.getByRole("dialog");
const row = (address: string) => page.getByRole("listitem").filter({ hasText: address });
async function add(address: string, label: string): Promise<void> {
  await page.getByRole("button", { name: "Add address…" }).click();
  await dialog().getByLabel("Customer no.").fill(customerNo);
  await dialog().getByLabel("Address").fill(address);
  await dialog().getByLabel("What it is").fill(label);
  await dialog().getByRole("button", { name: "Add the address" }).click();
  await expect(dialog()).toHaveCount(0);
  await page.getByRole("searchbox", { name: "Search addresses" }).fill(address);
  await expect(row(address).getByText("Not Verified")).toBeVisible();
}
async function ask(address: string, method: string): Promise<void> {
  await row(address)
    .getByRole("button", { name: /Ask for proof/ })
    .click();
  await dialog()
    .getByRole("radio", { name: new RegExp(method) })
    .check();
  await dialog().getByRole("button", { name: "Start the proof" }).click();
}

test("feature 52 W1 W2 W4 R5.2 R5.3 a small payment is asked for, made, counted, and proves the wallet", async ({
  desk,
}) => {
  await add(paying.address, "Hardware wallet");
  await ask(paying.address, "Micropayment");
  const asked = dialog().getByText(/^0\.000\d+ ETH$/);
  await expect(asked).toBeVisible();
  const [, amount = ""] = /^(\S+) ETH$/.exec((await asked.textContent()) ?? "") ?? [];
  const rpc = desk.services.chainRpc;
  const { items } = await desk.witness.get<{ items: WalletAddress[] }>(`/wallet-addresses?address=${paying.address}`);
  const id = items[0]?.id ?? "";
  const proofs = await desk.witness.get<{ items: { payment: { amount: string; destination: string } }[] }>(
    `/wallet-addresses/${id}/proofs`,
  );
  expect(proofs.items[0]?.payment.amount).toBe(amount);
  await rpc("anvil_impersonateAccount", [paying.address]);
  await rpc("anvil_setBalance", [paying.address, toQuantity(10n ** 18n)]);
  const value = toQuantity(toBaseUnits(amount, 18));
  await rpc("eth_sendTransaction", [{ from: paying.address, to: proofs.items[0]?.payment.destination, value }]);
  await expect(dialog().getByText("Payment seen")).toBeVisible();
  await expect(dialog().getByText("Proven.")).toBeVisible({ timeout: 120_000 });
  await dialog().getByRole("button", { name: "Close" }).click();
  await expect(row(paying.address).getByText("Pending Whitelist Approval")).toBeVisible();
  const log = await desk.witness.get<{ items: AuditEvent[] }>(`/audit-events?entityId=${id}&limit=20`);
  expect(log.items.map(({ action }) => action)).toEqual(["address.proof_ok", "address.proof_started", "address.added"]);
});

test("feature 53 W2 W3 R5.4 a text is signed: by a stranger and refused, then by the wallet itself", async () => {
  await page.getByRole("searchbox", { name: "Search addresses" }).fill("");
  await add(signing.address, "Browser wallet");
  await ask(signing.address, "Signed message");
  await dialog()
    .getByLabel("Signature")
    .fill(await paying.signMessage(await shownText()));
  await dialog().getByRole("button", { name: "Check it" }).click();
  await expect(
    dialog()
      .getByText(/was signed by/)
      .first(),
  ).toBeVisible();
  await dialog().getByRole("button", { name: "Close" }).click();
  await ask(signing.address, "Signed message");
  await dialog()
    .getByLabel("Signature")
    .fill(await signing.signMessage(await shownText()));
  await dialog().getByRole("button", { name: "Check it" }).click();
  await expect(row(signing.address).getByText("Pending Whitelist Approval")).toBeVisible();
});

async function shownText(): Promise<string> {
  return (await dialog().getByRole("region", { name: "Text to be signed" }).locator("pre").textContent()) ?? "";
}

test("feature 51 W5 W9 R5.2 another person puts the address on the list, and takes it off again", async ({ desk }) => {
  await operator.becomes(page, "supervisor");
  await operator.openPlace(page, "Addresses", "Customer Wallet Address");
  await page.getByRole("searchbox", { name: "Search addresses" }).fill(paying.address);
  await row(paying.address)
    .getByRole("button", { name: /Decide/ })
    .click();
  await dialog().getByLabel("Remarks").fill("Compared with the call back of today");
  await dialog().getByRole("button", { name: "Put on the list" }).click();
  await expect(row(paying.address).getByText("Verified", { exact: true })).toBeVisible();
  await row(paying.address)
    .getByRole("button", { name: /Revoke/ })
    .click();
  await dialog().getByLabel("Reason").fill("The client lost the device");
  await dialog().getByRole("button", { name: "Revoke the address" }).click();
  await expect(row(paying.address).getByText("Revoked", { exact: true })).toBeVisible();
  const { items } = await desk.witness.get<{ items: WalletAddress[] }>(`/wallet-addresses?address=${paying.address}`);
  expect(items[0]).toMatchObject({ status: "REVOKED", verifiedBy: { name: expect.any(String) } });
});
