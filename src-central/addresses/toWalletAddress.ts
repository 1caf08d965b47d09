import type { WalletAddress } from "#shared/contract/address.ts";
import type { walletAddresses } from "#central/store/tables.ts";

export type WalletAddressRow = typeof walletAddresses.$inferSelect;

export function toWalletAddress(row: WalletAddressRow): WalletAddress {
  const { addressKey, edgeKey, proofDetails, addedById, ...wire } = row;
  return wire;
}
