import { desc, eq } from "drizzle-orm";

import type { Context } from "#central/context.ts";
import { findNetwork } from "#central/configuration/readConfiguration.ts";
import { addressProofs } from "#central/store/tables.ts";
import { loadCursor } from "#central/watcher/cursor.ts";
import type { AddressProof } from "#shared/contract/address.ts";
import { loadAddress } from "./loadAddress.ts";
import { type AddressProofRow, toAddressProof } from "./toAddressProof.ts";

/** Every try, newest first. Throws NOT_FOUND. */
export async function listProofs(context: Context, addressId: string): Promise<AddressProof[]> {
  const { network } = await loadAddress(context, addressId);
  const rows = await context.db
    .select()
    .from(addressProofs)
    .where(eq(addressProofs.addressId, addressId))
    .orderBy(desc(addressProofs.startedAt), desc(addressProofs.id))
    .limit(50);
  const read = await progressOf(context, network);
  return rows.map((row) => toAddressProof(row, read));
}

/** One, as it stands now. */
export async function showProof(context: Context, row: AddressProofRow): Promise<AddressProof> {
  return toAddressProof(row, await progressOf(context, row.network));
}

async function progressOf(context: Context, code: string) {
  const network = await findNetwork(context, code);
  const cursor = await loadCursor(context, code);
  return network === null || cursor === null
    ? null
    : { block: cursor.last.number, requiredConfirmations: network.requiredConfirmations };
}
