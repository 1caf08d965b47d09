/** Has the client's transfer begun? Asked of the chain before a command's transaction begins, because a chain may need seconds (R12.3). */
import { eq } from "drizzle-orm";

import { lookForTransfer } from "#central/chain/lookForTransfer.ts";
import type { Instant } from "#central/clock.ts";
import type { Rooms } from "#central/context.ts";
import { chainCursors } from "#central/store/tables.ts";
import { AppError } from "#shared/errors.ts";
import type { DepositRow } from "./toDeposit.ts";

export type TransferEvidence = {
  seen: boolean;
  /** where, in words for the log: which block, or the waiting pool */
  where: string | null;
  txHash: string | null;
  /** nodes that answered */
  nodes: number;
  headBlock: string;
  askedAt: Instant;
};

/** Throws CHAIN_UNAVAILABLE: not knowing is never taken for "nothing was sent". */
export async function askForTransfer(
  rooms: Rooms,
  deposit: Pick<DepositRow, "network" | "sourceAddress" | "destinationAddress" | "txHash">,
): Promise<TransferEvidence> {
  const chain = rooms.chains.byNetwork.get(deposit.network);
  if (!chain)
    throw new AppError("CHAIN_UNAVAILABLE", `No node of ${deposit.network} is configured, so that it cannot be asked`);
  const [cursor] = await rooms.database.db
    .select({ blockNumber: chainCursors.blockNumber })
    .from(chainCursors)
    .where(eq(chainCursors.network, deposit.network));
  const answer = await lookForTransfer(chain, {
    destination: deposit.destinationAddress,
    source: deposit.sourceAddress,
    txHash: deposit.txHash,
    readUpTo: cursor?.blockNumber ?? null,
  });
  const { seen, where, txHash, nodes, head } = answer;
  // The watcher need not wait for its next round to move the record on.
  if (seen) rooms.reactions.transferSuspected(deposit.network);
  return { seen, where, txHash, nodes, headBlock: head.toString(), askedAt: rooms.clock.now() };
}

/** The answer as it stands in the audit event: height and what the waiting pool said (state machines D3). */
export function evidenceDetail(evidence: TransferEvidence): Record<string, string> {
  return {
    askedAt: evidence.askedAt,
    headBlock: evidence.headBlock,
    nodes: String(evidence.nodes),
    transferSeen: evidence.seen ? "yes" : "no",
    ...(evidence.where !== null && { where: evidence.where }),
    ...(evidence.txHash !== null && { txHash: evidence.txHash }),
  };
}
