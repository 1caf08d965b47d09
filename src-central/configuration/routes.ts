import { route, type RoutesOf } from "#central/http/route.ts";
import { http } from "#shared/contract/http.ts";
import { listCurrencies, listNetworks } from "./readConfiguration.ts";

/** Both lists are short and come whole. */
const whole = <Item>(items: Item[]) => ({ items, nextCursor: null, hasMore: false });

export const configurationRoutes = {
  networks: route(http.configuration.networks, async (context) => whole(await listNetworks(context))),
  currencies: route(http.configuration.currencies, async (context) => whole(await listCurrencies(context))),
} satisfies RoutesOf<"configuration">;
