/**
 * Keeps the cache equal to the central service: first rows, then the feed, every 15 s and at every nudge. Idempotent: it may be cut anywhere and
 * goes on (R7.5). What cannot be followed any more is built again beside the old, which stays readable.
 */
import type { SyncStatus } from "#shared/contract/ipc.ts";
import { SYNC_ENTITIES, type SyncEntity } from "#shared/contract/sync.ts";
import { AppError, isAppError } from "#shared/errors.ts";
import type { Log } from "#main/log/Log.ts";
import type { Connection } from "#main/remote/connection.ts";
import { isUnreached } from "#main/faults/isUnreached.ts";
import type { Remote } from "#main/remote/Remote.ts";
import type { EntityProgress } from "#main/store/cacheState.ts";
import type { AppliedChanges } from "#main/store/cacheWriter.ts";
import { type Clock, type Timer, timestampOf } from "#main/world/clock.ts";
import type { CacheFile } from "#main/store/CacheFile.ts";
import type { AsideReason } from "#main/store/fileSet.ts";
import { loadFirstRows } from "./firstRows.ts";
import { followFeed } from "./followFeed.ts";
import type { WriterPort } from "#main/store/WriterPort.ts";
import { replacedWords } from "./replacedWords.ts";

export type Sync = {
  status(): SyncStatus;
  /** a round as soon as possible; resolves when it has ended, whatever came of it */
  now(): Promise<void>;
  /** everything again from the central service */
  rebuild(): Promise<void>;
  /** Stops a first sync or a rebuild after the present page, or lets it go on there. Forgotten at the end of the session. */
  pause(on: boolean): void;
  /** Puts an answer to one's own action into the cache at once (R10.6). Never fails: the action itself has succeeded. */
  remember(entity: SyncEntity, rows: readonly unknown[]): Promise<void>;
  /** a read found the file damaged */
  reportDamage(): void;
  stop(): Promise<void>;
};

const POLL_MS = 15_000;

export function startSync(rooms: {
  cache: CacheFile;
  remote: Remote;
  connection: Connection;
  clock: Clock;
  timer: Timer;
  log: Log;
  onStatus: (status: SyncStatus) => void;
  onChanged: (entities: SyncEntity[]) => void;
  /** the service changed what this person may see */
  onReset: (reason: string) => void;
}): Sync {
  const { cache, remote, connection, clock, timer, log } = rooms;
  const stopping = new AbortController();
  let phase: "IDLE" | "FIRST_SYNC" | "LIVE" | "REBUILDING" = "IDLE";
  let problem: string | null = null;
  let replaced: AsideReason | null = cache.putAside;
  let feed: { feedId: string | null; seq: number | null; headSeq: number | null } = {
    feedId: null,
    seq: null,
    headSeq: null,
  };
  let progress: EntityProgress[] = [];
  let paused = false;
  let loading = new AbortController();
  let damaged = false;
  let rebuildWanted = cache.rebuildPending();
  let running: Promise<void> | null = null;
  let again = false;
  let cancelPoll: (() => void) | null = null;

  function status(): SyncStatus {
    const { online, offlineSince, nextTryAt, problem: unreached } = connection.state();
    const asOf = stopping.signal.aborted ? null : cache.reader().asOf();
    return {
      // Also before the first round: a desk that opens without the service has none.
      phase: online ? phase : "OFFLINE",
      asOf: timeOrNull(asOf),
      offlineSince: timeOrNull(offlineSince),
      nextTryAt: timeOrNull(nextTryAt),
      problem: unreached ?? problem,
      replaced: replaced === null ? null : replacedWords(replaced, phase === "LIVE"),
      ...feed,
      entities: progress.map(({ name, done, of }) => ({ name, done, of })),
      paused,
    };
  }

  function tell(): void {
    if (!stopping.signal.aborted) rooms.onStatus(status());
  }

  function onPage(applied: AppliedChanges, asOf: number): void {
    if (!applied.hasMore) cache.stamp(asOf);
    feed = { feedId: applied.feedId, seq: applied.hasMore ? feed.seq : applied.headSeq, headSeq: applied.headSeq };
    if (applied.entities.length > 0) rooms.onChanged(applied.entities);
    tell();
  }

  function onProgress(entities: EntityProgress[]): void {
    progress = entities;
    if (phase === "FIRST_SYNC")
      rooms.onChanged(entities.filter((entity) => entity.done > 0).map((entity) => entity.name));
    tell();
  }

  async function round(): Promise<void> {
    const { signal } = stopping;
    if (rebuildWanted && !(await buildAgain())) return;
    const writer = cache.writer();
    const state = await writer.state();
    if (state?.phase !== "LIVE") {
      phase = "FIRST_SYNC";
      tell();
      if (!(await load(writer))) return;
      rooms.onChanged([...SYNC_ENTITIES]);
    } else if (progress.length === 0) progress = state.entities;
    phase = "LIVE";
    await followFeed({ remote, writer, clock, signal }, onPage);
  }

  /** Sync 4: a new cache beside the old, the old one shown as stale, then the swap. */
  async function buildAgain(): Promise<boolean> {
    const { signal } = stopping;
    phase = "REBUILDING";
    tell();
    const writer = await cache.beside();
    const state = await writer.state();
    if (state?.phase !== "LIVE" && !(await load(writer))) return false;
    await followFeed({ remote, writer, clock, signal }, () => undefined);
    if (damaged) replaced = "corrupt";
    await cache.swap({ keepOld: damaged });
    rebuildWanted = false;
    damaged = false;
    rooms.onChanged([...SYNC_ENTITIES]);
    return true;
  }

  /** False: paused, or the session ends. */
  async function load(writer: WriterPort): Promise<boolean> {
    if (paused) return false;
    loading = new AbortController();
    const signal = AbortSignal.any([stopping.signal, loading.signal]);
    return loadFirstRows({ remote, writer, signal }, onProgress);
  }

  /** What a failed round means; answers whether to try at once in another way. */
  async function learnFrom(error: unknown): Promise<boolean> {
    if (stopping.signal.aborted || isUnreached(error)) return false;
    if (isAppError(error, "SYNC_RESET_REQUIRED") || isAppError(error, "CURSOR_INVALID")) {
      const reason = error.extra.resetReason ?? error.code;
      log.warn("the feed cannot be followed any more, the cache is built again", { reason, error });
      const wasRebuilding = phase === "REBUILDING";
      if (wasRebuilding) await cache.discardBeside();
      rebuildWanted = true;
      rooms.onReset(reason);
      return !wasRebuilding;
    }
    if (isAppError(error, "CACHE_DAMAGED") && !damaged) {
      log.error("the cache file is damaged, it is built again", { error });
      damaged = true;
      rebuildWanted = true;
      return true;
    }
    log.error("a sync round failed", { error });
    problem = error instanceof AppError ? error.message : "The local copy could not be brought up to date.";
    return false;
  }

  async function rounds(): Promise<void> {
    do {
      again = false;
      try {
        await round();
        problem = null;
      } catch (error) {
        if (await learnFrom(error)) again = true;
      }
      tell();
    } while (again && !stopping.signal.aborted);
  }

  /** One round at a time; whoever asks during one gets another right after it. */
  function run(): Promise<void> {
    if (stopping.signal.aborted || !connection.state().online) return Promise.resolve();
    cancelPoll?.();
    if (running !== null) {
      again = true;
      return running;
    }
    running = rounds()
      .catch((error: unknown) => log.error("the sync stumbled", { error }))
      .finally(() => {
        running = null;
        if (!stopping.signal.aborted) cancelPoll = timer.after(POLL_MS, () => void run());
      });
    return running;
  }

  const stopListening = connection.onChange(({ online }) => {
    tell();
    if (online) void run();
  });
  void run();

  return {
    status,
    async now() {
      if (!connection.state().online) await connection.tryNow();
      await run();
    },
    async rebuild() {
      rebuildWanted = true;
      paused = false;
      await run();
    },
    pause(on) {
      paused = on && (phase === "FIRST_SYNC" || phase === "REBUILDING");
      if (paused) loading.abort();
      else void run();
      tell();
    },
    async remember(entity, rows) {
      try {
        if (await cache.writer().remember(entity, rows)) rooms.onChanged([entity]);
      } catch (error) {
        log.error("one's own action could not be put into the cache; the feed will bring it", { entity, error });
        void run();
      }
    },
    reportDamage() {
      if (damaged) return;
      damaged = true;
      rebuildWanted = true;
      void run();
    },
    async stop() {
      stopping.abort();
      cancelPoll?.();
      stopListening();
      await running;
    },
  };
}

function timeOrNull(epochMs: number | null): string | null {
  return epochMs === null ? null : timestampOf(epochMs);
}
