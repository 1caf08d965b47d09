import { bookRoute, route, type RoutesOf } from "#central/http/route.ts";
import { http } from "#shared/contract/http.ts";
import { approveVersion, rejectVersion, withdrawVersion } from "./decideVersion.ts";
import { listLimits } from "./listLimits.ts";
import { proposeVersion } from "./proposeVersion.ts";
import { listCurrencies, listNetworks } from "./readConfiguration.ts";

const of = http.configuration;

/** All lists are short and come whole. */
const whole = <Item>(items: Item[]) => ({ items, nextCursor: null, hasMore: false });

/** Those that need the books alone. */
export const configurationBookRoutes = {
  propose: bookRoute(of.propose, (context, { body }) => proposeVersion(context, body)),
  approve: bookRoute(of.approve, (context, { params, body, ifMatch }) =>
    approveVersion(context, { ...params, ...body, version: ifMatch }),
  ),
  reject: bookRoute(of.reject, (context, { params, body, ifMatch }) =>
    rejectVersion(context, { ...params, ...body, version: ifMatch }),
  ),
  withdraw: bookRoute(of.withdraw, (context, { params, body, ifMatch }) =>
    withdrawVersion(context, { ...params, ...body, version: ifMatch }),
  ),
};

export const configurationRoutes = {
  networks: route(of.networks, async (context) => whole(await listNetworks(context))),
  currencies: route(of.currencies, async (context) => whole(await listCurrencies(context))),
  limits: route(of.limits, async (context) => whole(await listLimits(context))),
  ...configurationBookRoutes,
} satisfies RoutesOf<"configuration">;
