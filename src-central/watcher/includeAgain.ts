/** A recorded transfer was met in a block: the one we know, or after a reorganisation another one (D10, D19, D27). */
import type { Context } from "#central/context.ts";
import { lockDeposit } from "#central/deposits/loadDeposit.ts";
import { moveDeposit, patchDeposit, type DepositPatch } from "#central/deposits/moveDeposit.ts";
import type { DepositRow } from "#central/deposits/toDeposit.ts";
import { holdRefundsOf } from "#central/refunds/holdRefunds.ts";
import { SYSTEM } from "#shared/domain/machine.ts";
import { confirmationsIn, holdEarly } from "./attachTransfer.ts";
import type { FoundTransaction } from "./FoundTransaction.ts";
import type { SeenTransfer } from "./seenTransfers.ts";

/** Reasons that are evident from the transfer itself; any other was found at the review, which then runs again. */
export const EARLY_REASONS: ReadonlySet<string> = new Set([
  "WRONG_ASSET",
  "UNKNOWN_SOURCE",
  "UNSOLICITED",
  "DUPLICATE",
  "WRONG_NETWORK",
]);

export async function includeAgain(
  context: Context,
  record: DepositRow,
  transaction: FoundTransaction,
  transfer: SeenTransfer,
  head: bigint,
): Promise<DepositRow> {
  const { confirmations } = record;
  const { block } = transaction;
  if (confirmations.blockHash === block.hash && confirmations.orphanedAt === null) return record;
  const patch: DepositPatch = {
    transferLogIndex: transfer.output,
    ...(record.transfer !== null && {
      transfer: {
        ...record.transfer,
        logIndex: transfer.logIndex,
        blockAt: block.at,
        feeWei: transaction.feeWei.toString(),
      },
    }),
    confirmations: confirmationsIn(context, transaction, head, confirmations.required),
    finalAt: null,
  };
  const detail = {
    txHash: transaction.txHash,
    block: block.number.toString(),
    blockHash: block.hash,
    ...(confirmations.blockHash !== null && {
      lostBlock: confirmations.blockNumber ?? "",
      lostBlockHash: confirmations.blockHash,
    }),
    reincluded: "yes",
  };
  switch (record.status) {
    case "CONFIRMING":
      return moveDeposit(context, record, "D10", { facts: { progressed: true }, mover: SYSTEM, patch, detail });
    case "ON_HOLD": {
      const early = record.holdReason !== null && EARLY_REASONS.has(record.holdReason) ? record.holdReason : null;
      const seen = await moveDeposit(context, record, "D27", {
        facts: { progressed: true },
        mover: SYSTEM,
        patch: { ...patch, holdReason: early },
        detail,
      });
      return early === null ? seen : holdEarly(context, seen, early);
    }
    case "CREDITED": {
      // Credited on a block that is gone: not healed before it is as deep as it had to be.
      const alarmed = await moveDeposit(context, record, "D19", {
        facts: { blockOrphaned: true },
        mover: SYSTEM,
        patch,
        detail,
      });
      await holdRefundsOf(context, record.id, "DEPOSIT_REORGANISED");
      // Holding its refund changed the record's badge, and with it its version.
      return lockDeposit(context, alarmed.id);
    }
    default:
      return patchDeposit(context, record, patch);
  }
}
