/** How far a network was read: the last block and the ones before it, by which a reorganisation is found. */
import { eq } from "drizzle-orm";

import type { ChainBlock } from "#central/chain/ChainReader.ts";
import { type Context, now } from "#central/context.ts";
import { chainCursors } from "#central/store/tables.ts";

export type SeenBlock = { number: bigint; hash: string };
/** `recent` ends with the last block; oldest first. */
export type Cursor = { last: SeenBlock; recent: readonly SeenBlock[] };

/** Null when the network was never read. */
export async function loadCursor({ db }: Pick<Context, "db">, network: string): Promise<Cursor | null> {
  const [row] = await db.select().from(chainCursors).where(eq(chainCursors.network, network));
  if (!row) return null;
  const last = { number: row.blockNumber, hash: row.blockHash };
  const recent = row.recentBlocks.map(({ number, hash }) => ({ number: BigInt(number), hash })).toReversed();
  return { last, recent: recent.length === 0 ? [last] : recent };
}

/** In the same transaction as what was found in the block: neither can be without the other. */
export async function saveCursor(context: Context, network: string, cursor: Cursor): Promise<void> {
  const values = {
    blockNumber: cursor.last.number,
    blockHash: cursor.last.hash,
    recentBlocks: cursor.recent.map(({ number, hash }) => ({ number: number.toString(), hash })).toReversed(),
    updatedAt: now(context),
  };
  await context.db
    .insert(chainCursors)
    .values({ network, ...values })
    .onConflictDoUpdate({ target: chainCursors.network, set: values });
}

/** The cursor one block further on, remembering at most `keep` blocks. */
export function withBlock(cursor: Cursor | null, block: Pick<ChainBlock, "number" | "hash">, keep: number): Cursor {
  const last = { number: block.number, hash: block.hash };
  return { last, recent: [...(cursor?.recent ?? []), last].slice(-keep) };
}

/** The cursor back at an earlier block that is still canonical. */
export function rewoundTo(cursor: Cursor, ancestor: SeenBlock): Cursor {
  return { last: ancestor, recent: [...cursor.recent.filter(({ number }) => number < ancestor.number), ancestor] };
}
