/** Audit events in words. The log's own code stands beside them, in the panel and on hover. */
import type { AuditEvent } from "#shared/contract/audit.ts";
import {
  ADDRESS_STATUS_LABELS,
  APPLICATION_STATUS_LABELS,
  DEPOSIT_STATUS_LABELS,
  REFUND_STATUS_LABELS,
  statusLabel,
} from "#shared/domain/statuses.ts";
import { eventTitle } from "#renderer/words/timelineWords.ts";

/** Codes that no timeline shows. */
const TITLES: Readonly<Record<string, string>> = {
  "session.started": "Signed in",
  "session.login_refused": "Sign-in refused",
  "session.ended": "Session ended",
  "audit.exported": "Audit log exported",
  "evidence.exported": "Evidence pack made",
  "device_key.registered": "Device key registered",
  "device_key.endorsed": "Device key endorsed",
  "workstation.refused": "Refused on the workstation",
  "records.exported": "Records exported",
};

export function isRefusal({ action }: Pick<AuditEvent, "action">): boolean {
  return action.endsWith("refused");
}

export function actionText({ action }: Pick<AuditEvent, "action">): string {
  const known = TITLES[action] ?? eventTitle(action);
  if (known !== null) return known;
  const plain = action
    .replace(/\.refused$/, "")
    .replace(/([a-z])([A-Z])/g, "$1 $2")
    .replace(/[._]/g, " ");
  const words = sentence(plain);
  return isRefusal({ action }) ? `${words}: refused` : words;
}

const STATUS_LABELS: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  deposit: DEPOSIT_STATUS_LABELS,
  refund: REFUND_STATUS_LABELS,
  address: ADDRESS_STATUS_LABELS,
  application: APPLICATION_STATUS_LABELS,
};

/** Of keys and of whatever else has no words of its own: "PENDING_APPROVAL" as "Pending approval". */
function sentence(code: string): string {
  const plain = code.replaceAll("_", " ");
  return plain.charAt(0).toUpperCase() + plain.slice(1).toLowerCase();
}

/** The change of status, or why it was refused. */
export function outcomeText({ entity, fromStatus, toStatus, reasonCode, action }: AuditEvent): string {
  if (isRefusal({ action })) return `Refused: ${reasonCode ?? "no reason was written"}`;
  const labels = STATUS_LABELS[entity];
  const label = (status: string) => (labels === undefined ? sentence(status) : statusLabel(labels, status));
  if (toStatus === null) return "Done";
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
