/**
 * A sanctions hit is known only to people with "Restricted.Read"; to everybody else it is a compliance review like any other, so that
 * nobody warns the client (state machines, "On Hold reason codes" and D15, D17, D24).
 */
import type { Deposit, TimelineEvent } from "#shared/contract/deposit.ts";

const RESTRICTED_ACTIONS: ReadonlySet<string> = new Set([
  "deposit.blocked",
  "deposit.unblock_proposed",
  "deposit.unblock_declined",
  "deposit.unblocked",
]);

type Seer = ReadonlySet<string>;

export function depositSeenBy(deposit: Deposit, permissions: Seer): Deposit {
  if (permissions.has("Restricted.Read")) return deposit;
  const { holdReason, screening } = deposit;
  return {
    ...deposit,
    holdReason: holdReason === "SANCTIONS" ? "SCREENING_ALERT" : holdReason,
    screening: screening?.result === "HIT" ? { ...screening, result: "ALERT" } : screening,
  };
}

/** The step itself stays, with who and when; why and on what list does not. */
export function eventSeenBy(event: TimelineEvent, permissions: Seer): TimelineEvent {
  if (permissions.has("Restricted.Read") || !RESTRICTED_ACTIONS.has(event.action)) return event;
  return { ...event, remarks: null, detail: {} };
}

/** The `current` of a refusal, when it is a record. */
export function currentSeenBy(current: unknown, permissions: Seer): unknown {
  const isDeposit =
    typeof current === "object" && current !== null && "holdReason" in current && "screening" in current;
  return isDeposit ? depositSeenBy(current as Deposit, permissions) : current;
}
