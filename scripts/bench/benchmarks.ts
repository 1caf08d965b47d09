import type { Benchmark } from "./Benchmark.ts";
import { syncInitial } from "./syncInitial.ts";

/** All of them, in the order of docs/benchmarks.md; one file each. */
export const BENCHMARKS: readonly Benchmark[] = [syncInitial];
