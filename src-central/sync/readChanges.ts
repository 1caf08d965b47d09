import { and, asc, gt, inArray, lte } from "drizzle-orm";

import { type Context, personOf } from "#central/context.ts";
import { feed } from "#central/store/tables.ts";
import type { http, QueryOf } from "#shared/contract/http.ts";
import type { Change, ChangesPage, SyncEntity } from "#shared/contract/sync.ts";
import { readCursor, writeCursor } from "./cursor.ts";
import { entitiesFor, ENTITY_READERS, type SyncRow } from "./entities.ts";
import { readFeedHead } from "./feedHead.ts";
import { permissionsHash } from "./permissionsHash.ts";

type FeedRow = typeof feed.$inferSelect;

/**
 * Everything that changed after a cursor, newest state per row, nothing that the person may not read. A page may be empty.
 * Throws SYNC_RESET_REQUIRED, CURSOR_INVALID.
 */
export async function readChanges(
  context: Context,
  { cursor, limit }: QueryOf<typeof http.sync.changes>,
): Promise<ChangesPage> {
  const { permissions } = personOf(context);
  const rights = permissionsHash(permissions, context.sha256);
  const head = await readFeedHead(context.db);
  const from = readCursor(cursor, head, rights);
  const rows = await context.db
    .select()
    .from(feed)
    .where(and(gt(feed.seq, from), lte(feed.seq, head.seq), inArray(feed.entity, entitiesFor(permissions))))
    .orderBy(asc(feed.seq))
    .limit(limit + 1);
  const shown = rows.slice(0, limit);
  const hasMore = rows.length > limit;
  const reached = hasMore ? (shown.at(-1)?.seq ?? from) : head.seq;
  return {
    feedId: head.feedId,
    items: await withRows(context, shown),
    nextCursor: writeCursor(head.feedId, rights, reached),
    headSeq: head.seq,
    hasMore,
  };
}

async function withRows(context: Context, rows: readonly FeedRow[]): Promise<Change[]> {
  const byEntity = new Map<string, Map<string, SyncRow>>();
  for (const entity of new Set(rows.map((row) => row.entity))) {
    const ids = rows.filter((row) => row.entity === entity && row.op === "upsert").map(({ entityId }) => entityId);
    const found = await ENTITY_READERS[entity as SyncEntity].byIds(
      { db: context.db, permissions: personOf(context).permissions },
      ids,
    );
    byEntity.set(entity, new Map(found.map((row) => [row.id, row])));
  }
  return rows.map(({ seq, entity, entityId: id, op, version, at }): Change => {
    const data = byEntity.get(entity)?.get(id) ?? null;
    if (op === "delete" || data === null) return { seq, entity, id, op: "delete", version, at, data: null };
    return { seq, entity, id, op, version: data.version, at: data.updatedAt ?? data.at ?? at, data };
  });
}
