import { type Context, now } from "#central/context.ts";
import type { CurrencyLimits } from "#shared/contract/configuration.ts";
import { invariant } from "#shared/errors.ts";
import { limitsOf } from "./limitsNow.ts";
import { listCurrencies, listNetworks } from "./readConfiguration.ts";
import { versionsOf } from "./toCurrency.ts";

/** Every currency's limits as they hold now, and all their versions, newest first. */
export async function listLimits(context: Context): Promise<CurrencyLimits[]> {
  const networks = new Map((await listNetworks(context)).map((network) => [network.code, network]));
  const all: CurrencyLimits[] = [];
  for (const currency of await listCurrencies(context)) {
    const network = networks.get(currency.network);
    invariant(network, "a currency's network is configured");
    const versions = await context.books.configurationVersions("PAYMENT_LIMITS", currency.network, currency.code);
    all.push({
      network: currency.network,
      currency: currency.code,
      inForce: limitsOf(versions, { network, currency }, now(context)),
      versions: versionsOf("PAYMENT_LIMITS", versions).toReversed(),
    });
  }
  return all;
}
