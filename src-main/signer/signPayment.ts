/** One approved refund becomes one signed transaction, the payment or the one that withholds it, or a refusal. Everything is checked before the key is touched, and the result again after. */
import { createHash } from "node:crypto";
import { type Signature, SigningKey } from "ethers";
import { intentHashOf, refundIntent, type RefundIntent } from "#shared/domain/intent.ts";
import { sameAddress } from "#shared/domain/addresses.ts";
import { toBaseUnits } from "#shared/money.ts";
import { assertApproved, assertVoidApproved, refused } from "./approvals.ts";
import {
  differingField,
  expectedFields,
  expectedVoidFields,
  type PaymentFields,
  readSigned,
  unsignedTransaction,
} from "./paymentBytes.ts";
import type { SignedPayment, SignRequest } from "./protocol.ts";
import { FULL_COST, type StretchCost } from "#main/world/stretch.ts";
import { openVault, readVaultHeader } from "./vault.ts";

const LEAST_GAS = 21_000n;

/** Throws SIGNER_REFUSED (which check failed is in the message) or SIGNER_PIN_WRONG. */
export async function signPayment(request: SignRequest, cost: StretchCost = FULL_COST): Promise<SignedPayment> {
  const intent = approvedIntent(request);
  const claimed = readVaultHeader(request.vault);
  const { voiding, slot, fee } = request;
  const who = { intent, pinned: claimed.pinned, executorId: claimed.executorId };
  if (voiding === null) assertApproved({ ...request, ...who });
  else assertVoidApproved({ ...request, voiding, ...who });
  assertSlot(intent, request, claimed.address);
  assertFee(intent, fee);
  const expected = voiding === null ? expectedFields(intent, slot, fee) : expectedVoidFields(slot, fee);
  const transaction = unsignedTransaction(expected);
  if (transaction.unsignedSerialized !== request.unsigned) throw refused("what was shown is not what was approved");

  const { privateKey } = await openVault(request.vault, request.pin, cost);
  try {
    transaction.signature = signatureOf(privateKey, transaction.unsignedHash);
  } finally {
    privateKey.fill(0);
  }
  return checkedResult(transaction.serialized, expected, claimed.address);
}

function approvedIntent(request: SignRequest): RefundIntent {
  const parsed = refundIntent.safeParse(request.intent);
  if (!parsed.success) throw refused("the intent is not one");
  const intent = parsed.data;
  if (intentHashOf(intent, sha256) !== request.intentHash) throw refused("the intent is not the approved one");
  const isToken = intent.asset === "ERC20";
  if (isToken !== (intent.contractAddress !== null)) throw refused("asset and contract contradict each other");
  const amount = BigInt(intent.amountBaseUnits);
  if (amount <= 0n || toBaseUnits(intent.amount, intent.decimals) !== amount)
    throw refused("the amount and its base units contradict each other");
  return intent;
}

function assertSlot(intent: RefundIntent, { slot }: SignRequest, address: string): void {
  if (slot.chainId !== intent.chainId) throw refused("the slot is on another chain");
  if (!sameAddress(slot.from, address)) throw refused("the slot belongs to another key");
  if (sameAddress(intent.to, address)) throw refused("the payee is the paying address itself");
}

function assertFee(intent: RefundIntent, fee: SignRequest["fee"]): void {
  const gasLimit = BigInt(fee.gasLimit);
  const maxFeePerGas = BigInt(fee.maxFeePerGasWei);
  if (gasLimit < LEAST_GAS) throw refused("the gas limit is too low for any payment");
  if (BigInt(fee.maxPriorityFeePerGasWei) > maxFeePerGas) throw refused("the tip is above the most per gas");
  if (gasLimit * maxFeePerGas > BigInt(intent.feeCapWei)) throw refused("the fee is above the approved cap");
}

function signatureOf(privateKey: Buffer, digest: string): Signature {
  try {
    return new SigningKey(`0x${privateKey.toString("hex")}`).sign(digest);
  } catch {
    // ethers would name the bytes it did not like; a number that is no key is only noticed when it signs.
    throw refused("the stored key is not usable");
  }
}

/** The signer's own bytes, read back by the other reader: every field, the hash and who signed. Throws SIGNER_REFUSED. */
export function checkedResult(raw: string, expected: PaymentFields, address: string): SignedPayment {
  const signed = readSigned(raw);
  const differing = differingField(expected, signed);
  if (differing !== null) throw refused(`the signed bytes differ in ${differing}`);
  if (!sameAddress(signed.from, address)) throw refused("the stored key is not the key of this address");
  return { raw, txHash: signed.txHash };
}

function sha256(text: string): string {
  return createHash("sha256").update(text, "utf8").digest("hex");
}
