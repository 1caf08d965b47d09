import { asc, eq } from "drizzle-orm";

import { toTimelineEvent } from "#central/audit/toTimelineEvent.ts";
import { type Context, personOf } from "#central/context.ts";
import { timelineEvents } from "#central/store/tables.ts";
import type { TimelineEvent } from "#shared/contract/deposit.ts";
import { eventSeenBy } from "./hideRestricted.ts";
import { loadDeposit } from "./loadDeposit.ts";

/** Everything that happened to a record and its refunds, oldest first (R11.5, R22.4). Throws NOT_FOUND. */
export async function readTimeline(context: Context, depositId: string): Promise<{ items: TimelineEvent[] }> {
  await loadDeposit(context, depositId);
  const rows = await context.db
    .select()
    .from(timelineEvents)
    .where(eq(timelineEvents.depositId, depositId))
    .orderBy(asc(timelineEvents.auditSeq));
  const { permissions } = personOf(context);
  return { items: rows.map((row) => eventSeenBy(toTimelineEvent(row), permissions)) };
}
