/** Writes what happened, in the transaction in which it happens: no log, no change (R16.2). */
import { type BookContext, newId, now } from "#central/context.ts";

export type NewEvent = {
  /** code such as "deposit.cancelled" */
  action: string;
  /** "deposit", "refund", "address", "application", "session", "user", … */
  entity: string;
  entityId?: string | null;
  entityNo?: string | null;
  /** of the record whose history people read; a timeline event is written when it is known */
  depositId?: string | null;
  fromStatus?: string | null;
  toStatus?: string | null;
  /** changed fields as they were and as they are; JSON */
  before?: unknown;
  after?: unknown;
  remarks?: string | null;
  reasonCode?: string | null;
  /** small facts of the step for people: block, hash, node, amounts. Kept as `evidence` in the audit event. */
  detail?: Record<string, string>;
  /** who did it, when that is not the context's actor (a sign-in that failed) */
  actor?: { id: string | null; name: string; role: string };
};

/** Appends one event to the chain and, for a record, to its history. Serialised by the audit head row. */
export async function appendEvent(context: BookContext, event: NewEvent): Promise<void> {
  const { books, proofs, sha256 } = context;
  const head = await books.lockLog();
  const by = actorOf(context, event);
  const after = withEvidence(event.after, event.detail);
  const body = {
    id: newId(context),
    seq: head.seq + 1,
    at: now(context),
    actor: { id: by.id, name: by.name, role: by.role },
    workstationId: by.workstationId,
    appVersion: by.appVersion,
    sessionId: by.sessionId,
    action: event.action,
    entity: event.entity,
    entityId: event.entityId ?? null,
    entityNo: event.entityNo ?? null,
    fromStatus: event.fromStatus ?? null,
    toStatus: event.toStatus ?? null,
    before: event.before ?? null,
    after,
    remarks: event.remarks ?? null,
    reasonCode: event.reasonCode ?? null,
    requestId: context.requestId,
  };
  const hash = proofs.eventHash(head.hash, body, sha256);
  const { actor, ...rest } = body;
  const who = { actorId: actor.id, actorName: actor.name, actorRole: actor.role };
  await books.appendToLog({ ...rest, ...who, prevHash: head.hash, hash });

  if (event.depositId == null || event.entityId == null) return;
  await books.appendToHistory({
    id: body.id,
    at: body.at,
    ...who,
    action: event.action,
    entity: event.entity,
    entityId: event.entityId,
    entityNo: event.entityNo ?? "",
    depositId: event.depositId,
    fromStatus: body.fromStatus,
    toStatus: body.toStatus,
    remarks: body.remarks,
    detail: event.detail ?? {},
    auditSeq: body.seq,
    version: 1,
  });
}

type EventActor = {
  id: string | null;
  name: string;
  role: string;
  workstationId: string | null;
  appVersion: string | null;
  sessionId: string | null;
};

function actorOf({ actor }: BookContext, event: NewEvent): EventActor {
  const nowhere = { workstationId: null, appVersion: null, sessionId: null };
  if (event.actor) return { ...event.actor, ...nowhere };
  if (actor.kind === "SYSTEM") return { id: null, name: actor.name, role: "SYSTEM", ...nowhere };
  const { userId: id, name, role, workstationId, appVersion, sessionId } = actor;
  return { id, name, role, workstationId, appVersion, sessionId };
}

function withEvidence(after: unknown, detail: Record<string, string> | undefined): unknown {
  if (detail === undefined || Object.keys(detail).length === 0) return after ?? null;
  return typeof after === "object" && after !== null ? { ...after, evidence: detail } : { evidence: detail };
}
