import { type Context, personOf } from "#central/context.ts";
import type { Bootstrap } from "#shared/contract/sync.ts";
import { writeCursor } from "./cursor.ts";
import { entitiesFor, ENTITY_READERS } from "./entities.ts";
import { readFeedHead } from "./feedHead.ts";
import { permissionsHash } from "./permissionsHash.ts";

/** The cursor is fixed before any row is read, so that every change made meanwhile comes after it (API contract, Sync 1 to 3). */
export async function readBootstrap(context: Context): Promise<Bootstrap> {
  const { permissions } = personOf(context);
  const { feedId, seq } = await readFeedHead(context.db);
  const entities = [];
  for (const name of entitiesFor(permissions))
    entities.push({ name, count: await ENTITY_READERS[name].count(context.db) });
  return {
    feedId,
    cursor: writeCursor(feedId, permissionsHash(permissions, context.sha256), seq),
    headSeq: seq,
    entities,
  };
}
