/**
 * What main and the signer process say to each other. One process serves one request and ends, so that no key outlives it.
 * Both sides parse what they receive: the signer trusts main with the PIN, but with no fact about a payment.
 */
import { chainInteger, evmAddress, hash, id, timestamp } from "#shared/contract/common.ts";
import { slot } from "#shared/contract/refund.ts";
import { z } from "#shared/zod.ts";

/** A device key of an approver that the executor compared and trusts. */
export const pinnedKey = z.strictObject({
  userId: id,
  name: z.string().max(80),
  deviceKeyId: id,
  publicKey: hash,
});
export type PinnedKey = z.infer<typeof pinnedKey>;

/** One trusted key's word for another one (`endorsementText`). */
export const endorsement = z.strictObject({
  deviceKeyId: id,
  publicKey: hash,
  userId: id,
  endorserKeyId: id,
  signature: z.string().regex(/^[0-9a-f]{128}$/),
});
export type Endorsement = z.infer<typeof endorsement>;

/** An approval as it was signed; names and comments are not part of the statement. */
export const signedApproval = z.strictObject({
  userId: id,
  deviceKeyId: id,
  decidedAt: timestamp,
  signature: z.string().regex(/^[0-9a-f]{128}$/),
});
export type SignedApproval = z.infer<typeof signedApproval>;

/** Who asked to use the slot up without paying, and the other person's signed word for it (`voidText`). */
export const signedVoiding = z.strictObject({ requestedBy: id, approval: signedApproval });
export type SignedVoiding = z.infer<typeof signedVoiding>;

export const fee = z.strictObject({
  gasLimit: chainInteger,
  maxFeePerGasWei: chainInteger,
  maxPriorityFeePerGasWei: chainInteger,
});

const pin = z.string().min(1).max(40);
const bytes = z.string().regex(/^0x([0-9a-f]{2})+$/);
const vault = z.string().max(10_000);

export const createRequest = z.strictObject({
  kind: z.literal("create"),
  pin,
  executorId: id,
  workstationId: id,
  pinned: z.array(pinnedKey).max(8),
});
export const proveBackupRequest = z.strictObject({
  kind: z.literal("proveBackup"),
  pin,
  backup: z.string().max(10_000),
  address: evmAddress,
});
export const signRequest = z.strictObject({
  kind: z.literal("sign"),
  pin,
  vault,
  /** parsed strictly in the signer itself */
  intent: z.unknown(),
  intentHash: hash,
  approvals: z.array(signedApproval).max(20),
  /** null: the approved payment is signed. Otherwise nothing is paid, and the slot is used up (F25). */
  voiding: signedVoiding.nullable(),
  endorsements: z.array(endorsement).max(50),
  slot: z.strictObject(slot.shape),
  fee,
  /** the bytes from which main drew what the person saw */
  unsigned: bytes.max(4_000),
});
export type CreateRequest = z.infer<typeof createRequest>;
export type ProveBackupRequest = z.infer<typeof proveBackupRequest>;
export type SignRequest = z.infer<typeof signRequest>;

export const signerRequest = z.discriminatedUnion("kind", [createRequest, proveBackupRequest, signRequest]);

export const createdKey = z.strictObject({
  vault,
  address: evmAddress,
  /** V3 keystore JSON under the same PIN */
  backup: z.string(),
  /** EIP-191 signature over signerProofText */
  proof: z.string().regex(/^0x[0-9a-f]{130}$/),
});
export const provenBackup = z.strictObject({ address: evmAddress });
export const signedPayment = z.strictObject({ raw: bytes.max(20_000), txHash: z.string().regex(/^0x[0-9a-f]{64}$/) });
export type CreatedKey = z.infer<typeof createdKey>;
export type ProvenBackup = z.infer<typeof provenBackup>;
export type SignedPayment = z.infer<typeof signedPayment>;

/** The only codes with which a signer refuses. */
export const SIGNER_ERROR_CODES = ["SIGNER_REFUSED", "SIGNER_PIN_WRONG", "SIGNER_PIN_WEAK", "SIGNER_CRASHED"] as const;
export const signerReply = z.discriminatedUnion("ok", [
  z.strictObject({ ok: z.literal(true), value: z.unknown() }),
  z.strictObject({
    ok: z.literal(false),
    error: z.strictObject({ code: z.enum(SIGNER_ERROR_CODES), message: z.string().max(300) }),
  }),
]);
export type SignerReply = z.infer<typeof signerReply>;
