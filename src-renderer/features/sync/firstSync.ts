/** How far a first sync is, from the counts the engine tells. */
import type { SyncStatus } from "#shared/contract/ipc.ts";
import type { SyncEntity } from "#shared/contract/sync.ts";
import { t } from "#renderer/i18n/t.ts";

export function entityLabel(entity: SyncEntity): string {
  return t(`sync:entities.${entity}`);
}

/** 0 to 1 over all entities; null while no total is known. */
export function firstSyncShare({ entities }: SyncStatus): number | null {
  let done = 0;
  let of = 0;
  for (const entity of entities) {
    if (entity.of === null) continue;
    of += entity.of;
    done += Math.min(entity.done, entity.of);
  }
  return of === 0 ? null : done / of;
}

/** The entity being read now: the first that is not complete. */
export function presentEntity({ entities }: SyncStatus): SyncStatus["entities"][number] | null {
  return entities.find((entity) => entity.of === null || entity.done < entity.of) ?? null;
}
