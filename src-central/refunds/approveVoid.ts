/** F25, the second person: his device key signs that exactly this slot may be used up without paying anybody. */
import { consumeStepUp } from "#central/accounts/consumeStepUp.ts";
import { asPerson, type BookContext, now, personOf } from "#central/context.ts";
import type { Refund, Voiding } from "#shared/contract/refund.ts";
import { voidText } from "#shared/domain/intent.ts";
import { whyNotApproveVoid } from "#shared/domain/refundRepairs.ts";
import { AppError, invariant } from "#shared/errors.ts";
import { patchRefund } from "./moveRefund.ts";
import { lockForVoiding, logVoiding } from "./requestVoid.ts";
import { actionContextOf, requireRepair } from "./requireRepair.ts";
import { slotOf } from "./slot.ts";
import { readRefund, type RefundRow, type SlotRow } from "./toRefund.ts";

export type VoidApprovalInput = {
  id: string;
  version: number;
  comment: string;
  decidedAt: string;
  stepUpToken: string;
  deviceKeyId: string;
  signature: string;
};

type Approved = { requestedBy: Voiding["requestedBy"]; approval: NonNullable<Voiding["approval"]> };

/** Throws SELF_APPROVAL_FORBIDDEN, REFUND_STATE, DEVICE_KEY_UNKNOWN, SIGNATURE_INVALID, STEP_UP_REQUIRED, VERSION_MISMATCH, NOT_FOUND. */
export async function approveVoid(context: BookContext, input: VoidApprovalInput): Promise<Refund> {
  const { row, refund } = await lockForVoiding(context, input);
  const { userId } = personOf(context);
  if (row.voiding !== null && row.voiding.approval === null && row.voiding.requestedBy.id === userId)
    throw new AppError("SELF_APPROVAL_FORBIDDEN", "You asked to withhold it: another person must approve that");
  requireRepair(whyNotApproveVoid(refund, userId, actionContextOf(context)));
  const slot = await slotOf(context, row.id);
  invariant(row.voiding, "what is approved was asked for");
  invariant(slot, "a payment that can be withheld has its slot");
  const key = await context.books.deviceKey(input.deviceKeyId);
  if (!key || key.userId !== userId || key.status !== "ACTIVE")
    throw new AppError("DEVICE_KEY_UNKNOWN", "This workstation's key is not registered and active for you");
  const { comment, decidedAt, signature } = input;
  const by = asPerson(personOf(context));
  const approval = {
    by,
    comment,
    at: now(context),
    decidedAt,
    deviceKeyId: key.id,
    publicKey: key.publicKey,
    signature,
  };
  const voiding = { ...row.voiding, approval };
  if (!isSignedVoid(context, row, slot, voiding))
    throw new AppError("SIGNATURE_INVALID", "The approval is not signed with this workstation's key");
  await consumeStepUp(context, {
    token: input.stepUpToken,
    action: "refund.approve-void",
    resourceId: row.id,
    intentHash: row.intentHash,
  });
  const patched = await patchRefund(context, row, { voiding });
  await logVoiding(context, row, "refund.void_approved", {
    remarks: comment === "" ? null : comment,
    detail: {
      deviceKey: key.id,
      from: slot.fromAddress,
      nonce: slot.nonce.toString(),
      askedBy: voiding.requestedBy.name,
    },
  });
  return readRefund(context, patched);
}

/** Two different people, and the second one's key is still in use and did sign exactly this slot. For a refund that whyNotSignVoid lets pass. Throws REFUND_STATE. */
export async function requireVoidApproved(context: BookContext, refund: RefundRow, slot: SlotRow): Promise<void> {
  const { voiding } = refund;
  invariant(voiding, "nothing is withheld unasked");
  const { requestedBy, approval } = voiding;
  invariant(approval, "nothing is withheld without an approval");
  const key = await context.books.deviceKey(approval.deviceKeyId);
  const good =
    approval.by.id !== requestedBy.id &&
    key?.status === "ACTIVE" &&
    key.userId === approval.by.id &&
    key.publicKey === approval.publicKey &&
    isSignedVoid(context, refund, slot, { requestedBy, approval });
  if (!good) throw new AppError("REFUND_STATE", "Withholding this payment needs a second person's approval first");
}

function isSignedVoid(
  context: BookContext,
  refund: RefundRow,
  slot: SlotRow,
  { requestedBy, approval }: Approved,
): boolean {
  const text = voidText({
    type: "deposit-desk/refund-void/1",
    refundId: refund.id,
    intentHash: refund.intentHash,
    chainId: slot.chainId,
    from: slot.fromAddress,
    nonce: slot.nonce.toString(),
    requestedBy: requestedBy.id,
    userId: approval.by.id,
    deviceKeyId: approval.deviceKeyId,
    decidedAt: approval.decidedAt,
  });
  return context.proofs.verifyEd25519(approval.publicKey, text, approval.signature);
}
