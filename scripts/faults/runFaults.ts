/** All faults of one run: each rig in a lane of its own, what they find in one tally. */
import { accessSync, constants, mkdtempSync, realpathSync, rmSync, statfsSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Worker } from "node:worker_threads";
import { bundleInside } from "./bundleInside.ts";
import { compileShim } from "./compileShim.ts";
import type { FaultOptions } from "./faultOptions.ts";
import type { LaneData, LaneNews } from "./lane.ts";
import { planFaults } from "./plan.ts";
import { createTally, type Tally } from "./tally.ts";

export type FaultsReport = Tally & { seconds: number };

const LANE = new URL("./lane.ts", import.meta.url);
const NEWS_EVERY_MS = 10_000;
/** Containers often have 64 MB there, less than the central service's folder needs. */
const ROOM_BYTES = 1_000_000_000;

/** Throws in words for a person when it cannot work at all, and when it would not notice a loss. */
export async function runFaults(options: FaultOptions, say: (line: string) => void): Promise<FaultsReport> {
  const start = performance.now();
  const seconds = () => Math.round((performance.now() - start) / 100) / 10;
  const shim = await compileShim();
  const bundle = await bundleInside();
  const base = mkdtempSync(join(memoryFolder(), "deposit-desk-faults-"));
  const tally = createTally();
  const news = setInterval(() => say(`${seconds()} s: ${JSON.stringify(tally.read().modes)}`), NEWS_EVERY_MS);
  const clean = () => {
    bundle.remove();
    rmSync(base, { recursive: true, force: true });
  };
  const interrupted = () => {
    clean();
    process.exit(1);
  };
  for (const signal of ["SIGINT", "SIGTERM"] as const) process.once(signal, interrupted);
  try {
    const workers: Worker[] = [];
    const lanes = [...planFaults(options.points, options.modes, options.rigs)].map(([rig, shares]) => {
      const data: LaneData = { rig, shares, seed: options.seed, files: { shim, script: bundle.script, base } };
      const worker = new Worker(LANE, { workerData: data });
      workers.push(worker);
      worker.on("message", (message: LaneNews) => {
        if (message.kind === "note") say(`${rig}: ${message.words}`);
        else tally.add(message.mode, message.finding);
      });
      return ended(worker).then(() => say(`${rig}: done after ${seconds()} s`));
    });
    const results = await Promise.all(
      lanes.map((lane) =>
        lane.then(
          () => null,
          (error: unknown) => {
            // The others come to their ends by themselves, so that nothing they started stays behind.
            for (const worker of workers) worker.postMessage("stop");
            return error instanceof Error ? error : new Error(String(error));
          },
        ),
      ),
    );
    const failed = results.find((error) => error !== null);
    if (failed) throw failed;
    return { ...tally.read(), seconds: seconds() };
  } finally {
    clearInterval(news);
    for (const signal of ["SIGINT", "SIGTERM"] as const) process.off(signal, interrupted);
    clean();
  }
}

function ended(worker: Worker): Promise<void> {
  return new Promise((resolve, reject) => {
    worker.once("error", reject);
    worker.once("exit", (code) => {
      if (code === 0) resolve();
      else reject(new Error(`a lane ended with ${code}`));
    });
  });
}

/** A disk that waits for nothing: what is tested is the order of the calls, and power cuts are played from the log. */
function memoryFolder(): string {
  const place = "/dev/shm";
  try {
    accessSync(place, constants.W_OK);
    const { bavail, bsize } = statfsSync(place);
    if (bavail * bsize >= ROOM_BYTES) return place;
  } catch {
    // Not there, or not for us: the ordinary place does as well, only slower.
  }
  return realpathSync(tmpdir());
}
