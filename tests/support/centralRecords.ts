/** Records in a chosen status, written past the state machine: for tests that begin in the middle of a life. */
import { TEST_CUSTOMERS, TEST_NETWORK } from "./centralWorld.ts";
import { type Context, newId, now } from "#central/context.ts";
import type { DepositRow, NewDepositRow } from "#central/deposits/toDeposit.ts";
import { nextNumber } from "#central/store/nextNumber.ts";
import { deposits } from "#central/store/tables.ts";

export async function putDeposit(context: Context, overrides: Partial<NewDepositRow> = {}): Promise<DepositRow> {
  const [, client] = TEST_CUSTOMERS;
  const at = now(context);
  const sourceAddress = overrides.sourceAddress ?? client.wallet;
  const destinationAddress = overrides.destinationAddress ?? client.depositAddress;
  const [row] = await context.db
    .insert(deposits)
    .values({
      id: newId(context),
      recordNo: await nextNumber(context, "DP"),
      customerNo: client.customerNo,
      customerName: client.name,
      securitiesAccount: client.securitiesAccount,
      currency: "USDT",
      network: TEST_NETWORK,
      declaredAmount: "1250.5",
      sourceAddress,
      sourceKey: sourceAddress.toLowerCase(),
      destinationAddress,
      destinationKey: destinationAddress.toLowerCase(),
      status: "WALLET_ADDRESS_UNDER_VERIFICATION",
      addressVerification: {
        status: "NOT_VERIFIED",
        addressId: null,
        verifiedAt: null,
        method: null,
        verifiedBy: null,
        proof: null,
      },
      confirmations: {
        current: 0,
        required: 3,
        blockNumber: null,
        blockHash: null,
        observedAt: null,
        orphanedAt: null,
      },
      checks: [],
      requestedAt: at,
      waitingUntil: "2026-12-31T00:00:00.000Z",
      configVersion: 1,
      version: 1,
      createdAt: at,
      updatedAt: at,
      ...overrides,
    })
    .returning();
  if (!row) throw new Error("The record was not written");
  return row;
}
