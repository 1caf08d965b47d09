/** One person proposes how a hold is resolved, another decides. A proposal waits until it is followed, refused, or overtaken by what happens to the record. */
import { and, eq, isNull } from "drizzle-orm";

import { appendEvent } from "#central/audit/appendEvent.ts";
import { asPerson, type Context, newId, now, personOf } from "#central/context.ts";
import { loadDeposit, lockDeposit } from "#central/deposits/loadDeposit.ts";
import { patchDeposit } from "#central/deposits/moveDeposit.ts";
import { type DepositRow, toDeposit } from "#central/deposits/toDeposit.ts";
import { expectVersion } from "#central/http/expectVersion.ts";
import { holdProposals } from "#central/store/tables.ts";
import type { DepositHold, HoldProposal } from "#shared/contract/deposit.ts";
import { HOLD_RESOLUTION_LABELS, type HoldResolution, possibleResolutions } from "#shared/domain/depositHolds.ts";
import { AppError, invariant } from "#shared/errors.ts";

export type ProposalRow = typeof holdProposals.$inferSelect;
export type HoldCommand = { id: string; seenVersion: number; remarks: string };

/** Throws NOT_FOUND. */
export async function readHold(context: Context, depositId: string): Promise<DepositHold> {
  const deposit = await loadDeposit(context, depositId);
  const proposal = toProposal(await openProposal(context, deposit));
  const { permissions } = personOf(context);
  // Why a block is to be lifted is as restricted as why it was made.
  const hidden = deposit.status === "BLOCKED" && !permissions.has("Restricted.Read") && !permissions.has("Hold.Decide");
  return {
    proposal: proposal === null || !hidden ? proposal : { ...proposal, remarks: "", evidence: [] },
    possible: [...possibleResolutions(deposit)],
  };
}

/** Needs "Hold.Propose". Throws DEPOSIT_STATE (it does not fit the record, or another proposal waits), VERSION_MISMATCH, NOT_FOUND. */
export async function proposeHold(
  context: Context,
  {
    id,
    seenVersion,
    remarks,
    resolutionCode,
    evidence,
  }: HoldCommand & { resolutionCode: HoldResolution; evidence: string[] },
): Promise<DepositHold> {
  const deposit = await lockSeen(context, id, seenVersion);
  if (!possibleResolutions(deposit).includes(resolutionCode))
    throw new AppError(
      "DEPOSIT_STATE",
      `"${HOLD_RESOLUTION_LABELS[resolutionCode]}" does not fit ${deposit.recordNo} as it is`,
    );
  if ((await openProposal(context, deposit)) !== null)
    throw new AppError("DEPOSIT_STATE", "A proposal waits already; it is decided first");
  if (NEEDS_EVIDENCE.has(resolutionCode) && evidence.length === 0)
    throw new AppError("VALIDATION_FAILED", "Say where the evidence is kept");
  // One that no longer fits was overtaken by what happened to the record.
  await context.db
    .update(holdProposals)
    .set({ decidedAt: now(context), followed: false })
    .where(and(eq(holdProposals.depositId, id), isNull(holdProposals.decidedAt)));
  await context.db.insert(holdProposals).values({
    id: newId(context),
    depositId: id,
    resolution: resolutionCode,
    by: asPerson(personOf(context)),
    at: now(context),
    remarks,
    evidence,
  });
  // A new version, so that everybody who looks at the record looks again.
  await patchDeposit(context, deposit, {});
  await note(context, deposit, "proposed", remarks, { resolution: resolutionCode, evidence: evidence.join("; ") });
  return readHold(context, id);
}

/** What cannot be seen on the chain: the ledger's reversal, and why a block is lifted. */
const NEEDS_EVIDENCE: ReadonlySet<HoldResolution> = new Set(["UNBLOCK", "REVERSE_CREDIT"]);

/** Needs "Hold.Decide", of another person. */
export async function refuseHold(context: Context, command: HoldCommand): Promise<DepositHold> {
  const deposit = await lockSeen(context, command.id, command.seenVersion);
  const proposal = await takeProposal(context, deposit, null);
  if (proposal.by.id === personOf(context).userId)
    throw new AppError("SELF_APPROVAL_FORBIDDEN", "You proposed this yourself; another person decides");
  await endProposal(context, proposal, false);
  await patchDeposit(context, deposit, {});
  await note(context, deposit, "declined", command.remarks, { resolution: proposal.resolution });
  return readHold(context, command.id);
}

/** The record as the person saw it, locked. */
export async function lockSeen(context: Context, id: string, seenVersion: number): Promise<DepositRow> {
  const deposit = await lockDeposit(context, id);
  expectVersion(seenVersion, toDeposit(deposit));
  return deposit;
}

/** The proposal that a decision follows. `of` null: any. Throws DEPOSIT_STATE when none waits, or another one, or the record has changed so that it no longer fits. */
export async function takeProposal(
  context: Context,
  deposit: DepositRow,
  of: readonly HoldResolution[] | null,
): Promise<ProposalRow> {
  const proposal = await openProposal(context, deposit);
  if (proposal === null || (of !== null && !of.includes(proposal.resolution)))
    throw new AppError("DEPOSIT_STATE", "Nobody has proposed this for the record as it is");
  return proposal;
}

export async function endProposal(context: Context, proposal: ProposalRow, followed: boolean): Promise<void> {
  await context.db
    .update(holdProposals)
    .set({ decidedBy: asPerson(personOf(context)), decidedAt: now(context), followed })
    .where(eq(holdProposals.id, proposal.id));
}

/** The one that waits, when it still fits. One that no longer fits is overtaken: it is ended when somebody proposes or decides anew. */
export async function openProposal(context: Context, deposit: DepositRow): Promise<ProposalRow | null> {
  const [row] = await context.db
    .select()
    .from(holdProposals)
    .where(and(eq(holdProposals.depositId, deposit.id), isNull(holdProposals.decidedAt)));
  return row !== undefined && possibleResolutions(deposit).includes(row.resolution) ? row : null;
}

function toProposal(row: ProposalRow | null): HoldProposal | null {
  if (row === null) return null;
  const { id, resolution, by, at, remarks, evidence } = row;
  invariant(row.decidedAt === null, "it waits");
  return { id, resolutionCode: resolution, by, at, remarks, evidence };
}

async function note(
  context: Context,
  deposit: DepositRow,
  step: "proposed" | "declined",
  remarks: string,
  detail: Record<string, string>,
): Promise<void> {
  await appendEvent(context, {
    action: `deposit.${deposit.status === "BLOCKED" ? "unblock" : "hold"}_${step}`,
    entity: "deposit",
    entityId: deposit.id,
    entityNo: deposit.recordNo,
    depositId: deposit.id,
    fromStatus: deposit.status,
    toStatus: deposit.status,
    remarks,
    detail,
  });
}
