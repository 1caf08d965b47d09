import { route, type RoutesOf } from "#central/http/route.ts";
import { http } from "#shared/contract/http.ts";
import { changeView, listViews, removeView, saveView } from "./savedViews.ts";

export const viewRoutes = {
  list: route(http.views.list, async (context) => ({
    items: await listViews(context),
    nextCursor: null,
    hasMore: false,
  })),
  save: route(http.views.save, (context, { body }) => saveView(context, body)),
  change: route(http.views.change, (context, { params, body, ifMatch }) =>
    changeView(context, { ...params, ...body, seenVersion: ifMatch }),
  ),
  remove: route(http.views.remove, (context, { params, ifMatch }) =>
    removeView(context, { ...params, seenVersion: ifMatch }),
  ),
} satisfies RoutesOf<"views">;
