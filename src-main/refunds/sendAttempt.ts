/** Registered bytes go to every node, what the nodes say goes into the journal, and from there to the central service. */
import { http } from "#shared/contract/http.ts";
import type { Refund } from "#shared/contract/refund.ts";
import { invariant, isAppError } from "#shared/errors.ts";
import { chainOf, type ExecutionRooms } from "./executionRooms.ts";

/**
 * Sends exactly the stored bytes, once to each node (I2: the journal has them, the central service has acknowledged them).
 * Never throws for what nodes answer; throws when the journal cannot be written.
 */
export async function sendAttempt(rooms: ExecutionRooms, txHash: string): Promise<void> {
  const attempt = rooms.journal.attempt(txHash);
  invariant(attempt, "what is sent is in the journal");
  invariant(attempt.state !== "signed" && attempt.state !== "orphan", "only registered bytes are sent");
  const sending = rooms.chain.broadcast(chainOf(attempt.intent), attempt.signedTx);
  await rooms.fault("mid-broadcast");
  const answers = await sending;
  await rooms.fault("after-broadcast");
  rooms.journal.recordBroadcast(txHash, answers);
}

/** Tells the central service what it does not know yet. The newest refund it answered with, or null when there was nothing to tell. */
export async function reportBroadcasts(rooms: ExecutionRooms, txHash: string): Promise<Refund | null> {
  const attempt = rooms.journal.attempt(txHash);
  invariant(attempt, "what is reported is in the journal");
  let refund: Refund | null = null;
  for (const { id, result, node, error, reportKey } of rooms.journal.unreported(txHash)) {
    try {
      refund = await rooms.remote.call(http.refunds.reportBroadcast, {
        params: { id: attempt.refundId, txHash },
        body: { result, node: node.slice(0, 100), error },
        idempotencyKey: reportKey,
      });
    } catch (failure) {
      // The chain has moved on without this report, which is then of no use any more.
      if (!isAppError(failure, "REFUND_STATE")) throw failure;
      rooms.log.info("refunds: a late report was not needed", { txHash });
    }
    rooms.journal.markReported(id);
  }
  return refund;
}
