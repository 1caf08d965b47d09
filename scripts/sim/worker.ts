/** A thread that runs the seeds it is given, one after the other, on the product as it is or with one mutant in it. */
import { parentPort } from "node:worker_threads";
import { installCheapCrypto } from "./cheapCrypto.ts";
import { installMutants } from "./mutants/rewrite.ts";
import type { SeedOptions, SeedRun } from "./runSeed.ts";

export type Job = Pick<SeedOptions, "seed" | "operations" | "calm" | "theme"> & { mutant: string | null };
export type JobDone = { ok: true; run: SeedRun } | { ok: false; error: string };

installCheapCrypto();
installMutants();

async function carryOut({ seed, operations, calm, theme, mutant }: Job): Promise<SeedRun> {
  // Each mutant has a copy of the whole program of its own; what comes from packages is shared.
  const url = new URL(`./runSeed.ts${mutant === null ? "" : `?mutant=${mutant}`}`, import.meta.url);
  const { runSeed } = (await import(url.href)) as typeof import("./runSeed.ts");
  return runSeed({ seed, operations, calm, theme });
}

parentPort?.on("message", (job: Job) => {
  carryOut(job).then(
    (run) => parentPort?.postMessage({ ok: true, run } satisfies JobDone),
    (error: unknown) =>
      parentPort?.postMessage({
        ok: false,
        error: error instanceof Error ? (error.stack ?? error.message) : String(error),
      } satisfies JobDone),
  );
});
