import type { Deposit } from "#shared/contract/deposit.ts";
import type { OutboxEntry } from "#shared/contract/outbox.ts";

/** A review mark that waits to be sent, like the drafts a thing that exists nowhere else. */
export function waitingReview(id: string, seen: Deposit): OutboxEntry {
  return {
    id,
    kind: "REVIEW",
    depositId: seen.id,
    depositVersion: seen.version,
    mark: "QUESTION",
    remarks: "Is this the same wallet as last week?",
    madeAt: "2026-11-22T10:00:00.000Z",
    state: "WAITING",
    problem: null,
    seen,
    current: null,
  };
}
