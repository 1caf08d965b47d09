/** Filters of the audit log as the URL holds them, and as the engine is asked. Broken parts are left out. */
import { auditSearch } from "#shared/contract/audit.ts";
import { onlyThese } from "#renderer/api/onlyThese.ts";

const { who, action, no, outcome, from, to } = auditSearch.shape;
const fields = { who, action, no, outcome, from, to };

export type AuditSearch = {
  who?: string;
  action?: string;
  no?: string;
  outcome?: "DONE" | "REFUSED";
  from?: string;
  to?: string;
};

export function parseAuditSearch(raw: Record<string, unknown>): AuditSearch {
  const search: Record<string, unknown> = {};
  for (const [key, field] of Object.entries(fields)) {
    const parsed = field.safeParse(raw[key]);
    if (parsed.success && parsed.data !== undefined) search[key] = parsed.data;
  }
  return onlyThese(raw, search) as AuditSearch;
}

/** What happened, in the log's own families: the beginning of an action's code. */
export const ACTION_FAMILIES = [
  "deposit",
  "application",
  "refund",
  "address",
  "session",
  "user",
  "device_key",
  "signer",
  "currency",
  "network",
  "evidence",
  "audit",
  "workstation",
] as const;
