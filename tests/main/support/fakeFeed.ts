/** A central service reduced to its rows and its feed, with a switch to cut it at any request. */
import { type Endpoint, http } from "#shared/contract/http.ts";
import { SYNC_ENTITIES, type SyncEntity } from "#shared/contract/sync.ts";
import { AppError } from "#shared/errors.ts";
import type { Remote } from "#main/remote/Remote.ts";
import { bytesOf, packedPage } from "./openCache.ts";

type Row = { id: string; version: number };
type Change = {
  seq: number;
  entity: SyncEntity;
  id: string;
  op: "upsert" | "delete";
  version: number;
  data: Row | null;
};

export type FakeFeed = {
  remote: Remote;
  feedId: string;
  put(entity: SyncEntity, row: Row): void;
  remove(entity: SyncEntity, id: string, version: number): void;
  rows(entity: SyncEntity): Row[];
  /** called before each request is answered; may throw */
  beforeAnswer: (name: string) => void;
  /** a cursor below it is too old */
  oldestCursor: number;
  requests: string[];
  rowsAPage: number;
};

export function createFakeFeed(feedId = "00000000-0000-7000-a000-0000000000aa"): FakeFeed {
  const rows = new Map<SyncEntity, Map<string, Row>>(SYNC_ENTITIES.map((name) => [name, new Map()]));
  /** newest state per row, as the contract says */
  const changes = new Map<string, Change>();
  let seq = 0;

  const table = (entity: SyncEntity) => rows.get(entity) as Map<string, Row>;
  const answer = async (endpoint: Endpoint, args: { params?: unknown; query?: unknown }): Promise<unknown> => {
    const name = Object.entries(http.sync).find(([, one]) => one === endpoint)?.[0] ?? endpoint.path;
    feed.requests.push(name);
    await Promise.resolve();
    feed.beforeAnswer(name);
    if (endpoint === http.sync.bootstrap)
      return {
        feedId: feed.feedId,
        cursor: `${feed.feedId}:${seq}`,
        headSeq: seq,
        entities: SYNC_ENTITIES.map((entity) => ({ name: entity, count: table(entity).size })),
      };
    if (endpoint === http.sync.rows) {
      const { entity } = args.params as { entity: SyncEntity };
      const { after, limit } = args.query as { after?: string; limit: number };
      const sorted = [...table(entity).values()].toSorted((a, b) => (a.id < b.id ? -1 : 1));
      const rest = sorted.filter((row) => after === undefined || row.id > after);
      const items = rest.slice(0, Math.min(limit, feed.rowsAPage));
      return { items, nextAfter: rest.length > items.length ? (items.at(-1)?.id ?? null) : null };
    }
    if (endpoint === http.sync.changes) {
      const { cursor, limit } = args.query as { cursor: string; limit: number };
      const [of = "", from = "0"] = cursor.split(":");
      if (of !== feed.feedId) throw resetRequired("FEED_CHANGED");
      if (Number(from) < feed.oldestCursor) throw resetRequired("CURSOR_EXPIRED");
      const rest = [...changes.values()]
        .filter((change) => change.seq > Number(from))
        .toSorted((a, b) => a.seq - b.seq);
      const items = rest.slice(0, Math.min(limit, feed.rowsAPage));
      const hasMore = rest.length > items.length;
      const next = hasMore ? (items.at(-1)?.seq ?? seq) : seq;
      const at = "2026-11-22T00:00:00.000Z";
      return {
        feedId: feed.feedId,
        items: items.map((change) => ({ ...change, at })),
        nextCursor: `${feed.feedId}:${next}`,
        headSeq: seq,
        hasMore,
      };
    }
    return {};
  };

  const remote: Remote = {
    baseUrl: "http://127.0.0.1:1",
    call: async (endpoint, args) => (await answer(endpoint, args)) as never,
    bytes: async (endpoint, args) => bytesOf(await answer(endpoint, args)),
    packed: async (endpoint, args) => packedPage(await answer(endpoint, args)),
    streamHeaders: () => null,
    useTokens: () => undefined,
    useWatcher: () => undefined,
    certificate: () => null,
    close: () => undefined,
  };
  const feed: FakeFeed = {
    remote,
    feedId,
    put(entity, row) {
      seq += 1;
      table(entity).set(row.id, row);
      changes.set(`${entity} ${row.id}`, { seq, entity, id: row.id, op: "upsert", version: row.version, data: row });
    },
    remove(entity, id, version) {
      seq += 1;
      table(entity).delete(id);
      changes.set(`${entity} ${id}`, { seq, entity, id, op: "delete", version, data: null });
    },
    rows: (entity) => [...table(entity).values()],
    beforeAnswer: () => undefined,
    oldestCursor: 0,
    requests: [],
    rowsAPage: 7,
  };
  return feed;
}

function resetRequired(reason: string): AppError {
  return new AppError("SYNC_RESET_REQUIRED", "start again", { extra: { resetReason: reason } });
}
