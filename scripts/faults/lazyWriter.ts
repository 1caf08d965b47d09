import type { CacheWriter } from "#main/store/cacheWriter.ts";
import { storeFault } from "#main/store/storeFault.ts";
import { WRITER_METHODS, type WriterPort } from "#main/store/WriterPort.ts";

/** As the worker thread does it (sync/worker.ts): opened with the first request, and every fault answered as a code. */
export function lazyWriter(open: () => CacheWriter): WriterPort {
  let opened: CacheWriter | null = null;
  const run = async (name: (typeof WRITER_METHODS)[number], input: unknown[]): Promise<unknown> => {
    try {
      opened ??= open();
      return (opened[name] as (...values: unknown[]) => unknown)(...input);
    } catch (error) {
      throw storeFault(error, "cache");
    }
  };
  return Object.fromEntries(
    WRITER_METHODS.map((name) => [name, (...input: unknown[]) => run(name, input)]),
  ) as unknown as WriterPort;
}
