/** What every operation gets as its first parameter. */
import type { Sha256 } from "#shared/canonicalJson.ts";
import { type Mover, SYSTEM } from "#shared/domain/machine.ts";
import type { Permission } from "#shared/domain/permissions.ts";
import type { RefundHoldReason } from "#shared/domain/statuses.ts";
import type { Person } from "#shared/contract/common.ts";
import { invariant } from "#shared/errors.ts";
import type { AccessTokens } from "#central/accounts/accessTokens.ts";
import type { PasswordHasher } from "#central/accounts/passwordHasher.ts";
import type { LogKey } from "#central/audit/logKey.ts";
import type { Books, BookStore } from "#central/books/Books.ts";
import { drizzleBooks } from "#central/books/drizzleBooks.ts";
import type { Presences } from "#central/presence/Presences.ts";
import type { Chains } from "#central/chain/ChainReader.ts";
import type { Clock, Instant } from "./clock.ts";
import { type Random, uuidv7 } from "./random.ts";
import { msOf } from "./clock.ts";
import type { Proofs } from "./proofs.ts";
import type { Database, Tx } from "#central/store/openDatabase.ts";
import { inTransaction } from "#central/store/inTransaction.ts";

/** Who asks: a signed-in person on a workstation, or the central service itself. */
export type PersonActor = {
  readonly kind: "PERSON";
  readonly userId: string;
  readonly name: string;
  /** role codes, joined with "+" */
  readonly role: string;
  readonly permissions: ReadonlySet<Permission>;
  readonly sessionId: string;
  readonly workstationId: string;
  readonly appVersion: string | null;
};
export type SystemActor = { readonly kind: "SYSTEM"; readonly name: string };
export type Actor = PersonActor | SystemActor;

export const SYSTEM_ACTOR: SystemActor = { kind: "SYSTEM", name: "Central service" };

/**
 * What other rooms do when something happens, in the same transaction. Composed in server.ts, so that rooms need not
 * import each other in a circle.
 */
export type Reactions = {
  /** W7, W9: refunds to this address that are not yet signed go On Hold. */
  addressLeftVerified(context: Context, addressId: string, reason: RefundHoldReason): Promise<void>;
  /** A transfer was found that the watcher has not recorded yet: it should look now. */
  transferSuspected(network: string): void;
};

/** What lives as long as the service and is all that a refund's life needs: it runs as well on books in memory. */
export type BookRooms = {
  readonly books: BookStore;
  readonly clock: Clock;
  readonly random: Random;
  readonly sha256: Sha256;
  readonly chains: Chains;
  readonly proofs: Proofs;
};

/** What lives as long as the service. */
export type Rooms = BookRooms & {
  readonly database: Database;
  readonly reactions: Reactions;
  readonly passwords: PasswordHasher;
  readonly tokens: AccessTokens;
  readonly logKey: LogKey;
  readonly presences: Presences;
};

/** One command's or one round's view of the rooms without the database: `books` is its transaction. */
export type BookContext = {
  readonly books: Books;
  readonly clock: Clock;
  readonly random: Random;
  readonly sha256: Sha256;
  readonly chains: Chains;
  readonly proofs: Proofs;
  readonly actor: Actor;
  /** traceId of the request, null for the service's own work */
  readonly requestId: string | null;
};

/** One command's or one round's view of the rooms: `db` is its transaction, and `books` are kept in the same one. */
export type Context = BookContext & {
  readonly db: Tx;
  readonly reactions: Reactions;
};

export function bookContextOf(rooms: BookRooms, books: Books, actor: Actor, requestId: string | null): BookContext {
  const { clock, random, sha256, chains, proofs } = rooms;
  return { books, clock, random, sha256, chains, proofs, actor, requestId };
}

export function contextOf(rooms: Rooms, db: Tx, actor: Actor, requestId: string | null): Context {
  const { reactions } = rooms;
  return { ...bookContextOf(rooms, drizzleBooks(db), actor, requestId), db, reactions };
}

/** Work of the service itself, in a transaction of its own. */
export async function asSystem<T>(rooms: Rooms, work: (context: Context) => Promise<T>): Promise<T> {
  return inTransaction(rooms.database, (db) => work(contextOf(rooms, db, SYSTEM_ACTOR, null)));
}

/** The same on the books alone. */
export async function asBookkeeper<T>(rooms: BookRooms, work: (context: BookContext) => Promise<T>): Promise<T> {
  return rooms.books.transaction((books) => work(bookContextOf(rooms, books, SYSTEM_ACTOR, null)));
}

/** The actor in the words of the state machines. */
export function actorMover(actor: Actor): Mover {
  return actor.kind === "SYSTEM" ? SYSTEM : { kind: "PERSON", permissions: actor.permissions };
}

/** For commands that only a signed-in person can give. */
export function personOf(context: { readonly actor: Actor }): PersonActor {
  invariant(context.actor.kind === "PERSON", "this command needs a signed-in person");
  return context.actor;
}

/** The actor as others see him, for `requestedBy` and the like. */
export function asPerson(actor: PersonActor): Person {
  return { id: actor.userId, name: actor.name };
}

export function now(context: { readonly clock: Clock }): Instant {
  return context.clock.now();
}

export function newId(context: { readonly clock: Clock; readonly random: Random }): string {
  return uuidv7(msOf(context.clock.now()), context.random);
}
