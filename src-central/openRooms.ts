/** The one place that opens the rooms and hands them to each other. */
import { openAccessTokens } from "#central/accounts/accessTokens.ts";
import { argon2Hasher, type PasswordHasher } from "#central/accounts/passwordHasher.ts";
import { openLogKey } from "#central/audit/logKey.ts";
import { drizzleBookStore } from "#central/books/drizzleBooks.ts";
import type { ChainReader } from "#central/chain/ChainReader.ts";
import { openPresences } from "#central/presence/Presences.ts";
import { holdRefundsTo } from "#central/refunds/holdRefunds.ts";
import type { Database } from "#central/store/openDatabase.ts";
import { type Clock, systemClock } from "./clock.ts";
import type { Rooms } from "./context.ts";
import { realProofs } from "./proofs.ts";
import { type Random, systemRandom } from "./random.ts";
import { sha256 } from "./sha256.ts";

export type RoomsOptions = {
  readonly database: Database;
  readonly clock?: Clock;
  readonly random?: Random;
  /** tests take a cheaper one */
  readonly passwords?: PasswordHasher;
  /** readers by network code; may be filled later, once the networks are configured */
  readonly chains?: Map<string, ChainReader>;
  /** a transfer was found that the watcher has not recorded yet */
  readonly transferSuspected?: (network: string) => void;
};

export async function openRooms(options: RoomsOptions): Promise<Rooms> {
  const { database, clock = systemClock, random = systemRandom, passwords = argon2Hasher() } = options;
  return {
    database,
    books: drizzleBookStore(database),
    clock,
    random,
    sha256,
    proofs: realProofs,
    chains: { byNetwork: options.chains ?? new Map<string, ChainReader>() },
    passwords,
    tokens: await openAccessTokens(database, clock, random),
    logKey: await openLogKey(database, clock),
    presences: openPresences(clock),
    reactions: {
      addressLeftVerified: async (context, addressId, reason) => void (await holdRefundsTo(context, addressId, reason)),
      transferSuspected: options.transferSuspected ?? (() => undefined),
    },
  };
}
