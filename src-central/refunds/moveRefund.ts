/**
 * Every change of a refund. The status changes here and nowhere else: judged by the table of
 * #shared/domain/refundMachine.ts, written with its audit and timeline event in the same transaction.
 * The badge on the deposit record follows by itself.
 */
import { appendEvent } from "#central/audit/appendEvent.ts";
import { type BookContext, now } from "#central/context.ts";
import { lockDeposit } from "#central/deposits/loadDeposit.ts";
import { patchDeposit } from "#central/deposits/moveDeposit.ts";
import { changedFields } from "#central/machines/changedFields.ts";
import { type RefusalCodes, requireTransition } from "#central/machines/requireTransition.ts";
import { isUniqueViolation } from "#central/store/inTransaction.ts";
import type { Facts, Mover } from "#shared/domain/machine.ts";
import {
  holdsRefundLock,
  type RefundGuard,
  refundMachine,
  type RefundTransitionId,
} from "#shared/domain/refundMachine.ts";
import { refundBadge } from "#shared/domain/refunds.ts";
import { REFUND_STATUS_LABELS } from "#shared/domain/statuses.ts";
import { AppError } from "#shared/errors.ts";
import type { NewRefundRow, RefundRow } from "./toRefund.ts";

const CODES: RefusalCodes<RefundTransitionId, RefundGuard> = {
  status: "REFUND_STATE",
  labels: REFUND_STATUS_LABELS,
  guards: {
    depositCredited: "DEPOSIT_NOT_CREDITED",
    depositCanonical: "REORG_DETECTED",
    depositVersionMatches: "VERSION_MISMATCH",
    refundLockFree: "REFUND_ALREADY_OPEN",
    online: "CHAIN_UNAVAILABLE",
    addressVerified: "REFUND_ADDRESS_NOT_VERIFIED",
    networkMatches: "NETWORK_MISMATCH",
    amountWithinDeposit: "AMOUNT_EXCEEDS_DEPOSIT",
    adjustmentReasoned: "ADJUSTMENT_REASON_REQUIRED",
    identityChecked: "IDENTITY_CHECK_INCOMPLETE",
    simulationOk: "SIMULATION_FAILED",
    isMaker: "PERMISSION_DENIED",
    approverIsNotMaker: "SELF_APPROVAL_FORBIDDEN",
    reasonGiven: "VALIDATION_FAILED",
    stepUpFresh: "STEP_UP_REQUIRED",
    intentMatches: "INTENT_MISMATCH",
    signatureValid: "SIGNATURE_INVALID",
    executorIsNotMaker: "EXECUTOR_IS_REQUESTER",
    executorMayBeApprover: "EXECUTOR_IS_APPROVER",
    signerApproved: "SIGNER_NOT_APPROVED",
    limitsKept: "VELOCITY_CAP",
    leaseTaken: "REFUND_CLAIMED",
    attemptStored: "SIGNED_TX_MISMATCH",
    confirmationsReached: "CONFIRMATIONS_INSUFFICIENT",
    otherFinal: "TX_MAY_STILL_CONFIRM",
    paymentFound: "TX_HASH_MISMATCH",
  },
};

/** Fields that a caller may set; the others belong to this file. */
export type RefundPatch = Partial<
  Omit<RefundRow, "id" | "refundNo" | "status" | "version" | "createdAt" | "updatedAt">
>;

export type RefundMove = {
  /** what was proven; a guard that is not named here counts as failed */
  facts: Facts<RefundGuard>;
  /** default: the context's actor. Pass SYSTEM (of #shared/domain/machine.ts) for a transition of the central service itself that a person's command brought about (F14, F15, …). */
  mover?: Mover;
  patch?: RefundPatch;
  remarks?: string;
  reasonCode?: string;
  /** small facts for people and for the audit event: hash, nonce, block, node, fee */
  detail?: Record<string, string>;
};

/**
 * Moves a refund along one transition and answers the new row. The deposit's `refundBadge` is brought up to date, and
 * `activeRefundId`/`activeRefundNo` are cleared when the refund ends without holding the refund lock any more.
 * What else happens to the deposit (D22 after F31, D23 after F32) is the caller's: moveDeposit in the same transaction, with a freshly locked row.
 *
 * `refund` must have been read in this transaction (lockRefund); an older copy throws VERSION_MISMATCH.
 * Lock the deposit (lockDeposit) before the refund wherever both are changed, always in this order.
 * Throws REFUND_STATE, PERMISSION_DENIED, or the code of the guard that failed (table above).
 */
export async function moveRefund(
  context: BookContext,
  refund: RefundRow,
  id: RefundTransitionId,
  move: RefundMove,
): Promise<RefundRow> {
  const { facts, mover, patch = {} } = move;
  const transition = requireTransition(context, refundMachine, CODES, id, refund.status, facts, mover);
  const moved = await writeRefund(context, refund, { ...patch, status: transition.to });
  await showOnDeposit(context, moved);
  await appendEvent(context, {
    action: transition.log,
    entity: "refund",
    entityId: refund.id,
    entityNo: refund.refundNo,
    depositId: refund.depositId,
    fromStatus: refund.status,
    toStatus: moved.status,
    ...changedFields<RefundRow>(refund, patch),
    remarks: move.remarks ?? null,
    reasonCode: move.reasonCode ?? null,
    ...(move.detail && { detail: move.detail }),
  });
  return moved;
}

export type RefundValues = Omit<NewRefundRow, "status" | "version" | "createdAt" | "updatedAt">;

/**
 * F3: a request arrives; drafts never leave the workstation. `values.id` (newId) and `values.refundNo` (nextNumber(context, "RF"))
 * are the caller's, because both stand in the intent. Throws what a failed guard is called, and REFUND_ALREADY_OPEN also when
 * another request won the race (the unique index decides).
 */
export async function createRefund(
  context: BookContext,
  values: RefundValues,
  move: Required<Pick<RefundMove, "facts" | "remarks" | "detail">>,
): Promise<RefundRow> {
  const transition = requireTransition(context, refundMachine, CODES, "F3", "DRAFT", move.facts);
  const at = now(context);
  const row = await context.books
    .insertRefund({ ...values, status: transition.to, version: 1, createdAt: at, updatedAt: at })
    .catch((error: unknown) => {
      if (isUniqueViolation(error, "refunds_lock"))
        throw new AppError("REFUND_ALREADY_OPEN", "Another refund of this record is open", { cause: error });
      throw error;
    });
  await showOnDeposit(context, row);
  await appendEvent(context, {
    action: transition.log,
    entity: "refund",
    entityId: row.id,
    entityNo: row.refundNo,
    depositId: row.depositId,
    fromStatus: "DRAFT",
    toStatus: row.status,
    after: row,
    remarks: move.remarks,
    detail: move.detail,
  });
  return row;
}

/**
 * Changes fields without a change of status and without an event of its own: a renewed lease, sampled confirmations, what a node answered
 * (after its attempt row was changed, so that the feed carries the refund again). Also brings the deposit's badge up to date.
 * When `lockReleased` becomes true the deposit is free for another refund.
 */
export async function patchRefund(context: BookContext, refund: RefundRow, patch: RefundPatch): Promise<RefundRow> {
  const patched = await writeRefund(context, refund, patch);
  await showOnDeposit(context, patched);
  return patched;
}

async function writeRefund(
  context: BookContext,
  refund: RefundRow,
  patch: RefundPatch & { status?: RefundRow["status"] },
): Promise<RefundRow> {
  const written = { ...patch, version: refund.version + 1, updatedAt: now(context) };
  const row = await context.books.updateRefund(refund.id, refund.version, written);
  if (!row) throw new AppError("VERSION_MISMATCH", `${refund.refundNo} was changed at the same time`);
  return row;
}

/** The deposit stays "Credited" with a badge while a refund runs (principle of state machines). */
async function showOnDeposit(context: BookContext, refund: RefundRow): Promise<void> {
  const deposit = await lockDeposit(context, refund.depositId);
  const holds = holdsRefundLock(refund.status, refund.lockReleased);
  if (!holds && deposit.activeRefundId !== refund.id) return;
  const shown = holds
    ? {
        activeRefundId: refund.id,
        activeRefundNo: refund.refundNo,
        refundBadge: refundBadge(refund.status, refund.confirmations),
      }
    : { activeRefundId: null, activeRefundNo: null, refundBadge: null };
  const same = deposit.activeRefundId === shown.activeRefundId && deposit.refundBadge === shown.refundBadge;
  if (!same) await patchDeposit(context, deposit, shown);
}
