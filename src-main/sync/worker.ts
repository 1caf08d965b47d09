/**
 * Entry of the sync worker thread: one cache file, one writer, one request after another. What it needs comes by workerData,
 * the key included: never by arguments or environment, which other programs can read.
 */
import { parentPort, workerData } from "node:worker_threads";
import { invariant } from "#shared/errors.ts";
import { openCacheWriter } from "#main/store/cacheWriter.ts";
import { storeFault } from "#main/store/storeFault.ts";
import type { WriterRequest } from "#main/store/WriterPort.ts";
import type { WriterThreadData } from "#main/store/writerThread.ts";

invariant(parentPort, "the sync worker is started as a worker thread");
const port = parentPort;
const { key, ...options } = workerData as WriterThreadData;

let opened: ReturnType<typeof openCacheWriter> | null = null;
/** Opened with the first request, so that a file that does not open answers that request instead of killing the thread. */
function writer() {
  opened ??= openCacheWriter({ ...options, key });
  return opened;
}

port.on("message", ({ id, method, input }: WriterRequest) => {
  try {
    const work = writer()[method] as (...values: unknown[]) => unknown;
    port.postMessage({ id, ok: true, value: work(...input) });
  } catch (error) {
    port.postMessage({ id, ok: false, error: storeFault(error, "cache").toBody() });
  }
});
