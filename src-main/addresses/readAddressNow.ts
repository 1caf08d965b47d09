import type { WalletAddress } from "#shared/contract/address.ts";
import { http } from "#shared/contract/http.ts";
import type { Desk } from "#main/session/Desk.ts";

/** As the central service has it now; the cache learns it at once. */
export async function readAddressNow(desk: Desk, id: string): Promise<WalletAddress> {
  return rememberAddress(desk, await desk.remote.call(http.addresses.get, { params: { id } }));
}

export async function rememberAddress({ remember }: Desk, address: WalletAddress): Promise<WalletAddress> {
  await remember("walletAddresses", [address]);
  return address;
}
