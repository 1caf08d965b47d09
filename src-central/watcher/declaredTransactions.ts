/** TXIDs that clients declared: found when they were mined before the record existed, and given up when they never can be (D8). */
import { and, asc, eq, gt, inArray, isNotNull, isNull } from "drizzle-orm";

import { later, SECOND_MS } from "#central/clock.ts";
import { asSystem } from "#central/context.ts";
import { lockDeposit } from "#central/deposits/loadDeposit.ts";
import { moveDeposit } from "#central/deposits/moveDeposit.ts";
import { deposits } from "#central/store/tables.ts";
import { SYSTEM } from "#shared/domain/machine.ts";
import type { Followed } from "./followChain.ts";
import { readFoundTransaction } from "./FoundTransaction.ts";
import type { NetworkWatch, Sighting } from "./NetworkWatch.ts";
import { recordTransactions } from "./recordTransactions.ts";

/** Another service may commit a record a little after the moment that stands in it. */
const OVERLAP_MS = 30 * SECOND_MS;

/** Looks every new record's declared TXID up once; from then on the blocks tell. */
export async function lookUpDeclared(watch: NetworkWatch, { head, cursor }: Followed): Promise<void> {
  const { rooms, network, chain } = watch;
  const until = rooms.clock.now();
  const since = watch.declaredUpTo;
  const fresh = await rooms.database.db
    .select({ id: deposits.id, txHash: deposits.txHash })
    .from(deposits)
    .where(
      and(
        eq(deposits.network, network),
        inArray(deposits.status, ["WALLET_ADDRESS_UNDER_VERIFICATION", "AWAITING_TRANSFER"]),
        isNotNull(deposits.txHash),
        isNull(deposits.transferTxHash),
        since === null ? undefined : gt(deposits.createdAt, later(since, -OVERLAP_MS)),
      ),
    )
    .orderBy(asc(deposits.createdAt), asc(deposits.id));
  for (const { id, txHash } of fresh) {
    if (txHash === null || watch.sightings.has(txHash)) continue;
    const transaction = await chain.transaction(txHash);
    if (transaction === null) continue;
    const { from, nonce, blockNumber } = transaction;
    if (blockNumber === null) watch.sightings.set(txHash, { depositId: id, from, nonce });
    // In a block that is still to be read it will be met there.
    else if (blockNumber <= cursor.last.number) {
      const block = await chain.blockAt(blockNumber);
      if (block === null) continue;
      const found = await readFoundTransaction(chain, transaction, block);
      await asSystem(rooms, (context) => recordTransactions(context, network, head.number, [found]));
    }
  }
  watch.declaredUpTo = until;
}

/** D8: a declared transaction that waited in the pool is gone, and its sender used the nonce for another one. */
export async function giveUpReplaced(watch: NetworkWatch, { senders }: Followed): Promise<void> {
  for (const [txHash, sighting] of watch.sightings) {
    const used = senders.get(sighting.from);
    if (used === undefined || used < sighting.nonce) continue;
    // Mined itself, most likely: then a block has told already. Otherwise another transaction took its place.
    const transaction = await watch.chain.transaction(txHash);
    if (transaction === null) await giveUp(watch, txHash, sighting);
    if (transaction === null || transaction.blockNumber !== null) watch.sightings.delete(txHash);
  }
}

async function giveUp({ rooms }: NetworkWatch, txHash: string, { depositId, from, nonce }: Sighting): Promise<void> {
  await asSystem(rooms, async (context) => {
    const record = await lockDeposit(context, depositId);
    if (record.status !== "AWAITING_TRANSFER" || record.txHash !== txHash || record.transferTxHash !== null) return;
    await moveDeposit(context, record, "D8", {
      facts: { transactionFailed: true },
      mover: SYSTEM,
      detail: { txHash, from, nonce: nonce.toString(), cause: "the sender used the nonce for another transaction" },
    });
  });
}
