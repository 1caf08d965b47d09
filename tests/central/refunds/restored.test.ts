/** A central service that was restored from a backup does not know what was paid after it (fault 12, I1). */
import { afterAll, beforeAll, describe, expect, test } from "vitest";

import { createUser } from "#central/accounts/createUser.ts";
import { argon2Hasher } from "#central/accounts/passwordHasher.ts";
import type { Refund } from "#shared/contract/refund.ts";
import { backUp } from "#tests/central/refunds/databaseCopy.ts";
import { CLIENT, type MoneyWorld, startMoneyWorld } from "#tests/central/refunds/moneyWorld.ts";
import type { TestClient } from "#tests/support/centralClient.ts";
import { passwordOf, REQUIRED_CONFIRMATIONS, TEST_NETWORK } from "#tests/support/centralWorld.ts";

let world: MoneyWorld;
beforeAll(async () => {
  const hasher = argon2Hasher({ memoryKiB: 32, passes: 1 });
  world = await startMoneyWorld({
    seed: async (context) => {
      const passwordHash = await hasher.hash(passwordOf("executor2"));
      const eva = { username: "executor2", displayName: "Eva Executor", passwordHash };
      await createUser(context, { ...eva, roles: ["EXECUTOR"] });
    },
  });
  await world.approver("supervisor");
  for (const name of ["executor", "executor2"]) await world.executor(name);
  for (const name of ["auditor", "operator", "supervisor2"]) await world.api(name);
});
afterAll(() => world.stop());

const received = (): Promise<bigint> => world.chain.balanceOf("USDT", CLIENT.wallet);
async function claimRefusal(about: Refund, username: string) {
  const by = await world.executor(username);
  return by.client.refusal("refunds.claim", await world.claimBody(by, about));
}

const compared = async (id: string) =>
  (await world.api("auditor")).call("signers.compare", { params: { id }, query: { network: TEST_NETWORK } });

describe("restored after a payment", () => {
  let approved: Refund;
  let paid: bigint;
  let txHash: string;
  beforeAll(async () => {
    approved = await world.approved();
    const restore = await backUp(world.central.rooms.database);
    const before = await received();
    const payment = await world.paid(approved);
    ({ txHash } = payment);
    await world.mine(REQUIRED_CONFIRMATIONS);
    expect((await world.refund(payment.id)).status).toBe("COMPLETED");
    paid = await received();
    expect((paid - before).toString()).toBe(approved.intent.amountBaseUnits);
    await restore();
  });

  test("I1 the refund that was paid is approved again, and nobody can begin to pay it: not with the same key, nor with another", async () => {
    expect(await world.refund(approved.id)).toMatchObject({ status: "APPROVED", slot: null, attempts: [] });
    expect(await claimRefusal(approved, "executor")).toMatchObject({ status: 409, code: "NONCE_AHEAD" });
    const other = await claimRefusal(approved, "executor2");
    expect(other).toMatchObject({ code: "NONCE_AHEAD", detail: expect.stringContaining("nonce 0") as string });
    await world.watch();
    expect(await world.refund(approved.id)).toMatchObject({ status: "APPROVED", slot: null, lease: null });
    expect(await received()).toBe(paid);
  });

  test("L2 R16.1 the watcher tells of the key, once", async () => {
    await world.mine(1);
    await world.mine(1);
    const auditor = await world.api("auditor");
    const { items } = await auditor.call("audit.list", { query: { action: "signer.alarm" } });
    const { signer } = await world.executor("executor");
    expect(items).toMatchObject([
      { entityId: signer.id, reasonCode: "NONCE_AHEAD", after: { evidence: { nonces: "0", next: "1" } } },
    ]);
  });

  test("I1 what the chain has is listed with the refund that it paid exactly; it is not settled away, nor its key retired", async () => {
    const { signer } = await world.executor("executor");
    const found = await compared(signer.id);
    expect(found).toMatchObject({
      next: "1",
      findings: [
        {
          nonce: "0",
          txHash,
          succeeded: true,
          payment: { to: CLIENT.wallet, baseUnits: approved.intent.amountBaseUnits },
          refunds: [{ id: approved.id, status: "APPROVED" }],
        },
      ],
    });
    const [first, second] = [await world.api("supervisor"), await world.api("supervisor2")];
    const remarks = "Seen on the chain";
    const retiring = { params: { id: signer.id }, ifMatch: signer.version, body: { remarks } };
    expect(await first.refusal("signers.retire", retiring)).toMatchObject({ code: "NONCE_AHEAD" });
    const propose = (below: string, version = signer.version) => ({
      ...{ params: { id: signer.id }, ifMatch: version, body: { network: TEST_NETWORK, below, remarks } },
    });
    for (const below of ["0", "2"])
      expect(await first.refusal("signers.proposeSettlement", propose(below))).toMatchObject({ code: "SIGNER_STATE" });
    const proposed = await first.call("signers.proposeSettlement", propose("1"));
    expect(proposed).toMatchObject({ settlement: { below: "1", proposedBy: { id: first.user.id } } });
    const agree = async (by: TestClient) => ({
      params: { id: signer.id },
      ifMatch: proposed.version,
      body: { stepUpToken: await by.stepUp({ action: "signer.settle", resourceId: signer.id }) },
    });
    expect(await first.refusal("signers.approveSettlement", await agree(first))).toMatchObject({
      code: "SELF_APPROVAL_FORBIDDEN",
    });
    expect(await second.refusal("signers.approveSettlement", await agree(second))).toMatchObject({
      code: "NONCE_AHEAD",
      detail: expect.stringContaining(approved.refundNo) as string,
    });
  });

  test("F36 I8 the payment is written down as that of its refund by another than who requested it, and never as another's", async () => {
    const by = await world.api("supervisor");
    const seen = await world.refund(approved.id);
    const adopting = async (refund: Refund, hash: string) => ({
      params: { id: refund.id },
      ifMatch: refund.version,
      body: {
        txHash: hash,
        evidence: "The journal of the pay desk names it",
        stepUpToken: await by.stepUp({
          action: "refund.adopt",
          resourceId: refund.id,
          intentHash: refund.intentHash,
        }),
      },
    });
    const other = await world.approved();
    expect(await by.refusal("refunds.adopt", await adopting(other, txHash))).toMatchObject({
      code: "SIGNED_TX_MISMATCH",
    });
    expect(await by.refusal("refunds.adopt", await adopting(seen, `0x${"5".repeat(64)}`))).toMatchObject({
      code: "TX_HASH_MISMATCH",
    });
    const adopted = await by.call("refunds.adopt", await adopting(seen, txHash));
    expect(adopted).toMatchObject({ status: "SIGNED", txHash, slot: { nonce: "0" }, attempts: [{ txHash }] });
    await world.mine(REQUIRED_CONFIRMATIONS);
    expect(await world.refund(approved.id)).toMatchObject({ status: "COMPLETED", txHash });
    expect((await world.deposit(approved.depositId)).status).toBe("REFUNDED");
    expect(await received()).toBe(paid - BigInt(other.intent.amountBaseUnits));
    // With everything explained the next one is paid, on the next nonce.
    const next = await world.claim(await world.refund(other.id));
    expect(next.slot.nonce).toBe("1");
    await world.register(next, await world.signed(next));
  });

  test("L2 what paid no refund is settled by two people, and payments go on", async () => {
    const { signer, wallet } = await world.executor("executor2");
    const raw = await wallet.signTransaction({
      ...{ type: 2, chainId: world.chain.chainId, nonce: 0, to: world.chain.account(3).address, value: 1n },
      ...{ gasLimit: 21_000n, maxFeePerGas: 60_000_000_000n, maxPriorityFeePerGas: 3_000_000_000n },
    });
    const refund = await world.approved();
    await world.send(raw);
    await world.mine(1);
    expect(await claimRefusal(refund, "executor2")).toMatchObject({ code: "NONCE_AHEAD" });
    expect(await compared(signer.id)).toMatchObject({
      findings: [{ nonce: "0", payment: { to: world.chain.account(3).address, baseUnits: "1" }, refunds: [] }],
    });
    const [first, second] = [await world.api("supervisor"), await world.api("supervisor2")];
    const { version } = await first.call("signers.proposeSettlement", {
      params: { id: signer.id },
      ifMatch: signer.version,
      body: { network: TEST_NETWORK, below: "1", remarks: "The executor moved one wei by hand" },
    });
    const settled = await second.call("signers.approveSettlement", {
      params: { id: signer.id },
      ifMatch: version,
      body: { stepUpToken: await second.stepUp({ action: "signer.settle", resourceId: signer.id }) },
    });
    expect(settled.settlement).toBeNull();
    expect(await compared(signer.id)).toMatchObject({ next: "1", findings: [] });
    const claimed = await world.claim(await world.refund(refund.id), "executor2");
    expect(claimed.slot).toMatchObject({ from: wallet.address, nonce: "1" });
    const { items } = await (await world.api("auditor")).call("audit.list", { query: { action: "signer.settled" } });
    expect(items).toMatchObject([{ actor: { id: second.user.id }, after: { evidence: { below: "1" } } }]);
  });
});
