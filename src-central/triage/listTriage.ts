/** Every exception that waits for people, the one that has waited longest first, with who works on it. */
import { and, asc, count, eq, gt, inArray, max, sql } from "drizzle-orm";

import { msOf } from "#central/clock.ts";
import { type Context, now, personOf } from "#central/context.ts";
import { depositSeenBy } from "#central/deposits/hideRestricted.ts";
import { toDeposit } from "#central/deposits/toDeposit.ts";
import { deposits, timelineEvents, workClaims } from "#central/store/tables.ts";
import type { http, QueryOf } from "#shared/contract/http.ts";
import type { TriageQueue } from "#shared/contract/triage.ts";
import { ageBand, TRIAGE_STATUSES } from "#shared/domain/triage.ts";
import { toWorkClaim } from "./toWorkClaim.ts";

export async function listTriage(
  context: Context,
  { limit, status }: QueryOf<typeof http.triage.list>,
): Promise<TriageQueue> {
  const asOf = now(context);
  const { permissions } = personOf(context);
  const waiting = inArray(deposits.status, status === undefined ? [...TRIAGE_STATUSES] : [status]);
  const arrivals = arrivalsIn(context);
  const since = sql<string>`coalesce(${arrivals.at}, ${deposits.createdAt})`.mapWith(deposits.createdAt);
  const rows = await context.db
    .select({ deposit: deposits, since, claim: workClaims })
    .from(deposits)
    .leftJoin(arrivals, and(eq(arrivals.depositId, deposits.id), eq(arrivals.status, deposits.status)))
    .leftJoin(workClaims, and(eq(workClaims.depositId, deposits.id), gt(workClaims.expiresAt, asOf)))
    .where(waiting)
    .orderBy(asc(since), asc(deposits.id))
    .limit(limit);
  const [counted] = await context.db.select({ total: count() }).from(deposits).where(waiting);
  return {
    asOf,
    total: counted?.total ?? 0,
    items: rows.map((row) => ({
      deposit: depositSeenBy(toDeposit(row.deposit), permissions),
      since: row.since,
      age: ageBand(msOf(asOf) - msOf(row.since)),
      claim: row.claim === null ? null : toWorkClaim(row.claim),
    })),
  };
}

/** When each record last came into each of these statuses from another one, by its history. */
function arrivalsIn({ db }: Context) {
  return db
    .select({
      depositId: timelineEvents.depositId,
      status: timelineEvents.toStatus,
      at: max(timelineEvents.at).as("arrived_at"),
    })
    .from(timelineEvents)
    .where(
      and(
        eq(timelineEvents.entity, "deposit"),
        inArray(timelineEvents.toStatus, [...TRIAGE_STATUSES]),
        sql`${timelineEvents.fromStatus} is distinct from ${timelineEvents.toStatus}`,
      ),
    )
    .groupBy(timelineEvents.depositId, timelineEvents.toStatus)
    .as("arrivals");
}
