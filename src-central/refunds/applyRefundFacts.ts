/** Carries out what the facts mean for a refund, in one transaction: its transitions, its deposit's, its attempts' marks. */
import { appendEvent } from "#central/audit/appendEvent.ts";
import { type BookContext, now } from "#central/context.ts";
import { lockDeposit } from "#central/deposits/loadDeposit.ts";
import { moveDeposit } from "#central/deposits/moveDeposit.ts";
import { SYSTEM } from "#shared/domain/machine.ts";
import { invariant } from "#shared/errors.ts";
import { NO_LEASE } from "./lease.ts";
import { lockRefund } from "./loadRefund.ts";
import { moveRefund, patchRefund } from "./moveRefund.ts";
import { nextRefundStep, type RefundStep } from "./nextRefundStep.ts";
import type { MinedAttempt, RefundFacts } from "./refundFacts.ts";
import { attemptsOf } from "./registerAttempt.ts";
import type { AttemptRow, RefundRow } from "./toRefund.ts";

/** A refund goes through at most Signed, Broadcast, Confirming, Completed on one reading. */
const MOST_STEPS = 6;

/** Answers the refund as it is afterwards. Does nothing when an attempt was registered since the facts were read: they do not cover it. */
export async function applyRefundFacts(
  context: BookContext,
  refund: Pick<RefundRow, "id" | "depositId">,
  facts: RefundFacts,
  absentMs: number,
): Promise<RefundRow> {
  await lockDeposit(context, refund.depositId);
  let current = await lockRefund(context, refund.id);
  const attempts = await attemptsOf(context, refund.id);
  if (attempts.length !== facts.attempts.length) return current;
  for (let steps = 0; steps < MOST_STEPS; steps += 1) {
    const step = nextRefundStep(current, facts, now(context), absentMs);
    if (step === null) break;
    current = await take(context, current, step);
  }
  await markAttempts(context, facts);
  await settleDeposit(context, current);
  return current;
}

async function take(context: BookContext, refund: RefundRow, step: RefundStep): Promise<RefundRow> {
  switch (step.kind) {
    case "PROGRESS":
      return patchRefund(context, refund, step.patch);
    case "MOVE": {
      const ended = step.id === "F31" || step.id === "F21" || step.id === "F25";
      const moved = await moveRefund(context, refund, step.id, {
        facts: Object.fromEntries(step.guards.map((guard) => [guard, true])),
        mover: step.mover,
        patch: { ...step.patch, ...(ended && NO_LEASE) },
        detail: step.detail,
      });
      if (step.id === "F32") await undoDeposit(context, moved);
      return moved;
    }
    case "ALARM": {
      const patched = await patchRefund(context, refund, { failure: { code: step.code, detail: step.words } });
      await appendEvent(context, {
        action: "refund.alarm",
        entity: "refund",
        entityId: refund.id,
        entityNo: refund.refundNo,
        depositId: refund.depositId,
        fromStatus: refund.status,
        toStatus: refund.status,
        reasonCode: step.code,
        detail: { finding: step.words },
      });
      return patched;
    }
  }
}

/** D22. Guide: "upon confirmation completion, update the deposit record status to 'Refunded'". Also later, when a reorganisation alarm on the deposit is over. */
async function settleDeposit(context: BookContext, refund: RefundRow): Promise<void> {
  if (refund.status !== "COMPLETED") return;
  const deposit = await lockDeposit(context, refund.depositId);
  if (deposit.status !== "CREDITED") return;
  invariant(refund.txHash, "a completed refund was paid by a transaction");
  await moveDeposit(context, deposit, "D22", {
    facts: { refundCompleted: true },
    mover: SYSTEM,
    patch: { refundedAmount: refund.amount },
    detail: {
      refundNo: refund.refundNo,
      txHash: refund.txHash,
      amount: refund.amount,
      ...(refund.remainder !== null && { remainder: refund.remainder }),
    },
  });
}

/** D23: the refund was reorganised out after it had completed. */
async function undoDeposit(context: BookContext, refund: RefundRow): Promise<void> {
  const deposit = await lockDeposit(context, refund.depositId);
  if (deposit.status !== "REFUNDED") return;
  invariant(refund.txHash, "a refund that was completed had been paid by a transaction");
  await moveDeposit(context, deposit, "D23", {
    facts: { refundUndone: true },
    mover: SYSTEM,
    patch: { refundedAmount: null },
    detail: { refundNo: refund.refundNo, txHash: refund.txHash },
  });
}

/** Which attempt is in which block now. The refund's own change carries it to the caches. */
async function markAttempts(context: BookContext, { attempts, mined }: RefundFacts): Promise<void> {
  for (const attempt of attempts) {
    const seen = mined?.attempt.id === attempt.id ? mined : null;
    if ((attempt.mined?.blockHash ?? null) === (seen?.receipt.blockHash ?? null)) continue;
    await context.books.markAttempt(attempt.id, { mined: seen && markOf(seen) });
  }
}

function markOf({ receipt, blockAt }: MinedAttempt): AttemptRow["mined"] {
  const { blockNumber, blockHash, status, feeWei } = receipt;
  return { blockNumber: blockNumber.toString(), blockHash, status, feeWei: feeWei.toString(), at: blockAt };
}
