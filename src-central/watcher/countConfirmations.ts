/** D10: confirmations of everything that waits for them, in one question and one write for all records of a network. */
import { and, asc, eq, inArray, isNull, sql } from "drizzle-orm";

import { asSystem, now } from "#central/context.ts";
import { lockDeposit } from "#central/deposits/loadDeposit.ts";
import { moveDeposit } from "#central/deposits/moveDeposit.ts";
import { deposits } from "#central/store/tables.ts";
import { confirmationsAt } from "#shared/domain/confirmations.ts";
import { SYSTEM } from "#shared/domain/machine.ts";
import type { NetworkWatch } from "./NetworkWatch.ts";

const COUNTED = ["CONFIRMING", "UNDER_REVIEW", "ON_HOLD", "REORG_ALERT"] as const;
/** Fewer confirmations than this pass too quickly for a step in between to say anything. */
const SAMPLED_FROM = 4;

/** One event at half of the way; every other step is a number in the row, which the feed carries without one. */
export async function countConfirmations(watch: NetworkWatch, head: bigint): Promise<void> {
  if (watch.countedAt === head) return;
  const { rooms, network } = watch;
  const rows = await rooms.database.db
    .select({ id: deposits.id, status: deposits.status, confirmations: deposits.confirmations })
    .from(deposits)
    .where(
      and(
        eq(deposits.network, network),
        inArray(deposits.status, [...COUNTED]),
        isNull(deposits.finalAt),
        sql`${deposits.confirmations} ->> 'blockNumber' is not null`,
        sql`(${deposits.confirmations} ->> 'current')::int < (${deposits.confirmations} ->> 'required')::int`,
      ),
    )
    .orderBy(asc(deposits.id));
  const quiet: string[] = [];
  for (const { id, status, confirmations } of rows) {
    const { current, required, blockNumber } = confirmations;
    const next = confirmationsAt(head, BigInt(blockNumber ?? "0"));
    // A node that lags a little behind takes no confirmation away.
    if (next <= current) continue;
    const half = current * 2 < required && next * 2 >= required && next < required;
    if (status === "CONFIRMING" && half && required >= SAMPLED_FROM) await sample(watch, id, head);
    else quiet.push(id);
  }
  if (quiet.length > 0) await writeQuietly(watch, quiet, head);
  watch.countedAt = head;
}

async function sample({ rooms }: NetworkWatch, id: string, head: bigint): Promise<void> {
  await asSystem(rooms, async (context) => {
    const record = await lockDeposit(context, id);
    const { blockNumber, required } = record.confirmations;
    if (record.status !== "CONFIRMING" || blockNumber === null) return;
    const current = confirmationsAt(head, BigInt(blockNumber));
    await moveDeposit(context, record, "D10", {
      facts: { progressed: true },
      mover: SYSTEM,
      patch: { confirmations: { ...record.confirmations, current, observedAt: now(context) } },
      detail: { confirmations: `${current} of ${required}`, block: blockNumber },
    });
  });
}

/** Only rows that are still in the block they were counted in. */
async function writeQuietly({ rooms, network }: NetworkWatch, ids: readonly string[], head: bigint): Promise<void> {
  await asSystem(rooms, async (context) => {
    const at = now(context);
    const counted = sql`${head.toString()}::numeric - (${deposits.confirmations} ->> 'blockNumber')::numeric + 1`;
    await context.db
      .update(deposits)
      .set({
        confirmations: sql`${deposits.confirmations} || jsonb_build_object('current', (${counted})::int, 'observedAt', ${at}::text)`,
        version: sql`${deposits.version} + 1`,
        updatedAt: at,
      })
      .where(
        and(
          inArray(deposits.id, [...ids]),
          eq(deposits.network, network),
          inArray(deposits.status, [...COUNTED]),
          sql`${deposits.confirmations} ->> 'blockNumber' is not null`,
        ),
      );
  });
}
