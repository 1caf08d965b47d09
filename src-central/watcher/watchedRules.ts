/** The rules of one network while a block is recorded: read once per transaction. */
import { currencyAtVersion, findNetwork, listCurrencies } from "#central/configuration/readConfiguration.ts";
import type { Context } from "#central/context.ts";
import type { DepositRow } from "#central/deposits/toDeposit.ts";
import type { Currency, Network } from "#shared/contract/currency.ts";
import { AppError } from "#shared/errors.ts";
import { sameAsset } from "./seenTransfers.ts";

export type WatchedRules = {
  network: Network;
  /** configured on this network now */
  currencies: readonly Currency[];
};

/** Throws NOT_FOUND for a network that is not configured. */
export async function watchedRules(context: Pick<Context, "db">, code: string): Promise<WatchedRules> {
  const network = await findNetwork(context, code);
  if (network === null) throw new AppError("NOT_FOUND", `The network ${code} is not configured`);
  const currencies = (await listCurrencies(context)).filter((currency) => currency.network === code);
  return { network, currencies };
}

/** The configured currency of an asset; null for a token that nobody configured. */
export function currencyOfAsset(rules: WatchedRules, contractAddress: string | null): Currency | null {
  return rules.currencies.find((currency) => sameAsset(currency.contractAddress, contractAddress)) ?? null;
}

/** R4.4: the rules under which the record was created; today's only where those are lost. */
export async function rulesOfRecord(context: Pick<Context, "db">, record: DepositRow): Promise<Currency> {
  const kept = await currencyAtVersion(context, record);
  if (kept === null)
    throw new AppError("NOT_FOUND", `${record.currency} on ${record.network} is not configured any more`);
  return kept;
}
