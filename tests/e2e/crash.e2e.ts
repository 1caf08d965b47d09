/** Power cuts, and a second start. */
import { readdir, rm } from "node:fs/promises";
import { join } from "node:path";
import { expect } from "@playwright/test";
import * as operator from "#scripts/demo/operator.ts";
import { demoPassword } from "#central/demo/demoDirectory.ts";
import { balancesAround } from "#scripts/demo/witness.ts";
import { creditedRecord, test } from "#tests/support/desk.ts";
import { startRpcGate } from "#tests/support/rpcGate.ts";

test("R21.3 R21.6 killed between signing and broadcast, the app pays exactly once after its next start", async ({
  desk,
}) => {
  const gate = await startRpcGate(desk.services.chainUrl);
  try {
    const nodes = [`DEVNET=${gate.url}`];
    const first = await desk.open({ nodes, ...desk.workstation });
    const record = await creditedRecord(desk.witness, "USDT", "100000");
    await operator.signIn(first.page, "operator");
    const refundNo = await operator.requestRefund(first.page, record.recordNo);
    await operator.becomes(first.page, "supervisor");
    await operator.approveRefund(first.page, refundNo, demoPassword("supervisor"));
    await operator.becomes(first.page, "executor");
    await operator.waitForSigningKey(first.page);
    const paper = await operator.claimRefund(first.page, refundNo, demoPassword("executor"));
    await operator.fillSigning(paper);

    const broadcast = gate.swallow("eth_sendRawTransaction");
    await paper.getByRole("button", { name: "Execute Refund" }).click();
    await broadcast;
    const signed = await desk.witness.refund(refundNo);
    expect(signed.attempts).toHaveLength(1);
    await first.kill();
    gate.open();

    const second = await desk.open({ nodes, ...desk.workstation });
    try {
      await operator.unlock(second.page, demoPassword("executor"));
      await expect
        .poll(async () => (await desk.witness.refund(refundNo)).status, { timeout: 90_000 })
        .toBe("COMPLETED");
      const refund = await desk.witness.refund(refundNo);
      expect(refund.attempts.map(({ txHash }) => txHash)).toEqual(signed.attempts.map(({ txHash }) => txHash));
      const { before, after } = await balancesAround(
        desk.services.chainRpc,
        refund.txHash ?? "",
        "USDT",
        refund.intent.to,
      );
      expect((after - before).toString()).toBe(refund.intent.amountBaseUnits);
      const used = await desk.services.chainRpc<string>("eth_getTransactionCount", [refund.slot?.from, "latest"]);
      expect(BigInt(used)).toBe(BigInt(refund.slot?.nonce ?? -1) + 1n);
      expect((await desk.witness.record(record.recordNo)).status).toBe("REFUNDED");
    } finally {
      await second.close();
    }
  } finally {
    await gate.stop();
  }
});

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
