import { existsSync, readFileSync } from "node:fs";
import { connect } from "node:net";
import { join } from "node:path";
import { runCommand } from "./command.mjs";
import { toolNode } from "./dependencies.mjs";
import { chooseElectron } from "./electronChoice.mjs";
import { MODULES } from "./places.mjs";

const PACKAGE = join(MODULES, "electron");
/** Where releases are, and where their download links lead. */
const RELEASE_HOSTS = ["github.com", "release-assets.githubusercontent.com"];
/** A black-holed network answers nothing at all; waiting longer helps nobody. */
const PROBE_MS = 10_000;
const DOWNLOAD_MS = 30 * 60_000;

/** The version package.json asks for. */
export function officialVersion() {
  return /** @type {string} */ (JSON.parse(readFileSync(join(PACKAGE, "package.json"), "utf8")).version);
}

/** Folder of the installed official Electron, or undefined. */
export function officialDist() {
  const dist = join(PACKAGE, "dist");
  const version = join(dist, "version");
  const pathFile = join(PACKAGE, "path.txt");
  if (!existsSync(version) || !existsSync(pathFile)) return undefined;
  if (readFileSync(version, "utf8").trim().replace(/^v/, "") !== officialVersion()) return undefined;
  return existsSync(join(dist, readFileSync(pathFile, "utf8"))) ? dist : undefined;
}

/**
 * Installs the official Electron where it can be had.
 *
 * @returns {Promise<"official" | "fallback">}
 */
export async function installOfficialElectron() {
  const hosts = downloadHosts();
  const reachable = hosts.length === 0 || (await canConnect(hosts[0] ?? ""));
  if (!reachable) return chooseElectron({ reachable, installer: undefined, reachableAfter: false });
  const installer = await runCommand(toolNode(), [join(PACKAGE, "install.js")], {
    timeoutMs: DOWNLOAD_MS,
    env: withoutOverride(),
  });
  const reachableAfter = installer.code === 0 || (await Promise.all(hosts.map(canConnect))).every(Boolean);
  return chooseElectron({ reachable, installer, reachableAfter });
}

/**
 * Hosts to probe. None when a proxy stands between: then only the proxy's answer counts, and the installer asks it.
 *
 * @param {NodeJS.ProcessEnv} [env]
 */
export function downloadHosts(env = process.env) {
  if (env["ELECTRON_GET_USE_PROXY"] !== undefined || env["NODE_USE_ENV_PROXY"] === "1") return [];
  const mirror = env["npm_config_electron_mirror"] || env["NPM_CONFIG_ELECTRON_MIRROR"] || env["ELECTRON_MIRROR"];
  if (mirror === undefined || mirror === "") return RELEASE_HOSTS;
  const { hostname, port, protocol } = new URL(mirror);
  return [`${hostname}:${port || (protocol === "http:" ? "80" : "443")}`];
}

/** @param {string} host with or without a port */
function canConnect(host) {
  const [name = "", port = "443"] = host.split(":");
  return new Promise((resolve) => {
    const socket = connect({ host: name, port: Number.parseInt(port, 10), timeout: PROBE_MS });
    /** @param {boolean} answer */
    const end = (answer) => {
      socket.destroy();
      resolve(answer);
    };
    socket
      .on("connect", () => end(true))
      .on("error", () => end(false))
      .on("timeout", () => end(false));
  });
}

/** The installer believes an override is its own download folder. */
function withoutOverride() {
  const env = { ...process.env };
  delete env["ELECTRON_OVERRIDE_DIST_PATH"];
  return env;
}
