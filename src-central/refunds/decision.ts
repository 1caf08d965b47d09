/** A decision on a refund: who may decide, on what exactly, and signed with whose key. Guide: four eyes; I3, I4. */
import { type BookContext, newId, now, personOf } from "#central/context.ts";
import type { DeviceKeyRow } from "#central/signers/toSigner.ts";
import { decisionText } from "#shared/domain/intent.ts";
import { AppError } from "#shared/errors.ts";
import type { ApprovalRow, RefundRow } from "./toRefund.ts";

export type DecisionInput = {
  id: string;
  /** the refund's version that the person saw */
  version: number;
  comment: string;
  intentHash: string;
  decidedAt: string;
  stepUpToken: string;
  deviceKeyId: string;
  signature: string;
};

/** Approvals that count, in the order in which they were given. */
export async function liveApprovals(context: BookContext, refundId: string): Promise<ApprovalRow[]> {
  return context.books.liveApprovals([refundId]);
}

/** The maker never decides, with whatever key. Throws SELF_APPROVAL_FORBIDDEN. */
export function requireOtherThanMaker(context: BookContext, refund: RefundRow): void {
  if (personOf(context).userId === refund.requestedById)
    throw new AppError("SELF_APPROVAL_FORBIDDEN", "Your own request: another supervisor must decide");
}

/**
 * Exactly this intent, signed by this person's active device key.
 * Throws INTENT_MISMATCH, DEVICE_KEY_UNKNOWN (not registered, not his, not active) or SIGNATURE_INVALID.
 */
export async function requireSigned(
  context: BookContext,
  refund: RefundRow,
  decision: "APPROVE" | "REJECT",
  input: DecisionInput,
): Promise<DeviceKeyRow> {
  const { userId } = personOf(context);
  if (input.intentHash !== refund.intentHash)
    throw new AppError("INTENT_MISMATCH", "What you were shown is not what is stored; open the refund again");
  const key = await context.books.deviceKey(input.deviceKeyId);
  if (!key || key.userId !== userId || key.status !== "ACTIVE")
    throw new AppError("DEVICE_KEY_UNKNOWN", "This workstation's key is not registered and active for you");
  const text = decisionText({
    type: "deposit-desk/refund-decision/1",
    refundId: refund.id,
    intentHash: refund.intentHash,
    decision,
    userId,
    deviceKeyId: key.id,
    decidedAt: input.decidedAt,
  });
  if (!context.proofs.verifyEd25519(key.publicKey, text, input.signature))
    throw new AppError("SIGNATURE_INVALID", "The decision is not signed with this workstation's key");
  return key;
}

/** Writes the decision down, whatever becomes of the refund by it. Whoever approved first and then rejects has one decision that counts: the last. */
export async function recordDecision(
  context: BookContext,
  refund: RefundRow,
  decision: "APPROVE" | "REJECT",
  input: DecisionInput,
  key: DeviceKeyRow,
): Promise<void> {
  const { userId, name } = personOf(context);
  await context.books.voidApprovals(refund.id, userId, now(context));
  await context.books.insertApproval({
    id: newId(context),
    refundId: refund.id,
    byId: userId,
    byName: name,
    decision,
    comment: input.comment,
    at: now(context),
    decidedAt: input.decidedAt,
    deviceKeyId: key.id,
    publicKey: key.publicKey,
    signature: input.signature,
    intentHash: refund.intentHash,
  });
}
