/** The feed's cursor, opaque to clients: `feedId:permissionsHash:seq`. */
import { AppError } from "#shared/errors.ts";
import type { RESET_REASONS } from "#shared/contract/sync.ts";
import type { FeedHead } from "./feedHead.ts";

export function writeCursor(feedId: string, rights: string, seq: number): string {
  return `${feedId}:${rights}:${seq}`;
}

/** The seq to go on from. Throws CURSOR_INVALID for what is no cursor, SYNC_RESET_REQUIRED (410) when the cache must be built anew. */
export function readCursor(cursor: string, head: FeedHead, rights: string): number {
  const parts = /^([0-9a-f-]{36}):([0-9a-f]{16}):(\d{1,15})$/.exec(cursor);
  if (!parts) throw new AppError("CURSOR_INVALID", "This is no cursor of the change feed");
  const [, feedId, cursorRights, digits = ""] = parts;
  const seq = Number.parseInt(digits, 10);
  // A seq that was never given: the feed was restored from an older copy.
  if (feedId !== head.feedId || seq > head.seq) throw reset("FEED_CHANGED");
  if (cursorRights !== rights) throw reset("PERMISSIONS_CHANGED");
  if (seq < head.floorSeq) throw reset("CURSOR_EXPIRED");
  return seq;
}

function reset(resetReason: (typeof RESET_REASONS)[number]): AppError {
  return new AppError("SYNC_RESET_REQUIRED", `Build the cache anew: ${resetReason}`, { extra: { resetReason } });
}
