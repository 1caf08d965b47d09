/** A client's wallet address and its verification (guide, "Customer Wallet Address"). */
import { ADDRESS_STATUSES } from "#shared/domain/statuses.ts";
import { z } from "#shared/zod.ts";
import {
  amount,
  evmAddress,
  id,
  listQuery,
  openEnum,
  pageOf,
  person,
  remarks,
  repeated,
  timestamp,
  version,
} from "./common.ts";
import { VERIFICATION_METHODS } from "./deposit.ts";

export const walletAddress = z.object({
  id,
  customerNo: z.string(),
  customerName: z.string(),
  network: z.string(),
  address: evmAddress,
  label: z.string(),
  status: openEnum(ADDRESS_STATUSES),
  method: openEnum(VERIFICATION_METHODS).nullable(),
  /** what proves it, in words: a transaction, a signature, a document's reference */
  proof: z.string().nullable(),
  requestedBy: person.nullable(),
  verifiedBy: person.nullable(),
  verifiedAt: timestamp.nullable(),
  expiresAt: timestamp.nullable(),
  cooldownUntil: timestamp.nullable(),
  /** other known addresses with the same first four and last four characters */
  lookalikeOf: z.array(z.string()),
  createdAt: timestamp,
  updatedAt: timestamp,
  version,
});
export type WalletAddress = z.infer<typeof walletAddress>;

export const walletAddressQuery = listQuery.extend({
  customerNo: z.string().max(40).optional(),
  network: z.string().max(40).optional(),
  status: repeated(z.enum(ADDRESS_STATUSES)),
  address: z.string().max(42).optional(),
});
export const walletAddressPage = pageOf(walletAddress);

/** W1 through this service's own people; a client's own request adds its source address by itself. */
export const addressInput = z.strictObject({
  customerNo: z.string().trim().min(1).max(40),
  network: z.string().max(40),
  address: z.string().max(100),
  label: z.string().trim().min(1).max(80),
});

export const PROOF_STATES = ["OPEN", "PASSED", "FAILED", "EXPIRED"] as const;
export type ProofState = (typeof PROOF_STATES)[number];

/** One try to prove that a client controls an address (W2 to W4, R5.3, R5.4). */
export const addressProof = z.object({
  id,
  addressId: id,
  network: z.string(),
  method: openEnum(VERIFICATION_METHODS),
  state: openEnum(PROOF_STATES),
  /** the EIP-4361 text to be signed, byte for byte; null for other methods */
  message: z.string().nullable(),
  /** exactly this amount of the network's own coin, from the address, to `destination`; null for other methods */
  payment: z.object({ currency: z.string(), amount, destination: evmAddress }).nullable(),
  startedBy: person,
  startedAt: timestamp,
  expiresAt: timestamp,
  /** the payment that was seen for it, and how deep it lies */
  txHash: z.string().nullable(),
  confirmations: z.object({ current: z.int().min(0), required: z.int().min(1) }).nullable(),
  /** what proved it, or why it failed, in words */
  outcome: z.string().nullable(),
  endedAt: timestamp.nullable(),
  version,
});
export type AddressProof = z.infer<typeof addressProof>;
export const addressProofPage = pageOf(addressProof);

export const proofInput = z.strictObject({ method: z.enum(VERIFICATION_METHODS) });
/** One of the three, as the method asks for: a signature over `message`, the payment's TXID, or where the document is kept. */
export const proofSubmission = z.strictObject({
  /** 65 or 64 bytes of a key, or whatever a contract wallet takes */
  signature: z
    .string()
    .trim()
    .regex(/^0x(?:[0-9a-fA-F]{2}){1,4096}$/)
    .optional(),
  txHash: z
    .string()
    .trim()
    .toLowerCase()
    .regex(/^0x[0-9a-f]{64}$/)
    .optional(),
  reference: z.string().trim().min(1).max(200).optional(),
});
export const addressDecision = z.strictObject({ remarks });
