/** Opens what belongs to one signed-in person: the cache, its sync, the nudges, and on first use the rooms of money. */
import { createHash } from "node:crypto";
import { existsSync } from "node:fs";
import { join } from "node:path";
import type { SyncEntity } from "#shared/contract/sync.ts";
import type { User } from "#shared/contract/session.ts";
import { isAppError } from "#shared/errors.ts";
import { createLogWatch, type LogWatch } from "./audit/watchLog.ts";
import { prepareDeviceKey } from "./deviceKeys/ownDeviceKey.ts";
import type { EngineRooms } from "./engine.ts";
import { dataKey } from "./keychain/dataKey.ts";
import { openDeviceKey } from "./keychain/deviceKey.ts";
import { createExportReports, type ExportReports } from "./exports/exportReports.ts";
import { startExport } from "./exports/exportThread.ts";
import type { MoneyContext, MoneyRooms } from "./refunds/ports.ts";
import { type Nudges, openNudges } from "./remote/nudges.ts";
import { createOutbox, type Outbox } from "./reviews/Outbox.ts";
import type { Desk } from "./session/Desk.ts";
import { isDeviceSignature } from "./signer/deviceSignature.ts";
import { createOncePerKey } from "./session/oncePerKey.ts";
import { stepUp } from "./session/stepUp.ts";
import { type CacheFile, openCacheFile } from "./store/CacheFile.ts";
import { startWriterThread } from "./store/writerThread.ts";
import { startSync, type Sync } from "./sync/Sync.ts";

export type OpenedDesk = {
  desk: Desk;
  sync: Sync;
  outbox: Outbox;
  exportReports: ExportReports;
  logWatch: LogWatch;
  close(): Promise<void>;
};

/** The page asks for lists again with every notice; a first sync would give it hundreds a minute. */
const GATHER_MS = 200;
/** Nothing of money is needed for the first screen. */
const RESUME_AFTER_MS = 1_500;

export async function openDesk(rooms: EngineRooms, person: User): Promise<OpenedDesk> {
  const { remote, transport, connection, clock, timer, random, log, keychain, platform } = rooms;
  const user = () => rooms.session().user() ?? person;
  const cache = await openPersonsCache(rooms, person);
  const closers: (() => void)[] = [];
  let closed = false;
  let opening: Promise<MoneyRooms> | null = null;

  const changed = gatherEntities(rooms, (entities) => platform.emit("cache", "changed", { entities }));
  const logWatch = createLogWatch({
    remote,
    keychain,
    verify: (publicKey, text, signature) => isDeviceSignature(text, publicKey, signature),
    clock,
    log,
    onChange: (state) => platform.emit("audit", "changed", state),
  });
  const outbox = createOutbox({
    remote,
    clock,
    log,
    cache: cache.reader,
    writer: cache.writer,
    user,
    online: () => connection.state().online && !closed,
    onChanged: (waiting) => platform.emit("reviews", "changed", { waiting }),
  });
  const exportReports = createExportReports({
    remote,
    random,
    log,
    cache: cache.reader,
    writer: cache.writer,
    userId: () => user().id,
    online: () => connection.state().online && !closed,
  });
  const sync = startSync({
    cache,
    remote,
    connection,
    clock,
    timer,
    log,
    onStatus: (status) => {
      platform.emit("sync", "changed", status);
      if (status.phase !== "LIVE" || closed) return;
      void logWatch.look();
      void outbox.send();
      void exportReports.send();
    },
    onChanged: changed.add,
    onReset: () => void rooms.session().reload(),
  });
  const nudges: Nudges = openNudges(
    { remote, transport, timer, random, log, online: () => connection.state().online },
    {
      hello: () => void sync.now(),
      changed: () => void sync.now(),
      session: () => void rooms.session().reload(),
    },
  );

  const desk: Desk = {
    remote,
    clock,
    random,
    log,
    get cache() {
      return cache.reader();
    },
    get writer() {
      return cache.writer();
    },
    user,
    online: () => connection.state().online,
    remember: sync.remember,
    once: createOncePerKey(),
    settings: () => rooms.workstation.read().settings,
    workstation: { id: rooms.workstation.read().deviceId, name: platform.deviceName },
    openDeviceKey: () => openDeviceKey(keychain, user().id),
    startExport(target, question, told) {
      const running = startExport(
        { script: platform.scripts.exportWorker, log, told },
        { ...cache.keyring(), target, question },
      );
      // The next person may not go on with what this one began.
      closers.push(running.stop);
      return running;
    },
    money,
  };

  function money(): Promise<MoneyRooms> {
    opening ??= platform.openMoneyRooms(moneyContext(rooms, desk, logWatch)).catch((error: unknown) => {
      // The next use tries again: a full disk or a locked keychain can be put right meanwhile.
      opening = null;
      throw error;
    });
    return opening;
  }

  async function goOn(): Promise<void> {
    if (closed) return;
    await prepareDeviceKey(desk);
    // Payments of an earlier run first: nothing about the demo may keep them from being followed.
    if (user().permissions.includes("Refund.Execute"))
      await unlessClosed("what an earlier run left open could not be taken up", async () => (await money()).resume());
    if (!rooms.demo() || rooms.demoKeys.ready) return;
    await unlessClosed("the demo's keys could not be made", async () => {
      await (await money()).provisionDemo?.();
      rooms.demoKeys.ready = true;
    });
  }

  /** Work that the end of the session may cut off; it is taken up again with the next one. */
  async function unlessClosed(failed: string, work: () => Promise<void>): Promise<void> {
    if (closed) return;
    try {
      await work();
    } catch (error) {
      if (closed) log.info("the session ended first", { reason: failed });
      else log.error(failed, { error });
    }
  }
  closers.push(timer.after(RESUME_AFTER_MS, () => void goOn()));

  return {
    desk,
    sync,
    outbox,
    exportReports,
    logWatch,
    async close() {
      closed = true;
      for (const close of closers) close();
      nudges.close();
      changed.close();
      await sync.stop();
      await closeMoney(opening, log);
      await cache.close();
    },
  };
}

async function closeMoney(opening: Promise<MoneyRooms> | null, log: EngineRooms["log"]): Promise<void> {
  if (opening === null) return;
  try {
    await (await opening).close();
  } catch (error) {
    log.error("the rooms of money did not close cleanly", { error });
  }
}

/** One file per person and service. A key that the keychain lost is replaced; the file it opened is kept aside. */
async function openPersonsCache(rooms: EngineRooms, person: User): Promise<CacheFile> {
  const { clock, log, platform, files } = rooms;
  const owner = createHash("sha256").update(`${rooms.remote.baseUrl}|${person.id}`).digest("hex").slice(0, 16);
  const file = join(files.profile, `cache-${owner}.db`);
  const { key, keyLost } = await cacheKey(rooms, existsSync(file));
  const { nativeBinding } = platform;
  return openCacheFile({
    file,
    key,
    keyLost,
    nativeBinding,
    startWriter: (name) =>
      startWriterThread(
        { script: platform.scripts.syncWorker, log },
        // A copy of its own: a Buffer may be a window on memory that holds other things.
        { file: name, key: Uint8Array.from(key), migrationsFolder: platform.migrations.cache, nativeBinding },
      ),
    clock,
    log,
  });
}

async function cacheKey(rooms: EngineRooms, fileExists: boolean): Promise<{ key: Buffer; keyLost: boolean }> {
  try {
    return { key: await dataKey(rooms, "cache-key", fileExists), keyLost: false };
  } catch (error) {
    if (!isAppError(error, "KEYCHAIN_SECRET_MISSING")) throw error;
    return { key: await dataKey(rooms, "cache-key", false), keyLost: true };
  }
}

function moneyContext(rooms: EngineRooms, desk: Desk, logWatch: LogWatch): MoneyContext {
  const { remote, keychain, clock, timer, random, log, platform, files, options } = rooms;
  return {
    remote,
    keychain,
    clock,
    timer,
    random,
    log,
    user: desk.user,
    environment: rooms.session().state().environment,
    workstation: desk.workstation,
    nodes: options.nodes,
    demo: rooms.demo(),
    files: {
      journal: join(files.profile, "journal.db"),
      journalMigrations: platform.migrations.journal,
      signer: platform.scripts.signer,
    },
    nativeBinding: platform.nativeBinding,
    configuration: () => desk.cache.configuration(),
    walletAddress: (id) => desk.cache.walletAddress(id),
    deposit: (id) => desk.cache.deposit(id),
    remember: desk.remember,
    stepUp: (request) => stepUp({ remote, random, user: desk.user() }, request),
    logBroken: async () => {
      await logWatch.look();
      return logWatch.state().broken;
    },
    progressed: (refundId, step) => platform.emit("refunds", "progressed", { refundId, step }),
    leaseChanged: (refundId, expiresAt) => platform.emit("refunds", "leaseChanged", { refundId, expiresAt }),
  };
}

/** Notices that come in a burst become one. */
function gatherEntities({ timer }: EngineRooms, tell: (entities: SyncEntity[]) => void) {
  const gathered = new Set<SyncEntity>();
  let cancel: (() => void) | null = null;
  return {
    add(entities: readonly SyncEntity[]): void {
      for (const entity of entities) gathered.add(entity);
      cancel ??= timer.after(GATHER_MS, () => {
        cancel = null;
        tell([...gathered]);
        gathered.clear();
      });
    },
    close(): void {
      cancel?.();
    },
  };
}
