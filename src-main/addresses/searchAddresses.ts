/** Clients' wallet addresses (S5), from the cache. */
import type { WalletAddress } from "#shared/contract/address.ts";
import type { CallParsed, Calls } from "#shared/contract/ipc.ts";
import type { Desk } from "#main/session/Desk.ts";

export function searchAddresses({ cache }: Desk, input: CallParsed<Calls["addresses"]["search"]>): WalletAddress[] {
  return cache.searchAddresses(input);
}
