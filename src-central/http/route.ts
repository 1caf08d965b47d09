/**
 * One endpoint of the contract and the function that carries it out. Both sides are checked by the compiler: a handler
 * whose answer does not fit its endpoint, or a noun with a verb missing, does not compile.
 */
import type { Actor, BookContext, BookRooms, Context, Rooms } from "#central/context.ts";
import type { BodyOf, Endpoint, http, ParamsOf, QueryOf, ResponseOf } from "#shared/contract/http.ts";

/** What a request carries, parsed. `ifMatch` is the version that the person saw; the handler compares it (expectVersion). */
export type InputOf<E extends Endpoint> = {
  readonly params: ParamsOf<E>;
  readonly query: QueryOf<E>;
  readonly body: BodyOf<E>;
  readonly ifMatch: E["ifMatch"] extends true ? number : null;
};

/** What there is outside of the command's transaction: for slow things (hashing a password, asking a chain) before it begins. */
export type Outside = {
  readonly rooms: Rooms;
  readonly actor: Actor;
  readonly requestId: string;
  readonly appVersion: string | null;
};

export type Route<E extends Endpoint = Endpoint, Around = Outside, Within = Context> = {
  readonly endpoint: E;
  readonly before: ((outside: Around, input: InputOf<E>) => Promise<unknown>) | null;
  readonly run: (context: Within, input: InputOf<E>, found: never) => Promise<ResponseOf<E>>;
  /** the answer's JSON, where its layout is more than any; left out: JSON.stringify */
  readonly text?: (body: never) => string;
};

/** A route that needs the books alone; fits wherever a Route does. */
export type BookRoute<E extends Endpoint = Endpoint> = Route<E, { readonly rooms: BookRooms }, BookContext>;

/**
 * `run` is carried out in one transaction (reads: one snapshot). It may run twice after a deadlock, so it changes nothing but the database.
 * Throw AppError to refuse: the transaction is rolled back and the refusal is logged.
 */
export function route<const E extends Endpoint>(
  endpoint: E,
  run: (context: Context, input: InputOf<E>) => Promise<ResponseOf<E>>,
): Route<E> {
  return { endpoint, before: null, run };
}

/** As route(), with something slow first: what `before` answers is `run`'s third parameter. `before` runs after the idempotency check. */
export function routeAfter<const E extends Endpoint, Found>(
  endpoint: E,
  before: (outside: Outside, input: InputOf<E>) => Promise<Found>,
  run: (context: Context, input: InputOf<E>, found: Found) => Promise<ResponseOf<E>>,
): Route<E> {
  return { endpoint, before, run: run as Route<E>["run"] };
}

/** As route(), on the books alone. */
export function bookRoute<const E extends Endpoint>(
  endpoint: E,
  run: (context: BookContext, input: InputOf<E>) => Promise<ResponseOf<E>>,
): BookRoute<E> {
  return { endpoint, before: null, run };
}

/** As routeAfter(), on the books alone. */
export function bookRouteAfter<const E extends Endpoint, Found>(
  endpoint: E,
  before: (rooms: BookRooms, input: InputOf<E>) => Promise<Found>,
  run: (context: BookContext, input: InputOf<E>, found: Found) => Promise<ResponseOf<E>>,
): BookRoute<E> {
  return { endpoint, before: ({ rooms }, input) => before(rooms, input), run: run as BookRoute<E>["run"] };
}

/** Every verb of a noun: `export const depositRoutes = { … } satisfies RoutesOf<"deposits">`. */
export type RoutesOf<Noun extends keyof typeof http> = {
  readonly [Verb in keyof (typeof http)[Noun]]: (typeof http)[Noun][Verb] extends infer E extends Endpoint
    ? Route<E>
    : never;
};
