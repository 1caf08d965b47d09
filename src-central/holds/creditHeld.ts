/** D18: what arrived is credited although it is not what was declared; or it goes to suspense, where only a refund can be made of it. */
import { type Context, now } from "#central/context.ts";
import { loadDeposit } from "#central/deposits/loadDeposit.ts";
import { moveDeposit } from "#central/deposits/moveDeposit.ts";
import { type DepositRow, toDeposit } from "#central/deposits/toDeposit.ts";
import type { Outside } from "#central/http/route.ts";
import { isDepositCanonical, isTransferAsRecorded } from "#central/refunds/depositCanonical.ts";
import { chainOf } from "#central/refunds/loadRules.ts";
import { listMissing } from "#central/refunds/screenAddress.ts";
import { rulesOfRecord } from "#central/watcher/watchedRules.ts";
import type { Deposit } from "#shared/contract/deposit.ts";
import { AppError } from "#shared/errors.ts";
import { decided, twoPeople } from "./decideHold.ts";
import { examineDeposit } from "./examineDeposit.ts";
import { endProposal, type HoldCommand, lockSeen, takeProposal } from "./proposals.ts";

/** The block that the chain was asked about, before the command's transaction. */
export type Canonical = { blockHash: string | null };

/** Throws REORG_DETECTED, CONFIRMATIONS_INSUFFICIENT, CHAIN_UNAVAILABLE, NOT_FOUND. */
export async function askBeforeCredit({ rooms }: Outside, { params }: { params: { id: string } }): Promise<Canonical> {
  const deposit = await loadDeposit(rooms, params.id);
  requireConfirmed(deposit);
  const { decimals } = await rulesOfRecord(rooms.database, deposit);
  const chain = chainOf(rooms, deposit.network);
  if (!(await isDepositCanonical(chain, deposit)) || !(await isTransferAsRecorded(chain, deposit, decimals)))
    throw new AppError("REORG_DETECTED", "The transfer is not on the chain as it was recorded; it is looked at again");
  return { blockHash: deposit.confirmations.blockHash };
}

/** Throws DEPOSIT_STATE, SELF_APPROVAL_FORBIDDEN, SCREENING_HIT, SCREENING_LIST_MISSING, CHECKS_NOT_PASSED, REORG_DETECTED, VERSION_MISMATCH. */
export async function creditHeld(context: Context, command: HoldCommand, canonical: Canonical): Promise<Deposit> {
  const deposit = await lockSeen(context, command.id, command.seenVersion);
  const proposal = await takeProposal(context, deposit, ["ACCEPT_ACTUAL", "SUSPENSE"]);
  if (deposit.confirmations.blockHash !== canonical.blockHash)
    throw new AppError("REORG_DETECTED", "The transfer moved to another block just now; look at it again");
  const refundOnly = proposal.resolution === "SUSPENSE";
  const findings = await examineDeposit(context, deposit);
  if (findings.screening.result === "HIT")
    throw new AppError("SCREENING_HIT", "The source stands on the screening list; the record is blocked, not credited");
  if (findings.screening.result === "NOT_SCREENED") throw listMissing();
  const failed = findings.checks.find(({ code, passed }) => !passed && code !== "AMOUNT");
  if (!refundOnly && failed !== undefined)
    throw new AppError("CHECKS_NOT_PASSED", `Not only the amount stops it: ${failed.detail}`);
  const ledgerRef = `${refundOnly ? "SUSPENSE" : "LEDGER"}-${deposit.recordNo}`;
  const followed = decided(context, proposal, command.remarks);
  const moved = await moveDeposit(context, deposit, "D18", {
    ...followed,
    facts: {
      suspensePurpose: true,
      ...twoPeople(context, proposal),
      remarksGiven: command.remarks.trim() !== "",
    },
    patch: {
      ...findings,
      holdReason: null,
      refundOnly,
      creditedAmount: deposit.receivedAmount,
      creditedAt: now(context),
      ledgerRef,
    },
    detail: {
      ...followed.detail,
      declared: deposit.declaredAmount,
      received: deposit.receivedAmount ?? "",
      purpose: refundOnly ? "refund_only" : "accept_actual",
      ledgerRef,
    },
  });
  await endProposal(context, proposal, true);
  return toDeposit(moved);
}

/** Held during confirmation (D12, D26), it may be too young to be credited at all. */
function requireConfirmed({ confirmations, recordNo }: DepositRow): void {
  const { current, required, blockHash } = confirmations;
  if (blockHash === null || current < required)
    throw new AppError(
      "CONFIRMATIONS_INSUFFICIENT",
      `${recordNo} has ${current} of ${required} confirmations; wait for the rest`,
    );
}
