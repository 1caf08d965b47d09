import { route, type RoutesOf } from "#central/http/route.ts";
import { http } from "#shared/contract/http.ts";
import { pageText } from "#shared/contract/pageText.ts";
import { readBootstrap } from "./readBootstrap.ts";
import { readChanges } from "./readChanges.ts";
import { readRows } from "./readRows.ts";

export const syncRoutes = {
  bootstrap: route(http.sync.bootstrap, readBootstrap),
  rows: {
    ...route(http.sync.rows, (context, { params, query }) => readRows(context, params.entity, query)),
    text: pageText,
  },
  changes: { ...route(http.sync.changes, (context, { query }) => readChanges(context, query)), text: pageText },
} satisfies RoutesOf<"sync">;
