/** Signed bytes become known to the central service before they may leave (money safety, step 6). Without its word they never leave. */
import { http } from "#shared/contract/http.ts";
import { AppError, type ErrorCode, isAppError } from "#shared/errors.ts";
import type { JournalAttempt } from "#main/store/journal.ts";
import type { ExecutionRooms } from "./executionRooms.ts";

/** Answers that are a decision about these bytes. Everything else says nothing: it is asked again. */
const REFUSALS: ReadonlySet<ErrorCode> = new Set([
  "LEASE_LOST",
  "REFUND_STATE",
  "SIGNED_TX_MISMATCH",
  "VALIDATION_FAILED",
  "PERMISSION_DENIED",
  "NOT_FOUND",
]);

/**
 * Registered, or throws: the service's refusal, after which the bytes are an orphan for ever; or OFFLINE, TIMEOUT ..., after which they wait
 * in the journal and are asked about again.
 */
export async function registerAttempt(rooms: ExecutionRooms, attempt: JournalAttempt): Promise<void> {
  const { txHash, refundId, kind, signedTx, lease, registerKey } = attempt;
  if (lease === null) throw new AppError("LEASE_LOST", "These bytes were not signed here");
  try {
    const known = await rooms.remote.call(http.refunds.registerAttempt, {
      params: { id: refundId },
      body: { ...lease, kind, signedTx, txHash },
      idempotencyKey: registerKey,
    });
    if (known.txHash !== txHash) throw new AppError("TX_HASH_MISMATCH", "The central service registered other bytes");
  } catch (error) {
    if (isAppError(error) && REFUSALS.has(error.code)) {
      rooms.journal.markOrphan(txHash, error.code);
      rooms.log.warn("refunds: signed bytes were refused and are never sent", { txHash, code: error.code });
    }
    throw error;
  }
  rooms.journal.markRegistered(txHash);
}

/** The service has exactly these bytes. */
export async function isRegistered(rooms: ExecutionRooms, attempt: JournalAttempt): Promise<boolean> {
  const { items } = await rooms.remote.call(http.refunds.attempts, { params: { id: attempt.refundId } });
  return items.some(({ txHash, signedTx }) => txHash === attempt.txHash && signedTx === attempt.signedTx);
}
