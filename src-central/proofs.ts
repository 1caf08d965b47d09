/** Two checks that cost milliseconds of pure arithmetic. Given to the operations, so that a simulation may remember answers that it has seen. */
import { decodeSignedTransaction, type DecodedPayment } from "#central/chain/decodeSignedTransaction.ts";
import { verifyEd25519 } from "#central/signers/verifyEd25519.ts";

export type Proofs = {
  /** Throws SIGNED_TX_MISMATCH, naming what is wrong. */
  decodeSignedTransaction(raw: string): DecodedPayment;
  verifyEd25519(publicKey: string, text: string, signature: string): boolean;
};

export const realProofs: Proofs = { decodeSignedTransaction, verifyEd25519 };
