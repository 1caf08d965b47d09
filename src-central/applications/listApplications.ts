import { and, eq, inArray, ne } from "drizzle-orm";

import type { Context } from "#central/context.ts";
import { afterCursor, newestFirst, pageFrom } from "#central/http/pages.ts";
import { applications } from "#central/store/tables.ts";
import type { http, QueryOf, ResponseOf } from "#shared/contract/http.ts";
import { toApplication } from "./toApplication.ts";

/** Without a status filter deleted ones are left out; under "Deleted" they stay readable (R8.2). */
export async function listApplications(
  context: Context,
  query: QueryOf<typeof http.applications.list>,
): Promise<ResponseOf<typeof http.applications.list>> {
  const { status, customerNo, currency, cursor, limit } = query;
  const rows = await context.db
    .select()
    .from(applications)
    .where(
      and(
        status === undefined ? ne(applications.status, "DELETED") : inArray(applications.status, status),
        customerNo === undefined ? undefined : eq(applications.customerNo, customerNo),
        currency === undefined ? undefined : eq(applications.currency, currency),
        afterCursor(applications, cursor),
      ),
    )
    .orderBy(...newestFirst(applications))
    .limit(limit + 1);
  return pageFrom(rows, limit, toApplication);
}
