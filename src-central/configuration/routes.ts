import { bookRoute, route, routeAfter, type RoutesOf } from "#central/http/route.ts";
import { http } from "#shared/contract/http.ts";
import { approveConfiguration, askChainAgain } from "./approveRules.ts";
import { approveVersion, rejectVersion, withdrawVersion } from "./decideVersion.ts";
import { listLimits } from "./listLimits.ts";
import { askChainAboutCurrency, askChainAboutNetwork, proposeCurrency, proposeNetwork } from "./proposeRules.ts";
import { proposeLimits } from "./proposeLimits.ts";
import { listCurrencies, listNetworks } from "./readConfiguration.ts";
import { rulesHistory } from "./rulesHistory.ts";
import { toVersion } from "./toCurrency.ts";

const of = http.configuration;

/** All lists are short and come whole. */
const whole = <Item>(items: Item[]) => ({ items, nextCursor: null, hasMore: false });

/** Those that need the books alone: of limits, the only versions that there are without a database. */
export const configurationBookRoutes = {
  propose: bookRoute(of.propose, (context, { body }) => proposeLimits(context, body)),
  approve: bookRoute(of.approve, async (context, { params, body, ifMatch }) =>
    toVersion(await approveVersion(context, { ...params, ...body, version: ifMatch })),
  ),
  reject: bookRoute(of.reject, async (context, { params, body, ifMatch }) =>
    toVersion(await rejectVersion(context, { ...params, ...body, version: ifMatch })),
  ),
  withdraw: bookRoute(of.withdraw, async (context, { params, body, ifMatch }) =>
    toVersion(await withdrawVersion(context, { ...params, ...body, version: ifMatch })),
  ),
};

export const configurationRoutes = {
  networks: route(of.networks, async (context) => whole(await listNetworks(context))),
  currencies: route(of.currencies, async (context) => whole(await listCurrencies(context))),
  limits: route(of.limits, async (context) => whole(await listLimits(context))),
  history: route(of.history, (context) => rulesHistory(context)),
  ...configurationBookRoutes,
  proposeCurrency: routeAfter(of.proposeCurrency, askChainAboutCurrency, (context, { body }) =>
    proposeCurrency(context, body),
  ),
  proposeNetwork: routeAfter(of.proposeNetwork, askChainAboutNetwork, (context, { body }) =>
    proposeNetwork(context, body),
  ),
  approve: routeAfter(of.approve, askChainAgain, (context, { params, body, ifMatch }) =>
    approveConfiguration(context, { ...params, ...body, version: ifMatch }),
  ),
} satisfies RoutesOf<"configuration">;
