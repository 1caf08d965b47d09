/**
 * Every change of a deposit record. The status changes here and nowhere else: judged by the table of
 * #shared/domain/depositMachine.ts, written with its audit and timeline event in the same transaction.
 */
import { appendEvent } from "#central/audit/appendEvent.ts";
import { type BookContext, newId, now } from "#central/context.ts";
import { changedFields } from "#central/machines/changedFields.ts";
import { type RefusalCodes, requireTransition } from "#central/machines/requireTransition.ts";
import { nextNumber } from "#central/store/nextNumber.ts";
import { type DepositGuard, depositMachine, type DepositTransitionId } from "#shared/domain/depositMachine.ts";
import type { Facts, Mover } from "#shared/domain/machine.ts";
import { DEPOSIT_STATUS_LABELS } from "#shared/domain/statuses.ts";
import { AppError } from "#shared/errors.ts";
import { type DepositRow, type NewDepositRow, toDeposit } from "./toDeposit.ts";

const CODES: RefusalCodes<DepositTransitionId, DepositGuard> = {
  status: "DEPOSIT_STATE",
  statusOf: { D3: "DEPOSIT_NOT_CANCELLABLE", D4: "APPLICATION_NOT_DELETABLE" },
  labels: DEPOSIT_STATUS_LABELS,
  guards: {
    noTransferSeen: "TRANSFER_SEEN",
    online: "CHAIN_UNAVAILABLE",
    versionMatches: "VERSION_MISMATCH",
    remarksGiven: "VALIDATION_FAILED",
    confirmedTwice: "VALIDATION_FAILED",
    twoPersons: "SELF_APPROVAL_FORBIDDEN",
  },
};

/** Fields that a caller may set; the others belong to this file. */
export type DepositPatch = Partial<
  Omit<DepositRow, "id" | "recordNo" | "status" | "version" | "createdAt" | "updatedAt">
>;

export type DepositMove = {
  /** what was proven; a guard that is not named here counts as failed */
  facts: Facts<DepositGuard>;
  /** default: the context's actor. Pass SYSTEM (of #shared/domain/machine.ts) for a transition of the central service itself that a person's command brought about. */
  mover?: Mover;
  patch?: DepositPatch;
  remarks?: string;
  reasonCode?: string;
  /** small facts for people and for the audit event: block, hash, node, amounts */
  detail?: Record<string, string>;
  /** the whole record as it was goes into the audit event (D4) */
  snapshot?: boolean;
};

/**
 * Moves a record along one transition and answers the new row.
 * `deposit` must have been read in this transaction (lockDeposit); an older copy throws VERSION_MISMATCH.
 * Throws DEPOSIT_STATE (D3: DEPOSIT_NOT_CANCELLABLE, D4: APPLICATION_NOT_DELETABLE), PERMISSION_DENIED, or the code of the guard that failed (TRANSFER_SEEN, CHAIN_UNAVAILABLE, …).
 */
export async function moveDeposit(
  context: BookContext,
  deposit: DepositRow,
  id: DepositTransitionId,
  move: DepositMove,
): Promise<DepositRow> {
  const { facts, mover, patch = {} } = move;
  const transition = requireTransition(context, depositMachine, CODES, id, deposit.status, facts, mover);
  const moved = await writeDeposit(context, deposit, { ...patch, status: transition.to });
  const { before, after } = changedFields<DepositRow>(deposit, patch);
  await appendEvent(context, {
    action: transition.log,
    entity: "deposit",
    entityId: deposit.id,
    entityNo: deposit.recordNo,
    depositId: deposit.id,
    fromStatus: deposit.status,
    toStatus: moved.status,
    before: move.snapshot ? toDeposit(deposit) : before,
    after,
    remarks: move.remarks ?? null,
    reasonCode: move.reasonCode ?? null,
    ...(move.detail && { detail: move.detail }),
  });
  return moved;
}

export type DepositValues = Omit<
  NewDepositRow,
  "id" | "recordNo" | "status" | "sourceKey" | "destinationKey" | "version" | "createdAt" | "updatedAt"
>;

/** A new record (D1 from an application, D26 for a transfer that nobody waits for), with its unique number. */
export async function createDeposit(
  context: BookContext,
  id: "D1" | "D26",
  values: DepositValues,
  move: Omit<DepositMove, "patch" | "snapshot">,
): Promise<DepositRow> {
  const transition = requireTransition(context, depositMachine, CODES, id, null, move.facts, move.mover);
  const at = now(context);
  const recordNo = await nextNumber(context, "DP");
  const row = await context.books.insertDeposit({
    ...values,
    id: newId(context),
    recordNo,
    status: transition.to,
    sourceKey: values.sourceAddress.toLowerCase(),
    destinationKey: values.destinationAddress.toLowerCase(),
    version: 1,
    createdAt: at,
    updatedAt: at,
  });
  await appendEvent(context, {
    action: transition.log,
    entity: "deposit",
    entityId: row.id,
    entityNo: recordNo,
    depositId: row.id,
    toStatus: row.status,
    after: toDeposit(row),
    remarks: move.remarks ?? null,
    reasonCode: move.reasonCode ?? null,
    ...(move.detail && { detail: move.detail }),
  });
  return row;
}

/** Changes fields without a change of status and without an event: the badge of a running refund, a finality mark, sampled confirmations. */
export async function patchDeposit(
  context: BookContext,
  deposit: DepositRow,
  patch: DepositPatch,
): Promise<DepositRow> {
  return writeDeposit(context, deposit, patch);
}

async function writeDeposit(
  context: BookContext,
  deposit: DepositRow,
  patch: DepositPatch & { status?: DepositRow["status"] },
): Promise<DepositRow> {
  const written = { ...patch, version: deposit.version + 1, updatedAt: now(context) };
  const row = await context.books.updateDeposit(deposit.id, deposit.version, written);
  if (!row) throw new AppError("VERSION_MISMATCH", `${deposit.recordNo} was changed at the same time`);
  return row;
}
