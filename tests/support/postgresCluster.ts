import { execFile, execFileSync } from "node:child_process";
import { existsSync, lstatSync, mkdirSync, readdirSync } from "node:fs";
import { mkdtemp, rename, rm } from "node:fs/promises";
import { delimiter, dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";

const run = promisify(execFile);

export interface ClusterOwner {
  binDir: string;
  version: string;
  /** Set when we are root: PostgreSQL refuses to run as root, so it runs as this user. */
  ids?: { uid: number; gid: number };
}

const DEBIAN_DIR = "/usr/lib/postgresql";
const CACHE_DIR = fileURLToPath(new URL("../../node_modules/.cache/deposit-desk/", import.meta.url));

const NOT_INSTALLED = `PostgreSQL's server programs (initdb, postgres) are not installed. On Debian or Ubuntu, as root:
  apt-get update
  mkdir -p /etc/postgresql-common && echo "create_main_cluster = false" > /etc/postgresql-common/createcluster.conf
  apt-get install -y postgresql
(the second line keeps the package from starting a server of its own). Elsewhere put them on the PATH.`;

/** Which PostgreSQL to run, and as whom. Throws, with the command to install it, when there is none. */
export function clusterOwner(debianDir = DEBIAN_DIR, path = process.env["PATH"] ?? ""): ClusterOwner {
  const versions = existsSync(debianDir) ? readdirSync(debianDir).filter((name) => /^\d+$/.test(name)) : [];
  versions.sort((one, other) => Number.parseInt(other, 10) - Number.parseInt(one, 10));
  const candidates = [...versions.map((version) => join(debianDir, version, "bin")), ...path.split(delimiter)];
  const binDir = candidates.find((dir) => existsSync(join(dir, "initdb")) && existsSync(join(dir, "postgres")));
  if (binDir === undefined) throw new Error(NOT_INSTALLED);
  const version = execFileSync(join(binDir, "postgres"), ["--version"], { encoding: "utf8" }).trim();
  if (process.getuid?.() !== 0) return { binDir, version };
  return { binDir, version, ids: userIds("postgres") ?? userIds("nobody") ?? { uid: 65_534, gid: 65_534 } };
}

function userIds(name: string): { uid: number; gid: number } | undefined {
  try {
    const id = (flag: string) => Number.parseInt(execFileSync("id", [flag, name], { encoding: "utf8" }), 10);
    return { uid: id("-u"), gid: id("-g") };
  } catch {
    // `id` fails for a user that does not exist; the caller has another name to try.
    return undefined;
  }
}

/**
 * Makes a data folder at `data`. initdb takes about 0.7 s, a copy of its result 0.05 s: the first run keeps one
 * below node_modules/.cache, by version and user, and later runs copy it.
 */
export async function createCluster(owner: ClusterOwner, data: string, user: string): Promise<void> {
  const name = `${owner.version.replaceAll(/[^\w.]+/g, "-")}-${owner.ids?.uid ?? process.getuid?.() ?? "user"}`;
  const template = join(CACHE_DIR, name);
  if (!existsSync(template)) {
    await initialise(owner, data, user);
    await keepTemplate(data, template);
    return;
  }
  await copyFolder(template, data);
}

async function initialise({ binDir, ids }: ClusterOwner, data: string, user: string): Promise<void> {
  const args = ["-D", data, "-U", user, "-A", "trust", "-E", "UTF8", "--locale=C", "--no-sync", "--wal-segsize=1"];
  await run(join(binDir, "initdb"), args, { ...ids, cwd: dirname(data) });
}

/** Put in place by a rename, so that a template is whole or not there; of two runs at once the first one wins. */
async function keepTemplate(data: string, template: string): Promise<void> {
  try {
    mkdirSync(CACHE_DIR, { recursive: true });
  } catch (error) {
    // A read-only checkout has no cache; every run pays for initdb then, and works.
    if (["EACCES", "EROFS", "EPERM"].includes((error as NodeJS.ErrnoException).code ?? "")) return;
    throw error;
  }
  const aside = await mkdtemp(join(CACHE_DIR, "making-"));
  try {
    await copyFolder(data, join(aside, "data"));
    await rename(join(aside, "data"), template);
  } catch (error) {
    if (!existsSync(template) || !lstatSync(template).isDirectory()) throw error;
  } finally {
    await rm(aside, { recursive: true, force: true });
  }
}

/** With owners and modes, which node's own copy does not keep; PostgreSQL checks both. */
async function copyFolder(from: string, to: string): Promise<void> {
  await run("cp", ["-Rp", from, to]);
}
