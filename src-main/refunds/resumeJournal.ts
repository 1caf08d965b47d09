/** What a crash, a power cut or a sign-out interrupted is taken up from the journal: with the same bytes, or not at all. Nothing is signed here. */
import { isAppError } from "#shared/errors.ts";
import type { JournalAttempt } from "#main/store/journal.ts";
import type { ExecutionRooms } from "./executionRooms.ts";
import { isRegistered, registerAttempt } from "./registerAttempt.ts";
import { reportBroadcasts, sendAttempt } from "./sendAttempt.ts";

/**
 * Every attempt that is signed but not registered, registered but not sent, or sent but not reported.
 * Never throws: what cannot be done now is done by the tracking, or at the next sign-in.
 */
export async function resumeJournal(rooms: ExecutionRooms): Promise<void> {
  for (const attempt of rooms.journal.openAttempts()) {
    try {
      await rooms.turns.run(attempt.refundId, () => resumeAttempt(rooms, attempt));
    } catch (error) {
      rooms.log.warn("refunds: not taken up yet", { txHash: attempt.txHash, status: attempt.state, error });
    }
  }
}

export async function resumeAttempt(rooms: ExecutionRooms, attempt: JournalAttempt): Promise<void> {
  if (attempt.state === "signed") await registerUnanswered(rooms, attempt);
  if (rooms.journal.attempt(attempt.txHash)?.state === "registered") {
    rooms.log.info("refunds: the stored bytes are sent", { txHash: attempt.txHash });
    await sendAttempt(rooms, attempt.txHash);
    rooms.progressed(attempt.refundId, "BROADCAST");
  }
  const refund = await reportBroadcasts(rooms, attempt.txHash);
  if (refund) await rooms.remember("refunds", [refund]);
}

/**
 * Signed bytes of which it is not known whether the central service has them. It is asked; and if it has not, they are registered under the lease with
 * which they were signed. Refused means that the lock lapsed meanwhile: they become an orphan, and the same executor claims the refund again, on the same slot.
 */
async function registerUnanswered(rooms: ExecutionRooms, attempt: JournalAttempt): Promise<void> {
  // Somebody else's lock is not ours to use.
  if (attempt.executorId !== rooms.user().id) return;
  if (await isRegistered(rooms, attempt)) {
    rooms.journal.markRegistered(attempt.txHash);
    return;
  }
  try {
    await registerAttempt(rooms, attempt);
  } catch (error) {
    if (!isAppError(error) || rooms.journal.attempt(attempt.txHash)?.state !== "orphan") throw error;
    rooms.log.warn("refunds: signed before the interruption, never sent; execute the refund again", {
      refundNo: attempt.intent.refundNo,
      code: error.code,
    });
  }
}
