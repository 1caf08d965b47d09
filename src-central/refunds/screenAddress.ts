/** Screening: the exact address against the newest list of denied ones. A list of another kind would go behind the same function. */
import type { BooksToRead } from "#central/books/Books.ts";
import { type Clock, later } from "#central/clock.ts";
import { now } from "#central/context.ts";
import type { Deposit } from "#shared/contract/deposit.ts";
import { DEFAULT_REFUND_LIMITS } from "./limits.ts";

export type Screening = NonNullable<Deposit["screening"]>;

/** HIT when one of the addresses stands on the list. Fresh for 24 hours (requirements, "screening age"). */
export async function screenAddresses(
  context: { books: BooksToRead; clock: Clock },
  addresses: readonly string[],
): Promise<Screening> {
  const at = now(context);
  const listVersion = (await context.books.newestDenylist()) ?? "none";
  let result: Screening["result"] = "CLEAR";
  for (const address of new Set(addresses.map((one) => one.toLowerCase())))
    if (await context.books.isDenied(listVersion, address)) result = "HIT";
  return { result, listVersion, at, validUntil: later(at, DEFAULT_REFUND_LIMITS.screeningValidityMs) };
}
