/** F24, F25, F26: a second transaction on the same slot, the payment with a higher fee or one that pays nobody, before it may leave the workstation. */
import type { BookContext } from "#central/context.ts";
import type { DepositRow } from "#central/deposits/toDeposit.ts";
import type { Attempt } from "#shared/contract/refund.ts";
import { whyNotRaiseFee, whyNotSignVoid } from "#shared/domain/refundRepairs.ts";
import { AppError, invariant } from "#shared/errors.ts";
import { requireVoidApproved } from "./approveVoid.ts";
import { compareAttempt, compareVoid } from "./compareAttempt.ts";
import { moveRefund, patchRefund } from "./moveRefund.ts";
import { highestFees, requireHigherFees } from "./replacementFees.ts";
import { logVoiding } from "./requestVoid.ts";
import { actionContextOf, requireRepair } from "./requireRepair.ts";
import { slotOf } from "./slot.ts";
import { storeAttempt } from "./storeAttempt.ts";
import { type AttemptRow, readRefund, type RefundRow, toAttempt } from "./toRefund.ts";
import { whyNotPayable } from "./whyNotPayable.ts";

type Replacement = { kind: "FEE_BUMP" | "VOID"; signedTx: string; txHash: string; fencingToken: number };

/**
 * Refund and deposit locked, the lease checked. Whatever is registered here, what was registered before stays: whichever of them is mined decides.
 * Throws REFUND_STATE, SIGNED_TX_MISMATCH (naming the field).
 */
export async function registerReplacement(
  context: BookContext,
  { refund, deposit, earlier }: { refund: RefundRow; deposit: DepositRow; earlier: readonly AttemptRow[] },
  input: Replacement,
): Promise<Attempt> {
  const seen = await readRefund(context, refund);
  const rule = input.kind === "VOID" ? whyNotSignVoid : whyNotRaiseFee;
  requireRepair(rule(seen, actionContextOf(context)));
  const slot = await slotOf(context, refund.id);
  invariant(slot, "a payment that can be replaced has its slot");
  const decoded = context.proofs.decodeSignedTransaction(input.signedTx);
  if (input.kind === "VOID") {
    await requireVoidApproved(context, refund, slot);
    compareVoid(decoded, refund.intent, slot, input.txHash);
  } else {
    // What may not be paid any more is not helped along; withholding it is the way.
    const concern = await whyNotPayable(context, refund, deposit);
    if (concern !== null) throw new AppError("REFUND_STATE", `Its fee is not raised now: ${concern.words}`);
    compareAttempt(decoded, refund.intent, slot, input.txHash);
  }
  requireHigherFees(decoded, highestFees(context, earlier));
  const { attempt, detail } = await storeAttempt(context, { refundId: refund.id, ...input }, decoded);
  const replaces = { ...detail, replaces: earlier.at(-1)?.txHash ?? "" };
  if (input.kind === "FEE_BUMP" && refund.status === "BROADCAST") {
    await moveRefund(context, refund, "F24", {
      facts: { sameSlotHigherFee: true, attemptStored: true },
      detail: replaces,
    });
    return toAttempt(attempt);
  }
  // Dropped stays Dropped until a node takes the new bytes (F26); a void changes nothing until it is mined (F25).
  await patchRefund(context, refund, {});
  const action = input.kind === "VOID" ? "refund.void_signed" : "refund.replacement_signed";
  await logVoiding(context, refund, action, { detail: replaces });
  return toAttempt(attempt);
}
