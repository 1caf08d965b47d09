/**
 * Who really approved. The central service only carries the approvals; what counts is the signature of a key that the executor
 * pinned at enrolment, or of a key that such a key vouched for. A service that lies about approvals gets no signature (I3, I4).
 */
import { decisionText, endorsementText, type RefundIntent, voidText } from "#shared/domain/intent.ts";
import type { Slot } from "#shared/contract/refund.ts";
import { AppError } from "#shared/errors.ts";
import { isDeviceSignature } from "./deviceSignature.ts";
import type { Endorsement, PinnedKey, SignedApproval, SignedVoiding } from "./protocol.ts";

type TrustedKey = { userId: string; publicKey: string };

/** Device keys that may speak, by their id: the pinned ones, then those reached through valid endorsements. Nobody vouches for himself. */
export function trustedKeys(
  pinned: readonly PinnedKey[],
  endorsements: readonly Endorsement[],
): ReadonlyMap<string, TrustedKey> {
  const trusted = new Map<string, TrustedKey>();
  for (const { deviceKeyId, userId, publicKey } of pinned) trusted.set(deviceKeyId, { userId, publicKey });
  let grew = true;
  while (grew) {
    grew = false;
    for (const endorsed of endorsements) {
      const endorser = trusted.get(endorsed.endorserKeyId);
      if (!endorser || trusted.has(endorsed.deviceKeyId) || !isEndorsed(endorsed, endorser)) continue;
      trusted.set(endorsed.deviceKeyId, { userId: endorsed.userId, publicKey: endorsed.publicKey });
      grew = true;
    }
  }
  return trusted;
}

function isEndorsed(endorsed: Endorsement, endorser: TrustedKey): boolean {
  const { deviceKeyId, publicKey, userId, endorserKeyId, signature } = endorsed;
  if (endorser.userId === userId) return false;
  const text = endorsementText({
    type: "deposit-desk/device-key-endorsement/1",
    deviceKeyId,
    publicKey,
    userId,
    endorserKeyId,
  });
  return isDeviceSignature(text, endorser.publicKey, signature);
}

/** This approval is a trusted key's word for exactly this intent. */
export function isApprovalValid(
  approval: SignedApproval,
  intent: { refundId: string; intentHash: string },
  trusted: ReadonlyMap<string, TrustedKey>,
): boolean {
  const key = trusted.get(approval.deviceKeyId);
  if (!key || key.userId !== approval.userId) return false;
  const text = decisionText({
    type: "deposit-desk/refund-decision/1",
    refundId: intent.refundId,
    intentHash: intent.intentHash,
    decision: "APPROVE",
    userId: approval.userId,
    deviceKeyId: approval.deviceKeyId,
    decidedAt: approval.decidedAt,
  });
  return isDeviceSignature(text, key.publicKey, approval.signature);
}

/**
 * I3, I4 and F13: enough different people, none of them the maker, each with a valid signature; the executor is not the maker, and
 * above the large-amount limit (two approvals) not an approver either. Throws SIGNER_REFUSED.
 */
export function assertApproved(input: {
  intent: RefundIntent;
  intentHash: string;
  approvals: readonly SignedApproval[];
  endorsements: readonly Endorsement[];
  pinned: readonly PinnedKey[];
  executorId: string;
}): void {
  const { intent, intentHash, approvals, executorId } = input;
  const trusted = trustedKeys(input.pinned, input.endorsements);
  for (const approval of approvals)
    if (!isApprovalValid(approval, { refundId: intent.refundId, intentHash }, trusted))
      throw refused("an approval is not signed by a key that this signing key trusts");
  const approvers = new Set(approvals.map(({ userId }) => userId));
  if (approvers.size !== approvals.length) throw refused("one person approved twice");
  if (approvers.has(intent.requestedBy)) throw refused("the person who requested it approved it");
  if (approvers.size < intent.requiredApprovals) throw refused("too few people approved it");
  if (executorId === intent.requestedBy) throw refused("the person who requested it would execute it");
  if (intent.requiredApprovals > 1 && approvers.has(executorId))
    throw refused("an approver of a large amount would execute it");
}

/** This is a trusted key's word that exactly this slot may be used up without paying anybody. */
export function isVoidingValid(
  { requestedBy, approval }: SignedVoiding,
  of: { refundId: string; intentHash: string; slot: Slot },
  trusted: ReadonlyMap<string, TrustedKey>,
): boolean {
  const key = trusted.get(approval.deviceKeyId);
  if (!key || key.userId !== approval.userId) return false;
  const text = voidText({
    type: "deposit-desk/refund-void/1",
    refundId: of.refundId,
    intentHash: of.intentHash,
    chainId: of.slot.chainId,
    from: of.slot.from,
    nonce: of.slot.nonce,
    requestedBy,
    userId: approval.userId,
    deviceKeyId: approval.deviceKeyId,
    decidedAt: approval.decidedAt,
  });
  return isDeviceSignature(text, key.publicKey, approval.signature);
}

/** F25: one person asked, another whom this key trusts approved, and the maker of the refund does not sign. Throws SIGNER_REFUSED. */
export function assertVoidApproved(input: {
  intent: RefundIntent;
  intentHash: string;
  slot: Slot;
  voiding: SignedVoiding;
  endorsements: readonly Endorsement[];
  pinned: readonly PinnedKey[];
  executorId: string;
}): void {
  const { intent, intentHash, slot, voiding, executorId } = input;
  const trusted = trustedKeys(input.pinned, input.endorsements);
  if (voiding.approval.userId === voiding.requestedBy) throw refused("one person asked for it and approved it");
  if (!isVoidingValid(voiding, { refundId: intent.refundId, intentHash, slot }, trusted))
    throw refused("withholding it is not approved by a key that this signing key trusts");
  if (executorId === intent.requestedBy) throw refused("the person who requested it would execute it");
}

export function refused(why: string): AppError {
  return new AppError("SIGNER_REFUSED", `The signer refuses: ${why}`);
}
