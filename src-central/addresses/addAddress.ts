/** W1: a client's address becomes known, not yet verified. */
import { and, eq, ne } from "drizzle-orm";

import { parseAddress } from "#central/chain/parseAddress.ts";
import { type Context, newId, now } from "#central/context.ts";
import { customers, depositAddresses, walletAddresses } from "#central/store/tables.ts";
import { looksAlike } from "#shared/domain/addresses.ts";
import { SYSTEM } from "#shared/domain/machine.ts";
import { AppError } from "#shared/errors.ts";
import { createAddress } from "./moveAddress.ts";
import type { WalletAddressRow } from "./toWalletAddress.ts";

export type NewAddress = { customerNo: string; network: string; address: string; label: string; addedById?: string };

/**
 * Throws ADDRESS_INVALID, ADDRESS_CHECKSUM_INVALID, ADDRESS_FORBIDDEN, NOT_FOUND (client), ADDRESS_STATE (the client has it already on this network).
 * Look-alikes among all known addresses are noted on both sides (R5.5).
 */
export async function addAddress(context: Context, input: NewAddress): Promise<WalletAddressRow> {
  const address = parseAddress(input.address);
  const { db } = context;
  const [customer] = await db.select().from(customers).where(eq(customers.customerNo, input.customerNo));
  if (!customer) throw new AppError("NOT_FOUND", "There is no such client");
  const addressKey = address.toLowerCase();
  const [known] = await db
    .select({ id: walletAddresses.id })
    .from(walletAddresses)
    .where(
      and(
        eq(walletAddresses.customerNo, input.customerNo),
        eq(walletAddresses.network, input.network),
        eq(walletAddresses.addressKey, addressKey),
      ),
    );
  if (known) throw new AppError("ADDRESS_STATE", "The client has this address already");

  const twins = await findTwins(context, address);
  for (const twin of twins.rows)
    await db
      .update(walletAddresses)
      .set({ lookalikeOf: [...twin.lookalikeOf, address], version: twin.version + 1, updatedAt: now(context) })
      .where(eq(walletAddresses.id, twin.id));
  return createAddress(
    context,
    {
      id: newId(context),
      customerNo: input.customerNo,
      customerName: customer.name,
      network: input.network,
      address,
      addressKey,
      edgeKey: edgeKeyOf(address),
      label: input.label,
      addedById: input.addedById ?? null,
      lookalikeOf: twins.addresses,
    },
    // W1 is the client's, through the central service.
    { facts: { checksumValid: true, lookalikeChecked: true }, mover: SYSTEM },
  );
}

async function findTwins(
  context: Context,
  address: string,
): Promise<{ addresses: string[]; rows: WalletAddressRow[] }> {
  const rows = await context.db
    .select()
    .from(walletAddresses)
    .where(and(eq(walletAddresses.edgeKey, edgeKeyOf(address)), ne(walletAddresses.addressKey, address.toLowerCase())))
    .for("update");
  const own = await context.db.select({ address: depositAddresses.address }).from(depositAddresses);
  const alike = [...rows, ...own.filter((one) => looksAlike(one.address, address))].map((one) => one.address);
  return { addresses: [...new Set(alike)].toSorted(), rows: rows.filter((row) => !row.lookalikeOf.includes(address)) };
}

function edgeKeyOf(address: string): string {
  const key = address.toLowerCase();
  return key.slice(2, 6) + key.slice(-4);
}
