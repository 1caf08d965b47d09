/** What benchmarks share: the rows, as the central service would send them, a finished cache of them, and a folder for what they write. */
import { mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { BenchOptions } from "./benchOptions.ts";
import { type CacheSet, makeCacheSet } from "./data/cacheSet.ts";
import { keptFolder } from "./data/keptFolder.ts";
import { makePageSet, type PageSet } from "./data/pageSet.ts";

export type BenchWorld = {
  /** deposit records */
  readonly rows: number;
  readonly rounds: number;
  /** a new folder of this run's own; gone at the end */
  scratch(name: string): string;
  /** Made once and kept between runs. */
  pages(): Promise<PageSet>;
  /** Made once and kept between runs: read them, and copy what is to be written. */
  caches(): Promise<CacheSet>;
  say(line: string): void;
  /** one for all benchmarks of a run: made on first use, closed at the end */
  shared<T extends { close(): Promise<void> }>(name: string, make: () => Promise<T>): Promise<T>;
  close(): Promise<void>;
};

export function openBenchWorld({ rows, rounds }: Pick<BenchOptions, "rows" | "rounds">, say: (line: string) => void) {
  const base = mkdtempSync(join(tmpdir(), "deposit-desk-bench-run-"));
  const things = new Map<string, Promise<{ close(): Promise<void> }>>();
  let pages: Promise<PageSet> | null = null;
  let caches: Promise<CacheSet> | null = null;
  const removeAtExit = () => rmSync(base, { recursive: true, force: true });
  process.on("exit", removeAtExit);
  for (const signal of ["SIGINT", "SIGTERM"] as const) process.once(signal, () => process.exit(1));
  const world: BenchWorld = {
    rows,
    rounds,
    say,
    scratch(name) {
      const folder = mkdtempSync(join(base, `${name}-`));
      mkdirSync(folder, { recursive: true });
      return folder;
    },
    pages: () => (pages ??= makePageSet(rows, keptFolder, say)),
    caches: () => (caches ??= world.pages().then((made) => makeCacheSet(made, keptFolder, say))),
    shared<T extends { close(): Promise<void> }>(name: string, make: () => Promise<T>): Promise<T> {
      const kept = (things.get(name) as Promise<T> | undefined) ?? make();
      things.set(name, kept);
      return kept;
    },
    async close() {
      for (const thing of things.values()) await thing.then((made) => made.close()).catch(() => undefined);
      removeAtExit();
      process.off("exit", removeAtExit);
    },
  };
  return world;
}
