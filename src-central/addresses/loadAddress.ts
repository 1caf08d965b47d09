import { and, eq } from "drizzle-orm";

import type { Context } from "#central/context.ts";
import { walletAddresses } from "#central/store/tables.ts";
import { AppError } from "#shared/errors.ts";
import type { WalletAddressRow } from "./toWalletAddress.ts";

/** Throws NOT_FOUND. */
export async function loadAddress(context: Pick<Context, "db">, id: string): Promise<WalletAddressRow> {
  const [row] = await context.db.select().from(walletAddresses).where(eq(walletAddresses.id, id));
  if (!row) throw new AppError("NOT_FOUND", "There is no such address");
  return row;
}

/** For changing: nobody else changes it until this transaction ends. Throws NOT_FOUND. */
export async function lockAddress(context: Pick<Context, "db">, id: string): Promise<WalletAddressRow> {
  const [row] = await context.db.select().from(walletAddresses).where(eq(walletAddresses.id, id)).for("update");
  if (!row) throw new AppError("NOT_FOUND", "There is no such address");
  return row;
}

/** A client's address on a network, however its letters are written. */
export async function findAddress(
  context: Pick<Context, "db">,
  where: { customerNo: string; network: string; address: string },
): Promise<WalletAddressRow | null> {
  const [row] = await context.db
    .select()
    .from(walletAddresses)
    .where(
      and(
        eq(walletAddresses.customerNo, where.customerNo),
        eq(walletAddresses.network, where.network),
        eq(walletAddresses.addressKey, where.address.toLowerCase()),
      ),
    );
  return row ?? null;
}
