/** The cache's writer as the sync sees it: the same functions as store/cacheWriter, answered later because they run in a worker thread. */
import type { CacheWriter } from "./cacheWriter.ts";

export type WriterPort = {
  [Name in keyof CacheWriter]: (...input: Parameters<CacheWriter[Name]>) => Promise<ReturnType<CacheWriter[Name]>>;
};

/** The closed list of what may be asked of the worker. */
export const WRITER_METHODS = [
  "state",
  "begin",
  "stageRows",
  "applyStaged",
  "finishLoading",
  "applyChanges",
  "remember",
  "saveDraft",
  "discardDraft",
  "keepInOutbox",
  "noteInOutbox",
  "dropFromOutbox",
  "keepExportReport",
  "dropExportReport",
  "close",
] as const satisfies readonly (keyof CacheWriter)[];
export type WriterMethod = (typeof WRITER_METHODS)[number];

export type WriterRequest = { id: number; method: WriterMethod; input: unknown[] };

/** A writer in this thread, for tests and the simulator. */
export function portOf(writer: CacheWriter): WriterPort {
  const run =
    <Input extends unknown[], Output>(work: (...input: Input) => Output) =>
    async (...input: Input): Promise<Output> =>
      work(...input);
  return {
    state: run(writer.state),
    begin: run(writer.begin),
    stageRows: run(writer.stageRows),
    applyStaged: run(writer.applyStaged),
    finishLoading: run(writer.finishLoading),
    applyChanges: run(writer.applyChanges),
    remember: run(writer.remember),
    saveDraft: run(writer.saveDraft),
    discardDraft: run(writer.discardDraft),
    keepInOutbox: run(writer.keepInOutbox),
    noteInOutbox: run(writer.noteInOutbox),
    dropFromOutbox: run(writer.dropFromOutbox),
    keepExportReport: run(writer.keepExportReport),
    dropExportReport: run(writer.dropExportReport),
    close: run(writer.close),
  };
}
