/**
 * "Execute Refund", first half (F13), and the same for a second transaction on the slot (F24, F25, F26): proves who the person is, takes the execution lock and the one payment slot, checks everything again and
 * prepares the transaction for the last look. Signs nothing.
 */
import { http } from "#shared/contract/http.ts";
import type { ExecutionReview } from "#shared/contract/executionReview.ts";
import type { Attempt, Claim, Refund } from "#shared/contract/refund.ts";
import type { Signer } from "#shared/contract/signer.ts";
import { sameAddress } from "#shared/domain/addresses.ts";
import { intentHashOf } from "#shared/domain/intent.ts";
import { AppError } from "#shared/errors.ts";
import { compareAmounts, fromBaseUnits } from "#shared/money.ts";
import { derivedKey } from "./derivedKey.ts";
import { chainOf, type ExecutionRooms, ownVault, readLive, remembered, sha256 } from "./executionRooms.ts";
import type { HeldClaims } from "./heldClaim.ts";
import { prepareExecution } from "./prepareExecution.ts";

export type ClaimInput = {
  id: string;
  version: number;
  purpose: Attempt["kind"];
  proof: string;
  idempotencyKey: string;
};

/** Throws LOG_BROKEN, what the central service refuses with, NODE_*, SIGNER_NOT_ENROLLED, SIGNER_STATE, INTENT_MISMATCH, SIGNER_REFUSED, FEE_ABOVE_CAP. After any of them no lock is kept. */
export async function claimRefund(
  rooms: ExecutionRooms,
  held: HeldClaims,
  input: ClaimInput,
): Promise<ExecutionReview> {
  if (held.get(input.id)?.executing === true)
    throw new AppError("REFUND_STATE", "This refund is being signed on this workstation");
  await assertLogIsTheSame(rooms);
  const live = await readLive(rooms, input.id);
  assertIntentIs(live, live.intent, live.intentHash);
  const vault = await ownVault(rooms);
  const signer = await ownSigner(rooms, vault);
  // Before anything is taken: with a node of another chain, or none, nobody should hold a lock.
  await rooms.chain.verify(chainOf(live.intent));

  const claim = await takeLock(rooms, live, signer, input);
  const claimedAtMs = rooms.clock.now();
  try {
    assertClaimIs(claim, live, vault, rooms);
    const { refund, slot, intentHash } = claim;
    rooms.journal.pinSlot({ refundId: refund.id, refundNo: refund.refundNo, slot }, intentHash);
    await remembered(rooms, refund);
    rooms.progressed(refund.id, "CLAIMED");
    const { purpose } = input;
    const prepared = await prepareExecution(rooms, claim, vault, purpose);
    held.hold({ claim, lease: claim.lease, purpose, renewedAtMs: claimedAtMs, vault, executing: false, ...prepared });
    rooms.progressed(refund.id, "CHECKED");
    return prepared.review;
  } catch (error) {
    await giveBack(rooms, claim);
    throw error;
  }
}

/**
 * A service that was restored from an older backup does not know of the payments made since, and would give their refunds a second slot.
 * Whoever has seen more of its log than it holds now does not sign for it (I9).
 */
async function assertLogIsTheSame(rooms: ExecutionRooms): Promise<void> {
  const broken = await rooms.logBroken();
  if (broken !== null) throw new AppError("LOG_BROKEN", `The central audit log is not the one seen before: ${broken}`);
}

async function takeLock(rooms: ExecutionRooms, live: Refund, signer: Signer, input: ClaimInput): Promise<Claim> {
  const stepUpToken = await rooms.stepUp({
    action: "refund.claim",
    resourceId: live.id,
    intentHash: live.intentHash,
    proof: input.proof,
  });
  return rooms.remote.call(http.refunds.claim, {
    params: { id: input.id },
    body: { workstationId: rooms.workstation.id, signerId: signer.id, stepUpToken, purpose: input.purpose },
    // While a payment waits, each answer of a node is a new version of it. What is signed for its slot stands on the paper, drawn from this claim.
    ifMatch: input.purpose === "PAYMENT" ? input.version : live.version,
    // The proof is new with each try, and so is the request; claiming twice gives the same slot.
    idempotencyKey: derivedKey(input.idempotencyKey, stepUpToken),
  });
}

/** The approved signer whose key lies on this workstation, and whose backup was proven to open. */
async function ownSigner(rooms: ExecutionRooms, vault: string): Promise<Signer> {
  const { address } = rooms.signer.header(vault);
  const { items } = await rooms.remote.call(http.signers.list, {});
  const signer = items.find((one) => sameAddress(one.address, address) && one.executor.id === rooms.user().id);
  if (!signer) throw new AppError("SIGNER_NOT_ENROLLED", "Your signing key is not enrolled at the central service");
  if (signer.status !== "APPROVED")
    throw new AppError("SIGNER_NOT_APPROVED", "Your signing key is not approved by a supervisor yet");
  if (!rooms.journal.isBackupProven(address))
    throw new AppError("SIGNER_STATE", "Prove first that the backup of your signing key opens; then it can pay");
  return signer;
}

/** Row 24 of the fault matrix: what is shown, what was approved and what the service says must be one. */
function assertIntentIs(refund: Refund, intent: Refund["intent"], intentHash: string): void {
  const same =
    intentHashOf(intent, sha256) === intentHash &&
    intentHash === refund.intentHash &&
    intent.refundId === refund.id &&
    intent.depositId === refund.depositId &&
    intent.to === refund.refundAddress &&
    intent.network === refund.network &&
    intent.currency === refund.currency &&
    compareAmounts(intent.amount, refund.amount) === 0 &&
    compareAmounts(fromBaseUnits(BigInt(intent.amountBaseUnits), intent.decimals), refund.amount) === 0 &&
    intent.requestedBy === refund.requestedBy.id &&
    intent.requiredApprovals === refund.requiredApprovals;
  if (!same) throw new AppError("INTENT_MISMATCH", "The refund contradicts the content that was approved");
}

function assertClaimIs(claim: Claim, live: Refund, vault: string, rooms: ExecutionRooms): void {
  assertIntentIs(claim.refund, claim.intent, claim.intentHash);
  if (claim.intentHash !== live.intentHash || claim.refund.id !== live.id)
    throw new AppError("INTENT_MISMATCH", "The central service claimed another content than the one on the screen");
  const { address } = rooms.signer.header(vault);
  if (claim.slot.chainId !== claim.intent.chainId || !sameAddress(claim.slot.from, address))
    throw new AppError("SIGNER_REFUSED", "The payment slot does not belong to your signing key");
}

/** Best effort: a lock that is not given back lapses by itself. */
async function giveBack(rooms: ExecutionRooms, claim: Claim): Promise<void> {
  const { leaseId, fencingToken } = claim.lease;
  try {
    const refund = await rooms.remote.call(http.refunds.releaseLease, {
      params: { id: claim.refund.id },
      body: { leaseId, fencingToken },
      idempotencyKey: rooms.random.uuid(),
    });
    await remembered(rooms, refund);
  } catch (error) {
    rooms.log.warn("refunds: the lock could not be given back; it lapses", { refundNo: claim.refund.refundNo, error });
  }
}
