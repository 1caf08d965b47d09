import type { AddressProof } from "#shared/contract/address.ts";
import { confirmationsAt } from "#shared/domain/confirmations.ts";
import type { addressProofs } from "#central/store/tables.ts";

export type AddressProofRow = typeof addressProofs.$inferSelect;

/** `read`: the last block that was read on the proof's network, and how many confirmations that network asks for. */
export function toAddressProof(
  row: AddressProofRow,
  read: { block: bigint; requiredConfirmations: number } | null,
): AddressProof {
  const { sourceKey, destinationKey, seen, currency, amount, destination, ...wire } = row;
  return {
    ...wire,
    payment: currency === null || amount === null || destination === null ? null : { currency, amount, destination },
    confirmations:
      seen === null || read === null
        ? null
        : {
            current: Math.max(0, confirmationsAt(read.block, BigInt(seen.blockNumber))),
            required: read.requiredConfirmations,
          },
  };
}
