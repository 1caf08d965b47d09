import { route, type RoutesOf } from "#central/http/route.ts";
import { http } from "#shared/contract/http.ts";
import { listAddresses } from "./listAddresses.ts";
import { loadAddress } from "./loadAddress.ts";
import { toWalletAddress } from "./toWalletAddress.ts";

export const addressRoutes = {
  list: route(http.addresses.list, (context, { query }) => listAddresses(context, query)),
  get: route(http.addresses.get, async (context, { params }) => toWalletAddress(await loadAddress(context, params.id))),
} satisfies RoutesOf<"addresses">;
