/** Records that hold money, applications, wallet addresses and refunds in a chosen status, written past the state machines. */
import { and, eq } from "drizzle-orm";

import { type Context, newId, now } from "#central/context.ts";
import { applications, holdProposals, refunds, refundSlots, users, walletAddresses } from "#central/store/tables.ts";
import type { HoldResolution } from "#shared/domain/depositHolds.ts";
import type { RefundIntent } from "#shared/domain/intent.ts";
import type { AddressStatus, ApplicationStatus, DepositStatus, RefundStatus } from "#shared/domain/statuses.ts";
import { putDeposit } from "#tests/support/centralRecords.ts";
import type { TestCentral } from "#tests/support/central.ts";
import { TEST_CUSTOMERS, TEST_NETWORK } from "#tests/support/centralWorld.ts";

export type Put = { id: string; version: number };

let made = 0;
const [CLIENT] = TEST_CUSTOMERS;
const drawnAddress = (): string => `0x5${(made += 1).toString(16).padStart(39, "0")}`;

const BLOCK = 50;
const BLOCK_HASH = `0x${BLOCK.toString(16).padStart(64, "0")}`;
const TRANSFER = `0x${"77".repeat(32)}`;
const ETHER = 10n ** 18n;

/** On this chain every record of `putMoney` received one Ether, in block 50. */
export function mineMoney({ chain }: TestCentral): void {
  const nothing = chain.transaction;
  chain.receipt = async (txHash) =>
    ({ txHash, status: 1, blockHash: BLOCK_HASH, blockNumber: BigInt(BLOCK), transfers: [] }) as never;
  chain.transaction = async (txHash) =>
    txHash === TRANSFER ? ({ hash: TRANSFER, to: CLIENT.depositAddress, value: ETHER } as never) : nothing(txHash);
}

/** A record whose transfer is mined and deep; a supervisor who takes no part in the test has proposed `resolution` about it. */
export async function putMoney(
  context: Context,
  status: DepositStatus,
  resolution: HoldResolution | null,
): Promise<Put> {
  const at = now(context);
  const record = await putDeposit(context, {
    ...{ status, customerNo: CLIENT.customerNo, customerName: CLIENT.name, sourceAddress: CLIENT.wallet },
    ...{ destinationAddress: CLIENT.depositAddress, currency: "ETH", declaredAmount: "1", receivedAmount: "1" },
    ...{ creditedAmount: "1", transferTxHash: TRANSFER },
    transfer: { amount: "1", to: CLIENT.depositAddress, contractAddress: null } as never,
    confirmations: {
      ...{ current: 3, required: 3, blockNumber: String(BLOCK), blockHash: BLOCK_HASH, observedAt: at },
      orphanedAt: "2026-11-01T00:00:00.000Z",
    },
  });
  if (resolution === null) return record;
  const [by] = await context.db.select().from(users).where(eq(users.username, "supervisor2"));
  await context.db.insert(holdProposals).values({
    ...{ id: newId(context), depositId: record.id, resolution, at, remarks: "as he explained", evidence: ["L-1"] },
    by: { id: by?.id ?? "", name: "Sue Supervisor" },
  });
  return record;
}

export async function putApplication(context: Context, status: ApplicationStatus): Promise<Put> {
  const id = newId(context);
  const at = now(context);
  made += 1;
  // One that is a record already may be deleted while that record waits under verification.
  const record = status === "RECORDED" ? await putDeposit(context) : null;
  await context.db.insert(applications).values({
    ...{ id, status, applicationNo: `DA-${id}`, clientRequestId: id, requestHash: id },
    ...{ customerNo: CLIENT.customerNo, customerName: CLIENT.name, securitiesAccount: CLIENT.securitiesAccount },
    ...{ currency: "USDT", network: TEST_NETWORK, amount: `${100 + made}` },
    ...{ sourceAddress: CLIENT.wallet, destinationAddress: CLIENT.depositAddress, flags: [] },
    ...{ depositId: record?.id ?? null, recordNo: record?.recordNo ?? null },
    ...{ requestedAt: at, createdAt: at, updatedAt: at, version: 1 },
  });
  return { id, version: 1 };
}

export async function putAddress(context: Context, status: AddressStatus): Promise<Put> {
  const id = newId(context);
  const at = now(context);
  const address = drawnAddress();
  await context.db.insert(walletAddresses).values({
    ...{ id, status, customerNo: CLIENT.customerNo, customerName: CLIENT.name, network: TEST_NETWORK },
    ...{ address, addressKey: address, edgeKey: address.slice(2, 6) + address.slice(-4), label: "", lookalikeOf: [] },
    ...{ createdAt: at, updatedAt: at, version: 1 },
  });
  return { id, version: 1 };
}

/** Asked for by `maker`, of a credited record, to the client's own verified wallet; with a void asked for by nobody here, when `voiding`. */
export async function putRefund(
  context: Context,
  status: RefundStatus,
  { maker, voiding = false }: { maker: string; voiding?: boolean },
): Promise<Put> {
  const id = newId(context);
  const at = now(context);
  const { db } = context;
  const record = await putDeposit(context, { status: "CREDITED", customerNo: CLIENT.customerNo });
  const [wallet] = await db
    .select()
    .from(walletAddresses)
    .where(and(eq(walletAddresses.customerNo, CLIENT.customerNo), eq(walletAddresses.status, "VERIFIED")));
  const somebody = { id: newId(context), name: "Somebody" };
  const intent = {
    ...{ to: CLIENT.wallet, amount: "10", amountBaseUnits: "10000000", contractAddress: null, network: TEST_NETWORK },
    ...{ feeCapWei: "20000000000000000", chainId: 31337, from: CLIENT.depositAddress },
  } as unknown as RefundIntent;
  await db.insert(refunds).values({
    ...{ id, status, refundNo: `RF-${id}`, depositId: record.id, recordNo: record.recordNo },
    ...{ customerNo: CLIENT.customerNo, customerName: CLIENT.name, kind: "CUSTOMER_REQUEST" },
    ...{ refundAddressId: wallet?.id ?? id, refundAddress: CLIENT.wallet, network: TEST_NETWORK, currency: "USDT" },
    ...{ amount: "10", depositAmount: "10", reason: "test", identityCheck: {} as never },
    ...{ simulation: { ok: true, detail: "", at }, requestedById: maker, requestedByName: "Maker", requestedAt: at },
    ...{ requiredApprovals: status === "APPROVED" ? 0 : 1, intent, intentHash: "0".repeat(64) },
    notification: status === "COMPLETED" ? ({ status: "OPEN", attempts: [] } as never) : null,
    voiding: voiding ? { requestedBy: somebody, requestedAt: at, reason: "stuck", approval: null } : null,
    ...{ createdAt: at, updatedAt: at, version: 1 },
  } as never);
  const slot = { refundId: id, signerId: newId(context), chainId: 31337, fromAddress: `0x${id}`, nonce: 7n };
  if (voiding) await db.insert(refundSlots).values({ ...slot, allocatedAt: at });
  return { id, version: 1 };
}
