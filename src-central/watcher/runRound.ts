/** One round of one network: read on, correct what was reorganised, count, decide, follow the refunds, then what time alone brings. */
import { judgeProofPayments } from "#central/addresses/proofPayments.ts";
import { expireDeposits } from "#central/deposits/expireDeposits.ts";
import { countConfirmations } from "./countConfirmations.ts";
import { giveUpReplaced, lookUpDeclared } from "./declaredTransactions.ts";
import { followChain } from "./followChain.ts";
import type { NetworkWatch } from "./NetworkWatch.ts";
import { findOrphans } from "./orphans.ts";
import { reviewDeposits } from "./reviewDeposit.ts";
import { trackRefunds } from "./trackRefunds.ts";
import { watchKeys } from "./watchKeys.ts";
import { healReorgs, markFinal } from "./watchCredited.ts";

export type RoundReport = {
  network: string;
  head: bigint;
  blocksRead: number;
  /** how many blocks a reorganisation took back, 0 without one */
  reorgDepth: number;
  orphaned: number;
  caughtUp: boolean;
};

/** Throws CHAIN_UNAVAILABLE; every step before is complete in itself, and the next round takes up the rest. */
export async function runRound(watch: NetworkWatch): Promise<RoundReport> {
  const followed = await followChain(watch);
  const { head, blocksRead, reorgDepth, caughtUp } = followed;
  const orphaned = await findOrphans(watch, followed);
  await lookUpDeclared(watch, followed);
  await giveUpReplaced(watch, followed);
  // Counted from what was read, not from the head: a block in between may have taken something away.
  const read = followed.cursor.last.number;
  await countConfirmations(watch, read);
  // Before the records: an address that is proven now lets them go on in the same round.
  await judgeProofPayments(watch.rooms, watch.chain, read);
  await reviewDeposits(watch);
  await healReorgs(watch);
  await trackRefunds(watch, followed.head);
  await watchKeys(watch, followed.head);
  if (blocksRead > 0) await markFinal(watch, read);
  if (caughtUp) await expireDeposits(watch.rooms, watch.network);
  return { network: watch.network, head: head.number, blocksRead, reorgDepth, orphaned, caughtUp };
}
