/** Every refund with a registered payment, on our own nodes, until nothing can change it any more (F16 to F34). */
import type { ChainHead } from "#central/chain/ChainReader.ts";
import { later, msOf, SECOND_MS } from "#central/clock.ts";
import { asBookkeeper } from "#central/context.ts";
import { appendEvent } from "#central/audit/appendEvent.ts";
import { lockDeposit } from "#central/deposits/loadDeposit.ts";
import { applyRefundFacts } from "#central/refunds/applyRefundFacts.ts";
import { lockRefund } from "#central/refunds/loadRefund.ts";
import { patchRefund } from "#central/refunds/moveRefund.ts";
import { readRefundFacts, type RefundFacts } from "#central/refunds/refundFacts.ts";
import { oneByOne } from "#central/refunds/oneByOne.ts";
import { attemptOf, attemptsOf } from "#central/refunds/registerAttempt.ts";
import { noteBroadcast } from "#central/refunds/reportBroadcast.ts";
import type { RefundRow } from "#central/refunds/toRefund.ts";
import type { RefundWatch } from "./RefundWatch.ts";

const TRACKED = [
  "SIGNED",
  "BROADCAST_UNKNOWN",
  "BROADCAST",
  "CONFIRMING",
  "DROPPED",
  "NONCE_LOST",
  "COMPLETED",
  "FAILED_ON_CHAIN",
  "VOID",
] as const;

/** A node that refuses the bytes will hardly take them a second later. */
const AGAIN_AFTER_MS = 30 * SECOND_MS;

/** Only a block changes these; the others may be met in a pool at any moment. */
const BLOCK_BOUND: ReadonlySet<string> = new Set(["CONFIRMING", "COMPLETED", "FAILED_ON_CHAIN", "VOID"]);

export async function trackRefunds(watch: RefundWatch, head: ChainHead): Promise<void> {
  const { rooms, network, chain } = watch;
  const open = [
    ...(await rooms.books.refundsNotFinal(network, TRACKED)),
    ...(await rooms.books.slotsBeingVoided(network)),
  ];
  const due = open.filter(({ status }) => !BLOCK_BOUND.has(status) || watch.refundsReadAt !== head.hash);
  await oneByOne(due, async (refund) => {
    const facts = await readRefundFacts(rooms, chain, refund);
    if (facts.attempts.length === 0) return;
    const absentMs = absentFor(watch, refund, facts);
    const after = await asBookkeeper(rooms, (context) => applyRefundFacts(context, refund, facts, absentMs));
    if (isLostToReorg(after) && !facts.known) await sendAgain(watch, after);
  });
  watch.refundsReadAt = head.hash;
  const ids = new Set(open.map(({ id }) => id));
  for (const memory of [watch.absent, watch.sentAgainAt])
    for (const id of memory.keys()) if (!ids.has(id)) memory.delete(id);
}

/** How long no node has known the payment, as far as this process has looked. */
function absentFor(watch: RefundWatch, refund: RefundRow, facts: RefundFacts): number {
  const at = watch.rooms.clock.now();
  if (facts.known) {
    watch.absent.delete(refund.id);
    return 0;
  }
  const since = watch.absent.get(refund.id) ?? at;
  watch.absent.set(refund.id, since);
  return msOf(at) - msOf(since);
}

/** What is sent again by itself when the chain drops the block that held it: a payment that was mined, and what used a slot up. */
const SENT_AGAIN: ReadonlySet<string> = new Set(["BROADCAST", "VOID", "EXPIRED", "REJECTED", "WITHDRAWN"]);

function isLostToReorg(refund: RefundRow): boolean {
  return SENT_AGAIN.has(refund.status) && refund.confirmations?.orphanedAt != null;
}

/** F30: the registered bytes once more, the identical ones. Sending them can never pay twice: they carry their nonce. */
async function sendAgain({ rooms, chain, sentAgainAt }: RefundWatch, refund: RefundRow): Promise<void> {
  const attempts = await attemptsOf(rooms, refund.id);
  // Once people withheld the payment, what pays nobody goes first.
  const chosen =
    attempts.findLast(({ kind }) => kind === "VOID") ?? attempts.find((one) => one.txHash === refund.txHash);
  const last = sentAgainAt.get(refund.id);
  const at = rooms.clock.now();
  if (chosen === undefined || (last !== undefined && at < later(last, AGAIN_AFTER_MS))) return;
  sentAgainAt.set(refund.id, at);
  const { signedTx, txHash } = chosen;
  const answers = await chain.sendRaw(signedTx);
  await asBookkeeper(rooms, async (context) => {
    await lockDeposit(context, refund.depositId);
    const current = await lockRefund(context, refund.id);
    for (const { result, node, error } of answers) {
      const attempt = await attemptOf(context, refund.id, txHash);
      await noteBroadcast(context, attempt, { result, node, error, at: rooms.clock.now() });
    }
    await patchRefund(context, current, {});
    await appendEvent(context, {
      action: "refund.sent_again",
      entity: "refund",
      entityId: refund.id,
      entityNo: refund.refundNo,
      depositId: refund.depositId,
      fromStatus: current.status,
      toStatus: current.status,
      detail: { txHash, answers: answers.map(({ node, result }) => `${node}: ${result}`).join(", ") },
    });
  });
}
