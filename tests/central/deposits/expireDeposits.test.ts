import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";

import { DAY_MS } from "#central/clock.ts";
import { expireDeposits } from "#central/deposits/expireDeposits.ts";
import type { NewDepositRow } from "#central/deposits/toDeposit.ts";
import { startTestCentral, TEST_START, type TestCentral } from "#tests/support/central.ts";
import { putDeposit } from "#tests/support/centralRecords.ts";
import { TEST_CUSTOMERS, TEST_NETWORK } from "#tests/support/centralWorld.ts";

let central: TestCentral;
beforeAll(async () => {
  central = await startTestCentral();
});
afterAll(() => central.stop());
beforeEach(() => {
  Object.assign(central.chain, { down: false, waiting: [], mined: [] });
  central.clock.set(TEST_START);
});

const put = (overrides: Partial<NewDepositRow>) =>
  central.asSystem((context) => putDeposit(context, { waitingUntil: "2026-11-29T02:00:00.000Z", ...overrides }));
const statusOf = async (id: string) => {
  const auditor = await central.api("auditor");
  return auditor.call("deposits.get", { params: { id } });
};
const [, client] = TEST_CUSTOMERS;

test("D7 D29 a record without a transfer expires at the end of its window, not before", async () => {
  const awaiting = await put({ status: "AWAITING_TRANSFER" });
  const verifying = await put({ status: "WALLET_ADDRESS_UNDER_VERIFICATION" });
  const confirming = await put({ status: "CONFIRMING" });
  central.clock.advance(7 * DAY_MS - 1);
  expect(await expireDeposits(central.rooms, TEST_NETWORK)).toBe(0);
  central.clock.advance(1);
  expect(await expireDeposits(central.rooms, TEST_NETWORK)).toBe(2);
  expect((await statusOf(awaiting.id)).status).toBe("EXPIRED");
  expect((await statusOf(verifying.id)).status).toBe("EXPIRED");
  expect((await statusOf(confirming.id)).status).toBe("CONFIRMING");
  const auditor = await central.api("auditor");
  const { items } = await auditor.call("audit.list", { query: { action: "deposit.expired" } });
  expect(items).toHaveLength(2);
  expect(items[0]).toMatchObject({
    actor: { id: null, role: "SYSTEM" },
    after: { evidence: { transferSeen: "no", headBlock: "100" } },
  });
});

test("D7 does not happen while the chain cannot be asked, or while a transfer is in sight", async () => {
  const awaiting = await put({ status: "AWAITING_TRANSFER" });
  central.clock.advance(8 * DAY_MS);
  central.chain.down = true;
  expect(await expireDeposits(central.rooms, TEST_NETWORK)).toBe(0);
  central.chain.down = false;
  central.chain.mined = [
    {
      txHash: `0x${"22".repeat(32)}`,
      logIndex: 0,
      contractAddress: null,
      from: client.wallet,
      to: client.depositAddress,
      value: 5n,
      blockNumber: 98n,
      blockHash: `0x${"0".repeat(64)}`,
    },
  ];
  expect(await expireDeposits(central.rooms, TEST_NETWORK)).toBe(0);
  expect((await statusOf(awaiting.id)).status).toBe("AWAITING_TRANSFER");
  central.chain.mined = [];
  expect(await expireDeposits(central.rooms, TEST_NETWORK)).toBe(1);
});
