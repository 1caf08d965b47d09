/**
 * "Execute Refund", second half. Guide: "the back office clicks 'Execute Refund', the system generates a refund transaction hash and broadcasts it".
 * Exactly what was reviewed is signed, stored, registered, then sent. A crash between any two lines leads to the same bytes or to none, never to others.
 */
import { http } from "#shared/contract/http.ts";
import type { Refund } from "#shared/contract/refund.ts";
import { sameAddress } from "#shared/domain/addresses.ts";
import { AppError } from "#shared/errors.ts";
import type { SignedPayment } from "#main/signer/protocol.ts";
import type { JournalAttempt } from "#main/store/journal.ts";
import {
  chainOf,
  type ExecutionRooms,
  readEndorsements,
  readLive,
  remembered,
  signedApprovals,
  signedVoiding,
} from "./executionRooms.ts";
import type { HeldClaim, HeldClaims } from "./heldClaim.ts";
import { reviewDigestOf } from "./prepareExecution.ts";
import { registerAttempt } from "./registerAttempt.ts";
import { reportBroadcasts, sendAttempt } from "./sendAttempt.ts";

export type ExecuteInput = { id: string; reviewDigest: string; lastSix: string; pin: string };

/**
 * Throws REVIEW_CHANGED, REVIEW_NOT_CONFIRMED, what blocks the review, LEASE_LOST, NODE_*, SIGNER_*: nothing was signed then; and after the signature
 * what the central service refuses with: then the bytes never leave. Once they are registered it answers, whatever the nodes say.
 */
export async function executeRefund(rooms: ExecutionRooms, held: HeldClaims, input: ExecuteInput): Promise<Refund> {
  const claim = reviewed(held, input);
  claim.executing = true;
  try {
    await held.renew(claim);
    await rooms.chain.verify(chainOf(claim.claim.intent));
    // Nobody is paid by a void, whatever has become of the address.
    if (claim.purpose !== "VOID") await addressStillVerified(rooms, claim);
    const signed = await sign(rooms, claim, input.pin);
    rooms.progressed(input.id, "SIGNED");
    await rooms.fault("after-sign");
    const attempt = store(rooms, claim, signed);
    // Signed is signed: this review can never lead to other bytes.
    held.drop(input.id);
    await rooms.fault("after-journal");
    await register(rooms, attempt);
    rooms.progressed(input.id, "RECORDED");
    await rooms.fault("after-register");
  } finally {
    claim.executing = false;
  }
  return sendAndReport(rooms, input.id);
}

/** Unanswered is no refusal: the bytes wait in the journal, and the tracking asks again. */
async function register(rooms: ExecutionRooms, attempt: JournalAttempt): Promise<void> {
  try {
    await registerAttempt(rooms, attempt);
  } catch (error) {
    if (rooms.journal.attempt(attempt.txHash)?.state !== "signed") throw error;
    throw new AppError(
      "BROADCAST_UNKNOWN",
      "The payment is signed and stored here, and is sent as soon as the central service has acknowledged it. Do not execute it again.",
      { cause: error },
    );
  }
}

/** The bytes are registered: from here on no error may look as if nothing had happened, a full disk no more than a lost connection. */
async function sendAndReport(rooms: ExecutionRooms, refundId: string): Promise<Refund> {
  try {
    for (const { txHash, state } of rooms.journal.attemptsOf(refundId))
      if (state === "registered") await sendAttempt(rooms, txHash);
    rooms.progressed(refundId, "BROADCAST");
    await reportAll(rooms, refundId);
    rooms.progressed(refundId, "TRACKING");
    return await remembered(rooms, await readLive(rooms, refundId));
  } catch (error) {
    throw new AppError(
      "BROADCAST_UNKNOWN",
      "The payment is registered and may be on its way; what became of it is not known here yet. The same bytes are followed, and sent again if need be. Do not execute it again.",
      { cause: error },
    );
  }
}

async function reportAll(rooms: ExecutionRooms, refundId: string): Promise<void> {
  try {
    for (const { txHash } of rooms.journal.attemptsOf(refundId)) await reportBroadcasts(rooms, txHash);
  } catch (error) {
    // The journal keeps the answers, and the tracking tells them later.
    rooms.log.warn("refunds: the central service was not told yet", { error });
  }
}

/** The review that is on the screen, confirmed by its digest and by the last six characters of the address in its bytes. */
function reviewed(held: HeldClaims, { id, reviewDigest, lastSix }: ExecuteInput): HeldClaim {
  const claim = held.get(id);
  if (!claim || claim.executing)
    throw new AppError("REVIEW_CHANGED", "This review is no longer open; claim the refund again");
  if (reviewDigestOf(claim.unsigned, claim.claim.intentHash) !== reviewDigest)
    throw new AppError("REVIEW_CHANGED", "What is on the screen is not what would be signed; claim the refund again");
  if (claim.review.to.transaction.slice(-6).toLowerCase() !== lastSix.toLowerCase())
    throw new AppError("REVIEW_NOT_CONFIRMED", "These are not the last six characters of the address that is paid");
  if (claim.blockedBy) throw new AppError(claim.blockedBy.code, claim.blockedBy.message);
  return claim;
}

/** I12: Verified at the approval and at the signature, compared in full. */
async function addressStillVerified(rooms: ExecutionRooms, { addressId, claim, review }: HeldClaim): Promise<void> {
  const address = await rooms.remote.call(http.addresses.get, { params: { id: addressId } });
  const same =
    sameAddress(address.address, claim.intent.to) &&
    sameAddress(address.address, review.to.transaction) &&
    address.network === claim.intent.network;
  if (!same || address.status !== "VERIFIED")
    throw new AppError("REFUND_ADDRESS_NOT_VERIFIED", "The refund address is no longer Verified");
}

async function sign(rooms: ExecutionRooms, held: HeldClaim, pin: string): Promise<SignedPayment> {
  const { claim, vault, unsigned, fee } = held;
  const { intent, intentHash, slot, refund } = claim;
  // Slots never change (I9): what the journal pinned at the claim is asked once more.
  rooms.journal.pinSlot({ refundId: refund.id, refundNo: refund.refundNo, slot }, intentHash);
  const endorsements = await readEndorsements(rooms);
  const approvals = signedApprovals(refund.approvals);
  const voiding = held.purpose === "VOID" ? signedVoiding(refund) : null;
  return rooms.pinGuard.guarded(slot.from, () =>
    rooms.signer.sign({ pin, vault, intent, intentHash, approvals, voiding, endorsements, slot, fee, unsigned }),
  );
}

/** On the disk before anything else happens to the bytes. */
function store(rooms: ExecutionRooms, held: HeldClaim, { raw, txHash }: SignedPayment): JournalAttempt {
  const decoded = rooms.chain.decodeSigned(raw);
  // The signer compared this too; a third reader costs nothing.
  if (
    decoded.unsigned !== held.unsigned ||
    decoded.txHash !== txHash ||
    !sameAddress(decoded.from, held.claim.slot.from)
  )
    throw new AppError("SIGNED_TX_MISMATCH", "The signed bytes are not the ones that were reviewed");
  const { leaseId, fencingToken } = held.lease;
  rooms.journal.recordSigned({
    txHash,
    refundId: held.claim.refund.id,
    kind: held.purpose,
    intent: held.claim.intent,
    intentHash: held.claim.intentHash,
    signedTx: raw,
    executorId: rooms.user().id,
    lease: { leaseId, fencingToken },
  });
  const attempt = rooms.journal.attempt(txHash);
  if (!attempt) throw new AppError("JOURNAL_UNAVAILABLE", "The signed bytes could not be read back; nothing was sent");
  return attempt;
}
