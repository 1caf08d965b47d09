/**
 * `npm run package`: installers for this platform into dist/. A release build refuses the fallback runtime.
 * `npm run package -- --dir`: only the unpacked folder, to test with; on the fallback where the official Electron cannot be
 * had. `-- --dir --try` then starts that folder's program, signs in, quits, and starts it again (packageTrial.ts).
 * Further arguments go to electron-builder (`-- --linux deb`).
 */
import { existsSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { buildApp } from "#scripts/setup/appBuild.mjs";
import { toolNode } from "#scripts/setup/dependencies.mjs";
import { runForeground } from "#scripts/setup/processGroup.mjs";
import { type Runtime, readRuntime, runtimeVariables } from "#scripts/setup/runtimeFile.mjs";
import { setUp } from "#scripts/setup/setUp.mjs";
import { SetupFault } from "#scripts/setup/SetupFault.mjs";
import { inspectPackage } from "./inspectPackage.ts";

const ROOT = join(import.meta.dirname, "..", "..");
const DIST = join(ROOT, "dist");
const BUILDER = join(ROOT, "node_modules", "electron-builder", "cli.js");

async function packageApp(given: readonly string[]): Promise<void> {
  const args = given.filter((argument) => argument !== "--try");
  const isFolder = args.includes("--dir");
  const tries = args.length < given.length;
  await setUp(isFolder ? "desk" : "release");
  const runtime = readRuntime();
  if (runtime === undefined) throw new SetupFault("Electron is not set up", "run: node scripts/bootstrap.mjs desk");
  if (!isFolder) requireOfficial(runtime);
  const env = { ...process.env, ...runtimeVariables(runtime) };
  await buildApp(env);
  const electron = [`-c.electronDist=${runtime.dist}`, `-c.electronVersion=${runtime.version}`];
  const code = await runForeground(toolNode(), [BUILDER, ...args, ...electron, "--publish", "never"], {
    cwd: ROOT,
    env,
  });
  if (code !== 0) throw new SetupFault(`electron-builder ended with ${code}`, "read its words above");
  const programs = await checkResult();
  if (runtime.electron === "fallback") {
    console.error(`This folder holds Electron ${runtime.version}, for tests only: never give it to anybody.`);
  }
  for (const program of tries ? programs : []) await tryInOwnSession(program);
}

/** With a display and a keyring of its own: a trial must not write into a person's. */
async function tryInOwnSession(program: string): Promise<void> {
  const trial = join(import.meta.dirname, "packageTrial.ts");
  const run = [join(ROOT, "scripts", "run.mjs"), "with", "--", toolNode(), trial, program];
  const code = await runForeground(toolNode(), run, { cwd: ROOT, env: process.env });
  if (code !== 0) throw new SetupFault("the packaged app does not work", "read what it says above");
}

/** The fallback is an old Electron from a third party, without security updates. */
function requireOfficial(runtime: Runtime): void {
  if (runtime.electron === "official") return;
  throw new SetupFault(
    `a release is never built on the fallback Electron ${runtime.version}`,
    "build it where Electron's release server can be reached; to test packaging here: npm run package -- --dir",
  );
}

/** Answers the programs that were made. */
async function checkResult(): Promise<string[]> {
  const unpacked = readdirSync(DIST).filter((name) => /-unpacked$|^mac/.test(name));
  const programs: string[] = [];
  for (const name of unpacked) {
    const { program, resources } = placesIn(join(DIST, name));
    const faults = await inspectPackage(program, resources);
    if (faults.length > 0) {
      throw new SetupFault(`dist/${name} is not right:\n  ${faults.join("\n  ")}`, "mend electron-builder.yml");
    }
    console.error(`dist/${name}: fuses, contents and native modules are right`);
    programs.push(program);
  }
  return programs;
}

function placesIn(folder: string): { program: string; resources: string } {
  const bundle = join(folder, "Deposit Desk.app", "Contents");
  if (existsSync(bundle)) return { program: join(folder, "Deposit Desk.app"), resources: join(bundle, "Resources") };
  const program = ["deposit-desk", "Deposit Desk.exe"].find((name) => existsSync(join(folder, name)));
  return { program: join(folder, program ?? "deposit-desk"), resources: join(folder, "resources") };
}

try {
  await packageApp(process.argv.slice(2));
} catch (error) {
  if (!(error instanceof SetupFault)) throw error;
  console.error(error.report());
  process.exitCode = 1;
}
