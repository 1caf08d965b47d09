import { auditVerify } from "./auditVerify.ts";
import type { Benchmark } from "./Benchmark.ts";
import { encryptedTax } from "./encryptedTax.ts";
import { openStore } from "./openStore.ts";
import { syncInitial } from "./syncInitial.ts";
import { syncLatency } from "./syncLatency.ts";
import { syncPage, syncReplay } from "./syncPage.ts";

/** All of them, in the order of docs/benchmarks.md; one file each. */
export const BENCHMARKS: readonly Benchmark[] = [
  syncInitial,
  syncPage,
  syncReplay,
  syncLatency,
  encryptedTax,
  openStore,
  auditVerify,
];
