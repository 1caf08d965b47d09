/** What the client sent back is judged before anything is changed: the chain may have to be asked, and what fails is noted although the answer is a refusal. */
import { recoverSigner } from "#central/chain/recoverSigner.ts";
import { type Context, contextOf } from "#central/context.ts";
import type { Outside } from "#central/http/route.ts";
import { chainOf } from "#central/refunds/loadRules.ts";
import { inTransaction } from "#central/store/inTransaction.ts";
import { readFoundTransaction } from "#central/watcher/FoundTransaction.ts";
import { sameAddress, shortHash } from "#shared/domain/addresses.ts";
import { AppError, type ErrorCode, invariant } from "#shared/errors.ts";
import { loadAddress } from "./loadAddress.ts";
import { readOwnershipMessage } from "./ownershipMessage.ts";
import { paymentFault, sawPayment, type SeenPayment } from "./proofPayments.ts";
import { challengeUsed, expired, lockProof, type ProofEnd, settleProof } from "./settleProof.ts";
import type { AddressProofRow } from "./toAddressProof.ts";
import type { WalletAddressRow } from "./toWalletAddress.ts";

export type Submission = {
  id: string;
  proofId: string;
  signature?: string | undefined;
  txHash?: string | undefined;
  reference?: string | undefined;
};

/** What the submission is worth: it ends the proof, or shows the payment that will once it is deep enough. */
export type Judged = { end: ProofEnd } | { payment: SeenPayment };

/**
 * Runs before the command's transaction. A wrong answer ends the proof (W3), in a transaction of its own, and is then refused.
 * Throws NOT_FOUND, CHALLENGE_USED, CHALLENGE_EXPIRED, SIGNATURE_MISMATCH, WRONG_SENDER, WRONG_AMOUNT, VALIDATION_FAILED, CHAIN_UNAVAILABLE.
 */
export async function judgeSubmission(outside: Outside, submission: Submission): Promise<Judged> {
  const proof = await inTransaction(outside.rooms.database, (db) =>
    lockProof({ db }, { id: submission.proofId, addressId: submission.id }),
  );
  if (proof.state !== "OPEN") throw challengeUsed();
  if (proof.seen === null && proof.expiresAt <= outside.rooms.clock.now())
    throw await refuse(outside, proof, "CHALLENGE_EXPIRED", expired(proof.method));
  switch (proof.method) {
    case "SIGNED_MESSAGE":
      return judgeSignature(outside, proof, required(submission.signature, "the signature of the text"));
    case "MICROPAYMENT":
      return judgePayment(outside, proof, required(submission.txHash, "the payment's TXID"));
    case "DOCUMENT":
      return { end: { state: "PASSED", words: required(submission.reference, "where the document is kept") } };
  }
}

/** In the command's transaction. */
export async function submitProof(context: Context, submission: Submission, judged: Judged): Promise<WalletAddressRow> {
  if ("end" in judged) return settleProof(context, submission.proofId, judged.end);
  const proof = await lockProof(context, { id: submission.proofId, addressId: submission.id });
  if (proof.state !== "OPEN") throw challengeUsed();
  await sawPayment(context, proof, judged.payment);
  return loadAddress(context, submission.id);
}

/** R5.4: a key's signature by EIP-191, a contract wallet's by EIP-1271. */
async function judgeSignature(outside: Outside, proof: AddressProofRow, signature: string): Promise<Judged> {
  const { message, network } = proof;
  invariant(message !== null, "a proof by signature has its text");
  const { address, proofId } = readOwnershipMessage(message);
  invariant(proofId === proof.id && address.toLowerCase() === proof.sourceKey, "the text belongs to this proof");
  const signer = recoverSigner(message, signature);
  if (signer !== null && sameAddress(signer, address))
    return { end: { state: "PASSED", words: `signature ${shortHash(signature)} by the wallet's own key (EIP-191)` } };
  const chain = chainOf(outside.rooms, network);
  if (await chain.isValidSignature(address, message, signature))
    return {
      end: { state: "PASSED", words: `signature ${shortHash(signature)} accepted by the wallet's contract (EIP-1271)` },
    };
  const words =
    signer === null
      ? "what was sent back is no signature of the text"
      : `the text was signed by ${signer}, not by this wallet`;
  throw await refuse(outside, proof, "SIGNATURE_MISMATCH", { state: "FAILED", words });
}

async function judgePayment(outside: Outside, proof: AddressProofRow, txHash: string): Promise<Judged> {
  const chain = chainOf(outside.rooms, proof.network);
  const transaction = await chain.transaction(txHash);
  const block = transaction?.blockNumber == null ? null : await chain.blockAt(transaction.blockNumber);
  if (transaction === null || block === null)
    throw new AppError("NOT_FOUND", "The transaction is in no block yet; it is found by itself once it is");
  const found = await readFoundTransaction(chain, transaction, block);
  const transfer = found.transfers.find(
    ({ to, contractAddress }) => contractAddress === null && to.toLowerCase() === proof.destinationKey,
  );
  if (transfer === undefined)
    throw new AppError(
      "VALIDATION_FAILED",
      "This transaction pays nothing in the network's own coin to the address that was named",
    );
  const payment = paymentFault(proof, transfer, found);
  if (payment.fault !== null)
    throw await refuse(outside, proof, payment.fault, { state: "FAILED", words: payment.words });
  return { payment };
}

/** Ends the proof and answers the refusal to throw. */
async function refuse(
  { rooms, actor, requestId }: Outside,
  { id }: AddressProofRow,
  code: ErrorCode,
  end: ProofEnd,
): Promise<AppError> {
  await inTransaction(rooms.database, (db) => settleProof(contextOf(rooms, db, actor, requestId), id, end));
  return new AppError(code, `${end.words}; start a new proof`);
}

function required(text: string | undefined, what: string): string {
  if (text === undefined) throw new AppError("VALIDATION_FAILED", `Send ${what}`);
  return text;
}
