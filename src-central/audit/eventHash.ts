/** The hash chain of the audit log (state machines 3.4, R16.3). Pure, so that an exported log can be checked without any service. */
import type { AuditEvent } from "#shared/contract/audit.ts";
import { canonicalJson, type Sha256 } from "#shared/canonicalJson.ts";

/** `prevHash` of the first event. */
export const FIRST_PREV_HASH = "0".repeat(64);

export type AuditBody = Omit<AuditEvent, "prevHash" | "hash">;

/** SHA-256 over three lines: the previous event's hash, the seq, the RFC 8785 text of the event without its two hashes. */
export function eventHash(prevHash: string, body: AuditBody, sha256: Sha256): string {
  return sha256(`${prevHash}\n${body.seq}\n${canonicalJson(body)}`);
}
