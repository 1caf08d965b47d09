/** Every network and currency that is configured or proposed: what holds, every version, and what a change would meet. */
import { asc, inArray } from "drizzle-orm";

import type { Context } from "#central/context.ts";
import { configurationVersions } from "#central/store/tables.ts";
import { type RulesHistory, WHOLE_NETWORK } from "#shared/contract/configuration.ts";
import { countAffected } from "./affected.ts";
import { appliedNumber } from "./applyVersion.ts";
import { listCurrencies, listNetworks } from "./readConfiguration.ts";
import { type ConfigurationVersionRow, currencyRulesOf, networkRulesOf, versionsOf } from "./toCurrency.ts";

export async function rulesHistory(context: Context): Promise<RulesHistory> {
  const networks = new Map((await listNetworks(context)).map((one) => [one.code, one]));
  const currencies = new Map((await listCurrencies(context)).map((one) => [`${one.network}/${one.code}`, one]));
  const rows = await context.db
    .select()
    .from(configurationVersions)
    .where(inArray(configurationVersions.kind, ["CURRENCY", "NETWORK"]))
    .orderBy(asc(configurationVersions.number));
  const counts = await countAffected(context.db);
  const ofNetworks = versionsOf("NETWORK", rows);
  const ofCurrencies = versionsOf("CURRENCY", rows);
  const history: RulesHistory = { networks: [], currencies: [] };
  for (const network of keys([...networks.keys()], ofNetworks, (one) => one.network)) {
    const current = networks.get(network) ?? null;
    history.networks.push({
      network,
      version: current?.version ?? null,
      rules: current && networkRulesOf(current),
      affected: counts.of(network, null),
      appliedNumber: await appliedNumber(context, { kind: "NETWORK", network, currency: WHOLE_NETWORK }),
      versions: ofNetworks.filter((one) => one.network === network).toReversed(),
    });
  }
  for (const key of keys([...currencies.keys()], ofCurrencies, (one) => `${one.network}/${one.currency}`)) {
    const [network = "", currency = ""] = key.split("/");
    const current = currencies.get(key) ?? null;
    history.currencies.push({
      network,
      currency,
      version: current?.version ?? null,
      rules: current && currencyRulesOf(current),
      affected: counts.of(network, currency),
      appliedNumber: await appliedNumber(context, { kind: "CURRENCY", network, currency }),
      versions: ofCurrencies.filter((one) => one.network === network && one.currency === currency).toReversed(),
    });
  }
  return history;
}

/** Those that are configured, and those that are only proposed. */
function keys<Row extends ConfigurationVersionRow>(
  configured: readonly string[],
  proposed: readonly Row[],
  keyOf: (row: Row) => string,
): string[] {
  return [...new Set([...configured, ...proposed.map(keyOf)])].toSorted();
}
