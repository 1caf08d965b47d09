/**
 * The cache of one person on this workstation: one writer (in the sync worker), one reader (main). A rebuild grows beside it in a second file
 * and takes its place in one step, so that there is something to read all the time.
 */
import { existsSync } from "node:fs";
import { isAppError } from "#shared/errors.ts";
import type { Log } from "#main/log/Log.ts";
import { type Cache, openCache } from "./Cache.ts";
import { type AsideReason, putAside, removeFileSet, swapIn } from "./fileSet.ts";
import type { Clock } from "#main/world/clock.ts";
import type { WriterPort } from "./WriterPort.ts";

/** What opens a cache file for reading. */
export type CacheKeyring = { file: string; key: Uint8Array; nativeBinding?: string | undefined };

export type CacheFile = {
  /** for a reader in another thread; a copy of the key */
  keyring(): CacheKeyring;
  reader(): Cache;
  writer(): WriterPort;
  /** why the file that was there could not be used and was put aside; null when it could */
  readonly putAside: AsideReason | null;
  /** a rebuild was begun and is not finished */
  rebuildPending(): boolean;
  /** the writer of the second file; begun, or gone on with after a cut */
  beside(): Promise<WriterPort>;
  discardBeside(): Promise<void>;
  /** the cache equals the service as of then, whether or not the file has been stamped with it yet */
  stamp(asOf: number): void;
  /** the second file takes the first one's place; `keepOld` when the first is damaged and somebody may want to look at it */
  swap(options: { keepOld: boolean }): Promise<void>;
  close(): Promise<void>;
};

type Rooms = {
  file: string;
  key: Uint8Array;
  /** the key is a new one, because the keychain no longer has the one that opened the file */
  keyLost?: boolean;
  nativeBinding?: string | undefined;
  startWriter: (file: string) => WriterPort;
  clock: Clock;
  log: Log;
};

/** Throws CACHE_FROM_FUTURE and DISK_FULL. A damaged file, or one of another key, is put aside and an empty one takes its place. */
export async function openCacheFile(rooms: Rooms): Promise<CacheFile> {
  const { file, log } = rooms;
  const besideFile = `${file}.next`;
  const first = await openOrPutAside(rooms);
  let writer = first.writer;
  let stamped: number | null = null;
  let reader = openReader();
  let next: WriterPort | null = null;

  function openReader(): Cache {
    const { key, nativeBinding } = rooms;
    const opened = openCache({ file, key, nativeBinding });
    return {
      ...opened,
      asOf: () => {
        const written = opened.asOf();
        return written === null || stamped === null ? written : Math.max(written, stamped);
      },
    };
  }

  async function closeBeside(): Promise<void> {
    const closing = next;
    next = null;
    await closing?.close();
  }

  async function discardBeside(): Promise<void> {
    await closeBeside();
    removeFileSet(besideFile);
  }

  return {
    keyring: () => ({ file, key: Uint8Array.from(rooms.key), nativeBinding: rooms.nativeBinding }),
    reader: () => reader,
    writer: () => writer,
    putAside: first.reason,
    rebuildPending: () => next !== null || existsSync(besideFile),
    async beside() {
      if (next !== null) return next;
      let opening = rooms.startWriter(besideFile);
      try {
        await opening.state();
      } catch (error) {
        await endQuietly(opening, log);
        if (!isAppError(error, "CACHE_DAMAGED") && !isAppError(error, "CACHE_KEY_WRONG")) throw error;
        removeFileSet(besideFile);
        opening = rooms.startWriter(besideFile);
        await opening.state();
      }
      next = opening;
      return next;
    },
    discardBeside,
    stamp(asOf) {
      stamped = asOf;
    },
    async swap({ keepOld }) {
      const fresh = next;
      if (fresh === null) return;
      await carryOwn(reader, fresh, log);
      await closeBeside();
      reader.close();
      await endQuietly(writer, log);
      if (keepOld) putAside(rooms, file, "corrupt");
      swapIn(besideFile, file);
      writer = rooms.startWriter(file);
      await writer.state();
      reader = openReader();
    },
    async close() {
      await closeBeside();
      reader.close();
      await writer.close();
    },
  };
}

async function openOrPutAside(rooms: Rooms): Promise<{ writer: WriterPort; reason: AsideReason | null }> {
  const { file, log } = rooms;
  if (rooms.keyLost === true && existsSync(file)) return openAnew(rooms, "lost-key");
  const writer = rooms.startWriter(file);
  try {
    await writer.state();
    return { writer, reason: null };
  } catch (error) {
    await endQuietly(writer, log);
    if (isAppError(error, "CACHE_KEY_WRONG")) return openAnew(rooms, "other-key");
    if (isAppError(error, "CACHE_DAMAGED")) return openAnew(rooms, "corrupt");
    throw error;
  }
}

async function openAnew(rooms: Rooms, reason: AsideReason): Promise<{ writer: WriterPort; reason: AsideReason }> {
  putAside(rooms, rooms.file, reason);
  const writer = rooms.startWriter(rooms.file);
  await writer.state();
  return { writer, reason };
}

/** Drafts and what waits to be sent exist nowhere else. A damaged file may no longer give them; a new file that does not take them must not be used. */
async function carryOwn(reader: Cache, fresh: WriterPort, log: Log): Promise<void> {
  for (const draft of readable(() => reader.drafts(), log)) await fresh.saveDraft(draft);
  for (const { userId, entry } of readable(() => reader.outboxes(), log)) await fresh.keepInOutbox(userId, entry);
  for (const { userId, ...kept } of readable(() => reader.exportReports(), log))
    await fresh.keepExportReport(userId, kept);
}

function readable<Row>(read: () => Row[], log: Log): Row[] {
  try {
    return read();
  } catch (error) {
    log.error("what was written on this computer could not be read from the old cache", { error });
    return [];
  }
}

/** A writer whose file failed may fail at closing too; the thread ends all the same. */
async function endQuietly(writer: WriterPort, log: Log): Promise<void> {
  try {
    await writer.close();
  } catch (error) {
    log.warn("the cache's writer did not close cleanly", { error });
  }
}
