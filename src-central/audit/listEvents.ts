/** The audit log as far as the reader's role goes (requirements, "Roles and permissions"). */
import { and, desc, eq, gte, ilike, inArray, like, lt, lte, notInArray, notLike, or, type SQL, sql } from "drizzle-orm";

import { type Context, type PersonActor, personOf } from "#central/context.ts";
import { NOTE_ACTIONS } from "#central/notes/restrictedNotes.ts";
import { likeExactly } from "#central/store/inTransaction.ts";
import { auditEvents, userRoles } from "#central/store/tables.ts";
import type { http, QueryOf, ResponseOf } from "#shared/contract/http.ts";
import { missingPermissionText } from "#shared/domain/permissions.ts";
import { AppError } from "#shared/errors.ts";
import { toAuditEvent } from "./toAuditEvent.ts";

/** What an administrator may read: who may do what, and what is configured. Never money or records. */
const CONFIGURATION_ENTITIES = [
  "user",
  "session",
  "configuration",
  "network",
  "currency",
  "signer",
  "deviceKey",
  "feed",
];
/** Whose work a supervisor oversees. */
const TEAM_ROLES = ["OPERATOR", "SUPERVISOR", "EXECUTOR"] as const;

/** Throws PERMISSION_DENIED when the reader has no right to any of it. */
export async function listEvents(
  context: Context,
  query: QueryOf<typeof http.audit.list>,
): Promise<ResponseOf<typeof http.audit.list>> {
  const { limit, cursor, who, actor, action, entity, entityId, no, outcome, from, to } = query;
  const rows = await context.db
    .select()
    .from(auditEvents)
    .where(
      and(
        scopeOf(personOf(context)),
        hiddenFrom(personOf(context)),
        cursor === undefined ? undefined : lt(auditEvents.seq, seqOf(cursor)),
        who === undefined ? undefined : ilike(auditEvents.actorName, `%${likeExactly(who)}%`),
        no === undefined ? undefined : like(auditEvents.entityNo, `${likeExactly(no)}%`),
        outcome === undefined ? undefined : matchOutcome(outcome),
        actor === undefined ? undefined : eq(auditEvents.actorId, actor),
        action === undefined ? undefined : matchAction(action),
        entity === undefined ? undefined : eq(auditEvents.entity, entity),
        entityId === undefined ? undefined : eq(auditEvents.entityId, entityId),
        from === undefined ? undefined : gte(auditEvents.at, from),
        to === undefined ? undefined : lte(auditEvents.at, to),
      ),
    )
    .orderBy(desc(auditEvents.seq))
    .limit(limit + 1);
  const shown = rows.slice(0, limit);
  const hasMore = rows.length > limit;
  return {
    items: shown.map(toAuditEvent),
    nextCursor: hasMore ? String(shown.at(-1)?.seq) : null,
    hasMore,
  };
}

/** That a restricted note was written on a record, or opened, is as restricted as the note; who reads the whole log must see that nothing is missing. */
function hiddenFrom({ permissions }: PersonActor): SQL | undefined {
  return permissions.has("Audit.All") || permissions.has("Restricted.Read")
    ? undefined
    : notInArray(auditEvents.action, NOTE_ACTIONS);
}

function scopeOf({ permissions, userId }: PersonActor): SQL | undefined {
  if (permissions.has("Audit.All")) return undefined;
  const parts: SQL[] = [];
  if (permissions.has("Audit.Own")) parts.push(eq(auditEvents.actorId, userId));
  if (permissions.has("Audit.Team"))
    parts.push(
      eq(auditEvents.actorId, userId),
      sql`${auditEvents.actorId} in (select ${userRoles.userId} from ${userRoles} where ${inArray(userRoles.role, [...TEAM_ROLES])})`,
    );
  if (permissions.has("Audit.Configuration")) parts.push(inArray(auditEvents.entity, CONFIGURATION_ENTITIES));
  if (parts.length > 0) return or(...parts);
  throw new AppError("PERMISSION_DENIED", missingPermissionText("Audit.Own", []), {
    extra: { missingPermission: "Audit.Own" },
  });
}

/** "deposit.cancelled", or everything below "deposit." */
function matchAction(action: string): SQL {
  return action.endsWith(".") ? like(auditEvents.action, `${likeExactly(action)}%`) : eq(auditEvents.action, action);
}

/** Events of what was refused end so: "refunds.approve.refused", "session.login_refused", "workstation.refused". */
function matchOutcome(outcome: "DONE" | "REFUSED"): SQL | undefined {
  return outcome === "REFUSED" ? like(auditEvents.action, "%refused") : notLike(auditEvents.action, "%refused");
}

function seqOf(cursor: string): number {
  if (!/^[1-9]\d{0,14}$/.test(cursor))
    throw new AppError("VALIDATION_FAILED", "This cursor is none of this service; start the list again", {
      extra: { errors: [{ pointer: "/query/cursor", code: "invalid_cursor", detail: "not a cursor of this list" }] },
    });
  return Number.parseInt(cursor, 10);
}
