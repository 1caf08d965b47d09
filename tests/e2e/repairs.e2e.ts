/** Payments and keys that do not come right by themselves, repaired in the real window by the people who may: F12, F24, F25, F28, F36 and a key that is ahead. */
import { expect, type Locator, type Page } from "@playwright/test";
import { DEMO_CURRENCIES, demoPassword } from "#central/demo/demoDirectory.ts";
import * as operator from "#scripts/demo/operator.ts";
import { balancesAround } from "#scripts/demo/witness.ts";
import type { Deposit } from "#shared/contract/deposit.ts";
import type { Refund } from "#shared/contract/refund.ts";
import type { Signer } from "#shared/contract/signer.ts";
import { accessibilityFaults } from "#tests/support/accessibility.ts";
import { test, type Desk } from "#tests/support/desk.ts";
import { signElsewhere } from "#tests/support/signedElsewhere.ts";
import { approved, claimed, must, paid, requested, verifiedAddress } from "#tests/support/preparedRefund.ts";

test.describe.configure({ mode: "serial" });

/** Deeper than what the demo calls final, and than what its keys wait for. */
const FINAL_BLOCKS = "0x1a";
const PAYS_MORE = 160_000_000_000n;

let window: Awaited<ReturnType<Desk["open"]>>;
let page: Page;
/** what becomes of each */
const refunds: Record<"raised" | "withheld" | "taken" | "unused" | "found", Refund> = {} as never;
const faults: string[] = [];

test.beforeAll(async ({ desk }) => {
  window = await desk.open(desk.workstation);
  page = window.page;
});
test.afterAll(async ({ desk }) => {
  await desk.services.resumeMining();
  await window.close();
});

async function open(refund: Refund): Promise<Locator> {
  await page.evaluate((id) => {
    location.hash = `/refunds/${id}`;
  }, refund.id);
  const shown = page.getByRole("article", { name: `Refund ${refund.refundNo}` });
  await shown.waitFor();
  return shown;
}

/** The dialog that a button opens, looked at for what keeps people from using it. */
async function dialogOf(button: Locator): Promise<Locator> {
  await button.click();
  const dialog = page.getByRole("dialog");
  await dialog.waitFor();
  for (const fault of await accessibilityFaults(page))
    faults.push(`${await dialog.getByRole("heading").first().innerText()}: ${fault}`);
  return dialog;
}

/** Writes into the dialog's field, proves who it is where that is asked for, and presses. */
async function answer(dialog: Locator, button: string, words: string, proof?: string): Promise<void> {
  await dialog.getByRole("textbox").first().fill(words);
  if (proof !== undefined) await dialog.getByLabel("Password, to prove it is you").fill(demoPassword(proof));
  await dialog.getByRole("button", { name: button, exact: true }).click();
  await expect(dialog).toHaveCount(0);
}

async function freshRecords(desk: Desk, code: string, count: number): Promise<Deposit[]> {
  const most = DEMO_CURRENCIES.find((one) => one.code === code)?.largeAmount ?? "";
  const { items } = await desk.witness.get<{ items: Deposit[] }>(
    `/deposits?status=CREDITED&currency=${code}&amountMax=${most}&limit=100`,
  );
  const free = items.filter(({ activeRefundId }) => activeRefundId === null);
  const perCustomer = [...new Map(free.map((one) => [one.customerNo, one])).values()];
  expect(perCustomer.length).toBeGreaterThanOrEqual(count);
  return perCustomer.slice(0, count);
}

const statusOf = async (desk: Desk, { refundNo }: Refund) => (await desk.witness.refund(refundNo)).status;

test("F13 F14 payments are signed that will not end by themselves, and one slot is given for nothing", async ({
  desk,
}) => {
  await operator.signIn(page, "operator");
  await expect(page.getByRole("link", { name: /^Synced / })).toBeVisible();
  const records = [...(await freshRecords(desk, "USDT", 4)), ...(await freshRecords(desk, "ETH", 1))];
  const names = ["raised", "withheld", "taken", "unused", "found"] as const;
  for (const [index, name] of names.entries()) refunds[name] = await requested(page, records[index] as Deposit);
  await operator.becomes(page, "supervisor");
  for (const name of names) refunds[name] = await approved(page, "supervisor", refunds[name]);
  await operator.becomes(page, "executor");
  await operator.waitForSigningKey(page);
  await desk.services.pauseMining();
  for (const name of ["raised", "withheld", "taken"] as const) refunds[name] = await paid(page, refunds[name]);
  await claimed(page, refunds.unused);
  await must(page, "refunds", "releaseClaim", { id: refunds.unused.id });
});

test("F24 the executor raises the fee of a payment that waits", async ({ desk }) => {
  await expect.poll(() => statusOf(desk, refunds.raised)).toBe("BROADCAST");
  await operator.executeRefund(page, refunds.raised.refundNo, demoPassword("executor"), operator.HIGHER_FEE);
  await operator.trackRefund(page);
  const { attempts } = await desk.witness.refund(refunds.raised.refundNo);
  expect(attempts.map(({ kind }) => kind)).toEqual(["PAYMENT", "FEE_BUMP"]);
});

test("F12 F25 one person asks to withhold a payment, another approves with a device key, the slot's key pays nobody", async ({
  desk,
}) => {
  const waits = await open(refunds.withheld);
  await answer(
    await dialogOf(waits.getByRole("button", { name: "Withhold payment…" })),
    "Ask to withhold",
    "The client named another address",
  );
  await expect(waits.getByText("Asked for. Another person must approve it now.")).toBeVisible();
  await expect(waits.getByRole("button", { name: "Approve withholding…" })).toHaveAttribute("aria-disabled", "true");
  const drop = await dialogOf(waits.getByRole("button", { name: "Do not withhold…" }));
  await drop.getByRole("button", { name: "Keep as asked" }).click();

  await operator.becomes(page, "supervisor");
  await operator.openPlace(page, "Approvals");
  const waiting = page.getByRole("region", { name: "Payments and slots to withhold" });
  const asked = waiting.getByRole("listitem").filter({ hasText: refunds.withheld.refundNo });
  await asked.getByText("Look and decide").click();
  await answer(
    await dialogOf(page.getByRole("button", { name: "Approve withholding…" })),
    "Approve withholding",
    "Called the client",
    "supervisor",
  );
  await expect(page.getByText("Approved. The executor whose key has the slot may sign")).toBeVisible();

  // What rests on an address that is not trusted any more stops, and is rejected: the slot that it was given is left unused.
  const address = await verifiedAddress(page, await desk.witness.record(refunds.unused.recordNo));
  await must(page, "addresses", "revoke", {
    id: address.id,
    version: address.version,
    remarks: "Given up by the client",
    idempotencyKey: crypto.randomUUID(),
  });
  await expect.poll(() => statusOf(desk, refunds.unused)).toBe("ON_HOLD");
  const held = await open(refunds.unused);
  await answer(
    await dialogOf(held.getByRole("button", { name: "Reject…", exact: true })),
    "Reject refund",
    "The address is given up",
    "supervisor",
  );

  await operator.becomes(page, "executor");
  await operator.executeRefund(page, refunds.withheld.refundNo, demoPassword("executor"), operator.PAYS_NOBODY);
  await operator.trackRefund(page);
});

test("F25 two people void the slot of a refund that ended, and its key pays again", async ({ desk }) => {
  const dead = await open(refunds.unused);
  await answer(
    await dialogOf(dead.getByRole("button", { name: "Void payment slot…" })),
    "Ask to void the slot",
    "Rejected after its slot was given",
  );
  const drop = await dialogOf(dead.getByRole("button", { name: "Do not void…" }));
  await drop.getByRole("button", { name: "Keep as asked" }).click();
  await operator.becomes(page, "supervisor");
  const shown = await open(refunds.unused);
  await answer(
    await dialogOf(shown.getByRole("button", { name: "Approve voiding…" })),
    "Approve voiding",
    "Nothing was signed",
    "supervisor",
  );
  await operator.becomes(page, "executor");
  await open(refunds.unused);
  await operator.executeRefund(page, refunds.unused.refundNo, demoPassword("executor"), operator.PAYS_NOBODY);
  await operator.trackRefund(page);

  const { slot, intent } = await desk.witness.refund(refunds.taken.refundNo);
  const { intent: found } = refunds.found;
  const from = slot?.from ?? "";
  const elsewhere = await signElsewhere(desk, from);
  const mine = (blocks = "0x1") => desk.services.chainRpc("anvil_mine", [blocks]);
  const nonce = BigInt(slot?.nonce ?? "0");
  // The key signed elsewhere: on the slot of a payment, exactly what another refund pays, and a thing that nobody knows.
  const taking = { nonce, to: from, value: 0n, feeWei: PAYS_MORE };
  await elsewhere.send(taking);
  await mine();
  // The test chain forgets the replaced payment with all that waits behind it, what took its place included.
  if ((await elsewhere.used()) === nonce) await elsewhere.send(taking);
  await mine();
  expect(await elsewhere.used()).toBeGreaterThan(nonce);
  await desk.services.resumeMining();
  await expect.poll(elsewhere.used, "what was forgotten is sent again").toBe(nonce + 2n);
  const more = { nonce: nonce + 2n, feeWei: PAYS_MORE };
  await elsewhere.send({ ...more, to: found.to, value: BigInt(found.amountBaseUnits) });
  await elsewhere.send({ ...more, nonce: more.nonce + 1n, to: intent.to, value: 1n });
  await expect.poll(() => statusOf(desk, refunds.raised)).toMatch(/^(CONFIRMING|COMPLETED)$/);
  await mine(FINAL_BLOCKS);
  await expect.poll(() => statusOf(desk, refunds.raised)).toBe("COMPLETED");
  await expect.poll(() => statusOf(desk, refunds.withheld)).toBe("VOID");
  const unused = async () => (await desk.witness.refund(refunds.unused.refundNo)).attempts.at(-1)?.mined;
  await expect.poll(unused).toBeTruthy();
  expect(await statusOf(desk, refunds.unused)).toBe("REJECTED");
  const { txHash, intent: raised } = await desk.witness.refund(refunds.raised.refundNo);
  const { before, after } = await balancesAround(desk.services.chainRpc, txHash ?? "", "USDT", raised.to);
  expect((after - before).toString()).toBe(raised.amountBaseUnits);
});

test("F28 a payment whose slot went to another transaction is closed as unpaid, with evidence", async ({ desk }) => {
  await operator.becomes(page, "supervisor");
  await expect.poll(() => statusOf(desk, refunds.taken)).toBe("NONCE_LOST");
  const taken = await open(refunds.taken);
  await answer(
    await dialogOf(taken.getByRole("button", { name: "Close as unpaid…" })),
    "Close as unpaid",
    "The key sent nothing to itself on this nonce, from another computer",
    "supervisor",
  );
  expect(await statusOf(desk, refunds.taken)).toBe("FAILED_ON_CHAIN");
});

test("F36 a key that is ahead: the payment of a refund is written down, two people settle the rest", async ({
  desk,
}) => {
  await operator.openPlace(page, "Signing key");
  const list = page.getByRole("list", { name: /^Unexplained transactions of Ng Tsz Kit/ });
  await expect(list.getByRole("listitem")).toHaveCount(2);
  await expect(page.getByRole("button", { name: "Propose to settle…" })).toHaveAttribute("aria-disabled", "true");
  for (const fault of await accessibilityFaults(page)) faults.push(`Signing key: ${fault}`);
  await list.getByRole("link", { name: refunds.found.refundNo }).click();
  await answer(
    await dialogOf(page.getByRole("button", { name: "Write it down…" })),
    "Write it down",
    "Payee and amount are those of the request",
    "supervisor",
  );
  await expect.poll(() => statusOf(desk, refunds.found)).toMatch(/^(SIGNED|BROADCAST|CONFIRMING|COMPLETED)$/);

  await operator.openPlace(page, "Signing key");
  await expect(list.getByRole("listitem")).toHaveCount(1);
  await answer(
    await dialogOf(page.getByRole("button", { name: "Propose to settle…" })),
    "Propose",
    "A trial of the restored key",
  );
  await operator.becomes(page, "supervisor2");
  await operator.openPlace(page, "Signing key");
  const agree = await dialogOf(page.getByRole("button", { name: "Agree to settle…" }));
  await agree.getByRole("checkbox").check();
  await agree.getByLabel("Password, to prove it is you").fill(demoPassword("supervisor2"));
  await agree.getByRole("button", { name: "Agree", exact: true }).click();
  await expect(agree).toHaveCount(0);
  await expect(list).toHaveCount(0);
  const { items } = await desk.witness.get<{ items: Signer[] }>("/signers");
  expect(items.every(({ settlement }) => settlement === null)).toBe(true);
  await expect.poll(() => statusOf(desk, refunds.found)).toBe("COMPLETED");
});

test("the dialogs of repairs have no accessibility fault", () => {
  expect(faults).toEqual([]);
});
