/** A central service that was restored from a backup does not know what was paid after it (fault 12, I1). */
import { afterAll, beforeAll, describe, expect, test } from "vitest";

import { createUser } from "#central/accounts/createUser.ts";
import { argon2Hasher } from "#central/accounts/passwordHasher.ts";
import type { Refund } from "#shared/contract/refund.ts";
import { backUp } from "#tests/central/refunds/databaseCopy.ts";
import { CLIENT, type MoneyWorld, startMoneyWorld } from "#tests/central/refunds/moneyWorld.ts";
import { passwordOf, REQUIRED_CONFIRMATIONS } from "#tests/support/centralWorld.ts";

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
  for (const name of ["auditor", "supervisor2"]) await world.api(name);
});
afterAll(() => world.stop());

const received = (): Promise<bigint> => world.chain.balanceOf("USDT", CLIENT.wallet);
async function claimRefusal(about: Refund, username: string) {
  const by = await world.executor(username);
  return by.client.refusal("refunds.claim", await world.claimBody(by, about));
}

describe("restored after a payment", () => {
  let approved: Refund;
  let paid: bigint;
  beforeAll(async () => {
    approved = await world.approved();
    const restore = await backUp(world.central.rooms.database);
    const before = await received();
    const { id } = await world.paid(approved);
    await world.mine(REQUIRED_CONFIRMATIONS);
    expect((await world.refund(id)).status).toBe("COMPLETED");
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
});
