import { eq } from "drizzle-orm";

import type { Tx } from "#central/store/openDatabase.ts";
import { feedHead } from "#central/store/tables.ts";
import { invariant } from "#shared/errors.ts";

export type FeedHead = { feedId: string; seq: number; floorSeq: number };

/** The feed's last number as this transaction sees it. */
export async function readFeedHead(db: Tx): Promise<FeedHead> {
  const [head] = await db.select().from(feedHead).where(eq(feedHead.id, 1));
  invariant(head, "the feed has its head row");
  return head;
}
