import type { AuditEvent } from "#shared/contract/audit.ts";
import type { auditEvents } from "#central/store/tables.ts";

export type AuditEventRow = typeof auditEvents.$inferSelect;

/** In the order of the canonical text, so that hashing it needs no other: what is read most is the whole log. */
export function toAuditEvent(row: AuditEventRow): AuditEvent {
  return {
    action: row.action,
    actor: { id: row.actorId, name: row.actorName, role: row.actorRole },
    after: row.after ?? null,
    appVersion: row.appVersion,
    at: row.at,
    before: row.before ?? null,
    entity: row.entity,
    entityId: row.entityId,
    entityNo: row.entityNo,
    fromStatus: row.fromStatus,
    hash: row.hash,
    id: row.id,
    prevHash: row.prevHash,
    reasonCode: row.reasonCode,
    remarks: row.remarks,
    requestId: row.requestId,
    seq: row.seq,
    sessionId: row.sessionId,
    toStatus: row.toStatus,
    workstationId: row.workstationId,
  };
}
