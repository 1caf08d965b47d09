/**
 * Follows every open attempt of the journal until the chain has decided finally: reports what it sees, and sends the same bytes again when no node has them any
 * more. It starts from stored rows, so that it goes on after a restart. The central service looks for itself and alone decides.
 */
import type { Network } from "#shared/contract/currency.ts";
import { http } from "#shared/contract/http.ts";
import type { Refund, Slot } from "#shared/contract/refund.ts";
import { holdsRefundLock } from "#shared/domain/refundMachine.ts";
import { invariant, isAppError } from "#shared/errors.ts";
import type { Mined, Observation } from "#main/chain/observe.ts";
import type { JournalAttempt } from "#main/store/journal.ts";
import { chainOf, type ExecutionRooms, networkOf, readLive } from "./executionRooms.ts";
import { resumeAttempt } from "./resumeJournal.ts";
import { sendAttempt } from "./sendAttempt.ts";

export type Tracking = {
  /** Looks now and goes on until nothing is open. */
  wake(): void;
  /** One round over everything that is open; for tests and for `wake`. */
  look(): Promise<void>;
  stop(): void;
};

const LOOK_EVERY_MS = 4_000;
/** While only finality is waited for. */
const LOOK_SELDOM_MS = 30_000;
/** No node has the bytes: they are sent again, but not at every look. */
const RESEND_AFTER_MS = 20_000;
const ENDED: ReadonlySet<string> = new Set([
  "COMPLETED",
  "FAILED_ON_CHAIN",
  "VOID",
  // Of these only a void of their unused slot is ever followed.
  "WITHDRAWN",
  "REJECTED",
  "EXPIRED",
]);

export function createTracking(rooms: ExecutionRooms): Tracking {
  let cancel: (() => void) | null = null;
  let running = false;
  let stopped = false;
  const sentAtMs = new Map<string, number>();
  const reported = new Map<string, string>();

  async function look(): Promise<void> {
    const open = rooms.journal.openAttempts();
    for (const refundId of new Set(open.map((attempt) => attempt.refundId))) {
      // Being signed or sent at this moment; the next look sees what came of it.
      if (rooms.turns.isBusy(refundId)) continue;
      // All attempts of one refund in one turn: one that follows another would find the refund still busy.
      await rooms.turns.run(refundId, async () => {
        for (const attempt of open.filter((one) => one.refundId === refundId)) await followOrSay(attempt);
      });
    }
  }

  async function followOrSay(attempt: JournalAttempt): Promise<void> {
    try {
      await follow(attempt);
    } catch (error) {
      rooms.log.warn("refunds: not observed", { txHash: attempt.txHash, error });
    }
  }

  async function follow(listed: JournalAttempt): Promise<void> {
    const execution = rooms.journal.execution(listed.refundId);
    const attempt = rooms.journal.attempt(listed.txHash);
    invariant(execution && attempt, "what is followed is in the journal, with its slot");
    await resumeAttempt(rooms, attempt);
    const state = rooms.journal.attempt(attempt.txHash)?.state;
    if (state === "signed" || state === "orphan") return;
    const seen = await observeAttempt(rooms, execution.slot, attempt);
    if (seen.state === "MINED") return mined(attempt, seen);
    if (seen.state !== "ABSENT") return;
    if (seen.nonceUsed) return slotTaken(attempt, execution.slot);
    const lastMs = sentAtMs.get(attempt.txHash) ?? -Infinity;
    if (rooms.clock.now() - lastMs < RESEND_AFTER_MS) return;
    if (!(await isWanted(rooms, attempt))) return;
    sentAtMs.set(attempt.txHash, rooms.clock.now());
    rooms.log.info("refunds: no node has the bytes; sent again", { txHash: attempt.txHash });
    await sendAttempt(rooms, attempt.txHash);
  }

  async function mined(attempt: JournalAttempt, seen: Mined): Promise<void> {
    const network = networkOf(rooms, attempt.intent.network);
    const enough = seen.confirmations >= network.requiredConfirmations;
    const final = isFinal(network, seen);
    const news = `${seen.blockHash} ${enough} ${final}`;
    if (reported.get(attempt.txHash) === news) return;
    const refund = await report(rooms, attempt, seen);
    if (refund) await rooms.remember("refunds", [refund]);
    const ended = refund !== null && ENDED.has(refund.status);
    // Refused, or the service is behind: told again at the next look.
    if (refund !== null && (ended || !final)) reported.set(attempt.txHash, news);
    if (!final || !ended) return;
    const paid = attempt.kind !== "VOID" && seen.transfer?.value === BigInt(attempt.intent.amountBaseUnits);
    rooms.journal.settle(attempt.txHash, paid ? "paid" : "not paid");
  }

  /** Our bytes can only be mined again by a reorganisation; the central service decides what that means. */
  async function slotTaken(attempt: JournalAttempt, slot: Slot): Promise<void> {
    const refund = await readLive(rooms, attempt.refundId);
    await rooms.remember("refunds", [refund]);
    if (!ENDED.has(refund.status)) return;
    const over =
      refund.status === "COMPLETED"
        ? await isPaidForGood(attempt, slot, refund.txHash)
        : refund.lockReleased || !holdsRefundLock(refund.status, false);
    if (over) rooms.journal.settle(attempt.txHash, "slot used by another transaction");
  }

  /** It was replaced, and what paid in its place is final: until then a reorganisation could still mine this one instead. */
  async function isPaidForGood(attempt: JournalAttempt, slot: Slot, paidBy: string | null): Promise<boolean> {
    if (paidBy === null) return false;
    const seen = await observeAttempt(rooms, slot, { ...attempt, txHash: paidBy });
    return seen.state === "MINED" && isFinal(networkOf(rooms, attempt.intent.network), seen);
  }

  function plan(): void {
    if (stopped) return;
    const open = rooms.journal.openAttempts();
    if (open.length === 0) return;
    const onlyFinality = open.every(({ txHash }) => reported.get(txHash)?.endsWith("true false") === true);
    cancel = rooms.timer.after(onlyFinality ? LOOK_SELDOM_MS : LOOK_EVERY_MS, () => {
      cancel = null;
      round();
    });
  }

  function round(): void {
    if (running || stopped) return;
    running = true;
    void look()
      .catch((error: unknown) => rooms.log.error("refunds: tracking failed", { error }))
      .then(() => {
        running = false;
        plan();
      });
  }

  return {
    look,
    wake() {
      cancel?.();
      cancel = null;
      round();
    },
    stop() {
      stopped = true;
      cancel?.();
      cancel = null;
    },
  };
}

/**
 * Only the newest registered bytes are sent again by themselves: those before were replaced by them, and once people withheld a payment nobody
 * brings it back but the chain. What the central service says now counts; without its word nothing is sent again.
 */
async function isWanted(rooms: ExecutionRooms, attempt: JournalAttempt): Promise<boolean> {
  const { attempts } = await readLive(rooms, attempt.refundId);
  return attempts.at(-1)?.txHash === attempt.txHash;
}

function isFinal({ finality, finalityDepth }: Network, seen: Mined): boolean {
  return finality === "FINALIZED" ? seen.finalized === true : seen.confirmations >= finalityDepth;
}

async function observeAttempt(rooms: ExecutionRooms, slot: Slot, attempt: JournalAttempt): Promise<Observation> {
  const { txHash, intent } = attempt;
  const wanted = { txHash, from: slot.from, to: intent.to, contractAddress: intent.contractAddress };
  return rooms.chain.observe(chainOf(intent), wanted, slot.nonce);
}

/** The refund as the central service sees it after its own look; null when it does not see the same yet. */
async function report(rooms: ExecutionRooms, attempt: JournalAttempt, seen: Mined): Promise<Refund | null> {
  const { blockNumber, blockHash, confirmations, receiptStatus, transfer, feeWei, node } = seen;
  try {
    return await rooms.remote.call(http.refunds.reportObservation, {
      params: { id: attempt.refundId, txHash: attempt.txHash },
      body: {
        blockNumber: blockNumber.toString(),
        blockHash,
        confirmations,
        receiptStatus,
        transfer: transfer && { ...transfer, value: transfer.value.toString() },
        feeWei: feeWei.toString(),
        node: node.slice(0, 100),
      },
      idempotencyKey: rooms.random.uuid(),
    });
  } catch (error) {
    const notYet =
      isAppError(error, "CONFIRMATIONS_INSUFFICIENT") ||
      isAppError(error, "REORG_DETECTED") ||
      isAppError(error, "CHAIN_UNAVAILABLE");
    if (!notYet) throw error;
    return null;
  }
}
