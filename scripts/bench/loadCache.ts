import { silentLog } from "#main/log/Log.ts";
import { createRemote, type Remote } from "#main/remote/Remote.ts";
import { createTransport } from "#main/remote/transport.ts";
import { startWriterThread } from "#main/store/writerThread.ts";
import type { WriterPort } from "#main/store/WriterPort.ts";
import { loadFirstRows } from "#main/sync/firstRows.ts";
import { followFeed } from "#main/sync/followFeed.ts";
import { machineClock, machineTimer } from "#main/world/thisMachine.ts";
import { createFakeRandom } from "#tests/main/support/fakeWorld.ts";
import { BENCH_KEY, CACHE_MIGRATIONS } from "./data/cacheSet.ts";

const WORKER = new URL("../../src-main/sync/worker.ts", import.meta.url);

/** The production client of a page server. */
export function remoteOf(baseUrl: string): Remote {
  const remote = createRemote({
    baseUrl,
    transport: createTransport(),
    timer: machineTimer,
    random: createFakeRandom(),
    log: silentLog,
    clientVersion: "1.0.0",
    deviceId: "00000000-0000-7000-a000-0000000000d1",
  });
  remote.useTokens({ current: () => "bench", refresh: async () => "bench", rejected: () => undefined });
  return remote;
}

/** The production worker on a file. */
export function writerOf(file: string): WriterPort {
  return startWriterThread(
    { script: WORKER, log: silentLog },
    { file, key: BENCH_KEY, migrationsFolder: CACHE_MIGRATIONS },
  );
}

/** A whole first sync: network, decompression, checks, cipher, indexes, cursor. */
export async function loadCache(remote: Remote, writer: WriterPort, signal = new AbortController().signal) {
  await loadFirstRows({ remote, writer, signal }, () => undefined);
  await followFeed({ remote, writer, clock: machineClock, signal }, () => undefined);
}
