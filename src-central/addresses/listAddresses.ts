import { and, eq, inArray, like } from "drizzle-orm";

import type { Context } from "#central/context.ts";
import { afterCursor, newestFirst, pageFrom } from "#central/http/pages.ts";
import { likeExactly } from "#central/store/inTransaction.ts";
import { walletAddresses } from "#central/store/tables.ts";
import type { http, QueryOf, ResponseOf } from "#shared/contract/http.ts";
import { toWalletAddress } from "./toWalletAddress.ts";

/** R5.2. An address is found by its whole text or its beginning. */
export async function listAddresses(
  context: Context,
  query: QueryOf<typeof http.addresses.list>,
): Promise<ResponseOf<typeof http.addresses.list>> {
  const { customerNo, network, status, address, cursor, limit } = query;
  const rows = await context.db
    .select()
    .from(walletAddresses)
    .where(
      and(
        customerNo === undefined ? undefined : eq(walletAddresses.customerNo, customerNo),
        network === undefined ? undefined : eq(walletAddresses.network, network),
        status === undefined ? undefined : inArray(walletAddresses.status, status),
        address === undefined
          ? undefined
          : like(walletAddresses.addressKey, `${likeExactly(address.trim().toLowerCase())}%`),
        afterCursor(walletAddresses, cursor),
      ),
    )
    .orderBy(...newestFirst(walletAddresses))
    .limit(limit + 1);
  return pageFrom(rows, limit, toWalletAddress);
}
