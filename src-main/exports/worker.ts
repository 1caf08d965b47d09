/** Entry of the export thread: one export with a connection of its own, so that the window stays quick. What it needs comes by workerData, the key included. */
import { parentPort, workerData } from "node:worker_threads";
import { AppError, invariant, isAppError } from "#shared/errors.ts";
import { writeDraft } from "#main/world/wholeFile.ts";
import { writeFault } from "#main/files/KeptFiles.ts";
import { createCache } from "#main/store/Cache.ts";
import { openCacheReader } from "#main/store/cacheReader.ts";
import { type ExportedRecords, exportRecords } from "./exportRecords.ts";
import type { ExportThreadData, ExportThreadWord } from "./exportThread.ts";

invariant(parentPort, "the export is started as a worker thread");
const port = parentPort;
const say = (word: ExportThreadWord) => port.postMessage(word);
const { file, key, nativeBinding, target, question } = workerData as ExportThreadData;

let exported: ExportedRecords | null = null;
try {
  const reader = openCacheReader({ file, key, nativeBinding });
  const source = { ...createCache(reader), ofOneMoment: reader.ofOneMoment };
  try {
    await writeDraft(target, async (write) => {
      exported = await exportRecords(source, question, write, (rows) => say({ rows }));
    });
    invariant(exported, "an export that did not throw has an outcome");
    say({ exported });
  } finally {
    reader.close();
  }
} catch (error) {
  const fault: AppError = isAppError(error) ? error : writeFault(error, "The export");
  say({ error: fault.toBody() });
}
