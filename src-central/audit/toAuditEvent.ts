import type { AuditEvent } from "#shared/contract/audit.ts";
import type { auditEvents } from "#central/store/tables.ts";

export type AuditEventRow = typeof auditEvents.$inferSelect;

export function toAuditEvent(row: AuditEventRow): AuditEvent {
  const { actorId, actorName, actorRole, before, after, ...rest } = row;
  return {
    ...rest,
    before: before ?? null,
    after: after ?? null,
    actor: { id: actorId, name: actorName, role: actorRole },
  };
}
