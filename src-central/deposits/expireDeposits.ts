/** Records whose waiting window is over and whose transfer never came (D7, D29). Called by the watcher's rounds. */
import { and, asc, eq, inArray, lte } from "drizzle-orm";

import { asSystem, type Rooms } from "#central/context.ts";
import { deposits } from "#central/store/tables.ts";
import { SYSTEM } from "#shared/domain/machine.ts";
import { isAppError } from "#shared/errors.ts";
import { askForTransfer, evidenceDetail } from "./askForTransfer.ts";
import { lockDeposit } from "./loadDeposit.ts";
import { moveDeposit } from "./moveDeposit.ts";
import type { DepositRow } from "./toDeposit.ts";

const WAITING = ["AWAITING_TRANSFER", "WALLET_ADDRESS_UNDER_VERIFICATION"] as const;
/** A round takes a few; the next round takes the rest. */
const PER_ROUND = 50;

/**
 * Expires what is overdue on one network, each record after chain and waiting pool were asked once more. Answers how many.
 * A record with a transfer in sight is left to the watcher; a chain that does not answer leaves everything as it is.
 */
export async function expireDeposits(rooms: Rooms, network: string): Promise<number> {
  const overdue = await rooms.database.db
    .select()
    .from(deposits)
    .where(
      and(
        eq(deposits.network, network),
        inArray(deposits.status, [...WAITING]),
        lte(deposits.waitingUntil, rooms.clock.now()),
      ),
    )
    .orderBy(asc(deposits.waitingUntil))
    .limit(PER_ROUND);
  let expired = 0;
  for (const deposit of overdue) if (await expireOne(rooms, deposit)) expired += 1;
  return expired;
}

async function expireOne(rooms: Rooms, deposit: DepositRow): Promise<boolean> {
  const evidence = await askForTransfer(rooms, deposit).catch((error: unknown) => {
    if (isAppError(error, "CHAIN_UNAVAILABLE")) return null;
    throw error;
  });
  if (evidence === null || evidence.seen) return false;
  return asSystem(rooms, async (context) => {
    const row = await lockDeposit(context, deposit.id);
    const windowOver = row.waitingUntil <= context.clock.now();
    const proofUnfinished = row.addressVerification.status !== "VERIFIED";
    const awaiting = row.status === "AWAITING_TRANSFER";
    // A proven address means that the record is about to go on (D2) instead.
    if (row.version !== deposit.version || !windowOver || (!awaiting && !proofUnfinished)) return false;
    await moveDeposit(context, row, awaiting ? "D7" : "D29", {
      facts: { noTransferSeen: true, windowOver, proofUnfinished },
      mover: SYSTEM,
      detail: evidenceDetail(evidence),
    });
    return true;
  });
}
