/** A refund on paper, whole enough for the workstation's part: its content, its approvals, its slot and its bytes. */
import type { Attempt, Claim, Refund } from "#shared/contract/refund.ts";
import { intentHashOf, type RefundIntent } from "#shared/domain/intent.ts";
import type { DecodedPayment, Fee } from "#main/chain/payment.ts";
import { sha256 } from "#main/refunds/executionRooms.ts";

const idOf = (digit: string): string => `00000000-0000-7000-8000-${digit.padStart(12, "0")}`;
export const REFUND_ID = idOf("1");
export const DEPOSIT_ID = idOf("2");
export const ADDRESS_ID = idOf("3");
export const WORKSTATION = { id: idOf("4"), name: "Desk" };
export const SIGNER_ID = idOf("5");
export const MAKER = { id: idOf("a"), name: "Maker" };
export const APPROVER = { id: idOf("b"), name: "Approver" };
export const EXECUTOR = { id: idOf("c"), name: "Executor" };
export const STRANGER_ID = idOf("99");
export const PAYER = `0x${"a1".repeat(20)}`;
export const PAYEE = `0x${"b2".repeat(20)}`;
export const TOKEN = `0x${"70".repeat(20)}`;
export const NETWORK = "DEVNET";
export const AT = "2026-11-22T10:00:00.000Z";
export const LATER = "2026-11-22T10:01:00.000Z";
export const PAID = `0x${"1".repeat(64)}`;

export const INTENT: RefundIntent = {
  version: 1,
  refundId: REFUND_ID,
  refundNo: "RF-20261122-000001",
  depositId: DEPOSIT_ID,
  recordNo: "DP-20261122-000001",
  depositVersion: 4,
  customerNo: "C-1001",
  kind: "CUSTOMER_REQUEST",
  network: NETWORK,
  chainId: 31337,
  genesisHash: `0x${"01".repeat(32)}`,
  currency: "ETH",
  asset: "NATIVE",
  contractAddress: null,
  decimals: 18,
  to: PAYEE,
  amount: "5",
  amountBaseUnits: "5000000000000000000",
  feeCapWei: "210000",
  adjustmentReason: null,
  remainder: null,
  reason: "The client asked for it",
  identityCheckHash: "ab".repeat(32),
  requestedBy: MAKER.id,
  requiredApprovals: 1,
  configVersion: 1,
};
export const SLOT = { chainId: 31337, from: PAYER, nonce: "7" };

export function hashOf(intent: RefundIntent): string {
  return intentHashOf(intent, sha256);
}

const signedBy = (by: { id: string; name: string }) => ({
  by,
  comment: "Seen",
  at: AT,
  decidedAt: AT,
  deviceKeyId: idOf("d"),
  publicKey: "1".repeat(64),
  signature: "signed",
});
export const APPROVAL = { ...signedBy(APPROVER), decision: "APPROVE" as const };
export const VOIDING = { requestedBy: EXECUTOR, requestedAt: LATER, reason: "He called", approval: signedBy(APPROVER) };

/** Approved, unless it is changed. What is said of the content goes into the record too. */
export function paperRefund(change: Partial<Refund> = {}, content: Partial<RefundIntent> = {}): Refund {
  const intent = { ...INTENT, ...content };
  return {
    id: REFUND_ID,
    refundNo: intent.refundNo,
    depositId: intent.depositId,
    recordNo: intent.recordNo,
    customerNo: intent.customerNo,
    customerName: "Client",
    status: "APPROVED",
    kind: intent.kind,
    refundAddressId: ADDRESS_ID,
    refundAddress: intent.to,
    network: intent.network,
    currency: intent.currency,
    amount: intent.amount,
    depositAmount: "6",
    adjustmentReason: null,
    remainder: null,
    reason: intent.reason,
    identityCheck: {} as Refund["identityCheck"],
    simulation: { ok: true, detail: "", at: AT },
    requestedBy: MAKER,
    requestedAt: AT,
    approvals: [APPROVAL],
    requiredApprovals: intent.requiredApprovals,
    expiresAt: LATER,
    holdReason: null,
    ended: null,
    executedBy: null,
    lease: null,
    slot: null,
    attempts: [],
    voiding: null,
    confirmations: null,
    txHash: null,
    feeWei: null,
    failure: null,
    lockReleased: false,
    completedAt: null,
    notification: null,
    intent,
    intentHash: hashOf(intent),
    createdAt: AT,
    updatedAt: AT,
    version: 3,
    ...change,
  };
}

export function paperAttempt(txHash: string, kind: Attempt["kind"] = "PAYMENT"): Attempt {
  return {
    id: STRANGER_ID,
    kind,
    txHash,
    nonce: "7",
    maxFeeWei: "1",
    by: EXECUTOR,
    at: AT,
    broadcasts: [],
    mined: null,
  };
}

export function paperClaim(refund: Refund, change: Partial<Claim> = {}): Claim {
  const claimed: Refund = { ...refund, status: "SIGNING", slot: SLOT, updatedAt: AT, version: refund.version + 1 };
  return {
    refund: claimed,
    lease: {
      leaseId: idOf("e"),
      fencingToken: 1,
      holder: EXECUTOR,
      workstationId: WORKSTATION.id,
      expiresAt: LATER,
    },
    slot: SLOT,
    limits: { gasLimit: "21000", maxFeePerGasWei: "10" },
    outbid: null,
    intent: refund.intent,
    intentHash: refund.intentHash,
    ...change,
  };
}

export const FEE: Fee = { gasLimit: "21000", maxFeePerGasWei: "10", maxPriorityFeePerGasWei: "1" };

type Content = Omit<DecodedPayment, "unsigned">;
const written = (content: object): string => `0x${Buffer.from(JSON.stringify(content)).toString("hex")}`;
const read = (bytes: string): object => JSON.parse(Buffer.from(bytes.slice(2), "hex").toString()) as object;

/** The payment of an intent on its slot; `change` makes another one. */
export function contentOf(intent: RefundIntent, change: Partial<Content> = {}): Content {
  return {
    chainId: intent.chainId,
    nonce: SLOT.nonce,
    to: intent.to,
    contractAddress: intent.contractAddress,
    amountBaseUnits: intent.amountBaseUnits,
    fee: FEE,
    maxFeeWei: "210000",
    ...change,
  };
}

/** Bytes are their own content, in hex. */
export const paper = {
  unsigned: (content: Content): string => written(content),
  signed: (content: Content, txHash: string = PAID, from: string = PAYER): string => written({ content, txHash, from }),
  readUnsigned: (bytes: string): DecodedPayment => ({ ...(read(bytes) as Content), unsigned: bytes }),
  readSigned(bytes: string): DecodedPayment & { from: string; txHash: string } {
    const { content, txHash, from } = read(bytes) as { content: Content; txHash: string; from: string };
    return { ...content, unsigned: written(content), txHash, from };
  },
};
