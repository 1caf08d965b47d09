/** The execution lock for a second transaction on a refund's one slot: the same payment with a higher fee (F24, F26), or nothing to nobody (F25). */
import { consumeStepUp } from "#central/accounts/consumeStepUp.ts";
import { type BookContext, personOf } from "#central/context.ts";
import { lockDeposit } from "#central/deposits/loadDeposit.ts";
import { expectVersion } from "#central/http/expectVersion.ts";
import type { Attempt, Claim, Lease } from "#shared/contract/refund.ts";
import { whyNotRaiseFee, whyNotSignVoid } from "#shared/domain/refundRepairs.ts";
import { AppError, invariant } from "#shared/errors.ts";
import { type Asked, answered } from "./Asked.ts";
import { requireVoidApproved } from "./approveVoid.ts";
import {
  claimRefund,
  type ClaimRefundInput,
  requireAddressStillGood,
  requireDepositStands,
  requireExecutor,
  requireSigner,
} from "./claimRefund.ts";
import { type ExecutionFacts, feeLimits, LEAST_GAS } from "./executionFacts.ts";
import { liveLease, newLease } from "./lease.ts";
import { DEFAULT_REFUND_LIMITS, type RefundLimits } from "./limits.ts";
import { loadRefund, lockRefund } from "./loadRefund.ts";
import { patchRefund } from "./moveRefund.ts";
import { highestFees } from "./replacementFees.ts";
import { logVoiding } from "./requestVoid.ts";
import { actionContextOf, requireRepair } from "./requireRepair.ts";
import { slotOf } from "./slot.ts";
import { type AttemptRow, readRefund, type RefundRow, toLease, toSlot } from "./toRefund.ts";

export type ClaimInput = ClaimRefundInput & { purpose: Attempt["kind"] };

/** Takes the lock for whatever is to be signed. Throws the code of the first rule that refuses; see the contract's list for refunds.claim. */
export async function claim(
  context: BookContext,
  input: ClaimInput,
  facts: Asked<ExecutionFacts>,
  limits: RefundLimits = DEFAULT_REFUND_LIMITS,
): Promise<Claim> {
  const { purpose } = input;
  return purpose === "PAYMENT"
    ? claimRefund(context, input, facts, limits)
    : claimReplacement(context, { ...input, purpose }, facts, limits);
}

async function claimReplacement(
  context: BookContext,
  input: ClaimRefundInput & { purpose: "FEE_BUMP" | "VOID" },
  facts: Asked<ExecutionFacts>,
  limits: RefundLimits,
): Promise<Claim> {
  const { depositId } = await loadRefund(context, input.id);
  const deposit = await lockDeposit(context, depositId);
  const refund = await lockRefund(context, input.id);
  requireNobodyElse(context, refund, input);
  const seen = await readRefund(context, refund);
  expectVersion(input.version, seen);
  const rule = input.purpose === "VOID" ? whyNotSignVoid : whyNotRaiseFee;
  requireRepair(rule(seen, actionContextOf(context)));
  if (personOf(context).userId === refund.requestedById)
    throw new AppError("EXECUTOR_IS_REQUESTER", "Your own request: another person must execute it");
  const signer = await requireSigner(context, refund, input);
  const slot = await slotOf(context, refund.id);
  if (slot?.signerId !== signer.id)
    throw new AppError("SIGNER_NOT_APPROVED", "Only the key with which this refund was begun can sign for its slot");
  const earlier = await context.books.attempts([refund.id]);
  let allowed: Claim["limits"];
  if (input.purpose === "VOID") {
    await requireVoidApproved(context, refund, slot);
    allowed = limitsOf(refund, LEAST_GAS);
  } else {
    await requireExecutor(context, refund);
    await requireAddressStillGood(context, refund, deposit);
    const chain = answered(facts);
    requireDepositStands(deposit, chain);
    allowed = chain.gas === null ? asBefore(context, refund, earlier) : feeLimits(refund.intent, chain.gas);
  }
  await consumeStepUp(context, {
    token: input.stepUpToken,
    action: "refund.claim",
    resourceId: refund.id,
    intentHash: refund.intentHash,
  });
  const claimed = await patchRefund(context, refund, newLease(context, refund, input, limits));
  await logVoiding(context, refund, input.purpose === "VOID" ? "refund.void_started" : "refund.fee_bump_started", {
    detail: { from: slot.fromAddress, nonce: slot.nonce.toString(), feeCapWei: refund.intent.feeCapWei },
  });
  const outbid = highestFees(context, earlier);
  return {
    refund: await readRefund(context, claimed),
    lease: toLease(claimed) as Lease,
    slot: toSlot(slot),
    limits: allowed,
    outbid: outbid && {
      maxFeePerGasWei: outbid.maxFeePerGas.toString(),
      maxPriorityFeePerGasWei: outbid.maxPriorityFeePerGas.toString(),
    },
    intent: refund.intent,
    intentHash: refund.intentHash,
  };
}

/** One signs at a time, on one workstation. Throws REFUND_CLAIMED. */
function requireNobodyElse(context: BookContext, refund: RefundRow, input: ClaimRefundInput): void {
  const lease = liveLease(context, refund);
  if (lease === null) return;
  const { holder, workstationId } = lease;
  if (holder.id !== personOf(context).userId || workstationId !== input.workstationId)
    throw new AppError("REFUND_CLAIMED", "Somebody else is executing this refund", { extra: { holder: holder.name } });
}

/** The gas of the attempt before, when no node could estimate it this time. */
function asBefore(context: BookContext, refund: RefundRow, earlier: readonly AttemptRow[]): Claim["limits"] {
  const last = earlier.at(-1);
  invariant(last, "a payment that waits to be mined was signed");
  return limitsOf(refund, context.proofs.decodeSignedTransaction(last.signedTx).gasLimit);
}

function limitsOf({ intent }: RefundRow, gasLimit: bigint): Claim["limits"] {
  return { gasLimit: gasLimit.toString(), maxFeePerGasWei: (BigInt(intent.feeCapWei) / gasLimit).toString() };
}
