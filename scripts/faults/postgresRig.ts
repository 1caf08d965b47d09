/**
 * The power cut under the PostgreSQL server of the central service, with the settings that PostgreSQL comes with: what the service acknowledged is there when
 * the server has been started on the disk that was left. With fsync=off the same must be seen to fail.
 */
import { execFileSync } from "node:child_process";
import { chmodSync, chownSync, copyFileSync, mkdirSync, mkdtempSync, readdirSync, readFileSync } from "node:fs";
import { rmSync, statSync, writeFileSync } from "node:fs";
import { type AddressInfo, createServer } from "node:net";
import { join } from "node:path";
import { type OwnedProcess, ownedProcess } from "#scripts/chain/ownedProcess.ts";
import { type ClusterOwner, clusterOwner, createCluster } from "#tests/support/postgresCluster.ts";
import type { Dice } from "#tests/main/support/seededRandom.ts";
import { cancelAll, clientAt, serviceFaults, startService } from "./centralService.ts";
import { CONTROL_BYTES, openControl } from "./control.ts";
import { type Image, readEvents, VARIANTS, type Variant } from "./disk.ts";
import type { Finding } from "./tally.ts";

export type PostgresRig = {
  /** One logged run of the service, and up to `most` disks of its server. */
  powerCuts(most: number, fsync: "on" | "off"): AsyncGenerator<Finding>;
  close(): void;
};

const CANCELLATIONS = 12;
const USER = "deposit_desk";
const START_MS = 120_000;
const GRACE_MS = 20_000;

type Run = {
  /** of the shim, and how long it was before the first acknowledgement and after each */
  log: string;
  sizes: number[];
  cancelled: string[];
  /** where the server's folder lies, and where it is kept as it was before */
  data: string;
  kept: string;
  before: Image;
};

export function openPostgresRig(files: { shim: string; base: string }, dice: Dice): PostgresRig {
  const owner = clusterOwner();
  const place = mkdtempSync(join(files.base, "postgres-"));
  for (const folder of [files.base, place]) chmodSync(folder, 0o755);
  const shim = join(place, "shim.so");
  copyFileSync(files.shim, shim);
  let runs = 0;

  const give = (path: string) => owner.ids && chownSync(path, owner.ids.uid, owner.ids.gid);

  /** A stopped server's folder with the service's records in it, and then a run of the service with every change of that folder written down. */
  async function logRun(fsync: "on" | "off"): Promise<Run> {
    runs += 1;
    const folder = join(place, `run-${runs}`);
    mkdirSync(folder);
    give(folder);
    const [data, kept, log, controlFile] = ["data", "kept", "log", "control"].map((name) => join(folder, name)) as [
      string,
      string,
      string,
      string,
    ];
    await createCluster(owner, data, USER);
    const preparing = await startServer(owner, data, {});
    const prepared = await startService(preparing.url);
    prepared.kill();
    await prepared.exited;
    await preparing.server.end("SIGINT", GRACE_MS);
    execFileSync("cp", ["-Rp", data, kept]);
    writeFileSync(controlFile, Buffer.alloc(CONTROL_BYTES));
    writeFileSync(log, "");
    for (const path of [controlFile, log]) give(path);
    openControl(controlFile).setLogging(true);
    const env = { LD_PRELOAD: shim, FAULTS_CONTROL: controlFile, FAULTS_FOLDER: data, FAULTS_LOG: log };
    const { server, url } = await startServer(owner, data, { fsync }, env);
    const service = await startService(url);
    const sizes: number[] = [];
    const operator = await clientAt(service.url, "operator");
    sizes.push(statSync(log).size);
    const { cancelled } = await cancelAll(operator, CANCELLATIONS, () => void sizes.push(statSync(log).size));
    service.kill();
    await service.exited;
    await server.end("SIGQUIT", GRACE_MS);
    return { log, before: readTree(kept, data), cancelled, sizes, kept, data };
  }

  /** The folder as the cut left it, and a server and a service on it. */
  async function judge(
    { kept, data, cancelled, log, before }: Run,
    done: number,
    until: number,
    variant: Variant,
  ): Promise<Omit<Finding, "where">> {
    const { events, disk } = readEvents(log, before, until);
    for (const event of events) disk.take(event);
    rmSync(data, { recursive: true, force: true });
    execFileSync("cp", ["-Rp", kept, data]);
    layOver(disk.image(variant, dice), before, give);
    rmSync(join(data, "postmaster.pid"), { force: true });
    let started: Awaited<ReturnType<typeof startServer>>;
    try {
      started = await startServer(owner, data, { fsync: "off" });
    } catch (error) {
      return { violations: [], unreadable: String(error) };
    }
    try {
      const service = await startService(started.url);
      try {
        const violations = await serviceFaults(service.url, cancelled.slice(0, done), cancelled[done] ?? null);
        return { violations, unreadable: null };
      } finally {
        service.kill();
        await service.exited;
      }
    } catch (error) {
      return { violations: [], unreadable: `the service does not start: ${String(error)}` };
    } finally {
      await started.server.end("SIGQUIT", GRACE_MS);
    }
  }

  return {
    async *powerCuts(most, fsync) {
      const run = await logRun(fsync);
      for (let made = 0; made < most; made += 1) {
        const done = dice.below(run.cancelled.length) + 1;
        const [from, to] = [run.sizes[done] ?? 0, run.sizes[done + 1] ?? run.sizes[done] ?? 0];
        const until = from + dice.below(Math.max(1, to - from));
        const variant = fsync === "off" ? "lost" : dice.pick(VARIANTS);
        const where = `PostgreSQL cut after ${done} cancellations, byte ${until} of the log, ${variant}`;
        yield { where, ...(await judge(run, done, until, variant)) };
      }
      rmSync(join(place, `run-${runs}`), { recursive: true, force: true });
    },
    close: () => rmSync(place, { recursive: true, force: true }),
  };
}

async function startServer(
  owner: ClusterOwner,
  data: string,
  settings: Record<string, string>,
  env: NodeJS.ProcessEnv = {},
): Promise<{ server: OwnedProcess; url: string }> {
  const port = await freePort();
  // No checkpoint in the middle: what is tested is the log, and the run takes seconds.
  const all = {
    port,
    listen_addresses: "127.0.0.1",
    unix_socket_directories: "",
    checkpoint_timeout: "1h",
    timezone: "UTC",
    ...settings,
  };
  const args = Object.entries(all).flatMap(([name, value]) => ["-c", `${name}=${value}`]);
  const server = ownedProcess(join(owner.binDir, "postgres"), ["-D", data, ...args], {
    signalOnOrphan: "SIGQUIT",
    cwd: data,
    ...owner.ids,
    env: { PATH: process.env["PATH"], ...env },
  });
  let said = "";
  try {
    await new Promise<void>((resolve, reject) => {
      const patience = setTimeout(() => reject(new Error(`PostgreSQL did not start:\n${said}`)), START_MS);
      server.child.stderr.on("data", (bytes: Buffer) => {
        said += bytes.toString();
        if (!said.includes("ready to accept connections")) return;
        clearTimeout(patience);
        resolve();
      });
      server.exited
        .finally(() => {
          clearTimeout(patience);
          reject(new Error(`PostgreSQL stopped while starting:\n${said}`));
        })
        .catch(() => undefined);
    });
  } catch (error) {
    await server.end("SIGQUIT", GRACE_MS);
    throw error;
  }
  return { server, url: `postgres://${USER}@127.0.0.1:${port}/postgres` };
}

/** All files below `folder`, by the paths that they have below `as`. */
function readTree(folder: string, as: string): Image {
  const image: Image = new Map();
  for (const entry of readdirSync(folder, { recursive: true, withFileTypes: true }))
    if (entry.isFile()) {
      const path = join(entry.parentPath, entry.name);
      image.set(join(as, path.slice(folder.length + 1)), readFileSync(path));
    }
  return image;
}

/** Makes a copy of `before` into the image. */
function layOver(image: Image, before: Image, give: (path: string) => void): void {
  for (const path of before.keys()) if (!image.has(path)) rmSync(path, { force: true });
  for (const [path, bytes] of image) {
    if (before.get(path)?.equals(bytes) === true) continue;
    writeFileSync(path, bytes, { mode: 0o600 });
    give(path);
  }
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = createServer();
    probe.once("error", reject);
    probe.listen(0, "127.0.0.1", () => {
      const { port } = probe.address() as AddressInfo;
      probe.close(() => resolve(port));
    });
  });
}
