import type { TimelineEvent } from "#shared/contract/deposit.ts";
import type { timelineEvents } from "#central/store/tables.ts";

export type TimelineEventRow = typeof timelineEvents.$inferSelect;

export function toTimelineEvent(row: TimelineEventRow): TimelineEvent {
  const { actorId, actorName, actorRole, auditSeq, ...wire } = row;
  return { ...wire, actor: { id: actorId, name: actorName, role: actorRole } };
}
