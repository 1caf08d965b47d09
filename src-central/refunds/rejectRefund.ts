/** F5, and F12 for a refund on hold: rejected with a reason, signed like an approval. */
import { consumeStepUp } from "#central/accounts/consumeStepUp.ts";
import { asPerson, type BookContext, now, personOf } from "#central/context.ts";
import { expectVersion } from "#central/http/expectVersion.ts";
import type { Refund } from "#shared/contract/refund.ts";
import { AppError } from "#shared/errors.ts";
import { type DecisionInput, recordDecision, requireOtherThanMaker, requireSigned } from "./decision.ts";
import { loadRefund, lockRefund } from "./loadRefund.ts";
import { lockDeposit } from "#central/deposits/loadDeposit.ts";
import { moveRefund } from "./moveRefund.ts";
import { readRefund } from "./toRefund.ts";

/** Throws the code of the first rule that refuses; see the contract's list for refunds.reject. */
export async function rejectRefund(context: BookContext, input: DecisionInput): Promise<Refund> {
  const { depositId } = await loadRefund(context, input.id);
  await lockDeposit(context, depositId);
  const refund = await lockRefund(context, input.id);
  requireOtherThanMaker(context, refund);
  expectVersion(input.version, await readRefund(context, refund));
  if (refund.status !== "PENDING_APPROVAL" && refund.status !== "ON_HOLD")
    throw new AppError("REFUND_STATE", "Only a refund in Pending Approval or On Hold can be rejected");
  if (input.comment === "")
    throw new AppError("VALIDATION_FAILED", "Say why the refund is rejected", {
      extra: { errors: [{ pointer: "/comment", code: "too_small", detail: "write a reason" }] },
    });
  const key = await requireSigned(context, refund, "REJECT", input);
  await consumeStepUp(context, {
    token: input.stepUpToken,
    action: "refund.reject",
    resourceId: refund.id,
    intentHash: refund.intentHash,
  });
  await recordDecision(context, refund, "REJECT", input, key);
  const onHold = refund.status === "ON_HOLD";
  const moved = await moveRefund(context, refund, onHold ? "F12" : "F5", {
    facts: { approverIsNotMaker: true, reasonGiven: true, complianceRefused: onHold },
    patch: {
      expiresAt: null,
      ended: { by: asPerson(personOf(context)), remarks: input.comment, at: now(context) },
    },
    remarks: input.comment,
    detail: { intentHash: refund.intentHash, deviceKey: key.id },
  });
  return readRefund(context, moved);
}
