import { randomBytes } from "node:crypto";
import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { homedir, tmpdir } from "node:os";
import { join } from "node:path";
import { runCommand } from "./command.mjs";
import { tryFileLock } from "./fileLock.mjs";
import { endGroup, startGroup } from "./processGroup.mjs";
import { hasDisplay } from "./sessionChoice.mjs";
import { SetupFault } from "./SetupFault.mjs";

/**
 * A display and a keyring of our own, for a machine that has none and for tests, which must never touch a person's.
 *
 * @typedef {{ env: Record<string, string | undefined>, close(): Promise<void> }} Session variables to give to what runs inside
 * @typedef {import("node:child_process").ChildProcess} ChildProcess
 */

/** Set inside a session of ours, to its folder. DBUS_SESSION_BUS_ADDRESS cannot tell: inside it is set as well. */
export const SESSION_MARK = "DEPOSIT_DESK_OWN_SESSION";

const START_MS = 15_000;

/**
 * @param {{ keyring: "throwaway" | "kept" }} choice "kept": the keyring lives on in the user's data folder, and a display
 *   that is there is used; "throwaway": nothing outlives the session, and the display is always our own
 * @returns {Promise<Session>}
 */
export async function openSession({ keyring }) {
  const scratch = mkdtempSync(join(shortTempFolder(), "deposit-desk-"));
  chmodSync(scratch, 0o700);
  /** @type {(() => Promise<void> | void)[]} */
  const closers = [() => rmSync(scratch, { recursive: true, force: true, maxRetries: 5, retryDelay: 100 })];
  const close = async () => {
    while (closers.length > 0) await closers.pop()?.();
  };
  /** @param {ChildProcess} child */
  const keep = (child) => void closers.push(() => endGroup(child));
  try {
    closers.push(() => endStragglers(scratch));
    const folders = throwawayFolders(scratch);
    const home = keyring === "kept" ? keptKeyring(closers) : { folder: folders.XDG_DATA_HOME, password: "throwaway" };
    const ownEnv = { ...process.env, ...folders, XDG_DATA_HOME: home.folder };
    const [bus, display] = await Promise.all([
      startBus(scratch, ownEnv, keep),
      keyring === "kept" && hasDisplay(process.env) ? undefined : startDisplay(keep),
    ]);
    await startKeyring(home.password, { ...ownEnv, DBUS_SESSION_BUS_ADDRESS: bus }, keep);
    const env = {
      [SESSION_MARK]: scratch,
      DBUS_SESSION_BUS_ADDRESS: bus,
      NO_AT_BRIDGE: "1",
      ...(display === undefined ? {} : { DISPLAY: display, WAYLAND_DISPLAY: undefined, DEPOSIT_DESK_HEADLESS: "1" }),
      ...(keyring === "throwaway" ? folders : { XDG_RUNTIME_DIR: folders.XDG_RUNTIME_DIR }),
    };
    return { env, close };
  } catch (error) {
    await close();
    throw error;
  }
}

/** @param {string} scratch */
function throwawayFolders(scratch) {
  const folders = {
    XDG_DATA_HOME: join(scratch, "data"),
    XDG_CONFIG_HOME: join(scratch, "config"),
    XDG_RUNTIME_DIR: join(scratch, "run"),
  };
  for (const folder of Object.values(folders)) mkdirSync(folder, { mode: 0o700 });
  return folders;
}

/**
 * The keyring of a machine without a desktop: kept, so that a second start finds what the first one stored. Nobody is
 * there to type a password, so it lies beside the keyring, readable by its owner alone. That protects it from other
 * users, not from the same user's programs; the line printed says so.
 *
 * @param {(() => Promise<void> | void)[]} closers
 */
function keptKeyring(closers) {
  const folder = join(process.env["XDG_DATA_HOME"] || join(homedir(), ".local", "share"), "deposit-desk", "keyring");
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const lock = tryFileLock(join(folder, "in-use.lock"));
  if (typeof lock !== "function") {
    throw new SetupFault(
      `process ${lock.holder} already runs Deposit Desk with the keyring in ${folder}`,
      `use that window, or end it (kill ${lock.holder}), or set XDG_DATA_HOME to another folder`,
    );
  }
  closers.push(lock);
  const file = join(folder, "password");
  if (!existsSync(file)) writeFileSync(file, randomBytes(32).toString("hex"), { mode: 0o600 });
  process.stderr.write(`no desktop session here: using a display and a keyring of our own, the keyring in ${folder}\n`);
  return { folder, password: readFileSync(file, "utf8") };
}

/**
 * @param {string} scratch
 * @param {NodeJS.ProcessEnv} env
 * @param {(child: ChildProcess) => void} keep
 */
async function startBus(scratch, env, keep) {
  const args = [
    "--session",
    "--nofork",
    "--nopidfile",
    `--address=unix:path=${join(scratch, "bus")}`,
    "--print-address=3",
  ];
  return startAnnounced("dbus-daemon", args, { ...env, DBUS_SESSION_BUS_ADDRESS: undefined }, keep);
}

/** @param {(child: ChildProcess) => void} keep */
async function startDisplay(keep) {
  // -displayfd lets the server choose a free number and say it: no races between two sessions.
  const args = ["-displayfd", "3", "-screen", "0", "1920x1200x24", "-nolisten", "tcp", "-ac", "-noreset"];
  return `:${await startAnnounced("Xvfb", args, process.env, keep)}`;
}

/**
 * Starts a server which says on file descriptor 3 that it is ready, and how it is reached.
 *
 * @param {string} program
 * @param {readonly string[]} args
 * @param {NodeJS.ProcessEnv} env
 * @param {(child: ChildProcess) => void} keep
 * @returns {Promise<string>} what it said
 */
function startAnnounced(program, args, env, keep) {
  const child = startGroup(program, args, { env, stdio: ["ignore", "ignore", "pipe", "pipe"] });
  keep(child);
  let complaint = "";
  child.stderr?.on("data", (chunk) => void (complaint = `${complaint}${chunk}`.slice(-2000)));
  return new Promise((resolve, reject) => {
    const fail = (/** @type {string} */ why) =>
      reject(new SetupFault(`${program} did not start (${why})\n${complaint.trim()}`, "run the same command again"));
    const timer = setTimeout(() => fail(`no word after ${START_MS / 1000} s`), START_MS);
    child.once("error", (error) => fail(error.message));
    child.once("exit", (code) => fail(`exit ${code}`));
    let said = "";
    const pipe = /** @type {import("node:stream").Readable} */ (child.stdio[3]);
    pipe.on("data", (chunk) => {
      said += chunk;
      if (!said.includes("\n")) return;
      clearTimeout(timer);
      resolve(said.trim());
    });
  });
}

/**
 * @param {string} password
 * @param {NodeJS.ProcessEnv} env
 * @param {(child: ChildProcess) => void} keep
 */
async function startKeyring(password, env, keep) {
  const args = ["--foreground", "--unlock", "--components=secrets"];
  const child = startGroup("gnome-keyring-daemon", args, { env, stdio: ["pipe", "ignore", "pipe"] });
  keep(child);
  let complaint = "";
  child.stderr?.on("data", (chunk) => void (complaint = `${complaint}${chunk}`.slice(-2000)));
  child.on("error", (error) => void (complaint += error.message));
  child.stdin?.on("error", (error) => void (complaint += error.message));
  child.stdin?.end(`${password}\n`);
  const deadline = performance.now() + START_MS;
  while (!(await secretsAreServed(env))) {
    if (performance.now() > deadline || child.exitCode !== null) {
      throw new SetupFault(`the keyring did not start\n${complaint.trim()}`, "run the same command again");
    }
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}

/** @param {NodeJS.ProcessEnv} env */
async function secretsAreServed(env) {
  const question = ["org.freedesktop.DBus.NameHasOwner", "string:org.freedesktop.secrets"];
  const where = ["--session", "--print-reply", "--dest=org.freedesktop.DBus", "/org/freedesktop/DBus"];
  const answer = await runCommand("dbus-send", [...where, ...question], { env, timeoutMs: 5000 });
  return answer.code === 0 && answer.stdout.includes("boolean true");
}

/**
 * Ends what left its process group but still belongs to this session, as its environment shows (crash handlers, servers
 * started apart).
 *
 * @param {string} scratch
 */
function endStragglers(scratch) {
  const mark = `${SESSION_MARK}=${scratch}`;
  for (const pid of readdirSync("/proc").filter((name) => /^\d+$/.test(name))) {
    try {
      if (!readFileSync(`/proc/${pid}/environ`, "utf8").split("\0").includes(mark)) continue;
      process.kill(Number.parseInt(pid, 10), "SIGKILL");
    } catch {
      // It ended meanwhile, or is another user's and so not ours.
    }
  }
}

/** A socket's path may have 107 bytes; some temp folders are longer by themselves. */
function shortTempFolder() {
  return tmpdir().length > 60 ? "/tmp" : tmpdir();
}
