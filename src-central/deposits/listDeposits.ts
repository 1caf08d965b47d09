/** The multi-condition search (guide, "Deposit Record Query and Tracking"; R10.1, R10.2). Conditions join with AND, statuses with OR. */
import { and, eq, gte, ilike, inArray, like, lte, or, type SQL } from "drizzle-orm";

import type { Context } from "#central/context.ts";
import { afterCursor, newestFirst, pageFrom } from "#central/http/pages.ts";
import { likeExactly } from "#central/store/inTransaction.ts";
import { deposits } from "#central/store/tables.ts";
import type { http, QueryOf, ResponseOf } from "#shared/contract/http.ts";
import { toDeposit } from "./toDeposit.ts";

type Query = QueryOf<typeof http.deposits.list>;

export async function listDeposits(context: Context, query: Query): Promise<ResponseOf<typeof http.deposits.list>> {
  const rows = await context.db
    .select()
    .from(deposits)
    .where(and(conditionsOf(query), afterCursor(deposits, query.cursor)))
    .orderBy(...newestFirst(deposits))
    .limit(query.limit + 1);
  return pageFrom(rows, query.limit, toDeposit);
}

function conditionsOf(query: Query): SQL | undefined {
  const { recordNo, customerNo, securitiesAccount, status, currency, network, txHash, address, q } = query;
  const { createdFrom, createdTo, amountMin, amountMax } = query;
  return and(
    // exact, or the beginning
    recordNo === undefined ? undefined : like(deposits.recordNo, `${likeExactly(recordNo.trim().toUpperCase())}%`),
    customerNo === undefined ? undefined : eq(deposits.customerNo, customerNo),
    securitiesAccount === undefined ? undefined : eq(deposits.securitiesAccount, securitiesAccount),
    status === undefined ? undefined : inArray(deposits.status, status),
    currency === undefined ? undefined : eq(deposits.currency, currency),
    network === undefined ? undefined : eq(deposits.network, network),
    txHash === undefined ? undefined : eq(deposits.txHash, txHash.toLowerCase()),
    address === undefined ? undefined : anyAddress(address.toLowerCase()),
    createdFrom === undefined ? undefined : gte(deposits.createdAt, createdFrom),
    createdTo === undefined ? undefined : lte(deposits.createdAt, createdTo),
    amountMin === undefined ? undefined : gte(deposits.declaredAmount, amountMin),
    amountMax === undefined ? undefined : lte(deposits.declaredAmount, amountMax),
    q === undefined || q.trim() === "" ? undefined : anyText(q.trim()),
  );
}

function anyAddress(key: string): SQL | undefined {
  return or(eq(deposits.sourceKey, key), eq(deposits.destinationKey, key));
}

function anyText(text: string): SQL | undefined {
  const pattern = `%${likeExactly(text)}%`;
  return or(
    ilike(deposits.recordNo, pattern),
    ilike(deposits.customerNo, pattern),
    ilike(deposits.customerName, pattern),
    ilike(deposits.securitiesAccount, pattern),
    ilike(deposits.txHash, pattern),
    ilike(deposits.sourceKey, pattern),
    ilike(deposits.destinationKey, pattern),
  );
}
