import { and, eq } from "drizzle-orm";

import type { ChainReader } from "#central/chain/ChainReader.ts";
import type { CurrencyRow, NetworkRow } from "#central/configuration/toCurrency.ts";
import type { Context } from "#central/context.ts";
import { currencies, networks } from "#central/store/tables.ts";
import { AppError } from "#shared/errors.ts";

export type Rules = { network: NetworkRow; currency: CurrencyRow };

/** The configuration as it is now. Throws NOT_FOUND when network or currency is not configured any more. */
export async function loadRules(
  context: Pick<Context, "db">,
  of: { network: string; currency: string },
): Promise<Rules> {
  const [network] = await context.db.select().from(networks).where(eq(networks.code, of.network));
  const [currency] = await context.db
    .select()
    .from(currencies)
    .where(and(eq(currencies.network, of.network), eq(currencies.code, of.currency)));
  if (!network || !currency)
    throw new AppError("NOT_FOUND", `${of.currency} on ${of.network} is not configured any more`);
  return { network, currency };
}

/** Throws CHAIN_UNAVAILABLE when the service was given no node for the network. */
export function chainOf(context: Pick<Context, "chains">, network: string): ChainReader {
  const chain = context.chains.byNetwork.get(network);
  if (!chain) throw new AppError("CHAIN_UNAVAILABLE", `The service has no node for ${network}`);
  return chain;
}
