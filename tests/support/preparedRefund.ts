/** Refunds made ready without the screens that other tests walk through: the same calls, straight to the engine of the signed-in person. */
import type { Page } from "@playwright/test";
import type { WalletAddress } from "#shared/contract/address.ts";
import type { Deposit } from "#shared/contract/deposit.ts";
import type { ExecutionReview } from "#shared/contract/executionReview.ts";
import type { Refund } from "#shared/contract/refund.ts";
import { demoPassword } from "#central/demo/demoDirectory.ts";
import { DEMO_SIGNING_PIN } from "#main/session/demoAccounts.ts";
import { callEngine } from "#tests/support/desk.ts";

/** As `callEngine`, for a call that has to succeed. */
export async function must<T>(page: Page, noun: string, verb: string, input: Record<string, unknown>): Promise<T> {
  const result = await callEngine<T>(page, noun, verb, input);
  if (!result.ok) throw new Error(`${noun}.${verb}: ${JSON.stringify(result.error)}`);
  return result.value;
}
const once = () => ({ idempotencyKey: crypto.randomUUID() });

/** A verified address of the deposit's customer. */
export async function verifiedAddress(page: Page, record: Deposit): Promise<WalletAddress> {
  const { customerNo, network } = record;
  const all = await must<WalletAddress[]>(page, "addresses", "search", { customerNo, network });
  const verified = all.find(({ status }) => status === "VERIFIED");
  if (verified === undefined) throw new Error(`${customerNo} has no verified address`);
  return verified;
}

/** By the operator: the whole deposit, as the form would ask for it. */
export async function requested(page: Page, record: Deposit): Promise<Refund> {
  const address = await verifiedAddress(page, record);
  return must<Refund>(page, "refunds", "request", {
    depositId: record.id,
    version: record.version,
    kind: "CUSTOMER_REQUEST",
    refundAddressId: address.id,
    network: record.network,
    amount: record.creditedAmount,
    adjustmentReason: null,
    remainder: null,
    reason: "The client asked for the deposit back",
    identityCheck: {
      method: "CALL_BACK",
      reference: "CB-88213",
      askedBy: "The client in person",
      basis: "Called back on the number on file",
      checkedBy: "Cheung Mei Yan",
      checkedAt: new Date().toISOString(),
      addressConfirmed: true,
      noThirdParty: true,
      attachments: [],
    },
    ...once(),
  });
}

export async function approved(page: Page, username: string, { id, version, intentHash }: Refund): Promise<Refund> {
  const proof = demoPassword(username);
  return must<Refund>(page, "refunds", "approve", { id, version, intentHash, comment: "Compared", proof, ...once() });
}

/** By the executor: the payment slot is given and nothing is signed. */
export async function claimed(page: Page, { id, version }: Refund): Promise<ExecutionReview> {
  return must<ExecutionReview>(page, "refunds", "claim", { id, version, proof: demoPassword("executor"), ...once() });
}

export async function paid(page: Page, refund: Refund): Promise<Refund> {
  const { reviewDigest, to } = await claimed(page, refund);
  const lastSix = to.transaction.slice(-6);
  return must<Refund>(page, "refunds", "execute", { id: refund.id, reviewDigest, lastSix, pin: DEMO_SIGNING_PIN });
}
