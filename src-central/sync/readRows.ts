import { type Context, personOf } from "#central/context.ts";
import type { http, QueryOf, ResponseOf } from "#shared/contract/http.ts";
import { SYNC_PERMISSIONS, type SyncEntity } from "#shared/contract/sync.ts";
import { missingPermissionText } from "#shared/domain/permissions.ts";
import { AppError } from "#shared/errors.ts";
import { ENTITY_READERS } from "./entities.ts";

/** Rows of one entity in key order. Throws PERMISSION_DENIED. */
export async function readRows(
  context: Context,
  entity: SyncEntity,
  { after, limit }: QueryOf<typeof http.sync.rows>,
): Promise<ResponseOf<typeof http.sync.rows>> {
  const needed = SYNC_PERMISSIONS[entity];
  const { permissions } = personOf(context);
  if (needed !== null && !permissions.has(needed))
    throw new AppError("PERMISSION_DENIED", missingPermissionText(needed, []), {
      extra: { missingPermission: needed },
    });
  const items = await ENTITY_READERS[entity].page({ db: context.db, permissions }, after, limit);
  return { items, nextAfter: items.length === limit ? (items.at(-1)?.id ?? null) : null };
}
