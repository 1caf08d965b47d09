import { eq } from "drizzle-orm";

import { appendEvent } from "#central/audit/appendEvent.ts";
import { type Context, newId } from "#central/context.ts";
import { feedHead } from "#central/store/tables.ts";

/** After a restore from a backup: rows may have gone back in time, so that every cache must start again. */
export async function renewFeed(context: Context): Promise<string> {
  const feedId = newId(context);
  await context.db.update(feedHead).set({ feedId }).where(eq(feedHead.id, 1));
  await appendEvent(context, { action: "feed.renewed", entity: "feed", entityId: feedId });
  return feedId;
}
