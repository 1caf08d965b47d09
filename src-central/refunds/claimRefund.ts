/** F13, "Execute Refund", steps 1 and 2: every rule again, the execution lock, the one payment slot. Signs nothing. */
import { consumeStepUp } from "#central/accounts/consumeStepUp.ts";
import { appendEvent } from "#central/audit/appendEvent.ts";
import { asPerson, type BookContext, now, personOf } from "#central/context.ts";
import { lockDeposit } from "#central/deposits/loadDeposit.ts";
import type { DepositRow } from "#central/deposits/toDeposit.ts";
import { expectVersion } from "#central/http/expectVersion.ts";
import type { SignerRow } from "#central/signers/toSigner.ts";
import type { Claim, Lease } from "#shared/contract/refund.ts";
import { intentHashOf } from "#shared/domain/intent.ts";
import { whyTooFast } from "#shared/domain/limits.ts";
import { AppError } from "#shared/errors.ts";
import { type Asked, answered } from "./Asked.ts";
import { liveApprovals } from "./decision.ts";
import { type ExecutionFacts, feeLimits } from "./executionFacts.ts";
import { requireNoncesExplained } from "./keyNonces.ts";
import { liveLease, newLease } from "./lease.ts";
import { limitsNow } from "#central/configuration/limitsNow.ts";
import { DEFAULT_REFUND_LIMITS, type RefundLimits } from "./limits.ts";
import { loadRules } from "./loadRules.ts";
import { loadRefund, lockRefund } from "./loadRefund.ts";
import { moveRefund, patchRefund } from "./moveRefund.ts";
import { requireClear, requireFreshList } from "./screenAddress.ts";
import { giveSlot, paymentsBegun, requireNoOlderSlot, slotOf } from "./slot.ts";
import { readRefund, type RefundRow, toLease, toSlot } from "./toRefund.ts";

export type ClaimRefundInput = {
  id: string;
  version: number;
  workstationId: string;
  signerId: string;
  stepUpToken: string;
};

/** Throws the code of the first rule that refuses; see the contract's list for refunds.claim. */
export async function claimRefund(
  context: BookContext,
  input: ClaimRefundInput,
  facts: Asked<ExecutionFacts>,
  limits: RefundLimits = DEFAULT_REFUND_LIMITS,
): Promise<Claim> {
  const { depositId } = await loadRefund(context, input.id);
  const deposit = await lockDeposit(context, depositId);
  const refund = await lockRefund(context, input.id);
  const again = await requireClaimable(context, refund, input);
  expectVersion(input.version, await readRefund(context, refund));
  const quorum = await requireExecutor(context, refund);
  requireStillApproved(context, refund, again);
  await requireAddressStillGood(context, refund, deposit);
  const screeningList = await requireFreshList(context);
  const signer = await requireSigner(context, refund, input);
  await requireNoOlderSlot(context, signer, refund);
  const slotBefore = await slotOf(context, refund.id);
  if (slotBefore !== null && slotBefore.signerId !== signer.id)
    throw new AppError("SIGNER_NOT_APPROVED", "This refund was begun with another key and can only be paid with it");
  const pace = slotBefore === null ? await requirePace(context, refund, signer, limits) : {};
  const chain = answered(facts);
  await requireNoncesExplained(context, refund, signer, chain);
  requireDepositStands(deposit, chain);
  await consumeStepUp(context, {
    token: input.stepUpToken,
    action: "refund.claim",
    resourceId: refund.id,
    intentHash: refund.intentHash,
  });
  const slot = slotBefore ?? (await giveSlot(context, refund, signer, chain.nextNonce));
  const lease = newLease(context, refund, input, limits);
  const detail = {
    from: slot.fromAddress,
    nonce: slot.nonce.toString(),
    feeCapWei: refund.intent.feeCapWei,
    screeningList,
    ...pace,
  };
  const claimed = again
    ? await resume(context, refund, lease, detail)
    : await moveRefund(context, refund, "F13", {
        facts: {
          executorIsNotMaker: personOf(context).userId !== refund.requestedById,
          executorMayBeApprover: quorum,
          stepUpFresh: true,
          online: true,
          intentMatches: intentHashOf(refund.intent, context.sha256) === refund.intentHash,
          depositCredited: deposit.status === "CREDITED",
          signerApproved: signer.status === "APPROVED",
          limitsKept: true,
          leaseTaken: true,
        },
        patch: { ...lease, executedBy: asPerson(personOf(context)) },
        detail,
      });
  return {
    refund: await readRefund(context, claimed),
    lease: toLease(claimed) as Lease,
    slot: toSlot(slot),
    limits: feeLimits(refund.intent, chain.gas),
    outbid: null,
    intent: refund.intent,
    intentHash: refund.intentHash,
  };
}

/** Velocity by number and by amount, under the limits of this moment. A slot that was given already counts no second time. Answers what stands in the log. */
async function requirePace(
  context: BookContext,
  refund: RefundRow,
  signer: SignerRow,
  service: RefundLimits,
): Promise<Record<string, string>> {
  const { number, limits } = await limitsNow(context, await loadRules(context, refund), service);
  const why = whyTooFast(refund.amount, await paymentsBegun(context, signer.id, refund), limits);
  if (why !== null) throw new AppError("VELOCITY_CAP", why);
  return { limits: `version ${number}` };
}

/**
 * True when the same executor takes up what he began with the same key, after a crash or a lapsed lock. Anybody else is told who holds it:
 * unregistered bytes may exist on that workstation, so nobody else signs this refund.
 */
async function requireClaimable(context: BookContext, refund: RefundRow, input: ClaimRefundInput): Promise<boolean> {
  if (refund.status === "APPROVED") return false;
  if (refund.status !== "SIGNING") throw new AppError("REFUND_STATE", "Only a refund in Approved can be executed");
  const { userId } = personOf(context);
  const [signed] = await context.books.attempts([refund.id]);
  if (signed) throw new AppError("REFUND_STATE", "This refund is signed already");
  const same = refund.leaseHolder?.id === userId && refund.leaseSignerId === input.signerId;
  const elsewhere = liveLease(context, refund) !== null && refund.leaseWorkstationId !== input.workstationId;
  if (!same || elsewhere)
    throw new AppError("REFUND_CLAIMED", "Somebody else is executing this refund", {
      extra: { holder: refund.leaseHolder?.name ?? "unknown" },
    });
  return true;
}

/** I3: the maker never executes; with two approvals needed an approver does not either. Answers that the second rule holds. */
export async function requireExecutor(context: BookContext, refund: RefundRow): Promise<boolean> {
  const { userId } = personOf(context);
  if (userId === refund.requestedById)
    throw new AppError("EXECUTOR_IS_REQUESTER", "Your own request: another person must execute it");
  const approvals = (await liveApprovals(context, refund.id)).filter(
    ({ decision, intentHash }) => decision === "APPROVE" && intentHash === refund.intentHash,
  );
  // I4: without enough approvals of exactly this intent nothing is signed, whatever the status says.
  if (new Set(approvals.map(({ byId }) => byId)).size < refund.requiredApprovals)
    throw new AppError("REFUND_STATE", "The approvals of this refund no longer fit; it has to be approved again");
  if (refund.requiredApprovals > 1 && approvals.some(({ byId }) => byId === userId))
    throw new AppError("EXECUTOR_IS_APPROVER", "You approved this large amount: a third person must execute it");
  return true;
}

function requireStillApproved(context: BookContext, refund: RefundRow, again: boolean): void {
  if (!again && refund.expiresAt !== null && refund.expiresAt <= now(context))
    throw new AppError(
      "APPROVAL_EXPIRED",
      "The time for executing this approval is over; it has to be requested again",
    );
}

/** The money is still there: the deposit's block, as it was found just now. Throws REORG_DETECTED. */
export function requireDepositStands(
  deposit: DepositRow,
  found: Pick<ExecutionFacts, "blockHash" | "canonical">,
): void {
  if (!found.canonical || found.blockHash !== deposit.confirmations.blockHash)
    throw new AppError(
      "REORG_DETECTED",
      "The deposit's block is no longer part of the chain; nothing can be paid back",
    );
}

/** I12: what was Verified and clear at the approval must be so now. */
export async function requireAddressStillGood(
  context: BookContext,
  refund: RefundRow,
  deposit: DepositRow,
): Promise<void> {
  if (deposit.status !== "CREDITED")
    throw new AppError("DEPOSIT_NOT_CREDITED", "The deposit is no longer Credited; nothing can be paid back");
  const address = await context.books.address(refund.refundAddressId);
  const good =
    address?.status === "VERIFIED" &&
    address.address === refund.intent.to &&
    address.customerNo === refund.customerNo &&
    address.network === refund.network &&
    (address.expiresAt === null || address.expiresAt > now(context));
  if (!good) throw new AppError("REFUND_ADDRESS_NOT_VERIFIED", "The refund address is no longer Verified");
  await requireClear(context, [refund.refundAddress, deposit.sourceAddress], "paid");
}

/** One's own key, on one's own workstation, approved, for this network. */
export async function requireSigner(
  context: BookContext,
  refund: RefundRow,
  input: ClaimRefundInput,
): Promise<SignerRow> {
  const { userId, workstationId } = personOf(context);
  const signer = await context.books.lockSigner(input.signerId);
  const good =
    signer?.status === "APPROVED" &&
    signer.executorId === userId &&
    signer.workstationId === input.workstationId &&
    workstationId === input.workstationId &&
    signer.networks.includes(refund.network);
  if (!signer || !good)
    throw new AppError("SIGNER_NOT_APPROVED", "There is no approved key of yours for this network on this workstation");
  return signer;
}

async function resume(
  context: BookContext,
  refund: RefundRow,
  lease: ReturnType<typeof newLease>,
  detail: Record<string, string>,
): Promise<RefundRow> {
  const patched = await patchRefund(context, refund, lease);
  await appendEvent(context, {
    action: "refund.execution_resumed",
    entity: "refund",
    entityId: refund.id,
    entityNo: refund.refundNo,
    depositId: refund.depositId,
    fromStatus: refund.status,
    toStatus: refund.status,
    detail,
  });
  return patched;
}
