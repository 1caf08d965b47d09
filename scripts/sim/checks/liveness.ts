/** Promises about the end: with the faults gone and everybody at work, nothing stays open (L1), nothing stays unknown (L4). */
import type { MemoryCentral } from "#central/books/memory/MemoryCentral.ts";
import type { Workstation } from "#scripts/sim/workstation.ts";
import type { InvariantId } from "./Findings.ts";

const OPEN: ReadonlySet<string> = new Set([
  "APPROVED",
  "SIGNING",
  "SIGNED",
  "BROADCAST_UNKNOWN",
  "BROADCAST",
  "DROPPED",
  "CONFIRMING",
]);

export type Unsettled = { invariant: InvariantId; text: string };

/** What a world is still waiting for; empty when everything has come to its end. */
export function unsettled(central: MemoryCentral, executors: readonly Workstation[]): Unsettled[] {
  const found: Unsettled[] = [];
  const forPeople = new Set<string>();
  for (const { id, refundNo, status, failure } of central.state.refunds.values()) {
    // Nobody but a person can say what a payment meant that did something else, or whose nonce somebody took.
    if (failure?.code === "PAID_DIFFERENTLY" || status === "NONCE_LOST") forPeople.add(id);
    else if (OPEN.has(status)) found.push({ invariant: "L1", text: `${refundNo} is still ${status}` });
  }
  for (const station of executors) {
    const rows = station
      .disk()
      .prepare("SELECT tx_hash, refund_id, state FROM attempts WHERE state NOT IN ('settled', 'orphan')")
      .all() as { tx_hash: string; refund_id: string; state: string }[];
    for (const { tx_hash: txHash, refund_id: refundId, state } of rows)
      if (!forPeople.has(refundId))
        found.push({ invariant: "L4", text: `${station.member.name} still has ${txHash.slice(0, 10)} as ${state}` });
  }
  return found;
}
