/** What the watcher of one network keeps between its rounds. All of it can be lost: a restart looks again. */
import type { ChainReader } from "#central/chain/ChainReader.ts";
import type { Instant } from "#central/clock.ts";
import type { Rooms } from "#central/context.ts";

/** A declared transaction that waited in the pool: its nonce tells when it can no longer be mined. */
export type Sighting = { depositId: string; from: string; nonce: bigint };

export type NetworkWatch = {
  readonly rooms: Rooms;
  readonly network: string;
  readonly chain: ChainReader;
  /** declared transactions seen waiting, by hash */
  readonly sightings: Map<string, Sighting>;
  /** refunds whose payment no node knows, since when */
  readonly absent: Map<string, Instant>;
  /** refunds whose bytes were sent again, when last */
  readonly sentAgainAt: Map<string, Instant>;
  /** records created before this moment were looked up by their declared TXID */
  declaredUpTo: Instant | null;
  /** recorded blocks must be compared with the chain: at the start, because the last process may have stopped in between, and after every reorganisation */
  orphansDue: boolean;
  /** head at which the refunds that only a block can change were read last */
  refundsReadAt: string | null;
  /** last block up to which confirmations were counted */
  countedAt: bigint | null;
};

export function networkWatch(rooms: Rooms, chain: ChainReader): NetworkWatch {
  return {
    rooms,
    network: chain.network,
    chain,
    sightings: new Map(),
    absent: new Map(),
    sentAgainAt: new Map(),
    declaredUpTo: null,
    orphansDue: true,
    refundsReadAt: null,
    countedAt: null,
  };
}
