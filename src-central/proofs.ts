/** Pure arithmetic that costs time. Given to the operations, so that a simulation may remember answers that it has seen, or count events instead of hashing them. */
import { type AuditBody, eventHash } from "#central/audit/eventHash.ts";
import { decodeSignedTransaction, type DecodedPayment } from "#central/chain/decodeSignedTransaction.ts";
import { verifyEd25519 } from "#central/signers/verifyEd25519.ts";
import type { Sha256 } from "#shared/canonicalJson.ts";

export type Proofs = {
  /** Throws SIGNED_TX_MISMATCH, naming what is wrong. */
  decodeSignedTransaction(raw: string): DecodedPayment;
  verifyEd25519(publicKey: string, text: string, signature: string): boolean;
  /** the link of the audit log's chain, see audit/eventHash.ts */
  eventHash(prevHash: string, body: AuditBody, sha256: Sha256): string;
};

export const realProofs: Proofs = { decodeSignedTransaction, verifyEd25519, eventHash };
