/** Starts an export in a thread and waits for its end. */
import { Worker } from "node:worker_threads";
import { AppError, type ErrorBody } from "#shared/errors.ts";
import type { Log } from "#main/log/Log.ts";
import type { CacheKeyring } from "#main/store/CacheFile.ts";
import type { ExportedRecords, ExportQuestion } from "./exportRecords.ts";

export type ExportThreadData = CacheKeyring & { target: string; question: ExportQuestion };
export type ExportThreadWord = { rows: number } | { exported: ExportedRecords } | { error: ErrorBody };

export type RunningExport = {
  /** Then the file stands beside its place as a draft (files/wholeFile.ts). null: it was stopped. Throws what the export throws. */
  outcome: Promise<ExportedRecords | null>;
  stop(): void;
};

export function startExport(
  rooms: { script: string | URL; log: Log; told: (rows: number) => void },
  data: ExportThreadData,
): RunningExport {
  const worker = new Worker(rooms.script, { workerData: data, name: "deposit-desk-export" });
  let stopped = false;
  const outcome = new Promise<ExportedRecords | null>((resolve, reject) => {
    worker.on("message", (word: ExportThreadWord) => {
      if ("rows" in word) rooms.told(word.rows);
      else if ("exported" in word) resolve(word.exported);
      else reject(errorOf(word.error));
    });
    worker.on("error", (error) => {
      rooms.log.error("the export failed", { error });
      reject(new AppError("INTERNAL", "The export failed on this workstation"));
    });
    worker.on("exit", () => {
      if (stopped) resolve(null);
      else reject(new AppError("INTERNAL", "The export ended before its last row"));
    });
  });
  return {
    outcome,
    stop() {
      stopped = true;
      void worker.terminate();
    },
  };
}

function errorOf({ code, message, retryable, ...extra }: ErrorBody): AppError {
  return new AppError(code, message, { retryable, extra });
}
