/** Writes the demo's history into the same hash-chained log and history that live work goes to, many events at a time. */
import { eq } from "drizzle-orm";
import { auditEvents, auditHead, timelineEvents } from "#central/store/tables.ts";
import { eventHash } from "#central/audit/eventHash.ts";
import { msOf, type Instant } from "#central/clock.ts";
import type { Context } from "#central/context.ts";
import { uuidv7 } from "#central/random.ts";
import { invariant } from "#shared/errors.ts";
import { insertMany } from "./insertMany.ts";

export type PastActor = { id: string | null; name: string; role: string };
export type PastEvent = {
  at: Instant;
  actor: PastActor;
  action: string;
  entity: string;
  entityId: string;
  entityNo: string;
  depositId: string | null;
  fromStatus: string | null;
  toStatus: string | null;
  remarks?: string | null;
  reasonCode?: string | null;
  detail?: Record<string, string>;
};

/** Appends in order of time, after whatever the log holds. */
export async function appendHistory(context: Context, events: readonly PastEvent[]): Promise<void> {
  const [head] = await context.db.select().from(auditHead).where(eq(auditHead.id, 1)).for("update");
  invariant(head, "the audit log has its head row");
  let { seq, hash } = head;
  const audit: (typeof auditEvents.$inferInsert)[] = [];
  const timeline: (typeof timelineEvents.$inferInsert)[] = [];
  for (const event of [...events].sort((a, b) => msOf(a.at) - msOf(b.at))) {
    const detail = event.detail ?? {};
    const body = {
      id: uuidv7(msOf(event.at), context.random),
      seq: (seq += 1),
      at: event.at,
      actor: event.actor,
      workstationId: null,
      appVersion: null,
      sessionId: null,
      action: event.action,
      entity: event.entity,
      entityId: event.entityId,
      entityNo: event.entityNo,
      fromStatus: event.fromStatus,
      toStatus: event.toStatus,
      before: null,
      after: Object.keys(detail).length === 0 ? null : { evidence: detail },
      remarks: event.remarks ?? null,
      reasonCode: event.reasonCode ?? null,
      requestId: null,
    };
    const prevHash = hash;
    hash = eventHash(prevHash, body, context.sha256);
    const { actor, ...rest } = body;
    const by = { actorId: actor.id, actorName: actor.name, actorRole: actor.role };
    audit.push({ ...rest, ...by, prevHash, hash });
    if (event.depositId !== null)
      timeline.push({
        ...by,
        id: body.id,
        at: body.at,
        action: body.action,
        entity: body.entity,
        entityId: event.entityId,
        entityNo: event.entityNo,
        depositId: event.depositId,
        fromStatus: body.fromStatus,
        toStatus: body.toStatus,
        remarks: body.remarks,
        detail,
        auditSeq: body.seq,
        version: 1,
      });
  }
  await insertMany(context, auditEvents, audit);
  await insertMany(context, timelineEvents, timeline);
  await context.db.update(auditHead).set({ seq, hash }).where(eq(auditHead.id, 1));
}
