/** What following the refunds of one network keeps between two rounds. All of it can be lost: a restart looks again. */
import type { ChainReader } from "#central/chain/ChainReader.ts";
import type { Instant } from "#central/clock.ts";
import type { BookRooms } from "#central/context.ts";

export type RefundWatch = {
  readonly rooms: BookRooms;
  readonly network: string;
  readonly chain: ChainReader;
  /** refunds whose payment no node knows, since when */
  readonly absent: Map<string, Instant>;
  /** refunds whose bytes were sent again, when last */
  readonly sentAgainAt: Map<string, Instant>;
  /** head at which the refunds that only a block can change were read last */
  refundsReadAt: string | null;
};

export function refundWatch(rooms: BookRooms, chain: ChainReader): RefundWatch {
  return { rooms, network: chain.network, chain, absent: new Map(), sentAgainAt: new Map(), refundsReadAt: null };
}
