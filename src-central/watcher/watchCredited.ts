/** After the credit: D20 when an alarm is over, and the moment from which nothing is watched any more. */
import { and, asc, eq, inArray, isNull, notInArray, or, sql } from "drizzle-orm";

import { asSystem, now } from "#central/context.ts";
import { findNetwork } from "#central/configuration/readConfiguration.ts";
import { lockDeposit } from "#central/deposits/loadDeposit.ts";
import { moveDeposit } from "#central/deposits/moveDeposit.ts";
import { isDepositCanonical } from "#central/refunds/depositCanonical.ts";
import { WATCH_WINDOW } from "#central/refunds/nextRefundStep.ts";
import { oneByOne } from "#central/refunds/oneByOne.ts";
import { deposits } from "#central/store/tables.ts";
import { SYSTEM } from "#shared/domain/machine.ts";
import type { NetworkWatch } from "./NetworkWatch.ts";

/** D20: mined again, and as deep as it had to be. The refunds that were held with it are a supervisor's to release (F11). */
export async function healReorgs(watch: NetworkWatch): Promise<void> {
  const { rooms, network, chain } = watch;
  const due = await rooms.database.db
    .select()
    .from(deposits)
    .where(
      and(
        eq(deposits.network, network),
        eq(deposits.status, "REORG_ALERT"),
        sql`${deposits.confirmations} ->> 'blockHash' is not null`,
        sql`(${deposits.confirmations} ->> 'current')::int >= (${deposits.confirmations} ->> 'required')::int`,
      ),
    )
    .orderBy(asc(deposits.id));
  await oneByOne(due, async (seen) => {
    if (!(await isDepositCanonical(chain, seen))) return;
    await asSystem(rooms, async (context) => {
      const record = await lockDeposit(context, seen.id);
      const { blockHash, current, required } = record.confirmations;
      if (record.status !== "REORG_ALERT" || blockHash !== seen.confirmations.blockHash) return;
      await moveDeposit(context, record, "D20", {
        facts: { confirmationsReached: current >= required, blockCanonical: true },
        mover: SYSTEM,
        detail: { confirmations: `${current} of ${required}`, blockHash: blockHash ?? "" },
      });
    });
  });
}

/** Nothing on the chain can change these: they have no transfer. Should a late one come, it takes the mark away again. */
const WITHOUT_TRANSFER = ["CANCELLED", "DELETED", "EXPIRED", "FAILED"] as const;

/** Deeper than the watch window nothing is reorganised. Only a mark: no status, no version, no event. */
export async function markFinal({ rooms, network }: NetworkWatch, head: bigint): Promise<void> {
  const configured = await findNetwork(rooms.database, network);
  if (configured === null) return;
  const window = BigInt(Math.max(WATCH_WINDOW * configured.requiredConfirmations, configured.finalityDepth));
  if (head < window) return;
  await asSystem(rooms, (context) =>
    context.db
      .update(deposits)
      .set({ finalAt: now(context) })
      .where(
        and(
          eq(deposits.network, network),
          isNull(deposits.finalAt),
          notInArray(deposits.status, ["CONFIRMING", "UNDER_REVIEW", "REORG_ALERT"]),
          or(
            inArray(deposits.status, [...WITHOUT_TRANSFER]),
            sql`(${deposits.confirmations} ->> 'blockNumber')::numeric <= ${(head - window).toString()}::numeric`,
          ),
        ),
      ),
  );
}
