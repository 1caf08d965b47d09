/** Audit events in words. The log's own code stands beside them, in the panel and on hover. */
import type { AuditEvent } from "#shared/contract/audit.ts";
import { eventTitle } from "#renderer/words/timelineWords.ts";
import { t } from "#renderer/i18n/t.ts";
import { type CodeGroup, codeLabel } from "#renderer/i18n/codeLabel.ts";
import { codes } from "#shared/texts/en/codes.ts";
import { audit } from "#shared/texts/en/audit.ts";

/** Codes that no timeline shows: "session.started" stands as `session_started`. */
function ownTitle(action: string): string | null {
  const key = action.replaceAll(".", "_");
  return Object.hasOwn(audit.actions, key)
    ? t(`audit:actions.${key as Exclude<keyof typeof audit.actions, "refusedOf">}`)
    : null;
}

/** Whose hand it was; the role of the technical accounts has no word of its own. */
export function roleText(role: string): string {
  return Object.hasOwn(codes.role, role) ? codeLabel("role", role).toLowerCase() : role.toLowerCase();
}

export function isRefusal({ action }: Pick<AuditEvent, "action">): boolean {
  return action.endsWith("refused");
}

export function actionText({ action }: Pick<AuditEvent, "action">): string {
  const known = ownTitle(action) ?? eventTitle(action);
  if (known !== null) return known;
  const plain = action
    .replace(/\.refused$/, "")
    .replace(/([a-z])([A-Z])/g, "$1 $2")
    .replace(/[._]/g, " ");
  const words = sentence(plain);
  return isRefusal({ action }) ? t("audit:actions.refusedOf", { action: words }) : words;
}

const STATUS_GROUPS: ReadonlySet<string> = new Set([
  "deposit",
  "refund",
  "address",
  "application",
] satisfies CodeGroup[]);

/** Of keys and of whatever else has no words of its own: "PENDING_APPROVAL" as "Pending approval". */
function sentence(code: string): string {
  const plain = code.replaceAll("_", " ");
  return plain.charAt(0).toUpperCase() + plain.slice(1).toLowerCase();
}

/** The change of status, or why it was refused. */
export function outcomeText({ entity, fromStatus, toStatus, reasonCode, action }: AuditEvent): string {
  if (isRefusal({ action })) return t("audit:outcome.refused", { reason: reasonCode ?? t("audit:outcome.noReason") });
  const label = (status: string) =>
    STATUS_GROUPS.has(entity) ? codeLabel(entity as CodeGroup, status) : sentence(status);
  if (toStatus === null) return t("audit:outcome.done");
  if (fromStatus === null || fromStatus === toStatus) return label(toStatus);
  return `${label(fromStatus)} → ${label(toStatus)}`;
}

export type FieldChange = { field: string; before: string | null; after: string | null };

/** Field by field, those that differ first known by either side; a value that is no field stands as it is. */
export function changesOf({ before, after }: Pick<AuditEvent, "before" | "after">): FieldChange[] {
  const [old, now] = [fieldsOf(before), fieldsOf(after)];
  return [...new Set([...Object.keys(old), ...Object.keys(now)])]
    .map((field) => ({ field, before: textOf(old[field]), after: textOf(now[field]) }))
    .filter((change) => change.before !== change.after);
}

function fieldsOf(value: unknown): Record<string, unknown> {
  if (value === null || value === undefined) return {};
  return typeof value === "object" && !Array.isArray(value) ? (value as Record<string, unknown>) : { value };
}

function textOf(value: unknown): string | null {
  if (value === undefined) return null;
  return typeof value === "string" ? value : JSON.stringify(value, null, 1).replace(/\n\s*/g, " ");
}
