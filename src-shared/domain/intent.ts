/**
 * The intent: everything that two people approve and that a signature may carry out, and nothing else.
 * Approvals and the signer refer to it by its hash (money safety, steps 1 to 4).
 * Nonce and actual fee are not in it: they are taken at execution, under the cap that is in it.
 */
import { canonicalJson, type Sha256 } from "#shared/canonicalJson.ts";
import { z } from "#shared/zod.ts";
import { REFUND_KINDS, REMAINDER_DISPOSITIONS } from "./refunds.ts";
import { CHAIN_INTEGER_PATTERN, AMOUNT_PATTERN } from "#shared/money.ts";
import { EVM_ADDRESS_PATTERN } from "./addresses.ts";

const HASH = /^[0-9a-f]{64}$/;

export const refundIntent = z.strictObject({
  version: z.literal(1),
  refundId: z.uuid(),
  refundNo: z.string(),
  depositId: z.uuid(),
  recordNo: z.string(),
  depositVersion: z.int(),
  customerNo: z.string(),
  kind: z.enum(REFUND_KINDS),
  network: z.string(),
  chainId: z.int().positive(),
  genesisHash: z.string().regex(/^0x[0-9a-f]{64}$/),
  currency: z.string(),
  asset: z.enum(["NATIVE", "ERC20"]),
  contractAddress: z.string().regex(EVM_ADDRESS_PATTERN).nullable(),
  decimals: z.int().min(0).max(36),
  to: z.string().regex(EVM_ADDRESS_PATTERN),
  amount: z.string().regex(AMOUNT_PATTERN),
  amountBaseUnits: z.string().regex(CHAIN_INTEGER_PATTERN),
  /** most that the fee may cost in all, in wei */
  feeCapWei: z.string().regex(CHAIN_INTEGER_PATTERN),
  adjustmentReason: z.string().nullable(),
  remainder: z.enum(REMAINDER_DISPOSITIONS).nullable(),
  reason: z.string(),
  identityCheckHash: z.string().regex(HASH),
  requestedBy: z.uuid(),
  requiredApprovals: z.int().min(1),
  configVersion: z.int(),
});
export type RefundIntent = z.infer<typeof refundIntent>;

/** SHA-256 over the RFC 8785 text, 64 lower-case hex digits. Any edit gives another hash, so that old approvals no longer fit. */
export function intentHashOf(intent: RefundIntent, sha256: Sha256): string {
  return sha256(canonicalJson(refundIntent.parse(intent)));
}

/** What an approver's device key signs (Ed25519, over the RFC 8785 text as UTF-8). */
export type DecisionStatement = {
  type: "deposit-desk/refund-decision/1";
  refundId: string;
  intentHash: string;
  decision: "APPROVE" | "REJECT";
  userId: string;
  deviceKeyId: string;
  /** RFC 3339, the workstation's clock */
  decidedAt: string;
};

export function decisionText(statement: DecisionStatement): string {
  return canonicalJson(statement);
}

/** What a second person's device key signs so that a payment may be withheld on the chain (F25): this refund, this slot, nothing else. */
export type VoidStatement = {
  type: "deposit-desk/refund-void/1";
  refundId: string;
  intentHash: string;
  chainId: number;
  from: string;
  nonce: string;
  /** who asked for it; never the one who signs this */
  requestedBy: string;
  userId: string;
  deviceKeyId: string;
  /** RFC 3339, the workstation's clock */
  decidedAt: string;
};

export function voidText(statement: VoidStatement): string {
  return canonicalJson(statement);
}

/** What an existing approver's device key signs to vouch for a new one. */
export type EndorsementStatement = {
  type: "deposit-desk/device-key-endorsement/1";
  deviceKeyId: string;
  publicKey: string;
  userId: string;
  endorserKeyId: string;
};

export function endorsementText(statement: EndorsementStatement): string {
  return canonicalJson(statement);
}

/** What a payment key signs (EIP-191) to prove at enrolment that it exists. */
export function signerProofText(input: { address: string; userId: string; workstationId: string }): string {
  return `Deposit Desk signer enrolment\naddress: ${input.address}\nexecutor: ${input.userId}\nworkstation: ${input.workstationId}`;
}
