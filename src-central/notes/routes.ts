import { route, routeAfter, type RoutesOf } from "#central/http/route.ts";
import { http } from "#shared/contract/http.ts";
import { openNotes } from "./openNotes.ts";
import { writeNote } from "./restrictedNotes.ts";

export const noteRoutes = {
  list: routeAfter(
    http.notes.list,
    (outside, { params }) => openNotes(outside, params.id),
    async (_context, _input, items) => ({ items, nextCursor: null, hasMore: false }),
  ),
  write: route(http.notes.write, (context, { params, body }) => writeNote(context, { ...params, ...body })),
} satisfies RoutesOf<"notes">;
