/** What the gallery's pictures show: one demo with a refund in every state that a screen is made for. */
import { demoPassword } from "#central/demo/demoDirectory.ts";
import type { DemoServices } from "#scripts/demo/demoServices.ts";
import * as operator from "#scripts/demo/operator.ts";
import { centralWitness, type Witness } from "#scripts/demo/witness.ts";
import type { Deposit } from "#shared/contract/deposit.ts";
import type { Refund } from "#shared/contract/refund.ts";
import type { DepositStatus } from "#shared/domain/statuses.ts";
import type { Page } from "@playwright/test";

export type GalleryWorld = {
  /** ids of records and refunds, by what they show */
  record: Record<"credited" | "verifying" | "held" | "refunded" | "cancelled", string>;
  refund: Record<"pending" | "approved" | "completed", string>;
};

const PAYING = "USDT";
const REFUNDS_NEEDED = 3;

/** Requests three refunds, approves two of them and pays one; the rest the demo has. In English, by the window itself. */
export async function prepareWorld(page: Page, services: DemoServices): Promise<GalleryWorld> {
  const witness = await centralWitness(services.centralUrl);
  const numbers: string[] = [];
  await operator.signIn(page, "operator");
  for (const { recordNo } of await refundable(witness)) numbers.push(await operator.requestRefund(page, recordNo));
  const [completed = "", approved = "", pending = ""] = numbers;
  await operator.becomes(page, "supervisor");
  for (const refundNo of [completed, approved])
    await operator.approveRefund(page, refundNo, demoPassword("supervisor"));
  await operator.becomes(page, "executor");
  await operator.waitForSigningKey(page);
  await operator.executeRefund(page, completed, demoPassword("executor"));
  await operator.trackRefund(page);
  await services.chainRpc("anvil_mine", ["0x10"]);
  const paid = await followed(witness, completed);
  return {
    record: {
      credited: await recordIn(witness, "CREDITED"),
      verifying: await recordIn(witness, "WALLET_ADDRESS_UNDER_VERIFICATION"),
      held: await recordIn(witness, "ON_HOLD"),
      refunded: paid.depositId,
      cancelled: await recordIn(witness, "CANCELLED"),
    },
    refund: {
      pending: (await witness.refund(pending)).id,
      approved: (await witness.refund(approved)).id,
      completed: paid.id,
    },
  };
}

async function refundable(witness: Witness): Promise<Deposit[]> {
  const { items } = await witness.get<{ items: Deposit[] }>(`/deposits?status=CREDITED&currency=${PAYING}&limit=100`);
  const free = items.filter((record) => record.activeRefundId === null && !record.refundOnly);
  // The smallest ones need one approval.
  return free
    .toSorted((left, right) => left.declaredAmount.length - right.declaredAmount.length)
    .slice(0, REFUNDS_NEEDED);
}

async function recordIn(witness: Witness, status: DepositStatus): Promise<string> {
  const { items } = await witness.get<{ items: Deposit[] }>(`/deposits?status=${status}&limit=20`);
  const found = items.find((record) => record.activeRefundId === null);
  if (found === undefined) throw new Error(`the demo has no record in ${status}`);
  return found.id;
}

const PATIENCE_MS = 120_000;
const LOOK_AGAIN_MS = 500;

async function followed(witness: Witness, refundNo: string): Promise<Refund> {
  const end = Date.now() + PATIENCE_MS;
  for (;;) {
    const refund = await witness.refund(refundNo);
    if (refund.status === "COMPLETED") return refund;
    if (Date.now() > end) throw new Error(`${refundNo} is still ${refund.status}`);
    await new Promise((resolve) => setTimeout(resolve, LOOK_AGAIN_MS));
  }
}
