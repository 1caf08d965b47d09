/** The address book per client, with the warnings that a row needs (R5.2, R5.5). */
import type { WalletAddress } from "#shared/contract/address.ts";
import { ADDRESS_STATUS_LABELS } from "#shared/domain/statuses.ts";

export type ClientAddresses = { customerNo: string; customerName: string; addresses: WalletAddress[] };

export function byClient(addresses: readonly WalletAddress[]): ClientAddresses[] {
  const groups = new Map<string, ClientAddresses>();
  for (const address of addresses) {
    const group = groups.get(address.customerNo) ?? {
      customerNo: address.customerNo,
      customerName: address.customerName,
      addresses: [],
    };
    group.addresses.push(address);
    groups.set(address.customerNo, group);
  }
  const order = Object.keys(ADDRESS_STATUS_LABELS);
  for (const group of groups.values())
    group.addresses.sort(
      (left, right) =>
        Number(right.status === "VERIFIED") - Number(left.status === "VERIFIED") ||
        order.indexOf(left.status) - order.indexOf(right.status) ||
        (left.createdAt < right.createdAt ? -1 : 1),
    );
  return [...groups.values()].sort((left, right) => (left.customerNo < right.customerNo ? -1 : 1));
}

export function statusCounts(addresses: readonly WalletAddress[]): { status: string; count: number }[] {
  const counts = new Map<string, number>();
  for (const address of addresses) counts.set(address.status, (counts.get(address.status) ?? 0) + 1);
  return Object.keys(ADDRESS_STATUS_LABELS).flatMap((status) => {
    const count = counts.get(status);
    return count === undefined ? [] : [{ status, count }];
  });
}
