/**
 * "If an abnormal or problematic deposit application is encountered, back-office operators may delete it directly" (guide; A5, A6, D4, R8).
 * It stays as a tombstone. One that is a record already goes only while no transfer was seen.
 */
import { asPerson, type Context, now, personOf } from "#central/context.ts";
import { askForTransfer, evidenceDetail, type TransferEvidence } from "#central/deposits/askForTransfer.ts";
import { loadDeposit, lockDeposit } from "#central/deposits/loadDeposit.ts";
import { moveDeposit } from "#central/deposits/moveDeposit.ts";
import type { DepositRow } from "#central/deposits/toDeposit.ts";
import { expectVersion } from "#central/http/expectVersion.ts";
import type { Outside } from "#central/http/route.ts";
import type { Application } from "#shared/contract/application.ts";
import { DELETABLE_RECORD_STATUS } from "#shared/domain/deposits.ts";
import {
  APPLICATION_STATUS_LABELS,
  DEPOSIT_STATUS_LABELS,
  type DeleteReason,
  statusLabel,
} from "#shared/domain/statuses.ts";
import { AppError, invariant } from "#shared/errors.ts";
import { loadApplication, lockApplication } from "./loadApplication.ts";
import { moveApplication } from "./moveApplication.ts";
import { type ApplicationRow, toApplication } from "./toApplication.ts";

type DeleteInput = { id: string; seenVersion: number; reasonCode: DeleteReason; remarks: string };

/** Before the transaction: the chain is asked, when there is a record that a client may already be paying. */
export async function askBeforeDelete(
  { rooms }: Outside,
  { params, ifMatch }: { params: { id: string }; ifMatch: number },
): Promise<TransferEvidence | null> {
  const application = await loadApplication(rooms.database, params.id);
  const record = application.depositId === null ? null : await loadDeposit(rooms, application.depositId);
  requireDeletable(application, record, ifMatch);
  return record === null ? null : askForTransfer(rooms, record);
}

/** Throws APPLICATION_NOT_DELETABLE, TRANSFER_SEEN, VERSION_MISMATCH. */
export async function deleteApplication(
  context: Context,
  input: DeleteInput,
  evidence: TransferEvidence | null,
): Promise<Application> {
  const application = await lockApplication(context, input.id);
  const record = application.depositId === null ? null : await lockDeposit(context, application.depositId);
  requireDeletable(application, record, input.seenVersion);
  if (record !== null) await deleteRecord(context, record, input, evidence);
  const { reasonCode, remarks } = input;
  const deleted = await moveApplication(context, application, record === null ? "A5" : "A6", {
    facts: { reasonGiven: true, remarksGiven: remarks.trim() !== "", recordDeletable: record !== null },
    patch: { decision: { by: asPerson(personOf(context)), at: now(context), remarks, reasonCode } },
    remarks,
    reasonCode,
    snapshot: true,
  });
  return toApplication(deleted);
}

async function deleteRecord(
  context: Context,
  record: DepositRow,
  { reasonCode, remarks }: DeleteInput,
  evidence: TransferEvidence | null,
): Promise<void> {
  invariant(evidence, "the chain was asked about a record that is deleted");
  if (evidence.seen)
    throw new AppError(
      "TRANSFER_SEEN",
      "A transfer for this record was seen on the chain; it can no longer be deleted",
    );
  await moveDeposit(context, record, "D4", {
    // The reason code is the flag: somebody looked and says what is wrong with it.
    facts: { flaggedAbnormal: true, noTransferSeen: !evidence.seen, remarksGiven: remarks.trim() !== "" },
    remarks,
    reasonCode,
    detail: evidenceDetail(evidence),
    snapshot: true,
  });
}

function requireDeletable(application: ApplicationRow, record: DepositRow | null, seenVersion: number): void {
  const refuse = (message: string) =>
    new AppError("APPLICATION_NOT_DELETABLE", message, { extra: { current: toApplication(application) } });
  if (application.status !== "ABNORMAL" && application.status !== "RECORDED")
    throw refuse(`This application is "${APPLICATION_STATUS_LABELS[application.status]}"`);
  if (record !== null && record.status !== DELETABLE_RECORD_STATUS)
    throw refuse(
      `Its record ${record.recordNo} is "${statusLabel(DEPOSIT_STATUS_LABELS, record.status)}"; only one in "${DEPOSIT_STATUS_LABELS[DELETABLE_RECORD_STATUS]}" can be deleted`,
    );
  expectVersion(seenVersion, toApplication(application));
}
