/** The central audit log, as far as one's role may read it; always live, because the chain of its hashes is the central service's. */
import type { AuditEvent, AuditVerification } from "#shared/contract/audit.ts";
import { http } from "#shared/contract/http.ts";
import type { CallParsed, Calls } from "#shared/contract/ipc.ts";
import type { Desk } from "#main/session/Desk.ts";

const EVENTS_A_PAGE = 100;

export async function searchAudit(
  { remote }: Desk,
  input: CallParsed<Calls["audit"]["search"]>,
): Promise<{ items: AuditEvent[]; nextCursor: string | null }> {
  const { items, nextCursor } = await remote.call(http.audit.list, { query: { ...input, limit: EVENTS_A_PAGE } });
  return { items, nextCursor };
}

/** All of it, read again by the central service; a minute for a long log. */
const VERIFY_TIMEOUT_MS = 120_000;

export function verifyLog({ remote }: Desk): Promise<AuditVerification> {
  return remote.call(http.audit.verify, { timeoutMs: VERIFY_TIMEOUT_MS });
}
