import { auditVerify } from "./auditVerify.ts";
import { centralScale } from "./centralScale.ts";
import type { Benchmark } from "./Benchmark.ts";
import { depthSearch } from "./depthSearch.ts";
import { encryptedTax } from "./encryptedTax.ts";
import { exactSearch } from "./exactSearch.ts";
import { filterSearch } from "./filterSearch.ts";
import { gapFree } from "./gapFree.ts";
import { openStore } from "./openStore.ts";
import { ormTax } from "./ormTax.ts";
import { refundPath } from "./refundPath.ts";
import { substringSearch } from "./substringSearch.ts";
import { syncInitial } from "./syncInitial.ts";
import { syncLatency } from "./syncLatency.ts";
import { syncPage, syncReplay } from "./syncPage.ts";
import { totalsSearch } from "./totalsSearch.ts";
import { appMemory } from "./window/appMemory.ts";
import { appStart } from "./window/appStart.ts";
import { bridgeRows } from "./window/bridgeRows.ts";
import { buildSize } from "./window/buildSize.ts";
import { scrolling } from "./window/scrolling.ts";
import { searching } from "./window/searching.ts";

/** All of them, in the order of docs/benchmarks.md; one file each. */
export const BENCHMARKS: readonly Benchmark[] = [
  syncInitial,
  syncPage,
  syncReplay,
  syncLatency,
  ormTax,
  exactSearch,
  filterSearch,
  substringSearch,
  depthSearch,
  totalsSearch,
  encryptedTax,
  openStore,
  appStart,
  appMemory,
  bridgeRows,
  scrolling,
  searching,
  refundPath,
  buildSize,
  auditVerify,
  centralScale,
  gapFree,
];
