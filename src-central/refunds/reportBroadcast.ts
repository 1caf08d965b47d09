/** F16, F17, F18, F26: what a node answered to the registered bytes. The chain decides later what it was worth. */
import { type BookContext, now } from "#central/context.ts";
import { lockDeposit } from "#central/deposits/loadDeposit.ts";
import type { Attempt, Refund } from "#shared/contract/refund.ts";
import { type Mover, SYSTEM } from "#shared/domain/machine.ts";
import type { RefundGuard, RefundTransitionId } from "#shared/domain/refundMachine.ts";
import { AppError } from "#shared/errors.ts";
import { loadRefund, lockRefund } from "./loadRefund.ts";
import { moveRefund, patchRefund } from "./moveRefund.ts";
import { attemptOf } from "./registerAttempt.ts";
import { type AttemptRow, readRefund, type RefundRow } from "./toRefund.ts";

export type Broadcast = Attempt["broadcasts"][number];
export type BroadcastInput = { id: string; txHash: string } & Pick<Broadcast, "result" | "node" | "error">;

/** Reports kept of one attempt; a workstation may try for a long time. */
const MOST_REPORTS = 50;

/** Throws TX_HASH_MISMATCH (bytes that were never registered), REFUND_STATE (nothing to broadcast), NOT_FOUND. */
export async function reportBroadcast(context: BookContext, input: BroadcastInput): Promise<Refund> {
  const { depositId } = await loadRefund(context, input.id);
  await lockDeposit(context, depositId);
  const refund = await lockRefund(context, input.id);
  const attempt = await attemptOf(context, refund.id, input.txHash);
  if (refund.status === "SIGNING") throw new AppError("REFUND_STATE", "Nothing is signed yet");
  const { result, node, error } = input;
  await noteBroadcast(context, attempt, { result, node, error, at: now(context) });
  const step = stepFor(refund, result);
  const detail = { txHash: input.txHash, node, answer: result, ...(error !== null && { error }) };
  const moved = step
    ? await moveRefund(context, refund, step.id, {
        facts: { [step.guard]: true },
        ...(step.mover && { mover: step.mover }),
        ...(step.id !== "F17" && { patch: { broadcastAt: refund.broadcastAt ?? now(context) } }),
        detail,
      })
    : await patchRefund(context, refund, {});
  return readRefund(context, moved);
}

type Step = { id: RefundTransitionId; guard: RefundGuard; mover: Mover | null };

/** A clear refusal moves nothing: the same bytes may still be tried elsewhere. */
function stepFor(refund: RefundRow, result: Broadcast["result"]): Step | null {
  const accepted = result === "ACCEPTED" || result === "ALREADY_KNOWN";
  if (refund.status === "SIGNED" && accepted) return { id: "F16", guard: "nodeAccepted", mover: SYSTEM };
  if (refund.status === "SIGNED" && result === "UNKNOWN") return { id: "F17", guard: "answerLost", mover: SYSTEM };
  if (refund.status === "BROADCAST_UNKNOWN" && accepted) return { id: "F18", guard: "hashFound", mover: SYSTEM };
  // F26 is the executor's own act: his right is checked by the table.
  if (refund.status === "DROPPED" && accepted) return { id: "F26", guard: "sameBytes", mover: null };
  return null;
}

export async function noteBroadcast(context: BookContext, attempt: AttemptRow, broadcast: Broadcast): Promise<void> {
  const broadcasts = [...attempt.broadcasts, broadcast].slice(-MOST_REPORTS);
  await context.books.markAttempt(attempt.id, { broadcasts });
}
