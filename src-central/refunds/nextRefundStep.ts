/** What the chain's word means for a refund: one step at a time, purely from its row and the facts. */
import { type Mover, SYSTEM } from "#shared/domain/machine.ts";
import type { RefundGuard, RefundTransitionId } from "#shared/domain/refundMachine.ts";
import type { Confirmations } from "#shared/contract/deposit.ts";
import { type Instant, MINUTE_MS } from "#central/clock.ts";
import type { RefundPatch } from "./moveRefund.ts";
import type { MinedAttempt, RefundFacts } from "./refundFacts.ts";
import type { RefundRow } from "./toRefund.ts";

export type RefundStep =
  | {
      kind: "MOVE";
      id: RefundTransitionId;
      guards: readonly RefundGuard[];
      mover: Mover;
      patch: RefundPatch;
      detail: Record<string, string>;
    }
  /** seen again, nothing decided */
  | { kind: "PROGRESS"; patch: RefundPatch }
  /** nothing in the table fits: a person must look */
  | { kind: "ALARM"; code: string; words: string };

/** Waiting in no pool this long, with the nonce unused, counts as dropped (F22). */
export const DROPPED_AFTER_MS = 10 * MINUTE_MS;
/** A completed payment is watched this many times the confirmations it needed (F32). */
export const WATCH_WINDOW = 10;

/** In DROPPED, the executor's own bytes turned up again, and F25 is the end of what he signed: his act goes on, under the right he used. */
const EXECUTORS_ACT: Mover = { kind: "PERSON", permissions: new Set(["Refund.Execute"]) };

/** Null when there is nothing to do. `absentMs`: how long no node has known the payment. */
export function nextRefundStep(
  refund: RefundRow,
  facts: RefundFacts,
  now: Instant,
  absentMs: number,
): RefundStep | null {
  const { mined, known, nonceTaken } = facts;
  const move = (
    id: RefundTransitionId,
    guards: RefundGuard | readonly RefundGuard[],
    patch: RefundPatch = {},
    mover: Mover = SYSTEM,
  ): RefundStep => ({
    kind: "MOVE",
    id,
    guards: typeof guards === "string" ? [guards] : guards,
    mover,
    patch,
    detail: detailOf(refund, facts),
  });
  const sent: RefundPatch = { broadcastAt: refund.broadcastAt ?? now };
  // Facts that are older than what is recorded already decide nothing.
  const recorded = refund.confirmations?.blockNumber ?? null;
  if (recorded !== null && BigInt(recorded) > facts.head) return null;

  switch (refund.status) {
    case "SIGNED":
      if (known) return move("F16", "nodeAccepted", sent);
      return nonceTaken ? move("F17", "answerLost") : null;
    case "BROADCAST_UNKNOWN":
      if (known) return move("F18", "hashFound", sent);
      return nonceTaken ? move("F19", "nonceTaken") : null;
    case "DROPPED":
      if (known) return move("F26", "sameBytes", sent, EXECUTORS_ACT);
      return nonceTaken ? move("F27", "nonceTaken") : null;
    case "BROADCAST":
      if (mined !== null) return whenMined(refund, facts, mined, now, move);
      if (nonceTaken) return move("F23", "nonceTaken");
      if (lostItsBlock(refund)) return { kind: "PROGRESS", patch: orphaned(refund, now) };
      return !known && absentMs >= DROPPED_AFTER_MS ? move("F22", "notInAnyPool") : null;
    case "CONFIRMING":
      if (mined?.effect.kind !== "PAID") return move("F30", "blockOrphaned", orphaned(refund, now));
      if (mined.receipt.blockHash !== refund.confirmations?.blockHash || mined.attempt.txHash !== refund.txHash)
        return move("F29", "progressed", seenIn(mined, facts, now));
      if (mined.confirmations >= facts.required)
        return move("F31", "confirmationsReached", {
          ...seenIn(mined, facts, now),
          completedAt: now,
          notification: refund.notification ?? { status: "OPEN", openedAt: now, attempts: [] },
        });
      return progress(refund, mined, facts, now);
    case "COMPLETED":
      if (mined?.effect.kind !== "PAID" || mined.receipt.blockHash !== refund.confirmations?.blockHash)
        return move("F32", "blockOrphaned", {
          ...orphaned(refund, now),
          completedAt: null,
          // A task that nobody began is taken back; one that was begun stays, so that what the customer heard is not forgotten.
          ...(refund.notification?.attempts.length === 0 && { notification: null }),
        });
      return mined.confirmations >= WATCH_WINDOW * facts.required && refund.finalAt === null
        ? { kind: "PROGRESS", patch: { ...seenIn(mined, facts, now), finalAt: now } }
        : null;
    case "FAILED_ON_CHAIN":
    case "VOID":
      if (mined?.effect.kind === "PAID")
        return move(refund.status === "VOID" ? "F34" : "F33", "reminedAfterAll", {
          ...seenIn(mined, facts, now),
          failure: null,
        });
      if (mined?.effect.kind === "DIFFERENT") return alarmOnce(refund, "PAID_DIFFERENTLY", mined.effect.detail);
      // Only now may another refund be asked for: no reorganisation can bring this payment back.
      if (mined !== null && facts.final && refund.finalAt === null)
        return { kind: "PROGRESS", patch: { ...seenIn(mined, facts, now), lockReleased: true, finalAt: now } };
      return afterTheEnd(refund, facts, now);
    case "EXPIRED":
    case "REJECTED":
    case "WITHDRAWN":
      // A slot that was given and never used is voided so that its key is free again; the refund stays what it is.
      if (mined !== null && facts.final && refund.finalAt === null)
        return { kind: "PROGRESS", patch: { ...seenIn(mined, facts, now), finalAt: now } };
      return afterTheEnd(refund, facts, now);
    case "NONCE_LOST":
      // I8: reopened, followed to the end and paid once; the lock was never released.
      if (mined?.effect.kind === "PAID")
        return move("F35", "reminedAfterAll", { ...seenIn(mined, facts, now), failure: null });
      return mined?.effect.kind === "DIFFERENT" ? alarmOnce(refund, "PAID_DIFFERENTLY", mined.effect.detail) : null;
    default:
      return null;
  }
}

function whenMined(
  refund: RefundRow,
  facts: RefundFacts,
  mined: MinedAttempt,
  now: Instant,
  move: (
    id: RefundTransitionId,
    guards: RefundGuard | readonly RefundGuard[],
    patch?: RefundPatch,
    mover?: Mover,
  ) => RefundStep,
): RefundStep | null {
  switch (mined.effect.kind) {
    case "PAID":
      return move("F20", "minedWithEffect", { ...seenIn(mined, facts, now), failure: null });
    case "REVERTED":
      return mined.confirmations >= facts.required
        ? move("F21", "minedReverted", {
            ...seenIn(mined, facts, now),
            failure: {
              code: "REVERTED",
              detail: `The payment failed on the chain; its fee of ${mined.receipt.feeWei} wei is lost`,
            },
          })
        : progress(refund, mined, facts, now);
    case "WITHHELD":
      return mined.confirmations >= facts.required
        ? move("F25", ["voidApproved", "voidMined"], { ...seenIn(mined, facts, now), failure: null }, EXECUTORS_ACT)
        : progress(refund, mined, facts, now);
    case "DIFFERENT":
      return alarmOnce(refund, "PAID_DIFFERENTLY", mined.effect.detail);
  }
}

/** It was seen in a block, and is in none now. */
function lostItsBlock(refund: RefundRow): boolean {
  return refund.confirmations?.blockHash != null;
}

/** Ended, not final: in which block what ended it lies now. */
function afterTheEnd(refund: RefundRow, facts: RefundFacts, now: Instant): RefundStep | null {
  const { mined } = facts;
  if (refund.finalAt !== null) return null;
  if (mined === null) return lostItsBlock(refund) ? { kind: "PROGRESS", patch: orphaned(refund, now) } : null;
  return mined.receipt.blockHash === refund.confirmations?.blockHash
    ? null
    : { kind: "PROGRESS", patch: seenIn(mined, facts, now) };
}

function alarmOnce(refund: RefundRow, code: string, words: string): RefundStep | null {
  return refund.failure?.code === code ? null : { kind: "ALARM", code, words };
}

function progress(refund: RefundRow, mined: MinedAttempt, facts: RefundFacts, now: Instant): RefundStep | null {
  const before = refund.confirmations;
  // A node that lags a little behind takes no confirmation away.
  if (before?.blockHash === mined.receipt.blockHash && before.current >= mined.confirmations) return null;
  return { kind: "PROGRESS", patch: seenIn(mined, facts, now) };
}

function seenIn(mined: MinedAttempt, facts: RefundFacts, now: Instant): RefundPatch {
  const { receipt, confirmations, attempt } = mined;
  const seen: Confirmations = {
    current: confirmations,
    required: facts.required,
    blockNumber: receipt.blockNumber.toString(),
    blockHash: receipt.blockHash,
    observedAt: now,
    orphanedAt: null,
  };
  // `txHash` is the attempt that pays; a void never is.
  return {
    confirmations: seen,
    ...(attempt.kind !== "VOID" && { txHash: attempt.txHash }),
    feeWei: receipt.feeWei.toString(),
  };
}

function orphaned(refund: RefundRow, now: Instant): RefundPatch {
  const before = refund.confirmations;
  return {
    feeWei: null,
    confirmations: {
      current: 0,
      required: before?.required ?? 1,
      blockNumber: null,
      blockHash: null,
      observedAt: now,
      orphanedAt: now,
    },
  };
}

function detailOf(refund: RefundRow, { mined, head }: RefundFacts): Record<string, string> {
  const before = refund.confirmations;
  return {
    ...(refund.txHash !== null && { txHash: mined?.attempt.txHash ?? refund.txHash }),
    head: head.toString(),
    ...(mined !== null && {
      block: mined.receipt.blockNumber.toString(),
      blockHash: mined.receipt.blockHash,
      confirmations: String(mined.confirmations),
      feeWei: mined.receipt.feeWei.toString(),
    }),
    ...(before !== null &&
      before.blockHash !== null &&
      before.blockHash !== mined?.receipt.blockHash && {
        lostBlock: before.blockNumber ?? "",
        lostBlockHash: before.blockHash,
      }),
  };
}
