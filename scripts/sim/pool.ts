/** Seeds spread over threads. What comes out depends on the seeds alone, not on which thread was faster. */
import { createHash } from "node:crypto";
import { Worker } from "node:worker_threads";
import type { Finding } from "./checks/Findings.ts";
import type { SeedRun } from "./runSeed.ts";
import type { Theme } from "./themes.ts";
import type { Job, JobDone } from "./worker.ts";

export type SimResult = {
  seeds: number;
  operations: number;
  violations: number;
  mutant: string | null;
  /** the first one in the order of seeds; null: everything held */
  found: (Finding & { seed: number }) | null;
  /** operations up to it, over all seeds before */
  opsToFind: number | null;
  traceHash: string;
};

export type SimPlan = {
  seed: number;
  seeds: number;
  operations: number;
  mutant: string | null;
  /** what the worlds are mostly about; left out, each seed decides */
  theme?: Theme | undefined;
  /** longest calm after the faults, in operations; 0: worlds are not brought to their end */
  calm: number;
  /** first violation ends the run */
  stopAtFirst: boolean;
};

export type SimPool = {
  run(plan: SimPlan, progress?: (run: SeedRun) => void): Promise<SimResult>;
  close(): Promise<void>;
};

export function openPool(threads: number): SimPool {
  const idle = Array.from({ length: threads }, () => new Worker(new URL("./worker.ts", import.meta.url)));
  const all = [...idle];
  const queue: ((worker: Worker) => void)[] = [];

  async function withWorker<T>(use: (worker: Worker) => Promise<T>): Promise<T> {
    const worker = idle.pop() ?? (await new Promise<Worker>((resolve) => queue.push(resolve)));
    try {
      return await use(worker);
    } finally {
      const next = queue.shift();
      if (next === undefined) idle.push(worker);
      else next(worker);
    }
  }

  return {
    async run({ seed, seeds, operations, mutant, calm, theme, stopAtFirst }, progress) {
      const each = Math.ceil(operations / seeds);
      const runs: (SeedRun | null)[] = [];
      let firstBad = seeds;
      const one = (index: number) =>
        withWorker(async (worker) => {
          runs[index] = null;
          // Whatever comes after the first violation is not part of the answer.
          if (stopAtFirst && index > firstBad) return;
          const run = await answerOf(worker, { seed: seed + index, operations: each, calm, theme, mutant });
          runs[index] = run;
          if (run.finding !== null && index < firstBad) firstBad = index;
          progress?.(run);
        });
      await Promise.all(Array.from({ length: seeds }, (_, index) => one(index)));
      const counted = runs.slice(0, stopAtFirst ? firstBad + 1 : seeds).filter((run) => run !== null);
      return combine(counted, mutant);
    },
    async close() {
      await Promise.all(all.map((worker) => worker.terminate()));
    },
  };
}

function answerOf(worker: Worker, job: Job): Promise<SeedRun> {
  return new Promise((resolve, reject) => {
    const done = (answer: JobDone): void => {
      worker.off("error", reject);
      if (answer.ok) resolve(answer.run);
      else reject(new Error(answer.error));
    };
    worker.once("message", done);
    worker.once("error", reject);
    worker.postMessage(job);
  });
}

function combine(runs: readonly SeedRun[], mutant: string | null): SimResult {
  const hash = createHash("sha256");
  let operations = 0;
  let found: SimResult["found"] = null;
  let opsToFind: number | null = null;
  for (const run of runs) {
    hash.update(run.traceHash);
    operations += run.operations;
    if (run.finding === null || found !== null) continue;
    found = { seed: run.seed, ...run.finding };
    opsToFind = operations;
  }
  return {
    seeds: runs.length,
    operations,
    violations: runs.filter(({ finding }) => finding !== null).length,
    mutant,
    found,
    opsToFind,
    traceHash: hash.digest("hex"),
  };
}
