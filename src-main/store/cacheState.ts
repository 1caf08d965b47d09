/** How far the cache follows the feed: written in the same transaction as the rows it speaks of. */
import type { SyncEntity } from "#shared/contract/sync.ts";

export type CacheState = {
  phase: "LOADING" | "LIVE";
  feedId: string;
  cursor: string;
  seq: number;
  headSeq: number;
  /** milliseconds since 1970; null before the first rows are complete */
  asOf: number | null;
  entities: EntityProgress[];
};

export type EntityProgress = {
  name: SyncEntity;
  /** id of the last row stored; null before the first */
  after: string | null;
  done: number;
  of: number | null;
  finished: boolean;
};
