/**
 * A feed only ever grows, and a row's versions with it. When the service answers less than it answered before, its database went back to an older
 * state without a word of it: rows that we hold may be gone there. What it sends is refused, and the cache is built again (fault 12).
 */
import type { SyncEntity } from "#shared/contract/sync.ts";
import { AppError } from "#shared/errors.ts";
import type { Outcome } from "./applyRows.ts";
import type { SyncRow } from "./readPage.ts";

type Position = { feedId: string; headSeq: number };

export type FeedGuard = {
  /** Throws SYNC_RESET_REQUIRED. */
  expectSameFeed(known: Position, answered: Position): void;
  /** Throws SYNC_RESET_REQUIRED. */
  expectNotOlder(entity: SyncEntity, row: SyncRow, outcome: Outcome): void;
  /** An answer to one's own action: a page that was asked for before it may still bring the older state (R10.6). */
  remembered(entity: SyncEntity, row: SyncRow): void;
};

export function createFeedGuard(): FeedGuard {
  const ahead = new Set<string>();
  const keyOf = (entity: SyncEntity, { id }: SyncRow) => `${entity} ${id}`;

  return {
    expectSameFeed(known, { feedId, headSeq }) {
      if (feedId !== known.feedId) throw reset("The central service answers another feed than before");
      if (headSeq < known.headSeq)
        throw reset(`The central service's feed went back from ${known.headSeq} to ${headSeq}`);
    },
    expectNotOlder(entity, row, outcome) {
      const key = keyOf(entity, row);
      if (outcome !== "OLDER") ahead.delete(key);
      else if (!ahead.has(key))
        throw reset(`The central service sent version ${row.version} of a row of ${entity} that was newer before`);
    },
    remembered(entity, row) {
      ahead.add(keyOf(entity, row));
    },
  };
}

function reset(message: string): AppError {
  return new AppError("SYNC_RESET_REQUIRED", message, { extra: { resetReason: "FEED_CHANGED" } });
}
