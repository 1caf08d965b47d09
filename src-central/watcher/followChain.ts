/** Follows the chain block by block from the stored cursor, and back to where a reorganisation began. */
import { asSystem } from "#central/context.ts";
import type { BlockContents, ChainHead } from "#central/chain/ChainReader.ts";
import { findNetwork } from "#central/configuration/readConfiguration.ts";
import { WATCH_WINDOW } from "#central/refunds/nextRefundStep.ts";
import { AppError } from "#shared/errors.ts";
import { type Cursor, loadCursor, rewoundTo, saveCursor, type SeenBlock, withBlock } from "./cursor.ts";
import { type FoundTransaction, readFoundTransaction } from "./FoundTransaction.ts";
import type { NetworkWatch } from "./NetworkWatch.ts";
import { recordTransactions } from "./recordTransactions.ts";
import { relevantTransactions } from "./relevantTransactions.ts";

/** Most blocks of one round, so that a long absence is caught up in steps and everything else still gets its turn. */
const BLOCKS_PER_ROUND = 200;
/** A network that was never read starts this many watch windows back: nothing older can still be reorganised. */
const SPARE_BLOCKS = 16;

export type Followed = {
  head: ChainHead;
  cursor: Cursor;
  caughtUp: boolean;
  /** how many remembered blocks were no longer canonical */
  reorgDepth: number;
  /** highest nonce that each sender used in the blocks read */
  senders: ReadonlyMap<string, bigint>;
  blocksRead: number;
};

/** Throws CHAIN_UNAVAILABLE; what was recorded until then stays, with the cursor that belongs to it. */
export async function followChain(watch: NetworkWatch): Promise<Followed> {
  const { rooms, network, chain } = watch;
  const head = await chain.head();
  const { required, keep } = await depths(watch);
  const stored = await loadCursor(rooms.database, network);
  const start = stored ?? (await firstCursor(watch, head, WATCH_WINDOW * required, keep));
  let { cursor, depth } = await toCanonical(watch, start, head);
  // Noted before anything of it is saved: should this round fail, the next one still knows.
  watch.orphansDue ||= depth > 0;
  const senders = new Map<string, bigint>();
  let read = 0;
  let unsaved = stored === null || depth > 0;
  while (cursor.last.number < head.number && read < BLOCKS_PER_ROUND) {
    const contents = await chain.blockContents(cursor.last.number + 1n);
    if (contents === null) throw new AppError("CHAIN_UNAVAILABLE", `${network} became shorter while it was read`);
    if (contents.block.parentHash !== cursor.last.hash) {
      const back = await toCanonical(watch, cursor, head);
      ({ cursor } = back);
      depth += back.depth;
      watch.orphansDue = true;
      unsaved = true;
      if (back.depth === 0) throw new AppError("CHAIN_UNAVAILABLE", `${network} changed while it was read`);
      continue;
    }
    noteSenders(senders, contents);
    cursor = withBlock(cursor, contents.block, keep);
    const found = await readRelevant(watch, contents);
    if (found.length > 0) {
      const reached = cursor;
      await asSystem(rooms, async (context) => {
        await recordTransactions(context, network, head.number, found);
        await saveCursor(context, network, reached);
      });
    }
    unsaved = found.length === 0;
    read += 1;
  }
  if (unsaved) await asSystem(rooms, (context) => saveCursor(context, network, cursor));
  const caughtUp = cursor.last.number >= head.number;
  return { head, cursor, caughtUp, reorgDepth: depth, senders, blocksRead: read };
}

async function readRelevant(
  { rooms, network, chain }: NetworkWatch,
  contents: BlockContents,
): Promise<FoundTransaction[]> {
  const hashes = await relevantTransactions(rooms.database, network, contents);
  const found: FoundTransaction[] = [];
  for (const transaction of contents.transactions)
    if (hashes.has(transaction.hash)) found.push(await readFoundTransaction(chain, transaction, contents.block));
  return found;
}

async function depths({ rooms, network }: NetworkWatch): Promise<{ required: number; keep: number }> {
  const configured = await findNetwork(rooms.database, network);
  if (configured === null) throw new AppError("NOT_FOUND", `The network ${network} is not configured`);
  const required = configured.requiredConfirmations;
  const keep = Math.min(1_000, Math.max(WATCH_WINDOW * required, configured.finalityDepth) + SPARE_BLOCKS);
  return { required, keep };
}

async function firstCursor({ chain }: NetworkWatch, head: ChainHead, back: number, keep: number): Promise<Cursor> {
  const number = head.number > BigInt(back) ? head.number - BigInt(back) : 0n;
  const block = await chain.blockAt(number);
  if (block === null) throw new AppError("CHAIN_UNAVAILABLE", `${chain.network} has no block ${number}`);
  return withBlock(null, block, keep);
}

/**
 * The newest remembered block that is still canonical. When none is, the reorganisation is deeper than our memory:
 * reading starts again one block below it, and every recorded block below is compared one by one.
 */
async function toCanonical(
  { chain }: NetworkWatch,
  cursor: Cursor,
  head: ChainHead,
): Promise<{ cursor: Cursor; depth: number }> {
  let depth = 0;
  for (const seen of cursor.recent.toReversed()) {
    if (await isCanonical(chain, seen, head)) {
      return { cursor: depth === 0 ? cursor : rewoundTo(cursor, seen), depth };
    }
    depth += 1;
  }
  const oldest = cursor.recent[0]?.number ?? cursor.last.number;
  const below = await chain.blockAt(oldest > 0n ? oldest - 1n : 0n);
  if (below === null) throw new AppError("CHAIN_UNAVAILABLE", `${chain.network} is shorter than what was read of it`);
  return { cursor: withBlock(null, below, 1), depth };
}

/** A node that lags behind has not reorganised: above the head nobody can tell, and the block counts as it did. */
async function isCanonical(chain: NetworkWatch["chain"], seen: SeenBlock, head: ChainHead): Promise<boolean> {
  if (seen.number === head.number) return seen.hash === head.hash;
  const block = await chain.blockAt(seen.number);
  return block === null ? seen.number > head.number : block.hash === seen.hash;
}

function noteSenders(senders: Map<string, bigint>, { transactions }: BlockContents): void {
  for (const { from, nonce } of transactions) {
    const before = senders.get(from);
    if (before === undefined || nonce > before) senders.set(from, nonce);
  }
}
