import { createHash } from "node:crypto";
import { existsSync, readFileSync } from "node:fs";
import { release } from "node:os";
import { join } from "node:path";
import { runCommand } from "#scripts/setup/command.mjs";
import { toolNode } from "#scripts/setup/dependencies.mjs";
import { MODULES, ROOT, RUNTIME_FILE } from "#scripts/setup/places.mjs";

/** What is installed beside the repository: npm's packages, Electron, and where there is dpkg every package of the system. */
const INSTALLED = [join(MODULES, ".package-lock.json"), RUNTIME_FILE, "/var/lib/dpkg/status"];
/** A variable that some code asks for by its name. */
const ASKED = /\benv(?:\.([A-Z][A-Z_0-9]*)|\["([A-Z][A-Z_0-9]*)"\])/g;
/** Asked for by no code of ours, and they change what code does. */
const ALWAYS = ["TZ", "LANG", "LC_ALL", "NODE_OPTIONS", "NODE_ENV", "CI"];
const OUR_OWN = /^(?:DEPOSIT_DESK_|CENTRAL_|CONTRACT_)/;
/** Tests get these from a session of their own (session.mjs). */
const OF_THE_SESSION = new Set(["DISPLAY", "WAYLAND_DISPLAY", "DBUS_SESSION_BUS_ADDRESS", "XDG_DATA_HOME"]);

/**
 * What tests depend on and git does not know: Node, the system, what is installed, the variables that are asked for.
 *
 * @param {import("./readTree.mjs").Tree} tree
 * @param {NodeJS.ProcessEnv} env as the user gave it
 */
export async function machineWords(tree, env) {
  const node = await runCommand(toolNode(), ["--version"]);
  const installed = INSTALLED.map((file) => (existsSync(file) ? digest(readFileSync(file)) : "absent"));
  const names = new Set(ALWAYS);
  for (const { text = "" } of tree.values())
    for (const [, one, other] of text.matchAll(ASKED)) names.add(one ?? other ?? "");
  for (const name of Object.keys(env)) if (OUR_OWN.test(name)) names.add(name);
  const variables = [...names]
    .filter((name) => !OF_THE_SESSION.has(name))
    .toSorted()
    .map((name) => [name, env[name] ?? null]);
  const user = process.getuid?.() ?? "";
  return JSON.stringify([
    ROOT,
    node.stdout.trim(),
    process.platform,
    process.arch,
    release(),
    user,
    installed,
    variables,
  ]);
}

/** @param {Buffer} content */
function digest(content) {
  return createHash("sha256").update(content).digest("hex");
}
