/** Power cuts, and a second start. */
import { readdir, rm } from "node:fs/promises";
import { join } from "node:path";
import { expect } from "@playwright/test";
import * as operator from "#scripts/demo/operator.ts";
import { demoPassword } from "#central/demo/demoDirectory.ts";
import { loadKeytar } from "#main/keychain/loadKeytar.ts";
import { accessibilityFaults } from "#tests/support/accessibility.ts";
import { balancesAround } from "#scripts/demo/witness.ts";
import { creditedRecord, type Desk, test } from "#tests/support/desk.ts";
import { type RpcGate, startRpcGate } from "#tests/support/rpcGate.ts";

const BLOCKS = "0xd";

test.describe("killed while a payment leaves", () => {
  test.describe.configure({ mode: "serial" });

  let gate: RpcGate;
  let window: Awaited<ReturnType<Desk["open"]>>;
  const refundNos: string[] = [];

  test.beforeAll(async ({ desk }) => {
    gate = await startRpcGate(desk.services.chainUrl);
    window = await openHere(desk);
    const { page } = window;
    await operator.signIn(page, "operator");
    const clients: string[] = [];
    for (const currency of ["USDT", "ETH"]) {
      const record = await creditedRecord(desk.witness, currency, currency === "ETH" ? "30" : "100000", clients);
      clients.push(record.customerNo);
      refundNos.push(await operator.requestRefund(page, record.recordNo));
    }
    await operator.becomes(page, "supervisor");
    for (const refundNo of refundNos) await operator.approveRefund(page, refundNo, demoPassword("supervisor"));
    await operator.becomes(page, "executor");
    await operator.waitForSigningKey(page);
  });
  test.afterAll(async () => {
    await window.close();
    await gate.stop();
  });

  const openHere = (desk: Desk) => desk.open({ nodes: [`DEVNET=${gate.url}`], ...desk.workstation });

  const cases = [
    { when: "before a node has the payment", index: 0, deliver: false },
    { when: "when a node has it and the answer is lost", index: 1, deliver: true },
  ];
  for (const { when, index, deliver } of cases)
    test(`R21.3 R21.6 ${when}: after the next start it is paid exactly once`, async ({ desk }) => {
      const refundNo = refundNos[index] ?? "";
      const paper = await operator.claimRefund(window.page, refundNo, demoPassword("executor"));
      await operator.fillSigning(paper);
      const broadcast = gate.swallow("eth_sendRawTransaction", { deliver });
      await paper.getByRole("button", { name: "Execute Refund" }).click();
      await broadcast;
      const signed = await desk.witness.refund(refundNo);
      expect(signed.attempts).toHaveLength(1);
      await window.kill();
      gate.open();

      window = await openHere(desk);
      await operator.unlock(window.page, demoPassword("executor"));
      await expect
        .poll(() => statusAfterBlocks(desk, refundNo), { timeout: 90_000, intervals: [1_000] })
        .toBe("COMPLETED");
      const refund = await desk.witness.refund(refundNo);
      expect(refund.attempts.map(({ txHash }) => txHash)).toEqual(signed.attempts.map(({ txHash }) => txHash));
      const { chainRpc } = desk.services;
      const { before, after } = await balancesAround(chainRpc, refund.txHash ?? "", refund.currency, refund.intent.to);
      expect((after - before).toString()).toBe(refund.intent.amountBaseUnits);
      const used = await chainRpc<string>("eth_getTransactionCount", [refund.slot?.from, "latest"]);
      expect(BigInt(used), "the payment key has sent nothing else").toBe(BigInt(refund.slot?.nonce ?? -1) + 1n);
      expect((await desk.witness.record(refund.recordNo)).status).toBe("REFUNDED");
    });

  test("R16.3 a log other than the one seen is told everywhere, until a supervisor takes over the restored one", async ({
    desk,
  }, { outputDir }) => {
    const keyring = await loadKeytar();
    const { keychainService } = desk.workstation;
    const kept = JSON.parse((await keyring.getPassword(keychainService, "audit-head")) ?? "null");
    await window.close();
    // As if the central service had had more events than it has now: it was restored from a backup.
    kept.head.size += 100_000;
    await keyring.setPassword(keychainService, "audit-head", JSON.stringify(kept));

    window = await openHere(desk);
    const { page } = window;
    await operator.signIn(page, "supervisor");
    await page.getByRole("link", { name: "Open the audit log" }).click();
    const state = page.getByRole("status", { name: "Integrity of the log" });
    await expect(state).toContainText("its log was cut");
    await page.screenshot({ path: join(outputDir, "log-alarm.png") });
    await state.getByRole("button", { name: "Accept a restored log" }).click();
    const dialog = page.getByRole("dialog");
    await dialog
      .getByLabel("What was restored")
      .fill("Restored on Sunday after the disk failed, told by the operator of the service");
    const words = /ACCEPT \d+/.exec(await dialog.innerText())?.[0] ?? "";
    await dialog.getByLabel(words).fill(words);
    await dialog.getByLabel("assword").fill(demoPassword("supervisor"));
    expect(await accessibilityFaults(page)).toEqual([]);
    await page.screenshot({ path: join(outputDir, "log-accept.png") });
    await dialog.getByRole("button", { name: "Accept this log" }).click();
    await expect(dialog).toBeHidden();
    await expect(state).toContainText("Signed up to event");
    await expect(page.getByText("Restored log accepted").first()).toBeVisible();
  });
});

/** Blocks come by themselves once a second; nobody needs to wait for each. */
async function statusAfterBlocks(desk: Desk, refundNo: string): Promise<string> {
  const { status } = await desk.witness.refund(refundNo);
  if (status === "CONFIRMING") await desk.services.chainRpc("anvil_mine", [BLOCKS]);
  return status;
}

test("R7.5 R24.3 I14 a deleted cache comes back the same; what lies on disk cannot be read", async ({ desk }) => {
  const first = await desk.open({ demo: false });
  await operator.signIn(first.page, "operator");
  await operator.openRecords(first.page);
  const count = async (page: typeof first.page): Promise<string> =>
    page
      .getByText(/^[\d,]+ records$/)
      .first()
      .innerText();
  await expect.poll(() => count(first.page)).not.toMatch(/^0 /);
  await first.page.waitForTimeout(1_500);
  const before = await count(first.page);
  await first.close();
  const caches = (await readdir(first.profile)).filter((name) => name.startsWith("cache-"));
  expect(caches.length).toBeGreaterThan(0);
  for (const name of caches) await rm(join(first.profile, name), { recursive: true });

  const second = await desk.open({ demo: false, profile: first.profile, keychainService: first.keychainService });
  try {
    await operator.unlock(second.page, demoPassword("operator"));
    await operator.openRecords(second.page);
    await expect.poll(() => count(second.page), { timeout: 60_000 }).toBe(before);
  } finally {
    await second.close();
  }
});
