/** A workstation's cache from its opening to its end: first sync or the feed since then, a draft, a rebuild beside the old file; with the production sync and writer. */
import { join } from "node:path";
import { AppError, isAppError } from "#shared/errors.ts";
import { silentLog } from "#main/log/Log.ts";
import { createRemote } from "#main/remote/Remote.ts";
import { createTransport } from "#main/remote/transport.ts";
import { type CacheFile, openCacheFile } from "#main/store/CacheFile.ts";
import { openCacheWriter } from "#main/store/cacheWriter.ts";
import { startSync, type Sync } from "#main/sync/Sync.ts";
import { machineClock, machineTimer } from "#main/world/thisMachine.ts";
import { createFakeConnection } from "#tests/main/support/fakeWorld.ts";
import type { Control } from "./control.ts";
import { halfDraft } from "./halfDraft.ts";
import { lazyWriter } from "./lazyWriter.ts";
import { openNotes } from "./notes.ts";
import { freshRandom } from "./payDesk.ts";

export type SyncOrder = {
  work: "sync";
  folder: string;
  /** hex */
  key: string;
  migrations: string;
  centralUrl: string;
  accessToken: string;
  userId: string;
  /** the deposit whose draft is kept */
  draftOf: string;
  /** without the rebuild */
  short: boolean;
};
export type SyncReport = { refusals: string[]; reopened: number };

const TRIES = 4;

export async function workOnCache(order: SyncOrder, control: Control): Promise<SyncReport> {
  const note = openNotes(order.folder);
  const report: SyncReport = { refusals: [], reopened: 0 };
  let desk: Opened | null = null;

  /** With the fault, with it again, without it, and after a new start. */
  async function insist(work: (desk: Opened) => Promise<void>): Promise<void> {
    for (let tries = 1; ; tries += 1)
      try {
        desk ??= await openCacheDesk(order);
        return await work(desk);
      } catch (error) {
        report.refusals.push(isAppError(error) ? error.code : `RAW ${String(error)}`);
        if (tries === TRIES) throw error;
        if (tries >= 2) control.disarm();
        if (tries < TRIES - 1) continue;
        report.reopened += 1;
        await desk?.close().catch(() => undefined);
        desk = null;
      }
  }

  await insist(async ({ sync }) => caughtUp(sync));
  note("synced");
  await insist(({ cache }) =>
    cache.writer().saveDraft({ userId: order.userId, savedAt: 1, draft: halfDraft(order.draftOf) }),
  );
  note("draft");
  if (!order.short) {
    await insist(async ({ sync }) => {
      await sync.rebuild();
      caughtUp(sync);
    });
    note("rebuilt");
    await insist(async ({ sync }) => {
      await sync.now();
      caughtUp(sync);
    });
  }
  await insist(async (opened) => {
    desk = null;
    await opened.close();
  });
  return report;
}

type Opened = { cache: CacheFile; sync: Sync; close(): Promise<void> };

async function openCacheDesk(order: SyncOrder): Promise<Opened> {
  const { folder, migrations, centralUrl, accessToken } = order;
  const key = Buffer.from(order.key, "hex");
  const cache = await openCacheFile({
    file: join(folder, "cache.db"),
    key,
    startWriter: (file) => lazyWriter(() => openCacheWriter({ file, key, migrationsFolder: migrations })),
    clock: machineClock,
    log: silentLog,
  });
  const remote = createRemote({
    baseUrl: centralUrl,
    transport: createTransport(),
    timer: machineTimer,
    random: freshRandom,
    log: silentLog,
    clientVersion: "1.0.0",
    deviceId: order.userId,
  });
  remote.useTokens({
    current: () => accessToken,
    refresh: () => Promise.reject(new AppError("REFRESH_INVALID", "the session of a faults run does not end")),
    rejected: () => undefined,
  });
  const sync = startSync({
    cache,
    remote,
    connection: createFakeConnection(),
    clock: machineClock,
    timer: machineTimer,
    log: silentLog,
    onStatus: () => undefined,
    onChanged: () => undefined,
    onReset: () => undefined,
  });
  await sync.now();
  return {
    cache,
    sync,
    async close() {
      await sync.stop();
      remote.close();
      await cache.close();
    },
  };
}

function caughtUp(sync: Sync): void {
  const { phase, asOf, problem } = sync.status();
  if (phase === "LIVE" && asOf !== null && problem === null) return;
  // Sync never throws; its words stand in its status.
  throw new AppError(problem?.includes("full") ? "DISK_FULL" : "INTERNAL", problem ?? `the sync stands at ${phase}`);
}
