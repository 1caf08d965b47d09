/** The same bytes again (F18, F26), after an unknown answer or a drop, by any executor: the central service keeps what was registered. */
import { http, type ResponseOf } from "#shared/contract/http.ts";
import type { Refund } from "#shared/contract/refund.ts";
import { sameAddress } from "#shared/domain/addresses.ts";
import { intentHashOf } from "#shared/domain/intent.ts";
import { moneyMayMove } from "#shared/domain/refundMachine.ts";
import { isDeadSlot } from "#shared/domain/refundRepairs.ts";
import { AppError } from "#shared/errors.ts";
import type { DecodedPayment } from "#main/chain/payment.ts";
import { chainOf, type ExecutionRooms, readLive, remembered, sha256 } from "./executionRooms.ts";
import { reportBroadcasts, sendAttempt } from "./sendAttempt.ts";

type RegisteredAttempt = ResponseOf<typeof http.refunds.attempts>["items"][number];

/** Throws REFUND_STATE when there is nothing to send, SIGNED_TX_MISMATCH when registered bytes are not this refund's payment, NODE_*. */
export async function rebroadcastRefund(rooms: ExecutionRooms, input: { id: string }): Promise<Refund> {
  const refund = await readLive(rooms, input.id);
  const { items } = await rooms.remote.call(http.refunds.attempts, { params: { id: input.id } });
  const newest = items.at(-1);
  const waits = moneyMayMove(refund.status) || (newest?.kind === "VOID" && isDeadSlot(refund));
  if (!waits || !newest)
    throw new AppError("REFUND_STATE", "There are no signed bytes of this refund that could be sent again");
  await rooms.chain.verify(chainOf(refund.intent));
  intoJournal(rooms, refund, newest);
  await sendAttempt(rooms, newest.txHash);
  rooms.progressed(input.id, "BROADCAST");
  const reported = await reportBroadcasts(rooms, newest.txHash);
  return remembered(rooms, reported ?? (await readLive(rooms, input.id)));
}

/** I2: what leaves is in the journal first, also when another workstation signed it; and it is this refund's payment and nothing else. */
function intoJournal(rooms: ExecutionRooms, refund: Refund, newest: RegisteredAttempt): void {
  const known = rooms.journal.attempt(newest.txHash);
  if (known && known.signedTx !== newest.signedTx) throw notThisPayment();
  if (known?.state === "signed") rooms.journal.markRegistered(known.txHash);
  if (known && known.state !== "orphan") return;
  const { id: refundId, refundNo, slot, intent, intentHash } = refund;
  const decoded = rooms.chain.decodeSigned(newest.signedTx);
  const same =
    slot !== null &&
    intentHashOf(intent, sha256) === intentHash &&
    decoded.txHash === newest.txHash &&
    decoded.chainId === intent.chainId &&
    decoded.nonce === slot.nonce &&
    sameAddress(decoded.from, slot.from) &&
    (newest.kind === "VOID" ? paysNobody(decoded, slot.from) : paysWhatWasApproved(decoded, intent));
  if (!same || known) throw notThisPayment();
  rooms.journal.pinSlot({ refundId, refundNo, slot }, intentHash);
  const { txHash, kind, signedTx } = newest;
  rooms.journal.recordForeign({ txHash, refundId, kind, intent, intentHash, signedTx });
}

function paysWhatWasApproved(decoded: DecodedPayment, intent: Refund["intent"]): boolean {
  return (
    sameAddress(decoded.to, intent.to) &&
    decoded.amountBaseUnits === intent.amountBaseUnits &&
    (decoded.contractAddress ?? "").toLowerCase() === (intent.contractAddress ?? "").toLowerCase()
  );
}

function paysNobody(decoded: DecodedPayment, from: string): boolean {
  return sameAddress(decoded.to, from) && decoded.amountBaseUnits === "0" && decoded.contractAddress === null;
}

function notThisPayment(): AppError {
  return new AppError(
    "SIGNED_TX_MISMATCH",
    "The registered bytes are not the payment of this refund; nothing was sent",
  );
}
