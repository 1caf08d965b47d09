/** The second person's decisions that need nothing of the chain: D16, D17, D21, D24. */
import { readRights } from "#central/accounts/rights.ts";
import { msOf } from "#central/clock.ts";
import { type Context, now, personOf } from "#central/context.ts";
import { type DepositMove, moveDeposit } from "#central/deposits/moveDeposit.ts";
import { type DepositRow, toDeposit } from "#central/deposits/toDeposit.ts";
import type { Deposit } from "#shared/contract/deposit.ts";
import { REORG_WINDOW_MS } from "#shared/domain/depositHolds.ts";
import { AppError } from "#shared/errors.ts";
import { endProposal, type HoldCommand, lockSeen, openProposal, type ProposalRow, takeProposal } from "./proposals.ts";

/** D16: the checks run again, by the watcher's next round. Throws DEPOSIT_STATE, SELF_APPROVAL_FORBIDDEN, VERSION_MISMATCH. */
export async function releaseHold(context: Context, command: HoldCommand): Promise<Deposit> {
  const deposit = await lockSeen(context, command.id, command.seenVersion);
  const proposal = await takeProposal(context, deposit, ["RELEASE"]);
  const moved = await moveDeposit(context, deposit, "D16", {
    ...decided(context, proposal, command.remarks),
    facts: { causeResolved: true, ...twoPeople(context, proposal), remarksGiven: command.remarks.trim() !== "" },
    patch: { holdReason: null },
  });
  await endProposal(context, proposal, true);
  return toDeposit(moved);
}

/** D17: one supervisor may stop everything at once; a proposal that waited is refused with it. */
export async function blockDeposit(context: Context, command: HoldCommand): Promise<Deposit> {
  const deposit = await lockSeen(context, command.id, command.seenVersion);
  const waiting = await openProposal(context, deposit);
  const moved = await moveDeposit(context, deposit, "D17", {
    facts: { complianceDecided: command.remarks.trim() !== "" },
    remarks: command.remarks,
    ...(deposit.holdReason !== null && { reasonCode: deposit.holdReason }),
  });
  if (waiting !== null) await endProposal(context, waiting, false);
  return toDeposit(moved);
}

/** D24: proposed by one holder of "Hold.Decide" and followed by another, with a written basis. */
export async function unblockDeposit(context: Context, command: HoldCommand): Promise<Deposit> {
  const deposit = await lockSeen(context, command.id, command.seenVersion);
  const proposal = await takeProposal(context, deposit, ["UNBLOCK"]);
  requireOther(context, proposal);
  const moved = await moveDeposit(context, deposit, "D24", {
    ...decided(context, proposal, command.remarks),
    facts: {
      twoSupervisors: await mayDecide(context, proposal.by.id),
      remarksGiven: command.remarks.trim() !== "",
    },
    patch: {
      holdReason:
        deposit.holdReason === "SANCTIONS" || deposit.holdReason === null ? "SCREENING_ALERT" : deposit.holdReason,
    },
  });
  await endProposal(context, proposal, true);
  return toDeposit(moved);
}

/** D21: the transfer has stayed away for the whole reorg window, and the ledger was reversed; its reference is the proposal's evidence. */
export async function reverseCredit(context: Context, command: HoldCommand): Promise<Deposit> {
  const deposit = await lockSeen(context, command.id, command.seenVersion);
  const proposal = await takeProposal(context, deposit, ["REVERSE_CREDIT"]);
  requireOther(context, proposal);
  if (!isReorgWindowOver(context, deposit))
    throw new AppError(
      "DEPOSIT_STATE",
      "The transaction may still be mined again; the credit is reversed after the reorg window",
    );
  const [ledgerRef = ""] = proposal.evidence;
  const moved = await moveDeposit(context, deposit, "D21", {
    ...decided(context, proposal, command.remarks),
    facts: { reorgWindowOver: true, creditReversed: ledgerRef !== "" },
    patch: { creditedAmount: null, creditedAt: null, ledgerRef },
  });
  await endProposal(context, proposal, true);
  return toDeposit(moved);
}

function isReorgWindowOver(context: Context, { confirmations }: DepositRow): boolean {
  const { orphanedAt } = confirmations;
  return orphanedAt !== null && msOf(now(context)) - msOf(orphanedAt) >= REORG_WINDOW_MS;
}

/** What the log holds of two people's decision. */
export function decided(
  context: Context,
  proposal: ProposalRow,
  remarks: string,
): Pick<DepositMove, "remarks" | "reasonCode" | "detail"> {
  return {
    remarks,
    reasonCode: proposal.resolution,
    detail: {
      resolution: proposal.resolution,
      proposedBy: proposal.by.name,
      approvedBy: personOf(context).name,
      proposal: proposal.remarks,
      evidence: proposal.evidence.join("; "),
    },
  };
}

export function twoPeople(context: Context, proposal: ProposalRow): { twoPersons: boolean } {
  return { twoPersons: proposal.by.id !== personOf(context).userId };
}

function requireOther(context: Context, proposal: ProposalRow): void {
  if (!twoPeople(context, proposal).twoPersons)
    throw new AppError("SELF_APPROVAL_FORBIDDEN", "You proposed this yourself; another person decides");
}

/** Whether a person holds "Hold.Decide" now: both halves of an unblocking are supervisors'. */
async function mayDecide(context: Context, userId: string): Promise<boolean> {
  return (await readRights(context.db, userId)).permissions.includes("Hold.Decide");
}
