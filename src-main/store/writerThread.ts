/** Starts the sync worker thread for one cache file and speaks with it. */
import { Worker } from "node:worker_threads";
import { AppError, type ErrorBody } from "#shared/errors.ts";
import type { Log } from "#main/log/Log.ts";
import { WRITER_METHODS, type WriterMethod, type WriterPort } from "./WriterPort.ts";

export type WriterThreadData = {
  file: string;
  key: Uint8Array;
  migrationsFolder: string;
  nativeBinding?: string | undefined;
};

type Waiting = { resolve: (value: unknown) => void; reject: (error: AppError) => void };
type Answer = { id: number } & ({ ok: true; value: unknown } | { ok: false; error: ErrorBody });

export function startWriterThread(rooms: { script: string | URL; log: Log }, data: WriterThreadData): WriterPort {
  const worker = new Worker(rooms.script, { workerData: data, name: "deposit-desk-sync" });
  const waiting = new Map<number, Waiting>();
  let lastId = 0;
  let ended: AppError | null = null;

  worker.on("message", (answer: Answer) => {
    const asked = waiting.get(answer.id);
    waiting.delete(answer.id);
    if (asked === undefined) return;
    if (answer.ok) asked.resolve(answer.value);
    else asked.reject(errorOf(answer.error));
  });
  worker.on("error", (error) => {
    rooms.log.error("the sync worker failed", { error });
    end("The local database worker failed");
  });
  worker.on("exit", (exitCode) => {
    if (waiting.size > 0) rooms.log.error("the sync worker ended", { exitCode });
    end("The local database worker ended");
  });

  function end(words: string): void {
    ended ??= new AppError("SERVICE_UNAVAILABLE", words, { retryable: true });
    for (const asked of waiting.values()) asked.reject(ended);
    waiting.clear();
  }

  function ask(method: WriterMethod, input: unknown[]): Promise<unknown> {
    if (ended !== null) return Promise.reject(ended);
    const id = (lastId += 1);
    return new Promise((resolve, reject) => {
      waiting.set(id, { resolve, reject });
      worker.postMessage({ id, method, input });
    });
  }

  const port = Object.fromEntries(
    WRITER_METHODS.map((method) => [method, (...input: unknown[]) => ask(method, input)]),
  ) as WriterPort;
  return {
    ...port,
    async close() {
      try {
        await port.close();
      } finally {
        await worker.terminate();
      }
    },
  };
}

function errorOf({ code, message, retryable, ...extra }: ErrorBody): AppError {
  return new AppError(code, message, { retryable, extra });
}
