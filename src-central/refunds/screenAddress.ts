/** Screening: the exact address against the newest list of denied ones. A list of another kind would go behind the same function. */
import type { BooksToRead } from "#central/books/Books.ts";
import { type Clock, later } from "#central/clock.ts";
import { now } from "#central/context.ts";
import type { Deposit } from "#shared/contract/deposit.ts";
import { AppError } from "#shared/errors.ts";
import { DEFAULT_REFUND_LIMITS } from "./limits.ts";

export type Screening = NonNullable<Deposit["screening"]>;

/** HIT when one of the addresses stands on the list. Fresh for 24 hours (requirements, "screening age"). */
export async function screenAddresses(
  context: { books: BooksToRead; clock: Clock },
  addresses: readonly string[],
): Promise<Screening> {
  const at = now(context);
  const { listVersion = "none", goodUntil = null } = (await context.books.newestDenylist()) ?? {};
  let result: Screening["result"] = "CLEAR";
  for (const address of new Set(addresses.map((one) => one.toLowerCase())))
    if (await context.books.isDenied(listVersion, address)) result = "HIT";
  const validUntil = later(at, DEFAULT_REFUND_LIMITS.screeningValidityMs);
  return { result, listVersion, at, validUntil: goodUntil !== null && goodUntil < validUntil ? goodUntil : validUntil };
}

/** The list in force is older than its limit: who is clear by it may have been listed since. */
export async function isListStale(context: { books: BooksToRead; clock: Clock }): Promise<boolean> {
  const list = await context.books.newestDenylist();
  return list !== null && list.goodUntil !== null && list.goodUntil <= now(context);
}

/** Answers the list's version, "none" without any. Throws SCREENING_LIST_STALE: nothing is paid until two people have let a newer list into force. */
export async function requireFreshList(context: { books: BooksToRead; clock: Clock }): Promise<string> {
  if (!(await isListStale(context))) return (await context.books.newestDenylist())?.listVersion ?? "none";
  throw new AppError(
    "SCREENING_LIST_STALE",
    "The screening list is older than its limit; a newer one has to be imported and approved before anything is paid",
  );
}
