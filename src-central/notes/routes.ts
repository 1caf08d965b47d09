import { route, type RoutesOf } from "#central/http/route.ts";
import { http } from "#shared/contract/http.ts";
import { listNotes, writeNote } from "./restrictedNotes.ts";

export const noteRoutes = {
  list: route(http.notes.list, async (context, { params }) => ({
    items: await listNotes(context, params.id),
    nextCursor: null,
    hasMore: false,
  })),
  write: route(http.notes.write, (context, { params, body }) => writeNote(context, { ...params, ...body })),
} satisfies RoutesOf<"notes">;
