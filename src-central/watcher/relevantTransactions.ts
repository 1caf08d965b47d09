/** Which transactions of a block concern us: two questions to the database for a whole block, however many records wait. */
import { and, eq, inArray, or } from "drizzle-orm";

import type { BlockContents } from "#central/chain/ChainReader.ts";
import type { Context } from "#central/context.ts";
import { depositAddresses, deposits } from "#central/store/tables.ts";
import { seenTransfers } from "./seenTransfers.ts";

/** Hashes of those that pay one of our deposit addresses, or that a record names (declared, or found earlier). */
export async function relevantTransactions(
  { db }: Pick<Context, "db">,
  network: string,
  contents: BlockContents,
): Promise<Set<string>> {
  const transfers = seenTransfers(contents.transactions, contents.tokenTransfers);
  const hashes = contents.transactions.map(({ hash }) => hash);
  if (hashes.length === 0) return new Set();
  const receivers = await ourAddresses(
    { db },
    network,
    transfers.map(({ to }) => to),
  );
  const relevant = new Set(transfers.filter(({ to }) => receivers.has(to.toLowerCase())).map(({ txHash }) => txHash));
  const named = await db
    .select({ txHash: deposits.txHash, transferTxHash: deposits.transferTxHash })
    .from(deposits)
    .where(
      and(
        eq(deposits.network, network),
        or(inArray(deposits.txHash, hashes), inArray(deposits.transferTxHash, hashes)),
      ),
    );
  for (const { txHash, transferTxHash } of named)
    for (const hash of [txHash, transferTxHash]) if (hash !== null && hashes.includes(hash)) relevant.add(hash);
  return relevant;
}

/** Those of the addresses that take deposits for us, in lower case. */
export async function ourAddresses(
  { db }: Pick<Context, "db">,
  network: string,
  addresses: readonly string[],
): Promise<Set<string>> {
  const keys = [...new Set(addresses.map((address) => address.toLowerCase()))];
  if (keys.length === 0) return new Set();
  const rows = await db
    .select({ addressKey: depositAddresses.addressKey })
    .from(depositAddresses)
    .where(and(eq(depositAddresses.network, network), inArray(depositAddresses.addressKey, keys)));
  return new Set(rows.map(({ addressKey }) => addressKey));
}
