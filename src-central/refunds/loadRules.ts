import type { BooksToRead } from "#central/books/Books.ts";
import type { ChainReader } from "#central/chain/ChainReader.ts";
import type { CurrencyRow, NetworkRow } from "#central/configuration/toCurrency.ts";
import type { BookContext } from "#central/context.ts";
import { AppError } from "#shared/errors.ts";

export type Rules = { network: NetworkRow; currency: CurrencyRow };

/** The configuration as it is now. Throws NOT_FOUND when network or currency is not configured any more. */
export async function loadRules(
  { books }: { books: BooksToRead },
  of: { network: string; currency: string },
): Promise<Rules> {
  const rules = await books.rules(of.network, of.currency);
  if (!rules) throw new AppError("NOT_FOUND", `${of.currency} on ${of.network} is not configured any more`);
  return rules;
}

/** Throws CHAIN_UNAVAILABLE when the service was given no node for the network. */
export function chainOf(context: Pick<BookContext, "chains">, network: string): ChainReader {
  const chain = context.chains.byNetwork.get(network);
  if (!chain) throw new AppError("CHAIN_UNAVAILABLE", `The service has no node for ${network}`);
  return chain;
}
