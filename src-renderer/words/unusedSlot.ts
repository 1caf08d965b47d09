/**
 * A payment slot that was given and never used (state machines F13, F14, F9): its nonce is not given again, and every later payment of the same key
 * would wait behind it for ever. So the key pays nothing else: this refund is executed first, or, when it has ended, its slot is voided on the chain
 * or the key goes out of use.
 */
import type { Refund } from "#shared/contract/refund.ts";
import { isDeadSlot } from "#shared/domain/refundRepairs.ts";

export type UnusedSlot = "EXECUTE_FIRST" | "DEAD";

const CAN_STILL_BE_EXECUTED = [
  "PENDING_APPROVAL",
  "APPROVED",
  "ON_HOLD",
] as const satisfies readonly Refund["status"][];
export const UNUSED_SLOT_STATUSES = [...CAN_STILL_BE_EXECUTED, "WITHDRAWN", "REJECTED", "EXPIRED"] as const;

/** null: the slot was not given, is in use, or was used */
export function unusedSlot(refund: Pick<Refund, "status" | "slot" | "attempts">): UnusedSlot | null {
  if (isDeadSlot(refund)) return "DEAD";
  const waits = (CAN_STILL_BE_EXECUTED as readonly string[]).includes(refund.status);
  return waits && refund.slot !== null && refund.attempts.length === 0 ? "EXECUTE_FIRST" : null;
}
