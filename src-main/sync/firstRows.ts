/**
 * First sync (API contract, Sync 1 and 2): the place in the feed is fixed first, then every entity is read in key order. The next page is fetched
 * while the last is being stored. Each page and its place are one transaction of the writer, so that a cut anywhere goes on where it was.
 */
import { http } from "#shared/contract/http.ts";
import { type Bootstrap, type SyncEntity } from "#shared/contract/sync.ts";
import type { Remote } from "#main/remote/Remote.ts";
import type { EntityProgress } from "#main/store/cacheState.ts";
import type { WriterPort } from "#main/store/WriterPort.ts";
import type { Packed } from "#main/world/unpack.ts";

export const PAGE_TIMEOUT_MS = 60_000;

/** Few big rows or many small ones: a page stays well below what one answer may weigh. */
const ROWS_A_PAGE: Record<SyncEntity, number> = {
  networks: 1_000,
  currencies: 1_000,
  walletAddresses: 4_000,
  applications: 4_000,
  deposits: 4_000,
  refunds: 1_000,
  events: 5_000,
};

/** False when it was called off: what is stored stays, and the next call goes on there. */
export async function loadFirstRows(
  rooms: { remote: Remote; writer: WriterPort; signal: AbortSignal },
  onProgress: (entities: EntityProgress[]) => void,
): Promise<boolean> {
  try {
    await loadAll(rooms, onProgress);
    return true;
  } catch (error) {
    if (rooms.signal.aborted) return false;
    throw error;
  }
}

async function loadAll(
  rooms: { remote: Remote; writer: WriterPort; signal: AbortSignal },
  onProgress: (entities: EntityProgress[]) => void,
): Promise<void> {
  const { remote, writer, signal } = rooms;
  let state = await writer.state();
  if (state === null) {
    const start: Bootstrap = await remote.call(http.sync.bootstrap, { signal });
    await writer.begin(start);
    state = await writer.state();
  }
  const entities = state?.entities ?? [];
  onProgress(entities);
  for (const entity of entities) if (!entity.finished) await loadEntity(rooms, entity, () => onProgress(entities));
  await writer.finishLoading();
}

async function loadEntity(
  { remote, writer, signal }: { remote: Remote; writer: WriterPort; signal: AbortSignal },
  entity: EntityProgress,
  onPage: () => void,
): Promise<void> {
  const fetchAfter = (after: string | null): Promise<Packed> => {
    const query = { limit: ROWS_A_PAGE[entity.name], ...(after === null ? {} : { after }) };
    const page = remote.packed(http.sync.rows, {
      params: { entity: entity.name },
      query,
      timeoutMs: PAGE_TIMEOUT_MS,
      signal,
    });
    // Its failure is met where it is awaited; until then it must not count as unhandled.
    page.catch(() => undefined);
    return page;
  };
  let fetching = fetchAfter(entity.after);
  for (;;) {
    const { nextAfter, count } = await writer.stageRows(entity.name, await fetching);
    if (nextAfter !== null) fetching = fetchAfter(nextAfter);
    await writer.applyStaged();
    entity.done += count;
    if (nextAfter === null) entity.finished = true;
    onPage();
    if (nextAfter === null) return;
    signal.throwIfAborted();
  }
}
