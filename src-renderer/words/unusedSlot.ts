/**
 * A payment slot that was given and never used (state machines F13, F14, F9): its nonce is not given again, and every later payment of the same key
 * would wait behind it for ever. So the key pays nothing else: this refund is executed first, or, when it has ended, the key goes out of use.
 */
import type { Refund } from "#shared/contract/refund.ts";

export type UnusedSlot = "EXECUTE_FIRST" | "DEAD";

const CAN_STILL_BE_EXECUTED = [
  "PENDING_APPROVAL",
  "APPROVED",
  "ON_HOLD",
] as const satisfies readonly Refund["status"][];
const ENDED_UNSIGNED = ["WITHDRAWN", "REJECTED", "EXPIRED"] as const satisfies readonly Refund["status"][];
export const UNUSED_SLOT_STATUSES = [...CAN_STILL_BE_EXECUTED, ...ENDED_UNSIGNED];

/** null: the slot was not given, is in use, or was used */
export function unusedSlot({
  status,
  slot,
  attempts,
}: Pick<Refund, "status" | "slot" | "attempts">): UnusedSlot | null {
  if (slot === null || attempts.length > 0) return null;
  if ((ENDED_UNSIGNED as readonly string[]).includes(status)) return "DEAD";
  return (CAN_STILL_BE_EXECUTED as readonly string[]).includes(status) ? "EXECUTE_FIRST" : null;
}
