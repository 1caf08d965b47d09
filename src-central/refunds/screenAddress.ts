/** Screening: the exact address against the newest list of denied ones. A list of another kind would go behind the same function. */
import type { BooksToRead } from "#central/books/Books.ts";
import { type Clock, later } from "#central/clock.ts";
import { now } from "#central/context.ts";
import type { Deposit } from "#shared/contract/deposit.ts";
import { AppError } from "#shared/errors.ts";
import { DEFAULT_REFUND_LIMITS } from "./limits.ts";

export type Screening = NonNullable<Deposit["screening"]>;

type Lists = { books: BooksToRead; clock: Clock };

/**
 * HIT when one of the addresses stands on the list; NOT_SCREENED while no list was ever let into force: without one, nobody is clear.
 * Fresh for 24 hours (requirements, "screening age").
 */
export async function screenAddresses(context: Lists, addresses: readonly string[]): Promise<Screening> {
  const at = now(context);
  const list = await context.books.newestDenylist();
  if (list === null) return { result: "NOT_SCREENED", listVersion: "none", at, validUntil: at };
  const { listVersion, goodUntil } = list;
  let result: Screening["result"] = "CLEAR";
  for (const address of new Set(addresses.map((one) => one.toLowerCase())))
    if (await context.books.isDenied(listVersion, address)) result = "HIT";
  const validUntil = later(at, DEFAULT_REFUND_LIMITS.screeningValidityMs);
  return { result, listVersion, at, validUntil: goodUntil !== null && goodUntil < validUntil ? goodUntil : validUntil };
}

/** Throws SCREENING_LIST_MISSING, or SCREENING_HIT for whatever else is not clear. `step`: what waits for compliance, "requested" or "paid". */
export async function requireClear(context: Lists, addresses: readonly string[], step: string): Promise<Screening> {
  const screening = await screenAddresses(context, addresses);
  if (screening.result === "NOT_SCREENED") throw listMissing();
  if (screening.result !== "CLEAR")
    throw new AppError("SCREENING_HIT", `Compliance has to look at this refund before it can be ${step}`);
  return screening;
}

export function listMissing(): AppError {
  return new AppError(
    "SCREENING_LIST_MISSING",
    "No screening list is in force; one has to be imported and approved under Screening before anything is proven, requested, paid or credited",
  );
}

/** The list in force is older than its limit: who is clear by it may have been listed since. */
export async function isListStale(context: Lists): Promise<boolean> {
  const list = await context.books.newestDenylist();
  return list !== null && list.goodUntil !== null && list.goodUntil <= now(context);
}

/**
 * Answers the list's version. Throws SCREENING_LIST_MISSING without any, SCREENING_LIST_STALE for one past its limit: nothing is paid until
 * two people have let a newer list into force.
 */
export async function requireFreshList(context: Lists): Promise<string> {
  const list = await context.books.newestDenylist();
  if (list === null) throw listMissing();
  if (!(await isListStale(context))) return list.listVersion;
  throw new AppError(
    "SCREENING_LIST_STALE",
    "The screening list is older than its limit; a newer one has to be imported and approved before anything is paid",
  );
}
