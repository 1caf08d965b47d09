/**
 * "Cancellation of Non-Deposited Records" (guide; D3, R12, R15, R16). Only a record in "Wallet Address Under Verification",
 * only while neither chain nor waiting pool knows of a transfer, and only together with its log entry.
 */
import { asPerson, type Context, now, personOf, type Rooms } from "#central/context.ts";
import { expectVersion } from "#central/http/expectVersion.ts";
import type { Outside } from "#central/http/route.ts";
import type { CancelCheck, Deposit } from "#shared/contract/deposit.ts";
import { CANCELLABLE_STATUS } from "#shared/domain/deposits.ts";
import { DEPOSIT_STATUS_LABELS, statusLabel } from "#shared/domain/statuses.ts";
import { AppError } from "#shared/errors.ts";
import { askForTransfer, evidenceDetail, type TransferEvidence } from "./askForTransfer.ts";
import { loadDeposit, lockDeposit } from "./loadDeposit.ts";
import { moveDeposit } from "./moveDeposit.ts";
import { type DepositRow, toDeposit } from "./toDeposit.ts";

/** Asks for the person who is about to cancel. Throws NOT_FOUND, CHAIN_UNAVAILABLE. */
export async function checkCancel(rooms: Rooms, depositId: string): Promise<CancelCheck> {
  const deposit = await loadDeposit(rooms, depositId);
  const { seen, nodes, headBlock, askedAt } = await askForTransfer(rooms, deposit);
  return { transferSeen: seen, nodes, headBlock, checkedAt: askedAt, version: deposit.version };
}

/**
 * Before the transaction: the chain is asked at the moment of cancelling. What the record itself already rules out is refused first,
 * so that nobody is told of the chain's state about a record that cannot be cancelled anyway.
 */
export async function askBeforeCancel(
  { rooms }: Outside,
  { params, ifMatch }: { params: { id: string }; ifMatch: number },
): Promise<TransferEvidence> {
  const deposit = await loadDeposit(rooms, params.id);
  requireCancellable(deposit, ifMatch);
  return askForTransfer(rooms, deposit);
}

/** Throws DEPOSIT_NOT_CANCELLABLE (with the status), TRANSFER_SEEN, VERSION_MISMATCH, PERMISSION_DENIED. */
export async function cancelDeposit(
  context: Context,
  input: { id: string; seenVersion: number; remarks: string },
  evidence: TransferEvidence,
): Promise<Deposit> {
  const deposit = await lockDeposit(context, input.id);
  requireCancellable(deposit, input.seenVersion);
  if (evidence.seen)
    throw new AppError(
      "TRANSFER_SEEN",
      "A transfer for this record was seen on the chain; it can no longer be cancelled",
      {
        extra: { current: toDeposit(deposit) },
      },
    );
  const { remarks } = input;
  const cancelled = await moveDeposit(context, deposit, "D3", {
    facts: {
      online: true,
      versionMatches: deposit.version === input.seenVersion,
      noTransferSeen: !evidence.seen,
      remarksGiven: remarks.trim() !== "",
      // The second confirmation is asked for by the window; the command itself is its answer.
      confirmedTwice: true,
    },
    patch: { cancelledAt: now(context), cancel: { by: asPerson(personOf(context)), remarks } },
    remarks,
    detail: evidenceDetail(evidence),
  });
  return toDeposit(cancelled);
}

/** The status is named before the version: a newer version of a record that cannot be cancelled would not help. */
function requireCancellable(deposit: DepositRow, seenVersion: number): void {
  if (deposit.status !== CANCELLABLE_STATUS)
    throw new AppError(
      "DEPOSIT_NOT_CANCELLABLE",
      `Only "${DEPOSIT_STATUS_LABELS[CANCELLABLE_STATUS]}" can be cancelled; this is "${statusLabel(DEPOSIT_STATUS_LABELS, deposit.status)}"`,
      { extra: { current: toDeposit(deposit) } },
    );
  expectVersion(seenVersion, toDeposit(deposit));
}
