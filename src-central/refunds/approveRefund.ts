/** F8: another person approves exactly this intent; with two needed, the first leaves it pending (R20a). */
import { consumeStepUp } from "#central/accounts/consumeStepUp.ts";
import { appendEvent } from "#central/audit/appendEvent.ts";
import { later } from "#central/clock.ts";
import { type BookContext, type BookRooms, now, personOf } from "#central/context.ts";
import { loadDeposit, lockDeposit } from "#central/deposits/loadDeposit.ts";
import { expectVersion } from "#central/http/expectVersion.ts";
import type { Refund } from "#shared/contract/refund.ts";
import { AppError } from "#shared/errors.ts";
import { type Asked, answered, asked } from "./Asked.ts";
import { type DecisionInput, liveApprovals, recordDecision, requireOtherThanMaker, requireSigned } from "./decision.ts";
import { isDepositCanonical } from "./depositCanonical.ts";
import { DEFAULT_REFUND_LIMITS, type RefundLimits } from "./limits.ts";
import { loadRefund, lockRefund } from "./loadRefund.ts";
import { chainOf } from "./loadRules.ts";
import { moveRefund, patchRefund } from "./moveRefund.ts";
import { readRefund, type RefundRow } from "./toRefund.ts";
import { whyNotPayable } from "./whyNotPayable.ts";

/** Which block was found to be canonical, or not. */
export type CanonicalCheck = { blockHash: string | null; canonical: boolean };

/** Asks the chain before the transaction. */
export async function checkDepositOf(rooms: BookRooms, refundId: string): Promise<Asked<CanonicalCheck>> {
  return asked(async () => {
    const deposit = await loadDeposit(rooms, (await loadRefund(rooms, refundId)).depositId);
    const canonical = await isDepositCanonical(chainOf(rooms, deposit.network), deposit);
    return { blockHash: deposit.confirmations.blockHash, canonical };
  });
}

/** Throws the code of the first rule that refuses; see the contract's list for refunds.approve. */
export async function approveRefund(
  context: BookContext,
  input: DecisionInput,
  check: Asked<CanonicalCheck>,
  limits: RefundLimits = DEFAULT_REFUND_LIMITS,
): Promise<Refund> {
  const { depositId } = await loadRefund(context, input.id);
  const deposit = await lockDeposit(context, depositId);
  const refund = await lockRefund(context, input.id);
  requireOtherThanMaker(context, refund);
  const approvals = await liveApprovals(context, refund.id);
  const { userId } = personOf(context);
  if (refund.status === "PENDING_APPROVAL" && approvals.some(({ byId }) => byId === userId))
    throw new AppError("ALREADY_DECIDED", "You have approved this already; another supervisor must decide");
  expectVersion(input.version, await readRefund(context, refund));
  requirePending(context, refund);
  const key = await requireSigned(context, refund, "APPROVE", input);
  if (approvals.some(({ publicKey }) => publicKey === key.publicKey))
    throw new AppError("ALREADY_DECIDED", "This key has approved already");
  if (deposit.status !== "CREDITED")
    throw new AppError("DEPOSIT_NOT_CREDITED", "The deposit is no longer Credited; nothing can be approved");
  // I12: a proof that grew old holds a refund at the next look only; until then nobody approves it.
  const concern = await whyNotPayable(context, refund, deposit);
  if (concern !== null) throw new AppError("REFUND_STATE", `Nothing can be approved now: ${concern.words}`);
  const { blockHash, canonical } = answered(check);
  if (!canonical || blockHash !== deposit.confirmations.blockHash)
    throw new AppError("REORG_DETECTED", "The deposit's block is no longer part of the chain; nothing can be approved");
  await consumeStepUp(context, {
    token: input.stepUpToken,
    action: "refund.approve",
    resourceId: refund.id,
    intentHash: refund.intentHash,
  });
  await recordDecision(context, refund, "APPROVE", input, key);
  const given = approvals.length + 1;
  const quorum = `${given} of ${refund.requiredApprovals}`;
  if (given < refund.requiredApprovals) return notYetEnough(context, refund, input, quorum);
  const moved = await moveRefund(context, refund, "F8", {
    facts: {
      approverIsNotMaker: userId !== refund.requestedById,
      stepUpFresh: true,
      intentMatches: input.intentHash === refund.intentHash,
      signatureValid: true,
      quorumReached: given >= refund.requiredApprovals,
      depositCredited: deposit.status === "CREDITED",
      depositCanonical: canonical,
    },
    patch: { expiresAt: later(now(context), limits.executionValidityMs) },
    remarks: input.comment,
    detail: { quorum, intentHash: refund.intentHash, deviceKey: key.id },
  });
  return readRefund(context, moved);
}

function requirePending(context: BookContext, refund: RefundRow): void {
  if (refund.status !== "PENDING_APPROVAL")
    throw new AppError("REFUND_STATE", "Only a refund in Pending Approval can be decided");
  if (refund.expiresAt !== null && refund.expiresAt <= now(context))
    throw new AppError("REFUND_STATE", "The time for approving this request is over; it has to be requested again");
}

/** Approval i of n: the status stays, everybody sees the new version, and the log has it. */
async function notYetEnough(
  context: BookContext,
  refund: RefundRow,
  input: DecisionInput,
  quorum: string,
): Promise<Refund> {
  const patched = await patchRefund(context, refund, {});
  await appendEvent(context, {
    // The code of F8, which the last of them brings about.
    action: "refund.approved",
    entity: "refund",
    entityId: refund.id,
    entityNo: refund.refundNo,
    depositId: refund.depositId,
    fromStatus: refund.status,
    toStatus: refund.status,
    remarks: input.comment,
    detail: { quorum, intentHash: refund.intentHash, deviceKey: input.deviceKeyId },
  });
  return readRefund(context, patched);
}
