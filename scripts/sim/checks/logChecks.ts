/** The audit log after every transaction: one unbroken chain, only listed steps, and no step of a refund without its event (I7, I10). */
import type { AuditEventRow } from "#central/audit/toAuditEvent.ts";
import type { Change, MemoryTables } from "#central/books/memory/MemoryCentral.ts";
import type { Findings, InvariantId } from "./Findings.ts";

/** State machines 3.2, as pairs. */
const LISTED: ReadonlySet<string> = new Set(
  `DRAFT>PENDING_APPROVAL PENDING_APPROVAL>WITHDRAWN PENDING_APPROVAL>REJECTED PENDING_APPROVAL>EXPIRED
  PENDING_APPROVAL>ON_HOLD PENDING_APPROVAL>APPROVED APPROVED>EXPIRED APPROVED>ON_HOLD ON_HOLD>PENDING_APPROVAL ON_HOLD>REJECTED
  APPROVED>SIGNING APPROVED>SIGNED SIGNING>APPROVED SIGNING>SIGNED SIGNED>BROADCAST SIGNED>BROADCAST_UNKNOWN BROADCAST_UNKNOWN>BROADCAST
  BROADCAST_UNKNOWN>NONCE_LOST BROADCAST>BROADCAST BROADCAST>CONFIRMING BROADCAST>FAILED_ON_CHAIN BROADCAST>DROPPED BROADCAST>NONCE_LOST
  BROADCAST>VOID DROPPED>BROADCAST DROPPED>NONCE_LOST NONCE_LOST>FAILED_ON_CHAIN CONFIRMING>BROADCAST CONFIRMING>COMPLETED
  COMPLETED>BROADCAST FAILED_ON_CHAIN>CONFIRMING VOID>CONFIRMING NONCE_LOST>CONFIRMING`.split(/\s+/),
);

type RefundRow = MemoryTables["refunds"];

/** The head of the chain at the reading that moved a refund, as its event keeps it. */
function headOf(after: unknown): bigint | null {
  const head = (after as { evidence?: { head?: unknown } } | null | undefined)?.evidence?.head;
  return typeof head === "string" ? BigInt(head) : null;
}

export function createLogChecks(findings: Findings): { logged(changes: readonly Change[]): void } {
  let last = { seq: 0, hash: "" };
  const must = (holds: boolean, invariant: InvariantId, text: () => string): void => {
    if (!holds) findings.report(invariant, text());
  };

  /** What the service read of the chain before it knew better decides nothing. */
  function noOlderReading(before: RefundRow | null, events: readonly AuditEventRow[]): void {
    const recorded = before?.confirmations?.blockNumber;
    if (before === null || recorded == null) return;
    const first = events.find(
      ({ entityId, fromStatus, toStatus }) => entityId === before.id && fromStatus !== toStatus,
    );
    const head = headOf(first?.after);
    must(
      head === null || head >= BigInt(recorded),
      "I8",
      () => `${before.refundNo} was moved by a reading of block ${head}, and it is known to be in ${recorded}`,
    );
  }

  return {
    logged(changes: readonly Change[]): void {
      const events = changes.filter((change) => change.table === "auditEvents").map(({ after }) => after);
      for (const event of events) {
        must(
          event.seq === last.seq + 1 && (last.seq === 0 || event.prevHash === last.hash),
          "I10",
          () => `audit event ${event.seq} does not follow ${last.seq}`,
        );
        last = { seq: event.seq, hash: event.hash };
        if (event.entity === "refund" && event.fromStatus !== event.toStatus)
          must(
            LISTED.has(`${event.fromStatus}>${event.toStatus}`),
            "I7",
            () => `${event.entityNo}: ${event.fromStatus} to ${event.toStatus} is not listed`,
          );
      }
      for (const change of changes) {
        if (change.table !== "refunds" || change.before?.status === change.after.status) continue;
        const { before, after } = change;
        noOlderReading(before, events);
        const steps = events.filter(
          ({ entityId, fromStatus, toStatus }) => entityId === after.id && fromStatus !== toStatus,
        );
        const from = before?.status ?? "DRAFT";
        const linked = steps.every(({ fromStatus }, index) => index === 0 || steps[index - 1]?.toStatus === fromStatus);
        const whole = linked && steps[0]?.fromStatus === from && steps.at(-1)?.toStatus === after.status;
        must(whole, "I10", () => `${after.refundNo} went from ${from} to ${after.status} without its audit events`);
      }
    },
  };
}
