/** Records whose block is no longer part of the chain: D9 before the credit, D19 after it. Never silently (R11.6). */
import { and, asc, eq, inArray, isNull, sql } from "drizzle-orm";

import { asSystem, type Context, now } from "#central/context.ts";
import { lockDeposit } from "#central/deposits/loadDeposit.ts";
import { type DepositPatch, moveDeposit, patchDeposit } from "#central/deposits/moveDeposit.ts";
import type { DepositRow } from "#central/deposits/toDeposit.ts";
import { holdRefundsOf } from "#central/refunds/holdRefunds.ts";
import { oneByOne } from "#central/refunds/oneByOne.ts";
import { deposits } from "#central/store/tables.ts";
import { SYSTEM } from "#shared/domain/machine.ts";
import type { Cursor } from "./cursor.ts";
import type { Followed } from "./followChain.ts";
import type { NetworkWatch } from "./NetworkWatch.ts";

const blockNumber = sql<string>`(${deposits.confirmations} ->> 'blockNumber')::numeric`;
const blockHash = sql<string>`(${deposits.confirmations} ->> 'blockHash')`;

/**
 * Compares every recorded block that could still change with the chain as it was read: one question for all that the cursor remembers.
 * New blocks alone orphan nothing, so that it is asked only when it has to be. Answers how many records were orphaned.
 */
export async function findOrphans(watch: NetworkWatch, followed: Followed): Promise<number> {
  if (!watch.orphansDue) return 0;
  const ids = await outsideOf(watch, followed.cursor);
  ids.push(...(await comparedOneByOne(watch, followed.cursor)));
  await oneByOne(ids, (id) => asSystem(watch.rooms, (context) => orphan(context, id, followed)));
  watch.orphansDue = !followed.caughtUp;
  return ids.length;
}

const watched = (network: string) =>
  and(
    eq(deposits.network, network),
    isNull(deposits.finalAt),
    sql`${deposits.confirmations} ->> 'blockHash' is not null`,
  );

/** At a height that the cursor remembers, with a hash that it does not. */
async function outsideOf({ rooms, network }: NetworkWatch, cursor: Cursor): Promise<string[]> {
  const oldest = cursor.recent[0]?.number ?? cursor.last.number;
  const hashes = cursor.recent.map(({ hash }) => hash);
  const rows = await rooms.database.db
    .select({ id: deposits.id })
    .from(deposits)
    .where(
      and(
        watched(network),
        sql`${blockNumber} >= ${oldest.toString()}::numeric`,
        // Above the last block read nothing can be said yet.
        sql`${blockNumber} <= ${cursor.last.number.toString()}::numeric`,
        sql`not (${inArray(blockHash, hashes)})`,
      ),
    )
    .orderBy(asc(deposits.id));
  return rows.map(({ id }) => id);
}

/** Below the cursor's memory: after a start, and after a reorganisation, which many blocks may have followed already. */
async function comparedOneByOne({ rooms, network, chain }: NetworkWatch, cursor: Cursor): Promise<string[]> {
  const oldest = cursor.recent[0]?.number ?? cursor.last.number;
  const rows = await rooms.database.db
    .select({ id: deposits.id, number: blockNumber, hash: blockHash })
    .from(deposits)
    .where(and(watched(network), sql`${blockNumber} < ${oldest.toString()}::numeric`))
    .orderBy(asc(deposits.id));
  const canonical = new Map<string, string | null>();
  for (const { number } of rows)
    if (!canonical.has(number)) canonical.set(number, (await chain.blockAt(BigInt(number)))?.hash ?? null);
  return rows.filter(({ number, hash }) => canonical.get(number) !== hash).map(({ id }) => id);
}

async function orphan(context: Context, id: string, { head, cursor }: Followed): Promise<void> {
  const record = await lockDeposit(context, id);
  const { blockHash: lostHash, blockNumber: lostNumber } = record.confirmations;
  // Met again in another block meanwhile.
  if (lostHash === null || lostNumber === null || cursor.recent.some(({ hash }) => hash === lostHash)) return;
  const detail = {
    lostBlock: lostNumber,
    lostBlockHash: lostHash,
    depth: (head.number - BigInt(lostNumber) + 1n).toString(),
    newHead: head.number.toString(),
    newHeadHash: head.hash,
  };
  const at = now(context);
  const confirmations = {
    ...record.confirmations,
    current: 0,
    blockNumber: null,
    blockHash: null,
    observedAt: at,
    orphanedAt: at,
  };
  const gone: DepositPatch = {
    confirmations,
    transferTxHash: null,
    transferLogIndex: null,
    receivedAmount: null,
    transfer: null,
  };
  switch (record.status) {
    case "CONFIRMING":
      await backToWaiting(context, record, gone, detail);
      return;
    case "UNDER_REVIEW": {
      // The table knows no other way back: the review failed for want of a block, and what is held may be reorganised out.
      const held = await moveDeposit(context, record, "D14", { facts: { checkFailed: true }, mover: SYSTEM, detail });
      await outOfHold(context, held, gone, detail);
      return;
    }
    case "ON_HOLD":
      await outOfHold(context, record, gone, detail);
      return;
    case "CREDITED": {
      await moveDeposit(context, record, "D19", {
        facts: { blockOrphaned: true },
        mover: SYSTEM,
        patch: { confirmations },
        detail,
      });
      await holdRefundsOf(context, record.id, "DEPOSIT_REORGANISED");
      return;
    }
    default:
      // Refunded, Blocked, an alarm that stands already: the status has its own way; the block is shown as lost.
      await patchDeposit(context, record, { confirmations });
  }
}

async function outOfHold(
  context: Context,
  record: DepositRow,
  gone: DepositPatch,
  detail: Record<string, string>,
): Promise<void> {
  const confirming = await moveDeposit(context, record, "D27", {
    facts: { progressed: true },
    mover: SYSTEM,
    patch: { ...(record.applicationId !== null && { holdReason: null }) },
    detail,
  });
  await backToWaiting(context, confirming, gone, detail);
}

async function backToWaiting(
  context: Context,
  record: DepositRow,
  gone: DepositPatch,
  detail: Record<string, string>,
): Promise<void> {
  await moveDeposit(context, record, "D9", { facts: { blockOrphaned: true }, mover: SYSTEM, patch: gone, detail });
}
