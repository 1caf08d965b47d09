/** What the watcher of one network keeps between its rounds. All of it can be lost: a restart looks again. */
import type { ChainReader } from "#central/chain/ChainReader.ts";
import type { Instant } from "#central/clock.ts";
import type { Rooms } from "#central/context.ts";
import { type RefundWatch, refundWatch } from "./RefundWatch.ts";

/** A declared transaction that waited in the pool: its nonce tells when it can no longer be mined. */
export type Sighting = { depositId: string; from: string; nonce: bigint };

export type NetworkWatch = RefundWatch & {
  readonly rooms: Rooms;
  /** declared transactions seen waiting, by hash */
  readonly sightings: Map<string, Sighting>;
  /** records created before this moment were looked up by their declared TXID */
  declaredUpTo: Instant | null;
  /** recorded blocks must be compared with the chain: at the start, because the last process may have stopped in between, and after every reorganisation */
  orphansDue: boolean;
  /** last block up to which confirmations were counted */
  countedAt: bigint | null;
  /** head at which the payment keys were compared with the books last */
  keysReadAt: string | null;
  /** keys with transactions that the books do not explain, and which nonces were told of */
  readonly keyAlarms: Map<string, string>;
};

export function networkWatch(rooms: Rooms, chain: ChainReader): NetworkWatch {
  return {
    ...refundWatch(rooms, chain),
    rooms,
    sightings: new Map(),
    declaredUpTo: null,
    orphansDue: true,
    countedAt: null,
    keysReadAt: null,
    keyAlarms: new Map(),
  };
}
