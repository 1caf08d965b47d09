/** What becomes of a proposal. Who proposed it never decides on it, and nobody else takes it back. */
import { appendEvent } from "#central/audit/appendEvent.ts";
import { asPerson, type BookContext, now, personOf } from "#central/context.ts";
import { expectVersion } from "#central/http/expectVersion.ts";
import { AppError, invariant } from "#shared/errors.ts";
import { versionNo } from "./writeProposal.ts";
import type { ConfigurationVersionRow } from "./toCurrency.ts";

export type VersionDecision = { id: string; version: number; remarks: string };

/** It takes effect when it asked to, but never before this moment. Throws SELF_APPROVAL_FORBIDDEN, CONFIGURATION_STATE, VERSION_MISMATCH, NOT_FOUND. */
export async function approveVersion(context: BookContext, input: VersionDecision): Promise<ConfigurationVersionRow> {
  const row = await lockVersion(context, input);
  requireAnother(context, row);
  const at = now(context);
  const effectiveFrom = row.effectiveFrom !== null && row.effectiveFrom > at ? row.effectiveFrom : at;
  return decide(context, row, input, { status: "APPROVED", effectiveFrom });
}

/** Throws SELF_APPROVAL_FORBIDDEN, CONFIGURATION_STATE, VERSION_MISMATCH, NOT_FOUND. */
export async function rejectVersion(context: BookContext, input: VersionDecision): Promise<ConfigurationVersionRow> {
  const row = await lockVersion(context, input);
  requireAnother(context, row);
  return decide(context, row, input, { status: "REJECTED" });
}

/** Throws PERMISSION_DENIED, CONFIGURATION_STATE, VERSION_MISMATCH, NOT_FOUND. */
export async function withdrawVersion(context: BookContext, input: VersionDecision): Promise<ConfigurationVersionRow> {
  const row = await lockVersion(context, input);
  if (row.proposedBy.id !== personOf(context).userId)
    throw new AppError("PERMISSION_DENIED", "Only the person who proposed it takes it back; another one rejects it");
  return decide(context, row, input, { status: "WITHDRAWN" });
}

async function lockVersion(context: BookContext, input: VersionDecision): Promise<ConfigurationVersionRow> {
  const row = await context.books.lockConfigurationVersion(input.id);
  if (!row) throw new AppError("NOT_FOUND", "There is no such version");
  if (row.status !== "PROPOSED") throw new AppError("CONFIGURATION_STATE", "This version is decided already");
  expectVersion(input.version, row);
  return row;
}

function requireAnother(context: BookContext, row: ConfigurationVersionRow): void {
  if (row.proposedBy.id === personOf(context).userId)
    throw new AppError("SELF_APPROVAL_FORBIDDEN", "You proposed this version: another person must decide on it");
}

async function decide(
  context: BookContext,
  row: ConfigurationVersionRow,
  input: VersionDecision,
  patch: Pick<ConfigurationVersionRow, "status"> & Partial<ConfigurationVersionRow>,
): Promise<ConfigurationVersionRow> {
  const decided = await context.books.updateConfigurationVersion(row.id, row.version, {
    ...patch,
    decidedBy: asPerson(personOf(context)),
    decidedAt: now(context),
    decisionRemarks: input.remarks,
    version: row.version + 1,
  });
  invariant(decided, "the version was locked");
  await appendEvent(context, {
    action: `configuration.${patch.status.toLowerCase()}`,
    entity: "configuration",
    entityId: row.id,
    entityNo: versionNo(row),
    fromStatus: row.status,
    toStatus: decided.status,
    after: row.payload,
    remarks: input.remarks,
    detail: { effectiveFrom: decided.effectiveFrom ?? "never" },
  });
  return decided;
}
