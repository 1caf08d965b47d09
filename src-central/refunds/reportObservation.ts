/** A workstation says what it saw on its node. That decides nothing: it makes the service look at its own nodes at once. */
import type { BookContext, BookRooms } from "#central/context.ts";
import type { BodyOf, http } from "#shared/contract/http.ts";
import type { Refund } from "#shared/contract/refund.ts";
import { AppError } from "#shared/errors.ts";
import { applyRefundFacts } from "./applyRefundFacts.ts";
import { type Asked, answered, asked } from "./Asked.ts";
import { loadRefund } from "./loadRefund.ts";
import { chainOf } from "./loadRules.ts";
import { readRefundFacts, type RefundFacts } from "./refundFacts.ts";
import { attemptOf } from "./registerAttempt.ts";
import { readRefund } from "./toRefund.ts";

export type ObservationInput = { id: string; txHash: string } & BodyOf<(typeof http)["refunds"]["reportObservation"]>;
/** `blockHash`: of the block at the reported height on our nodes, null when they have none there yet. */
export type OwnLook = { facts: RefundFacts; blockHash: string | null };

/** Before the transaction. */
export async function lookForOurselves(rooms: BookRooms, input: ObservationInput): Promise<Asked<OwnLook>> {
  return asked(async () => {
    const refund = await loadRefund(rooms, input.id);
    const chain = chainOf(rooms, refund.network);
    const facts = await readRefundFacts(rooms, chain, refund);
    const block = await chain.blockAt(BigInt(input.blockNumber));
    return { facts, blockHash: block?.hash ?? null };
  });
}

/**
 * Answers the refund as our own look left it.
 * Throws TX_HASH_MISMATCH (no such attempt), REORG_DETECTED (our nodes have another block at that height), CONFIRMATIONS_INSUFFICIENT
 * (the workstation counts enough, we do not), CHAIN_UNAVAILABLE, NOT_FOUND. What we saw is then applied by the watcher's next round.
 */
export async function reportObservation(
  context: BookContext,
  input: ObservationInput,
  look: Asked<OwnLook>,
): Promise<Refund> {
  const refund = await loadRefund(context, input.id);
  await attemptOf(context, refund.id, input.txHash);
  const { facts, blockHash } = answered(look);
  if (blockHash !== null && blockHash !== input.blockHash)
    throw new AppError("REORG_DETECTED", "Our nodes have another block at that height");
  const own = facts.mined?.attempt.txHash === input.txHash ? facts.mined.confirmations : 0;
  if (input.confirmations >= facts.required && own < facts.required)
    throw new AppError("CONFIRMATIONS_INSUFFICIENT", `Our nodes count ${own} of ${facts.required} confirmations`);
  return readRefund(context, await applyRefundFacts(context, refund, facts, 0));
}
