/** R22.1: refunds, newest first. */
import { and, eq, gte, inArray, lte } from "drizzle-orm";

import type { Context } from "#central/context.ts";
import { afterCursor, newestFirst, pageFrom } from "#central/http/pages.ts";
import { refunds } from "#central/store/tables.ts";
import type { http, QueryOf, ResponseOf } from "#shared/contract/http.ts";
import { toRefunds } from "./toRefund.ts";

type List = (typeof http)["refunds"]["list"];

export async function listRefunds(context: Context, query: QueryOf<List>): Promise<ResponseOf<List>> {
  const { status, recordNo, customerNo, requestedBy, from, to, limit, cursor } = query;
  const rows = await context.db
    .select()
    .from(refunds)
    .where(
      and(
        status && inArray(refunds.status, status),
        recordNo === undefined ? undefined : eq(refunds.recordNo, recordNo),
        customerNo === undefined ? undefined : eq(refunds.customerNo, customerNo),
        requestedBy === undefined ? undefined : eq(refunds.requestedById, requestedBy),
        from === undefined ? undefined : gte(refunds.createdAt, from),
        to === undefined ? undefined : lte(refunds.createdAt, to),
        afterCursor(refunds, cursor),
      ),
    )
    .orderBy(...newestFirst(refunds))
    .limit(limit + 1);
  const page = pageFrom(rows, limit, (row) => row);
  return { ...page, items: await toRefunds(context, page.items) };
}
