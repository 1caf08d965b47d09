/**
 * Tries a packaged app as a person would, with the fuses as they are set: sign in, first sync, the signing key, records; quit; start again, and
 * find what was kept. Playwright's own Electron driver cannot do it, for it needs the inspector that the fuses take out: this speaks with the page alone.
 */
import { type ChildProcess, spawn } from "node:child_process";
import { mkdtemp, open, readdir, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { chromium, type Page } from "@playwright/test";
import { demoPassword } from "#central/demo/demoDirectory.ts";
import { startDemoServices } from "#scripts/demo/demoServices.ts";
import * as operator from "#scripts/demo/operator.ts";
import { API_BASE } from "#shared/contract/http.ts";
import { openCountingProxy } from "./countingProxy.ts";

type Say = (line: string) => void;

/** Enough of every status, and quick to make. */
const RECORDS = 60;
const START_MS = 60_000;
const LOOK_AGAIN_MS = 200;
const START_URL = "app://desk/";
const QUIT_MS = 15_000;
const ROWS_PATH = `${API_BASE}/sync/rows/`;
const PLAIN_HEADER = "SQLite format 3";

/**
 * @param program the packaged program
 * Throws with the first thing that does not hold.
 */
async function tryPackage(program: string, say: Say): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), "deposit-desk-package-"));
  const services = await startDemoServices({
    folder: join(folder, "services"),
    say,
    customers: false,
    records: RECORDS,
  });
  const proxy = await openCountingProxy(services.centralUrl, (path) => path.startsWith(ROWS_PATH));
  const profile = join(folder, "profile");
  const args = [
    "--connect",
    proxy.url,
    "--node",
    `DEVNET=${services.chainUrl}`,
    "--demo",
    "--profile",
    profile,
    "--keychain-service",
    `Deposit Desk package ${process.pid}`,
  ];
  try {
    say("package: first start, sign in, first sync, signing key");
    const recordNo = await withApp(program, args, async (page) => {
      await operator.signIn(page, "executor");
      await operator.waitForSigningKey(page);
      await operator.openRecords(page);
      return firstRecordNo(page);
    });
    requireHeld(proxy.counted() > 0, "the first start asked for no rows: the trial measures nothing");
    await requireEncrypted(profile);

    say("package: second start, the cache of the first one is opened");
    const askedFirst = proxy.counted();
    await withApp(program, args, async (page) => {
      await operator.unlock(page, demoPassword("executor"));
      await operator.openRecords(page);
      await operator.recordRow(page, recordNo).waitFor({ timeout: START_MS });
    });
    requireHeld(
      proxy.counted() === askedFirst,
      "the second start synchronised everything again: the cache was not used",
    );
    const kept = await databases(profile);
    requireHeld(kept.length === 2, `the profile holds ${kept.join(", ")} instead of one cache and one journal`);
    say(`package: the packaged app signs in, synchronises, makes a key, quits and finds ${recordNo} again`);
  } finally {
    await proxy.close();
    await services.stop();
    await rm(folder, { recursive: true, force: true, maxRetries: 5, retryDelay: 200 });
  }
}

async function firstRecordNo(page: Page): Promise<string> {
  const cell = operator
    .recordsGrid(page)
    .getByText(/^DP-\d{8}-\d+$/)
    .first();
  await cell.waitFor({ timeout: START_MS });
  return (await cell.innerText()).trim();
}

/** Starts the program, does the work on its page, and quits as the operating system asks programs to. */
async function withApp<T>(program: string, args: readonly string[], work: (page: Page) => Promise<T>): Promise<T> {
  const asRoot = process.getuid?.() === 0 ? ["--no-sandbox", "--disable-gpu"] : [];
  const child = spawn(program, [...asRoot, "--remote-debugging-port=0", ...args], {
    stdio: ["ignore", "ignore", "pipe"],
    env: installedEnvironment(),
  });
  const exited = new Promise<number | null>((resolve) => child.once("exit", (code) => resolve(code)));
  try {
    const url = await debuggerUrl(child);
    await pageListed(url);
    const browser = await chromium.connectOverCDP(url);
    const [context] = browser.contexts();
    if (context === undefined) throw new Error("the packaged app has no window");
    const page = context.pages()[0] ?? (await context.waitForEvent("page", { timeout: START_MS }));
    const result = await work(page);
    await browser.close();
    child.kill("SIGTERM");
    const code = await Promise.race([exited, late()]);
    requireHeld(code === 0, `the packaged app did not quit cleanly: ${code ?? "it had to be killed"}`);
    return result;
  } finally {
    if (child.exitCode === null && child.signalCode === null) child.kill("SIGKILL");
  }
}

/** As on a computer where nobody develops: none of the variables that choose a runtime. */
function installedEnvironment(): NodeJS.ProcessEnv {
  return Object.fromEntries(Object.entries(process.env).filter(([name]) => !/^(DEPOSIT_DESK_|ELECTRON_)/.test(name)));
}

function debuggerUrl(child: ChildProcess): Promise<string> {
  return new Promise((resolve, reject) => {
    const said: string[] = [];
    const timer = setTimeout(() => reject(new Error(`the packaged app did not start. ${said.join("\n")}`)), START_MS);
    child.once("exit", (code) => reject(new Error(`the packaged app ended with ${code}. ${said.join("\n")}`)));
    if (child.stderr === null) throw new Error("invariant broken: stderr is a pipe");
    createInterface({ input: child.stderr }).on("line", (line) => {
      said.push(line);
      const url = /^DevTools listening on (ws:\S+)$/.exec(line)?.[1];
      if (url === undefined) return;
      clearTimeout(timer);
      resolve(url);
    });
  });
}

/** Whoever connects while the window is being made waits for ever (seen with Playwright 1.65 on Electron 33). */
async function pageListed(debuggerAddress: string): Promise<void> {
  const list = `http://${new URL(debuggerAddress).host}/json/list`;
  const end = Date.now() + START_MS;
  for (;;) {
    const targets = (await (await fetch(list)).json()) as { type: string; url: string; title: string }[];
    if (targets.some(({ type, url, title }) => type === "page" && url.startsWith(START_URL) && title !== "")) return;
    requireHeld(Date.now() < end, "the packaged app shows no page");
    await new Promise((resolve) => setTimeout(resolve, LOOK_AGAIN_MS));
  }
}

function late(): Promise<null> {
  return new Promise((resolve) => setTimeout(() => resolve(null), QUIT_MS).unref());
}

/** Also those that were put aside; without what belongs to a database. */
async function databases(profile: string): Promise<string[]> {
  const names = await readdir(profile);
  return names.filter((name) => name.includes(".db") && !/(-wal|-shm|\.key-name)$/.test(name)).toSorted();
}

async function requireEncrypted(profile: string): Promise<void> {
  const names = await databases(profile);
  requireHeld(names.length === 2, `the profile holds ${names.join(", ")} instead of one cache and one journal`);
  for (const name of names) {
    const file = await open(join(profile, name));
    const { buffer } = await file.read(Buffer.alloc(PLAIN_HEADER.length), 0, PLAIN_HEADER.length, 0);
    await file.close();
    requireHeld(buffer.toString("latin1") !== PLAIN_HEADER, `${name} is not encrypted`);
  }
}

function requireHeld(holds: boolean, otherwise: string): asserts holds {
  if (!holds) throw new Error(otherwise);
}

if (import.meta.main) {
  const [program] = process.argv.slice(2);
  if (program === undefined) throw new Error("name the packaged program");
  await tryPackage(program, (line) => void process.stderr.write(`${line}\n`));
}
