/**
 * The one writer of a cache file. Runs in the sync worker thread (sync/worker.ts); the tests and the simulator run it in their own thread.
 * Rows and the place in the feed that they bring are one transaction: a kill at any point leaves the cache as before or after a page, never between.
 */
import type Database from "better-sqlite3";
import type { Bootstrap } from "#shared/contract/sync.ts";
import { bootstrap, SYNC_ENTITIES, type SyncEntity } from "#shared/contract/sync.ts";
import type { RefundDraft } from "#shared/contract/ipc.ts";
import type { KeptExportReport } from "./readRows.ts";
import { type OutboxEntry, outboxEntry } from "#shared/contract/outbox.ts";
import { AppError } from "#shared/errors.ts";
import { createRowApplier } from "./applyRows.ts";
import type { CacheState, EntityProgress } from "./cacheState.ts";
import { createDictionary } from "./dictionary.ts";
import { createFeedGuard } from "./feedGuard.ts";
import { idBytes } from "./idBytes.ts";
import { openEncrypted, type OpenOptions } from "./openEncrypted.ts";
import { isParked, parkIndexes, unparkIndexes } from "./parkedIndexes.ts";
import { readChanges, readRows, type SentRow, sentRow } from "./readPage.ts";
import { storeFault } from "./storeFault.ts";
import { type Packed, unpack } from "#main/world/unpack.ts";

export type StagedRows = { nextAfter: string | null; count: number };
export type AppliedChanges = {
  /** entities of which something changed */
  entities: SyncEntity[];
  hasMore: boolean;
  feedId: string;
  headSeq: number;
};
export type DraftRow = { userId: string; savedAt: number; draft: RefundDraft };

export type CacheWriter = {
  /** null: nothing was ever synced */
  state(): CacheState | null;
  /** Takes the answer of the bootstrap: where the feed stands, and how much is to come. */
  begin(start: Bootstrap): void;
  /** Unpacks, parses and checks a page of first rows and keeps it at hand; a page that does not fit the contract throws RESPONSE_INVALID and changes nothing. */
  stageRows(entity: SyncEntity, page: Packed): StagedRows;
  applyStaged(): void;
  /** All first rows are there: indexes, then the feed. */
  finishLoading(): void;
  /**
   * A page of the feed and its cursor in one transaction. `asOf` counts when the page is the last.
   * Throws SYNC_RESET_REQUIRED, and changes nothing, when the feed is another one than before or went back.
   */
  applyChanges(page: Packed, asOf: number): AppliedChanges;
  /** Answers of the central service to one's own actions, visible before the feed brings them. */
  remember(entity: SyncEntity, rows: readonly unknown[]): boolean;
  saveDraft(row: DraftRow): void;
  discardDraft(userId: string, depositId: string): void;
  /** Takes the place of what this person wanted to send about this record before. Throws INPUT_INVALID for anything but a review. */
  keepInOutbox(userId: string, entry: OutboxEntry): void;
  /** What became of an entry; one that was replaced or dropped meanwhile stays gone. */
  noteInOutbox(entry: OutboxEntry): void;
  dropFromOutbox(id: string): void;
  keepExportReport(userId: string, kept: KeptExportReport): void;
  dropExportReport(id: string): void;
  close(): void;
};

const STAMP_EVERY_MS = 5 * 60_000;
/** From here on the indexes are made after the first rows instead of with them. */
const MANY_ROWS = 20_000;

export function openCacheWriter(options: Omit<OpenOptions, "kind" | "synchronous">): CacheWriter {
  const { sqlite, close } = openEncrypted({ ...options, kind: "cache", synchronous: "NORMAL" });
  return createCacheWriter(sqlite, close);
}

export function createCacheWriter(sqlite: Database.Database, close: () => void): CacheWriter {
  const dictionary = createDictionary(sqlite);
  const applier = createRowApplier(sqlite, dictionary);
  dictionary.setIndexing(!isParked(sqlite));
  applier.setExpectNew(sqlite.prepare("SELECT 1 FROM sync_state WHERE phase = 'LOADING'").get() !== undefined);
  const guard = createFeedGuard();
  let staged: { entity: SyncEntity; rows: SentRow[]; nextAfter: string | null } | null = null;

  const readState = sqlite.prepare<[], Omit<CacheState, "entities">>(
    "SELECT phase, feed_id AS feedId, cursor, seq, head_seq AS headSeq, as_of AS asOf FROM sync_state WHERE one = 1",
  );
  const readEntities = sqlite.prepare<[], Omit<EntityProgress, "finished"> & { finished: number }>(
    "SELECT name, after, done, of, finished FROM sync_entities ORDER BY rowid",
  );
  const startState = sqlite.prepare(
    "INSERT OR REPLACE INTO sync_state (one, phase, feed_id, cursor, seq, head_seq, as_of) VALUES (1, 'LOADING', ?, ?, ?, ?, NULL)",
  );
  const startEntity = sqlite.prepare(
    "INSERT OR REPLACE INTO sync_entities (name, after, done, of, finished) VALUES (?, NULL, 0, ?, 0)",
  );
  const advanceEntity = sqlite.prepare(
    "UPDATE sync_entities SET after = coalesce(?, after), done = done + ?, finished = ? WHERE name = ?",
  );
  const goLive = sqlite.prepare("UPDATE sync_state SET phase = 'LIVE' WHERE one = 1");
  const advanceFeed = sqlite.prepare(
    "UPDATE sync_state SET cursor = ?, seq = ?, head_seq = ?, as_of = coalesce(?, as_of) WHERE one = 1",
  );
  const putDraft = sqlite.prepare(
    "INSERT OR REPLACE INTO drafts (deposit_id, user_id, saved_at, data) VALUES (?, ?, ?, ?)",
  );
  const dropDraft = sqlite.prepare("DELETE FROM drafts WHERE user_id = ? AND deposit_id = ?");

  const putOutbox = sqlite.prepare(
    "INSERT OR REPLACE INTO outbox (id, user_id, deposit_id, kind, state, data) VALUES (?, ?, ?, ?, ?, ?)",
  );
  const noteOutbox = sqlite.prepare("UPDATE outbox SET state = ?, data = ? WHERE id = ?");
  const dropOutbox = sqlite.prepare("DELETE FROM outbox WHERE id = ?");
  const putReport = sqlite.prepare("INSERT OR REPLACE INTO export_reports (id, user_id, data) VALUES (?, ?, ?)");
  const dropReport = sqlite.prepare("DELETE FROM export_reports WHERE id = ?");

  /** One transaction; a fault of the disk or the file becomes its code and leaves everything as it was. */
  function write<T>(work: () => T): T {
    try {
      return sqlite
        .transaction(() => {
          const done = work();
          applier.finish();
          return done;
        })
        .immediate();
    } catch (error) {
      applier.forget();
      throw storeFault(error, "cache");
    }
  }

  return {
    state() {
      try {
        const state = readState.get();
        if (state === undefined) return null;
        return { ...state, entities: readEntities.all().map((row) => ({ ...row, finished: row.finished === 1 })) };
      } catch (error) {
        throw storeFault(error, "cache");
      }
    },
    begin(start) {
      const { feedId, cursor, headSeq, entities } = bootstrap.parse(start);
      const countOf = new Map(entities.map((entity) => [entity.name, entity.count]));
      write(() => {
        startState.run(feedId, cursor, 0, headSeq);
        applier.setExpectNew(true);
        for (const name of SYNC_ENTITIES) {
          startEntity.run(name, countOf.get(name) ?? 0);
          // An entity that the bootstrap does not name is one that this person may not read.
          if (!countOf.has(name)) advanceEntity.run(null, 0, 1, name);
        }
        if (entities.reduce((sum, entity) => sum + entity.count, 0) < MANY_ROWS) return;
        parkIndexes(sqlite);
        dictionary.setIndexing(false);
      });
    },
    stageRows(entity, page) {
      staged = { entity, ...readRows(entity, unpack(page)) };
      return { nextAfter: staged.nextAfter, count: staged.rows.length };
    },
    applyStaged() {
      if (staged === null) return;
      const { entity, rows, nextAfter } = staged;
      staged = null;
      write(() => {
        for (const row of rows) applier.upsert(entity, row);
        advanceEntity.run(nextAfter, rows.length, nextAfter === null ? 1 : 0, entity);
      });
    },
    finishLoading() {
      try {
        // No ANALYZE: with its figures SQLite skips through an index that it is told to walk, and sorts (measured: 4 ms a page instead of 0.3).
        unparkIndexes(sqlite, dictionary);
        goLive.run();
        applier.setExpectNew(false);
      } catch (error) {
        throw storeFault(error, "cache");
      }
    },
    applyChanges(packed, asOf) {
      const known = readState.get();
      const { page, count, lastSeq, changes: read } = readChanges(unpack(packed));
      const { feedId, nextCursor, headSeq, hasMore } = page;
      if (known !== undefined) guard.expectSameFeed(known, { feedId, headSeq });
      const changes = read({ seq: known?.seq ?? 0, holds: applier.holds });
      const seq = hasMore ? lastSeq : headSeq;
      const nothingNew = count === 0 && !hasMore && known?.cursor === nextCursor;
      // Every commit empties the reader's page cache: a quiet feed costs one now and then, for its stamp alone.
      if (nothingNew && known.asOf !== null && asOf - known.asOf < STAMP_EVERY_MS)
        return { entities: [], hasMore, feedId, headSeq };
      const changed = write(() => {
        const touched = new Set<SyncEntity>();
        for (const { entity, id, version, sent } of changes) {
          if (sent === null) {
            if (applier.remove(entity, id, version)) touched.add(entity);
            continue;
          }
          const outcome = sent === "HELD" ? "KNOWN" : applier.upsert(entity, sent);
          if (outcome === "TAKEN") touched.add(entity);
          guard.expectNotOlder(entity, sent === "HELD" ? { id, version } : sent.row, outcome);
        }
        advanceFeed.run(nextCursor, seq, headSeq, hasMore ? null : asOf);
        return [...touched];
      });
      return { entities: changed, hasMore, feedId, headSeq };
    },
    remember(entity, rows) {
      const checked = rows.map((row) => sentRow(entity, row));
      const taken = write(() => checked.filter((sent) => applier.upsert(entity, sent) === "TAKEN"));
      for (const { row } of taken) guard.remembered(entity, row);
      return taken.length > 0;
    },
    saveDraft({ userId, savedAt, draft }) {
      write(() => putDraft.run(idBytes(draft.depositId), idBytes(userId), savedAt, JSON.stringify(draft)));
    },
    discardDraft(userId, depositId) {
      write(() => dropDraft.run(idBytes(userId), idBytes(depositId)));
    },
    keepInOutbox(userId, entry) {
      const { id, depositId, kind, state } = queueable(entry);
      write(() => putOutbox.run(idBytes(id), idBytes(userId), idBytes(depositId), kind, state, JSON.stringify(entry)));
    },
    noteInOutbox(entry) {
      const { id, state } = queueable(entry);
      write(() => noteOutbox.run(state, JSON.stringify(entry), idBytes(id)));
    },
    dropFromOutbox(id) {
      write(() => dropOutbox.run(idBytes(id)));
    },
    keepExportReport(userId, { id, report }) {
      write(() => putReport.run(idBytes(id), idBytes(userId), JSON.stringify(report)));
    },
    dropExportReport(id) {
      write(() => dropReport.run(idBytes(id)));
    },
    close() {
      sqlite.pragma("wal_checkpoint(TRUNCATE)");
      close();
    },
  };
}

/** The last gate before the queue: what is no review never waits to be sent. */
function queueable(entry: unknown): OutboxEntry {
  const result = outboxEntry.safeParse(entry);
  if (result.success) return result.data;
  throw new AppError("INPUT_INVALID", "Only review marks and remarks can wait to be sent");
}
